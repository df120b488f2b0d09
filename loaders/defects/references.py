"""Finds references to clauses and lists that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.clauses import Section
from loaders.clauses.ranks import rank
from loaders.defects.ground import CHAPTERS, Ground
from loaders.defects.lexicon import pattern
from loaders.numbering import DECIMAL
from loaders.values.numerals import parse
from loaders.words import load
from ontology.facts import Defect

_CLAUSE = re.compile(
    r"第[ ]?(?P<number>[一二三四五六七八九十百零〇0-9]{1,6})[ ]?(?P<unit>条|章)(?!件|款项|例|幅)"
)
_DECIMAL = re.compile(
    r"(?<![0-9.A-Za-z/-])第?[ ]?(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})[ ]?(?:条|款|项)(?!目)"
)
_ITEM = re.compile(
    r"第[ ]?(?P<number>[一二三四五六七八九十0-9]{1,4})[ ]?条[ ]?第[ ]?[（(]?"
    r"(?P<item>[一二三四五六七八九十0-9]{1,3})[）)]?[ ]?[款项]"
)
_WHOLE_CLAUSE = re.compile(
    r"第[ ]?(?P<number>[一二三四五六七八九十百零〇0-9]{1,6})[ ]?(?P<unit>条|章)(?!第|件|款|项|之)"
)
_LOOK_BACK, _LONGEST, _AHEAD = 40, 60, 16
_LOOK_AHEAD = 240
_ENOUGH = 3
"""A text with fewer articles has no numbering to refer to."""


@dataclass(frozen=True, slots=True)
class _Numbering:
    """How far the text counts: articles and chapters by instrument, decimals by their stem."""

    most: dict[tuple[int | None, str], int]
    decimals: dict[tuple[int, ...], tuple[int, ...]]


def read(ground: Ground) -> Iterator[Defect]:
    """Clauses, lists and accounts that are referred to and absent."""
    yield from _clauses(ground)
    yield from _items(ground)
    yield from _topics(ground)
    yield from _lists(ground)
    yield from _accounts(ground)
    yield from _duties(ground)


def _duties(ground: Ground) -> Iterator[Defect]:
    """本合同约定的保密义务, in a contract that says no other word of secrecy."""
    for cue in load("defects/duties_of_this_contract"):
        for match in ground.finds(cue):
            if not ground.speaks(match.start()):
                continue
            said = (m.start() for m in re.finditer(cue.means, ground.plain))
            if not any(ground.speaks(at) for at in said if not match.start() <= at < match.end()):
                detail = f"合同没有关于“{cue.means}”的条款"
                yield ground.defect("dangling_reference", *match.span(), detail)


def _clauses(ground: Ground) -> Iterator[Defect]:
    starts = frozenset(section.start for section in ground.sections)
    numbering = _numbering(ground)
    for match in _CLAUSE.finditer(ground.plain):
        if match.start() in starts or not _is_own(ground, match.start()):
            continue
        own = ground.instrument(ground.reading.outline.index_at(match.start()))
        most = max(numbering.most.get((i, match["unit"]), 0) for i in (own, None))
        number = parse(match["number"])
        if number is not None and _ENOUGH <= most < number:
            detail = f"合同只有{most}{match['unit']}"
            yield ground.defect("dangling_reference", *match.span(), detail)
    for match in _DECIMAL.finditer(ground.plain):
        parts = tuple(int(part) for part in match["number"].split("."))
        if not _is_beyond(parts, numbering.decimals):
            continue
        if match.start() not in starts and _is_own(ground, match.start()):
            yield ground.defect("dangling_reference", *match.span(), "合同没有此项")


def _is_beyond(parts: tuple[int, ...], decimals: dict[tuple[int, ...], tuple[int, ...]]) -> bool:
    """Whether a number goes on where its list ends, or belongs to an article behind the last."""
    beside = decimals.get(parts[:-1], ())
    if len(beside) >= 2:
        return parts[-1] > max(beside)
    articles = {stem[0] for stem in decimals if stem}
    return len(articles) >= _ENOUGH and parts[0] > max(articles)


def _items(ground: Ground) -> Iterator[Defect]:
    """第五条第四款, where the fifth article numbers three."""
    starts = frozenset(section.start for section in ground.sections)
    for match in _ITEM.finditer(ground.plain):
        if match.start() in starts or not _is_own(ground, match.start()):
            continue
        own = ground.instrument(ground.reading.outline.index_at(match.start()))
        number, item = parse(match["number"]), parse(match["item"])
        wanted = (int(number or 0),)
        articles = [
            i
            for i, section in enumerate(ground.sections)
            if section.form == "条" and section.number == wanted and ground.instrument(i) == own
        ]
        if len(articles) != 1 or item is None:
            continue
        below = [ground.sections[i] for i in ground.children.get(articles[0], ())]
        numbers = [section.number[-1] for section in below if section.number]
        if len(numbers) >= 2 and item > max(*numbers, _paragraphs(ground, articles[0])):
            yield ground.defect("dangling_reference", *match.span(), "该条没有此款项")


def _topics(ground: Ground) -> Iterator[Defect]:
    """第五条约定承担违约责任, where the fifth article says nothing of breach and another does."""
    starts = frozenset(section.start for section in ground.sections)
    for match in _WHOLE_CLAUSE.finditer(ground.plain):
        following = ground.plain[match.end() : match.end() + _AHEAD]
        found = ((cue.means, cue.pattern.match(following)) for cue in load("defects/topics"))
        means, said = next(((words, hit) for words, hit in found if hit), ("", None))
        if said is None or match.start() in starts or not _is_own(ground, match.start()):
            continue
        article = _article(ground, match)
        if article is None:
            continue
        words = ground.plain[ground.sections[article].start : ground.sections[article].end]
        elsewhere = any(re.search(means, section.heading or "") for section in ground.sections)
        inside = ground.sections[article].start <= match.start() < ground.sections[article].end
        other = sum(1 for m in re.finditer(means, ground.plain) if not _is_near(m, match))
        if not inside and not re.search(means, words) and (elsewhere or not other):
            end = match.end() + said.end()
            yield ground.defect("dangling_reference", match.start(), end, "该条并无此内容")


def _is_near(mention: re.Match[str], match: re.Match[str]) -> bool:
    return match.start() <= mention.start() < match.end() + _AHEAD


def _article(ground: Ground, match: re.Match[str]) -> int | None:
    """The one article of this instrument that a number names."""
    own = ground.instrument(ground.reading.outline.index_at(match.start()))
    number = parse(match["number"])
    found = [
        i
        for i, section in enumerate(ground.sections)
        if section.form == match["unit"] and section.number == (int(number or 0),)
        if ground.instrument(i) == own
    ]
    return found[0] if len(found) == 1 else None


def _paragraphs(ground: Ground, index: int) -> int:
    section = ground.sections[index]
    return len(ground.plain[section.start : section.own_end].strip().split("\n"))


def _is_own(ground: Ground, at: int) -> bool:
    """Whether a number is one of this contract, not of a law or another paper."""
    if not ground.speaks(at):
        return False
    before = re.split("[，。；]", ground.around(at, at, _LOOK_BACK)[0])[-1]
    return not any(cue.pattern.search(before) for cue in load("defects/not_an_own_clause"))


def _numbering(ground: Ground) -> _Numbering:
    """A text without 第N条 counts as articles what stands at the top of its numbering."""
    by_instrument: dict[int | None, list[Section]] = {}
    decimals: dict[tuple[int, ...], list[int]] = {}
    for i, section in enumerate(ground.sections):
        if section.kind == "numbered" and section.number:
            by_instrument.setdefault(ground.instrument(i), []).append(section)
            if section.form == DECIMAL:
                decimals.setdefault(section.number[:-1], []).append(section.number[-1])
    most: dict[tuple[int | None, str], int] = {}
    for instrument, sections in by_instrument.items():
        for unit in ("条", "章"):
            counted = [s.number[-1] for s in sections if s.form == unit]
            most[instrument, unit] = max(counted, default=0)
        if not most[instrument, "条"]:
            most[instrument, "条"] = _top(sections)
    return _Numbering(most, {stem: tuple(numbers) for stem, numbers in decimals.items()})


def _top(sections: list[Section]) -> int:
    inner = [section for section in sections if section.form not in CHAPTERS]
    top = min((rank(section.form) for section in inner), default=None)
    at_top = (s.number[0] for s in inner if rank(s.form) == top or s.form == DECIMAL)
    return max(at_top, default=0)


def _lists(ground: Ground) -> Iterator[Defect]:
    """A sentence that announces what follows, where the next thing is another clause."""
    announces = pattern("lists", "list")
    heads = [(s.start, s.head_end, i) for i, s in enumerate(ground.sections) if s.heading]
    said = [(s.start, s.end + 1, s.section) for s in ground.reading.sentences]
    for first, end, section in sorted([*heads, *said]):
        start = max(first, end - _LONGEST)
        match = announces.search(ground.plain[start:end].rstrip())
        if match is None or not ground.speaks(first):
            continue
        sentence = ground.reading.sentence_at(start + match.start())
        if sentence is not None:
            start = sentence.segments[sentence.segment_at(start + match.start())][0]
        if not _has_more(ground, section, end):
            asks = pattern("lists", "contents").search(ground.plain[start:end])
            kind = "blank" if asks else "dangling_reference"
            yield ground.defect(kind, start, end, "其下未列任何内容")


def _has_more(ground: Ground, section: int, end: int) -> bool:
    own = ground.sections[section]
    rest = ground.plain[end : min(own.own_end, end + _LOOK_AHEAD)].strip()
    if rest:
        first = rest.split("\n")[0]
        back = pattern("lists", "refers_back").match(first)
        return not back or bool(pattern("lists", "goes_on").search(first))
    if section + 1 == len(ground.sections):
        return False
    following = ground.sections[section + 1]
    below = following.parent == section or following.number[-1:] == (1,)
    return below or following.kind in ("heading", "annex", "instrument")


def _accounts(ground: Ground) -> Iterator[Defect]:
    """下列账号 with no account below."""
    for match in pattern("lists", "account").finditer(ground.plain):
        sentence = ground.reading.sentence_at(match.start())
        if sentence is None or not ground.speaks(match.start()):
            continue
        following = ground.plain[match.end() : match.end() + _LOOK_AHEAD]
        if not pattern("lists", "account_number").search(following):
            start, end = sentence.segments[sentence.segment_at(match.start())]
            yield ground.defect("dangling_reference", start, end, "其下未列任何银行及账号")
