"""Finds lines of the cover and items of the clauses that name a thing and say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.defects.field_places import Empty, follows, near_signatures
from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.layout.folding import HAN
from loaders.parties.fields import Row
from loaders.roles.labels import tidy
from loaders.text import BLANK
from loaders.words import load

_COVER_SHARE = 6
"""A bare 日期 belongs to the cover in the first sixth of a text."""
_LONGEST_LINE = 90
_LONGEST_ITEM = 12
_PLACES = ("地点", "地")
"""Where a contract is signed is no matter of signing it: courts are named by it."""
_GAP = BLANK + "年月日省市区县（） "
_BLANK_DATE = re.compile(rf"[ ]{{0,9}}{BLANK}?年{BLANK}月{BLANK}日[ ]{{0,9}}")
_ITEM = re.compile(rf"[{HAN}（）/、 ]+[：:]")


@cache
def paper() -> re.Pattern[str]:
    """A line of the cover or head that says what paper it is: 合同编号：, 签订日期⇥."""
    name = "|".join(cue.source for cue in load("fields") if cue.id == "paper")
    return re.compile(
        rf"(?P<name>[{HAN}]{{0,4}}(?:{name})[ ]*)(?:[：:]|(?=\t))[ \t]*(?P<value>[^\t\n]*)"
    )


def papers(ground: Ground, lines: Sequence[Row]) -> Iterator[Empty]:
    """Numbers, names, dates and places of the paper that were left empty."""
    signing = near_signatures(ground)
    for i, row in enumerate(lines):
        text = row.text
        if len(text) > _LONGEST_LINE or ground.is_silent(row.start):
            continue
        aside = row.start in signing or ground.signs(row.start)
        for match in paper().finditer(text):
            lead = text[: match.start()]
            if lead.strip("\t （(") and not lead.endswith("\t"):
                continue
            if aside and not match["name"].strip().endswith(_PLACES):
                continue
            if empty := _empty(ground, lines, i, match):
                yield empty


def _empty(ground: Ground, lines: Sequence[Row], i: int, match: re.Match[str]) -> Empty | None:
    row, name = lines[i], tidy(match["name"])
    value = match["value"].strip(" |）)")
    if value.strip(_GAP) or (not value and follows(lines, i)):
        return None
    if name == "日期" and row.start * _COVER_SHARE > len(ground.plain):
        return None
    start, end = row.start + match.start(), row.start + match.end()
    end -= len(match["value"]) - len(match["value"].rstrip("）) |"))
    last = end
    if not value and i + 1 < len(lines) and _BLANK_DATE.fullmatch(lines[i + 1].text):
        last = lines[i + 1].start + len(lines[i + 1].text)
    return Empty(start, end, (start, last), name)


def _is_passed_over(ground: Ground, i: int, name: str) -> bool:
    """Whether the next item comes right behind a name that asks for contents: 3、技术要求：."""
    own, after = ground.sections[i], ground.sections[i + 1]
    next_one = after.form == own.form and after.number[:-1] == own.number[:-1]
    next_one = next_one and after.number[-1] == own.number[-1] + 1
    return next_one and bool(pattern("heads", "contents").search(name))


def unsaid_items(ground: Ground) -> Iterator[Empty]:
    """A numbered item that names a thing and says nothing of it: （二）交货方式：."""
    sections = ground.sections
    for i, section in enumerate(sections):
        if section.kind != "numbered" or section.own_end - section.start > 3 * _LONGEST_ITEM:
            continue
        words = ground.plain[section.start : section.own_end].strip()
        name = words.removeprefix(section.label or "")
        if not _ITEM.fullmatch(name) or not 2 < len(name) <= _LONGEST_ITEM + 1:
            continue
        last = i + 1 == len(sections) or sections[i + 1].depth > section.depth
        heads = pattern("heads", "list").search(name) and not _is_passed_over(ground, i, name)
        if not last and not heads and ground.speaks(section.start):
            span = (section.start, section.start + len(words))
            yield Empty(*span, span, name.rstrip("：:"))
