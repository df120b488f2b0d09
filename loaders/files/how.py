"""What a user may say about how a file is to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from loaders.model.endpoint import Endpoint

Revisions = Literal["accepted", "original"]
"""Which side of tracked changes is read."""


@dataclass(frozen=True, slots=True)
class How:
    """How a file is read; what is not said is decided by what stands in it.

    `buyer` is the label of the side that pays; `part` the stretch that is the contract (`all`,
    pages as `12-30`, or words of its heading); `password` opens encrypted files; `recognise`
    allows OCR of pages without text; `reader` is asked for what the grammar left absent.
    """

    buyer: str | None = None
    revisions: Revisions = "accepted"
    password: str | None = None
    recognise: bool = True
    part: str | None = None
    reader: Endpoint | None = None
