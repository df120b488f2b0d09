"""Lines of a page: PDFium's order kept, pieces of one line joined, columns set apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

COLUMN_GAP = "    "
"""Stands between pieces of one line that the page sets apart."""

SAME_LINE = 0.6
"""The share of the lower piece's height that two pieces of one line have in common."""

WIDE_GAP = 2.0
"""Heights of a character from which a gap inside a line parts two columns."""

THIN_GAP = 0.9
"""Heights of a character up to which a gap beside a Chinese one is set by the program, no space."""


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box in points from the top left.

    `made` by PDFium, not by the file; `sure` is the confidence with which it was recognised.
    """

    word: str
    left: float
    top: float
    right: float
    bottom: float
    made: bool = False
    sure: float = 1.0


@dataclass(slots=True)
class Line:
    """Words in one line, with their box and the characters behind them."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    chars: tuple[Char, ...] = ()


def lines(chars: Iterable[Char]) -> list[Line]:
    """The lines of a page in reading order."""
    found: list[Line] = []
    piece: list[Char] = []
    for char in chars:
        if char.word in "\r\n":
            _add(found, piece)
            piece = []
        elif char.word != "\x00":
            piece.append(char)
    _add(found, piece)
    return found


def line_of(piece: list[Char]) -> Line | None:
    """A line made of characters, `None` where they print nothing."""
    inked = [c for c in piece if not c.made and not c.word.isspace()]
    if not inked:
        return None
    return Line(
        _spaced(piece),
        min(c.left for c in inked),
        min(c.top for c in inked),
        max(c.right for c in inked),
        max(c.bottom for c in inked),
        tuple(piece),
    )


def _add(found: list[Line], piece: list[Char]) -> None:
    line = line_of(piece)
    if line is None:
        return
    if found and _beside(found[-1], line):
        before = found[-1]
        before.words += COLUMN_GAP + line.words
        before.top, before.bottom = min(before.top, line.top), max(before.bottom, line.bottom)
        before.right = max(before.right, line.right)
        before.chars += line.chars
    else:
        found.append(line)


def _beside(before: Line, line: Line) -> bool:
    """Whether a piece goes on in the line of the one before, to its right."""
    common = min(before.bottom, line.bottom) - max(before.top, line.top)
    lower = min(before.bottom - before.top, line.bottom - line.top)
    return line.left >= before.right - 1 and common > SAME_LINE * lower


def _spaced(piece: list[Char]) -> str:
    """The words of a piece; a gap as wide as two characters keeps its width."""
    words: list[str] = []
    before: Char | None = None
    waiting = False
    for char in piece:
        if char.word.isspace():
            if not char.made:
                words.append(char.word)
            waiting = char.made and bool(words)
            continue
        if before is not None:
            height = max(char.bottom - char.top, before.bottom - before.top, 1.0)
            gap = char.left - before.right
            if gap > WIDE_GAP * height and words[-1].strip():
                words.append(COLUMN_GAP)
            elif waiting and (gap > THIN_GAP * height or (before.word < "\u2e80" > char.word)):
                words.append(" ")
        waiting = False
        words.append(char.word)
        before = char
    return "".join(words).strip("\t ")
