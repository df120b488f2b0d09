"""Reads what a contract is called."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.roles.labels import introductions
from loaders.text import BLANK, Text
from loaders.words import pattern

_LINES = 45
"""Lines among which a title is looked for."""

_LINE_CHARS, _TITLE_CHARS = 45, 80
_PARTS_ABOVE = 2
"""Lines above its last one that may belong to a title."""


def read_title(text: Text) -> str | None:
    """The title on the cover or above the parties, broken lines joined; `None` without one."""
    lines = _head(text)
    titles = [title for i in range(len(lines)) if (title := _title(lines, i))]
    if titles:
        return next((title for title in titles if not _is("generic", title)), titles[0])
    first = next((line for line in lines if not _is("no_title", line)), None)
    return first if first and len(first) < _LINE_CHARS and not _is("no_part", first) else None


def _is(name: str, line: str) -> bool:
    return pattern("title_words", name).search(line) is not None


def _head(text: Text) -> list[str]:
    """The lines before the first clause, and below the first party only those like a title."""
    found = introductions(text.plain)
    limit = found[0].start if found else len(text.plain)
    lines: list[str] = []
    at = 0
    for line in text.plain.split("\n")[:_LINES]:
        if _is("clause", line):
            break
        if at < limit or _is("title", line):
            lines.append(line.strip(" *#"))
        at += len(line) + 1
    return lines


def _title(lines: Sequence[str], i: int) -> str | None:
    """The title that ends in a line, with the lines above that belong to it."""
    line = lines[i]
    if not _is("title", line) or _is("no_title", line):
        return None
    parts = [line]
    for above in reversed(lines[max(0, i - _PARTS_ABOVE) : i]):
        # A line with a gap names a project that is still open.
        if not 2 <= len(above) <= _LINE_CHARS or BLANK in above:
            break
        if any(_is(name, above) for name in ("no_part", "no_title", "title")):
            break
        parts.insert(0, above)
    title = "".join(parts)
    return title if len(title) <= _TITLE_CHARS else line
