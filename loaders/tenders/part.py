"""A part of a larger document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """The contract in a document: its range, its heading and how sure that is, 0 to 1."""

    start: int
    end: int
    title: str
    sure: float
