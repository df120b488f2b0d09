"""Lays a decoded text out for reading: one paragraph or table row a line, gaps as `BLANK`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.layout import folding, furniture, gaps, joining, lost_gaps, markup, ticks
from loaders.layout.draft import Draft
from loaders.layout.folding import HAN, NUMERALS
from loaders.layout.lines import Line, cut, names_field
from loaders.text import BLANK, Text
from loaders.words.opening import compiled

_PAGE_BREAK = re.compile("\f")
_WIDE = f"{HAN}，。；：！？、（）《》「」『』【】〔〕“”‘’…—☑□①-⒛{BLANK}"
_LAYOUT_SPACE = compiled(rf"(?<=[{_WIDE}\n\t])[ ]+|[ ]+(?=[{_WIDE}\n\t])")
_SPACES = compiled(r"[ ]{2,}|(?<=[¥$])[ ]+(?=[0-9])|(?<=[0-9])[ ]+(?=[%‰])")
_COLON = re.compile("[：:]")
REACH = 40
"""Characters on either side of a space in which a field is looked for."""

_COUNTED = re.compile(f"[0-9{NUMERALS}年月当每几今某数同次半整各这那该多本{BLANK}]$")
"""What a unit may follow without a gap between: 十日, 当天, 每个."""

_LATIN = re.compile(r"[A-Za-z0-9,.;:)]")


def read_text(name: str, source: str, marked: Sequence[tuple[int, int]] = ()) -> Text:
    """The text behind a decoded file; `name` is what it is called in facts and findings.

    `marked` are the lines that the file itself marks as headings, as (offset, level).
    """
    draft = Draft(folding.fold(source))
    draft.replace(folding.INVISIBLE, "")
    draft.replace(_PAGE_BREAK, "\n\f")
    headings = tuple(sorted((*markup.strip(draft), *marked)))
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
    lost_gaps.restore(draft)
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
