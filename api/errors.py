"""Errors as users read them: one line in their language, where and what to do."""

from __future__ import annotations

from api.messages import Speaker
from ontology.errors import EvenhandError
from ontology.vocabulary import Lang


class Problem(EvenhandError):
    """Something that the surfaces themselves refuse, by the key of its message."""

    def __init__(self, key: str, source: str | None = None, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(Speaker("errors", "en")(f"own.{key}", **values), source)


def one_line(error: EvenhandError, lang: Lang) -> str:
    """`source: message` in the reader's language, without line breaks."""
    message = error.message
    if isinstance(error, Problem):
        message = Speaker("errors", lang)(f"own.{error.key}", **error.values)
    text = f"{error.source}: {message}" if error.source else message
    return " ".join(text.split())
