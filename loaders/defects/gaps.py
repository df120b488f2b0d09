"""Tells a gap that waits to be filled in from rules and spaces that mean something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.defects.ground import Ground, joined, within
from loaders.defects.lexicon import pattern
from loaders.parties.fields import is_field_name
from loaders.text import BLANK
from loaders.words import load
from loaders.words.opening import compiled

REACH = 80
"""Characters of the line looked at on either side of a gap."""

_ROW_REACH, _BOX_REACH = 300, 600
_NUMERAL = "[0-9零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
_BEGINS_WITH_NUMERAL = re.compile(rf"(?![十百千万亿]{{1,2}}元){_NUMERAL}")
_NUMBER_STANDS = re.compile(rf"(?:{_NUMERAL}|{_NUMERAL}[）)]|[当每次同])$")
"""A number stands there already, or a word that needs none: 三十（30）个工作日, 当天."""
_EACH = ("每", "第")
_VALUE_BEFORE = re.compile("[为：:][一-龥]{2,}(?<![为是约于向由第共计的])$")
"""验收方式为：现场验收＿: what was asked for is written in front of the rule."""
_RULED = re.compile(rf"{BLANK}(?P<words>[^{BLANK}，。；：:、\n\t]{{2,20}}){BLANK}")
_CLOSES = re.compile(rf"$|[，。；、：:）)】》”/\s{BLANK}]")
_AFTER_LABEL = re.compile(r"(?:^|[.．、）)：:])[ ]*$")
_EMPTY_ITEM = re.compile(
    rf"[ ]{{0,9}}[（(]?[0-9一二三四五六七八九十]{{1,3}}[）).、．]{{0,3}}[ ]{{0,9}}{BLANK}[。.；;]?"
)
_LETTERS = re.compile(r"[Xx×*○●□]")
_WORD = re.compile(r"[一-龥]")
_CODE = re.compile(r"[0-9A-Za-z]")
_CURRENCY = re.compile("币种")
_CHOSEN = re.compile(r"第[（(〔【]?(?P<number>[0-9一二三四五六七八九])[)）〕】]?种")


def open_gaps(ground: Ground) -> Iterator[tuple[int, int]]:
    """Every gap of the contract that waits to be filled in, in the order of the text."""
    plain = ground.plain
    passed_over = _unchosen(ground)
    found = [m.span() for m in re.finditer(BLANK, plain) if _is_open(ground, m.start())]
    found += [m.span() for cue in load("defects/lost_gaps") for m in cue.pattern.finditer(plain)]
    for start, end in sorted(found):
        counts = ground.speaks(start) and not within(passed_over, start)
        if counts and not _is_unticked(ground, start):
            yield start, end


def _is_open(ground: Ground, at: int) -> bool:
    before, after = ground.around(at, at + 1, REACH)
    start, line = ground.line_at(at)
    first, last = max(start, at - _ROW_REACH), min(start + len(line), at + _ROW_REACH)
    if ground.plain.count("\t", first, last) > 1 or _EMPTY_ITEM.fullmatch(line):
        return False
    if _BEGINS_WITH_NUMERAL.match(after) or (
        _NUMBER_STANDS.search(before) and not _is_drawn(ground, at)
    ):
        return False
    if before.endswith("、") and after.startswith("、"):
        return False
    if _is_filled(ground, at, before, after) or _is_mask(ground, at, before, after):
        return False
    if _AFTER_LABEL.search(before):
        return _waits_after_colon(ground, at, before, after)
    return not _names_something(ground, after) and not _CURRENCY.search(before)


def _is_drawn(ground: Ground, at: int) -> bool:
    """Whether a gap behind 每 was left on purpose: 每＿个月, not 每个月."""
    origin = ground.reading.view.origin
    if ground.plain[at - 1 : at] not in _EACH or at + 1 >= len(ground.plain):
        return False
    written = ground.source[origin[at - 1] + 1 : origin[at + 1]]
    return bool(written.strip()) or len(written) > 1


def _is_filled(ground: Ground, at: int, before: str, after: str) -> bool:
    if _beside_value(before, after):
        return True
    written = ground.reading.view.quote(at, at + 1)
    if after[:1] == "，" and written in "，,":
        # Nothing stood there, and a clause follows: 保密义务人为，双方的员工.
        return True
    return not written.strip() and bool(_VALUE_BEFORE.search(before) and _CLOSES.match(after))


def _beside_value(before: str, after: str) -> bool:
    """Whether the gap is one of the two rules around something written in: ＿的标准＿."""
    opening = _RULED.match(BLANK + after)
    if opening and _is_value(opening["words"], after[opening.end() - 1 :]):
        return True
    closing = re.search(_RULED.pattern + "$", before[-22:] + BLANK)
    return bool(closing and _is_value(closing["words"], after))


def _is_value(words: str, after: str) -> bool:
    if _BEGINS_WITH_NUMERAL.match(words):
        return True
    if _unit().match(words) or is_field_name(words):
        return False
    return len(words) >= 4 and bool(_CLOSES.match(after))


def _is_mask(ground: Ground, at: int, before: str, after: str) -> bool:
    """Whether letters or stars hide part of a name or number: 民治街道××花园."""
    if not _LETTERS.match(ground.reading.view.quote(at, at + 1)):
        return False
    if _CODE.match(before[-1:]) or _CODE.match(after):
        return True
    if not _WORD.match(after) or _unit().match(after) or not _WORD.match(before[-1:]):
        return False
    return not pattern("gaps", "preposition").search(before)


def _waits_after_colon(ground: Ground, at: int, before: str, after: str) -> bool:
    """Whether a gap behind a colon or label asks for something rather than precedes a value."""
    if not before.strip():
        return False
    if _CLOSES.match(after) or _unit().match(after):
        return not _heads_a_list(ground, at, before, after)
    return bool(pattern("gaps", "rest_of_a_name").match(after))


def _heads_a_list(ground: Ground, at: int, before: str, after: str) -> bool:
    """Whether the gap is only the white space behind the head of a list."""
    if after.strip() or ground.reading.view.quote(at, at + 1).strip():
        return False
    if ground.children.get(ground.reading.outline.index_at(at)):
        return True
    following = ground.plain[at + 1 : at + REACH].strip().split("\n")[0]
    return "\t" in following or bool(pattern("gaps", "list_head").search(before))


def _names_something(ground: Ground, after: str) -> bool:
    """Whether the words behind are the project or a party, written on the rule."""
    known = [ground.contract.project, *(party.name for party in ground.parties)]
    return any(name and after.startswith(name[:8]) for name in known)


@cache
def _unit() -> re.Pattern[str]:
    return compiled("|".join(cue.source for cue in load("gap_units")))


def _is_unticked(ground: Ground, at: int) -> bool:
    """Whether the last box before a gap, in its line or at the head of its clause, is empty."""
    start, _ = ground.line_at(at)
    first = max(start, at - _BOX_REACH)
    empty, ticked = (ground.plain.rfind(box, first, at) for box in "□☑")
    if empty < 0 and ticked < 0:
        section = ground.section_at(at)
        return ground.plain[section.start : section.head_end].lstrip().startswith("□")
    return empty > ticked


def _unchosen(ground: Ground) -> tuple[tuple[int, int], ...]:
    """The options that a contract passes over: with 按第1种方式, all but the first."""
    found: list[tuple[int, int]] = []
    for i, section in enumerate(ground.sections):
        options = [ground.sections[j] for j in ground.children.get(i, ())]
        match = _CHOSEN.search(ground.plain, section.start, section.own_end) if options else None
        if match:
            chosen = "一二三四五六七八九".find(match["number"]) + 1 or int(match["number"])
            found += [(s.start, s.end) for s in options if s.number[-1:] != (chosen,)]
    return joined(found)
