"""The font that PDF reports are set in, and which characters it has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FAMILY = "Evenhand Sans"
"""A subset of Noto Sans CJK SC under a name of its own; `OFL.txt` is its licence."""

FONT = FOLDER / "EvenhandSans-Regular.otf"
CHARACTERS = FOLDER / "characters.txt"
"""The 8,105 characters of the Table of General Standard Chinese Characters (2013), 80 a line."""

COVERAGE = FOLDER / "coverage.txt"
"""The code points of the font as hexadecimal ranges, a range a line."""


@cache
def covered() -> frozenset[int]:
    """The code points that the font can draw."""
    points: set[int] = set()
    for line in COVERAGE.read_text("utf-8").split():
        first, _, last = line.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


def missing(text: str) -> tuple[str, ...]:
    """The characters of a text that the font has not, each once, in order of their number."""
    return tuple(sorted(sign for sign in set(text) if ord(sign) not in covered()))
