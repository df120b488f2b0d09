"""What stands around a gap: the words that follow a number, and the rest of the line."""

from __future__ import annotations

import re
from functools import cache

from loaders.words import load
from loaders.words.opening import compiled

REACH = 80
"""Characters looked at on either side of a gap."""


@cache
def measures() -> re.Pattern[str]:
    """Words that only ever follow a number."""
    always = (c for c in load("gap_units") if c.means == "always")
    return compiled("|".join(c.source for c in always))


@cache
def counted() -> re.Pattern[str]:
    """Words that may follow a number."""
    return compiled("|".join(c.source for c in load("gap_units")))


def before_in_line(text: str, end: int) -> str:
    """The words of a line before a place, as far as they matter."""
    start = max(0, end - REACH)
    return text[max(start, text.rfind("\n", start, end) + 1) : end]


def after_in_line(text: str, start: int) -> str:
    """The words of a line from a place on, as far as they matter."""
    return text[start : start + REACH].split("\n", 1)[0]
