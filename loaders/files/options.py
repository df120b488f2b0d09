"""What a user may say about how a file is to be opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Revisions = Literal["accepted", "original"]
"""Which side of tracked changes is read."""


@dataclass(frozen=True, slots=True)
class Options:
    """`password` opens encrypted files; `recognise` allows OCR of pages without text."""

    revisions: Revisions = "accepted"
    password: str | None = None
    recognise: bool = True
