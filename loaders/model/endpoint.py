"""Where a model answers, and how much of its time and words are taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ontology.errors import EvenhandError

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class ModelFailed(EvenhandError):
    """The model gave no usable answer: whoever runs it acts; the facts of the grammar stand."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint: `url` is what stands before `/chat/completions`.

    The key is never shown or kept. `seconds` bound one answer as a whole, `most` its bytes, and
    `asks` how many pieces of a text are sent.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0
    most: int = 1_000_000
    asks: int = 20

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ModelFailed("the address of a model reader begins with https://", self.url)
        if parts.username or parts.password:
            raise ModelFailed("put the key into EVENHAND_READER_KEY, not into the address")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ModelFailed("a contract is sent to another machine only over https://", self.url)

    @property
    def name(self) -> str:
        """Who reads, as facts say it."""
        return f"model:{self.model}"
