"""Tells what belongs to the page from what belongs to the text: page numbers, headers, contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from loaders.layout.lines import Line, cue

_N = "[ ]?[0-9一二三四五六七八九十百]{1,5}[ ]?"
_DASH = "[-—–~·•]"
_PAGE = re.compile(
    rf"第{_N}页(?:[ ,，/]{{0,3}}[（(]?共?{_N}页?[)）]?)?|共{_N}页(?:[ ,，]{{0,3}}第{_N}页)?"
    rf"|{_DASH}[ ]*(?:[0-9]{{1,4}}|[ivxIVX]{{1,5}})[ ]*{_DASH}|[0-9]{{1,3}}[ ]*/[ ]*[0-9]{{1,3}}"
    r"|(?:Page|PAGE|page|P\.?)[ ]*[0-9]{1,4}(?:[ ]*(?:of|/)[ ]*[0-9]{1,4})?"
)
_DIGITS = re.compile("[0-9]+")
_ANYWHERE = re.compile("^#+$|年.{0,4}月|签字|盖章|签章|公章")
"""Lines that may come back without being a running head."""

_LONE = re.compile("[0-9]{1,3}")
_LEADER = re.compile(
    r".{1,60}?(?:[.。·•…＿\-]{3,400}+|[…]{1,40}+|[ ]{2,}+|\t++)[ .·…]{0,20}[-（(]?[0-9]{1,4}[-）)]?"
)
_DOTTED = re.compile(r".{1,60}?(?:[.·…•][ ]?){4,400}[ ]{0,20}[-（(]?[0-9]{1,4}[-）)]?")
_LAST_NUMBER = re.compile(r"[ \t.·…＿]*[0-9]{1,4}$")
_SPACE = re.compile(r"[ \t]+")

PAGE_CHARS = 250
"""The fewest characters between two page numbers."""

REPEATS = 3


def dropped(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines that are page furniture or a table of contents."""
    numbers = {i for i, line in enumerate(lines) if _PAGE.fullmatch(line.text)}
    numbers |= _lone_numbers(lines, numbers)
    return numbers | _running_heads(lines, numbers) | set(_contents(lines))


def _lone_numbers(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Bare digits that number pages: in step at page distance, or apart from any table."""
    lone = [i for i, line in enumerate(lines) if not line.row and _LONE.fullmatch(line.text)]
    found: set[int] = set()
    last: dict[int, int] = {}
    for i in lone:
        value = int(lines[i].text)
        before = last.get(value - 1)
        if before is not None and lines[i].start - lines[before].start >= PAGE_CHARS:
            found |= {before, i}
        last[value] = i
    for i in lone:
        at_break = (i + 1 < len(lines) and lines[i + 1].page) or lines[i].page
        around = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        if at_break or not any(_is_cell(line) for line in around):
            found.add(i)
    return found - numbers


def _is_cell(line: Line) -> bool:
    """Whether a line could be one cell of a table that was written a cell a line."""
    return line.row or (
        line.width <= 24
        and not line.is_field
        and line.text[-1] not in "。；;：:"
        and not line.label
    )


def _running_heads(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Lines that come back, but for digits, wherever a page begins or ends."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if 3 <= len(line.text) <= 60 and i not in numbers and not (line.row or line.is_field):
            places[_DIGITS.sub("#", _SPACE.sub("", line.text))].append(i)
    edges = _page_edges(lines, numbers)
    found: set[int] = set()
    for key, indices in places.items():
        at_edge = [i for i in indices if i in edges]
        # The first may be the title; the others count only where a page begins or ends.
        often = len(indices) >= REPEATS and len(at_edge) >= max(2, 2 * (len(indices) - 1) / 3)
        # A heading has a number of its own: one that comes back with the same number is none.
        same = len({_SPACE.sub("", lines[i].text) for i in indices}) == 1
        if often and not _ANYWHERE.search(key) and (same or lines[indices[0]].label is None):
            found |= set(at_edge)
    return found


def _page_edges(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """The two lines on either side of a page number or page break."""
    edges: set[int] = set()
    for i, line in enumerate(lines):
        if line.page:
            edges |= {i - 2, i - 1, i, i + 1}
        if i in numbers:
            edges |= {i - 2, i - 1, i + 1, i + 2}
    return edges


def _contents(lines: Sequence[Line]) -> Iterator[int]:
    title = cue("contents")
    listed: dict[str, int] = {}
    i = 0
    while i < len(lines):
        if title.fullmatch(lines[i].words):
            end = _contents_end(lines, i + 1, listed)
            if end > i + 1:
                yield from range(i, end)
                i = end
                continue
        elif _DOTTED.fullmatch(lines[i].text):
            yield i
        i += 1


def _contents_end(lines: Sequence[Line], start: int, listed: dict[str, int]) -> int:
    """The line after the entries of a table of contents that begins at `start`."""
    if not listed:
        listed.update((_entry(line.text), i) for i, line in enumerate(lines))
    i = start
    while i < len(lines):
        line = lines[i]
        entry = _entry(line.text)
        if not (_LEADER.fullmatch(line.text) or (line.width <= 80 and listed.get(entry, i) > i)):
            break
        if line.text[-1] in "。；：" or line.is_field:
            break
        i += 1
    return i


def _entry(text: str) -> str:
    return _SPACE.sub("", _LAST_NUMBER.sub("", text))
