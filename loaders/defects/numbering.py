"""Finds labels that are repeated, skipped or of another form than their siblings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.clauses import Section
from loaders.defects.ground import Ground
from ontology.facts import Defect

_ARTICLES = frozenset({"一、", "条", "章"})
"""Forms of which a missing number is a fault; a lost item number may be one of conversion."""
_NO_ORDINAL = re.compile("[ ]{0,9}[一二三四五六七八九十]{1,3}条(?![件款例目约])[ ]?[一-龥]{2}")
_ENOUGH = _MANY = 3
_LONGEST, _SHORT, _ONE_ITEM, _MOST = 30, 10, 400, 3


def read(ground: Ground) -> Iterator[Defect]:
    """The odd one out of each list; what only follows from it is none."""
    repeated: dict[int | None, list[Section]] = {}
    skipped: list[tuple[Section, Section]] = []
    for fault in ground.reading.outline.numbering_breaks:
        section = ground.sections[fault.section]
        before = _sibling_before(ground, fault.section)
        if before is None or not ground.speaks(section.start):
            continue
        if fault.kind == "mixed":
            odd, form = _odd(ground, before, section)
            yield _defect(ground, odd, f"同级标号多为“{form}”")
        elif fault.kind == "repeated" and before.number == section.number:
            # A number lower than the one before begins a list whose head was lost.
            repeated.setdefault(section.parent, []).append(section)
        elif _leaves_out(fault.kind, before, section) and section.parent not in repeated:
            skipped.append((before, section))
    yield from _skipped(ground, skipped)
    yield from _repeated(ground, [section for found in repeated.values() for section in found])
    yield from _unmarked(ground)


def _leaves_out(kind: str, before: Section, section: Section) -> bool:
    return kind == "skipped" and before.form == section.form


def _skipped(ground: Ground, pairs: Sequence[tuple[Section, Section]]) -> Iterator[Defect]:
    """Numbers that are left out; where many items lack one, the conversion lost them."""
    items = sum(section.form not in _ARTICLES for _, section in pairs)
    for before, section in pairs:
        missed = section.number[-1] - before.number[-1] - 1
        article = section.form in _ARTICLES
        alone = items == 1 or (items <= _MANY and _is_whole(ground, before))
        whole = article or (alone and before.number[-1] > 1)
        if whole and 1 <= missed <= _MOST:
            yield _defect(ground, section, f"与前一条之间缺{missed}个标号")


def _is_whole(ground: Ground, section: Section) -> bool:
    """Whether an item is a paragraph of moderate length, in which no other item can hide."""
    words = ground.plain[section.start : section.end].strip()
    return "\n" not in words and len(words) <= _ONE_ITEM


def _repeated(ground: Ground, sections: Sequence[Section]) -> Iterator[Defect]:
    """Numbers that stand twice; where many items have one, the conversion lost their lists."""
    items = sum(section.form not in _ARTICLES for section in sections)
    for section in sections:
        if section.form in _ARTICLES or items <= _MANY:
            yield _defect(ground, section, "标号与前一条重复")


def _sibling_before(ground: Ground, index: int) -> Section | None:
    siblings = ground.children[ground.sections[index].parent]
    earlier = siblings[: bisect_left(siblings, index)][-_ENOUGH:]
    numbered = [ground.sections[i] for i in earlier if ground.sections[i].kind == "numbered"]
    return next((section for section in reversed(numbered) if section.number), None)


def _odd(ground: Ground, one: Section, other: Section) -> tuple[Section, str]:
    """Of two siblings of different forms the rarer, and the form of the rest."""
    forms = Counter(ground.sections[i].form for i in ground.children[other.parent])
    rarer, rest = (one, other) if forms[one.form] <= forms[other.form] else (other, one)
    return rarer, rest.form


def _unmarked(ground: Ground) -> Iterator[Defect]:
    """十一条 for 第十一条, in a text of articles."""
    if sum(section.form == "条" for section in ground.sections) < _ENOUGH:
        return
    for start, line in ground.lines:
        if _NO_ORDINAL.match(line) and ground.speaks(start):
            yield ground.defect("numbering", start, start + min(len(line), _SHORT), "标号缺“第”字")


def _defect(ground: Ground, section: Section, detail: str) -> Defect:
    line = ground.plain[section.start : section.own_end].split("\n")[0]
    return ground.defect(
        "numbering", section.start, section.start + min(len(line), _LONGEST), detail
    )
