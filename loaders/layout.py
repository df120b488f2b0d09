"""Lays a decoded text out for reading: one paragraph or table row a line, gaps as `BLANK`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders import folding, furniture, gaps, joining, markup, ticks
from loaders.draft import Draft
from loaders.folding import HAN
from loaders.lines import Line, cut, names_field
from loaders.text import BLANK, Text

_PAGE_BREAK = re.compile("\f")
_WIDE = f"{HAN}，。；：！？、（）《》「」『』【】〔〕“”‘’…—☑□①-⒛{BLANK}"
_LAYOUT_SPACE = re.compile(rf"(?<=[{_WIDE}\n\t])[ ]+|[ ]+(?=[{_WIDE}\n\t])")
_SPACES = re.compile(r"[ ]{2,}|(?<=[¥$])[ ]+(?=[0-9])|(?<=[0-9])[ ]+(?=[%‰])")
_EMPTY_DATE = re.compile(
    r"(?<![0-9一二三四五六七八九〇零○某当出生])(?P<y>)年(?P<m>)月(?P<d>)日"
    rf"|(?<=年)(?P<m2>)月(?P<d2>)日|(?<=[0-9一二三四五六七八九十{BLANK}]月)(?P<d3>)日(?=[前起至止，。；]|$)"
)
_EMPTY_SUM = re.compile(
    r"(?<=¥)(?P<sum>)[元）)]|(?<=人民币)(?P<sum2>)元(?!的|人民币)|(?<=第)(?P<n>)种方式"
    r"|(?<=一式|各执|各持|方执|方持)(?P<copies>)份|(?<=[为付计按至即达过于])(?P<percent>)[%‰]"
    r"|(?<=：)(?P<value>)[），。；]|(?<=[途点限额号期式间称址率价款费数量人]为)(?P<named>)[，。；]"
)
_COLON = re.compile("[：:]")
REACH = 40
"""Characters on either side of a space in which a field is looked for."""

_COUNTED = re.compile(f"[0-9一二三四五六七八九十百千万零壹贰叁肆伍陆柒捌玖拾佰仟年月{BLANK}]$")
_LATIN = re.compile(r"[A-Za-z0-9,.;:)]")


def read_text(name: str, source: str) -> Text:
    """The text behind a decoded file; `name` is what it is called in facts and findings."""
    draft = Draft(folding.fold(source))
    draft.replace(folding.INVISIBLE, "")
    draft.replace(_PAGE_BREAK, "\n\f")
    headings = markup.strip(draft)
    gaps.fill(draft)
    ticks.normalise(draft)
    lines = cut(draft, headings)
    gone = furniture.dropped(lines)
    kept = [line for i, line in enumerate(lines) if i not in gone]
    starts = [draft.origin[line.start] for line in kept]
    draft.splice(_layout(draft, kept))
    draft.replace(_LAYOUT_SPACE, _space)
    draft.text = folding.punctuate(draft.text)
    draft.replace(_LAYOUT_SPACE, _space)
    draft.replace(_SPACES, lambda m: " " if len(m.group()) > 1 and m.group()[0] == " " else "")
    draft.splice(_empty(draft.text))
    marks = _heading_offsets(draft, [(o, ln.heading) for o, ln in zip(starts, kept, strict=True)])
    return Text(name, source, draft.text, draft.origin, marks)


def _layout(draft: Draft, lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """The edits that leave the kept lines, joined where they belong together."""
    at = 0
    before: Line | None = None
    for line, joined in zip(lines, joining.joins(lines), strict=True):
        yield at, line.start, "" if before is None else _between(before, line, joined)
        yield from ((start, end, "\t" if line.row else " ") for start, end in line.cells)
        before, at = line, line.end
    yield at, len(draft.text), ""


def _between(before: Line, line: Line, joined: bool) -> str:
    if not joined:
        return "\n"
    if joining.starts_with_unit(before, line) and not _COUNTED.search(before.text):
        return BLANK
    latin = _LATIN.match(before.text[-1]) and _LATIN.match(line.text[0])
    return " " if latin else ""


def _space(match: re.Match[str]) -> str:
    """Nothing, but a space where it alone parts one field of a line from the next."""
    text, start, end = match.string, match.start(), match.end()
    after = text[end : end + REACH].split("\n", 1)[0]
    if not _COLON.search(after) or not names_field(after):
        return ""
    before = re.split("[\\n\\t]", text[max(0, start - REACH) : start])[-1]
    return " " if _COLON.search(before) else ""


def _empty(text: str) -> Iterator[tuple[int, int, str]]:
    """A `BLANK` wherever a date, sum or choice lost its number and the space for it."""
    places: set[int] = set()
    for pattern in (_EMPTY_DATE, _EMPTY_SUM):
        for match in pattern.finditer(text):
            groups = range(1, (match.re.groups or 0) + 1)
            places |= {match.start(g) for g in groups if match.start(g) >= 0}
    return ((at, at, BLANK) for at in sorted(places))


def _heading_offsets(
    draft: Draft, starts: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """Where in the plain text the lines begin that were marked as headings."""
    marked = [(origin, level) for origin, level in starts if level]
    found: list[tuple[int, int]] = []
    at = 0
    for origin, level in marked:
        while at < len(draft.origin) and draft.origin[at] < origin:
            at += 1
        if at < len(draft.origin):
            found.append((at, level))
    return tuple(found)
