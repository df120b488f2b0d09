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
_NO_ORDINAL = re.compile("[ ]*[一二三四五六七八九十]{1,3}条(?![件款例目约])[ ]?[一-龥]{2}")
_ENOUGH = _MANY = 3
_LONGEST, _SHORT, _ONE_SENTENCE = 30, 10, 120


def read(ground: Ground) -> Iterator[Defect]:
    """The odd one out of each list; what only follows from it is none."""
    repeated: dict[int | None, list[Section]] = {}
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
        elif fault.kind == "skipped" and section.parent not in repeated:
            missed = section.number[-1] - before.number[-1] - 1
            counts = section.form in _ARTICLES or _is_short(ground, before)
            if counts and before.form == section.form and missed == 1:
                yield _defect(ground, section, "与前一条之间缺一个标号")
    yield from _repeated(ground, [section for found in repeated.values() for section in found])
    yield from _unmarked(ground)


def _is_short(ground: Ground, section: Section) -> bool:
    """Whether an item is one short sentence, in which the conversion lost no other item."""
    words = ground.plain[section.start : section.end].strip()
    return section.number[-1] > 1 and "\n" not in words and len(words) <= _ONE_SENTENCE


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
