"""Puts recognised pieces in reading order: rows from the top, pieces of a row from the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.files.page_lines import COLUMN_GAP, Char, Line

SAME_ROW = 0.5
"""The share of the lower piece's height that two pieces of one row have in common."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A recognised piece with its box, and each character with its own box and confidence."""

    words: str
    sure: float
    left: float
    top: float
    right: float
    bottom: float
    chars: tuple[Char, ...] = ()


def rows(seen: Sequence[Seen]) -> list[Line]:
    """The rows of a page."""
    groups: list[list[Seen]] = []
    for piece in sorted(seen, key=lambda s: (s.top + s.bottom, s.left)):
        group = next((g for g in reversed(groups[-3:]) if _in_row(piece, g)), None)
        if group is None:
            groups.append([piece])
        else:
            group.append(piece)
    return [_row(sorted(group, key=lambda s: s.left)) for group in groups]


def _in_row(piece: Seen, group: Sequence[Seen]) -> bool:
    top = sum(s.top for s in group) / len(group)
    bottom = sum(s.bottom for s in group) / len(group)
    common = min(piece.bottom, bottom) - max(piece.top, top)
    lower = min(piece.bottom - piece.top, bottom - top)
    beside = all(piece.left >= s.right - lower or piece.right <= s.left + lower for s in group)
    return common > SAME_ROW * lower and beside


def _row(group: Sequence[Seen]) -> Line:
    return Line(
        COLUMN_GAP.join(piece.words for piece in group),
        min(s.left for s in group),
        min(s.top for s in group),
        max(s.right for s in group),
        max(s.bottom for s in group),
        tuple(char for piece in group for char in piece.chars),
    )
