"""Text that any format can hold: without control signs, and with places to break long words."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad"  # controls, soft hyphen
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # zero width, separators, direction
    "\ufe00-\ufe0f\U000e0000-\U000e01ef"  # variants of the sign before them, tags
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"  # halves of signs, and what is no sign
)
_LONG = re.compile(r"[\x21-\x7e]{33,}")
_BREAK_AFTER = 16
ZERO_WIDTH_SPACE = "\u200b"


def printable(text: str) -> str:
    """The text without what a page cannot show; a tab is a space, other breaks are lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    return _UNPRINTABLE.sub("", lines.replace("\x0b", "\n").replace("\t", " "))


def breakable(text: str) -> str:
    """Long words of Latin signs with places where a line may break, so that they stay on it."""
    return _LONG.sub(_broken, text)


def _broken(match: re.Match[str]) -> str:
    word = match.group()
    parts = (word[i : i + _BREAK_AFTER] for i in range(0, len(word), _BREAK_AFTER))
    return ZERO_WIDTH_SPACE.join(parts)
