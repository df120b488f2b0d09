"""Finds what two clauses settle in two ways: costs, owners, warranties, times and prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.words import load
from ontology.facts import Defect, Term
from ontology.values import Duration

_COSTS = re.compile("[、和及与]")
_END = re.compile("(?:费用|税金|税费|费)$")
_GENERAL = frozenset({"", "相关", "有关", "其他", "一切", "全部", "所有", "税"})
_METRICS = frozenset({"response", "onsite", "recovery"})
_MONTHS = {"month": 1, "year": 12}
_LEAD = 30


class _Said(NamedTuple):
    """What a place says of a thing."""

    start: int
    end: int
    thing: str
    how: str


def read(ground: Ground) -> Iterator[Defect]:
    """Of two clauses that cannot both hold, the later."""
    for one, other in (*_apart(list(_costs(ground))), *_apart(list(_warranties(ground)))):
        detail = f"前文为{one.how}，此处为{other.how}"
        yield ground.defect("contradiction", other.start, other.end, detail)
    yield from _owners(ground)
    yield from _levels(ground)
    yield from _prices(ground)


def _says(meaning: str, words: str) -> bool:
    return pattern("settled", meaning).search(words) is not None


def _apart(said: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """The first two of each thing that disagree."""
    first: dict[str, _Said] = {}
    done: set[str] = set()
    for item in sorted(said):
        known = first.setdefault(item.thing, item)
        if known.how != item.how and item.thing not in done:
            done.add(item.thing)
            yield known, item


def _costs(ground: Ground) -> Iterator[_Said]:
    """Who bears a cost in any case, in a sentence that names no reason."""
    cues = [cue for cue in load("defects/settled") if cue.means == "cost"]
    for match in (m for cue in cues for m in ground.finds(cue)):
        sentence = ground.reading.sentence_at(match.start())
        own = ground.instrument(ground.reading.outline.index_at(match.start()))
        if sentence is None or own is not None or not ground.speaks(match.start()):
            continue
        if _says("for_a_reason", ground.reading.words(sentence)):
            continue
        for name in _COSTS.split(match["what"]):
            core = _END.sub("", name)
            if core not in _GENERAL:
                yield _Said(*match.span(), core.removesuffix("管理"), f"{match['who']}承担")


def _warranties(ground: Ground) -> Iterator[_Said]:
    """How long the work is made good without charge."""
    for span in ground.durations:
        if not isinstance(span.value, Duration) or span.value.unit not in _MONTHS:
            continue
        before, behind = ground.around(span.start, span.end, _LEAD)
        told = pattern("settled", "warranty_period").search(before)
        free = _says("free_years", before) and pattern("settled", "free_repair").match(behind)
        sentence = ground.reading.sentence_at(span.start)
        own = ground.instrument(ground.reading.outline.index_at(span.start))
        if not (told or free) or sentence is None or own is not None:
            continue
        if ground.speaks(span.start) and not _says("of_a_part", ground.reading.words(sentence)):
            start = span.start - len(told.group()) if told else span.start
            end = span.end + len(free.group()) if free else span.end
            months = span.value.n * _MONTHS[span.value.unit]
            yield _Said(start, end, "质保", f"{months}个月")


def _defect(ground: Ground, term: Term, detail: str) -> Defect:
    start, end = ground.view_offset(term.start), ground.view_offset(term.end - 1) + 1
    return ground.defect("contradiction", start, end, detail)


def _sentence(ground: Ground, term: Term) -> str:
    sentence = ground.reading.sentence_at(ground.view_offset(term.start))
    return ground.reading.words(sentence) if sentence else term.quote


def _owners(ground: Ground) -> Iterator[Defect]:
    """Results that belong to one side here and to the other there."""
    terms = [
        t
        for t in ground.terms
        if t.type == "ip" and t.keys.get("subject") == "deliverables"
        if t.keys.get("owner") in ("buyer", "vendor")
        and not _says("own_before", _sentence(ground, t))
    ]
    for term in terms[1:]:
        if term.keys["owner"] != terms[0].keys["owner"]:
            yield _defect(ground, term, "他处约定成果归另一方所有")
            return


def _levels(ground: Ground) -> Iterator[Defect]:
    """A time to answer, arrive or repair that another clause sets otherwise, without grades."""
    for metric in sorted(_METRICS):
        terms = [
            t
            for t in ground.terms
            if t.type == "service_level" and t.keys.get("metric") == metric and t.keys.get("value")
        ]
        values = {(t.keys["value"], t.keys.get("unit")) for t in terms}
        sentences = {_sentence(ground, t) for t in terms}
        if len(terms) != 2 or len(values) != 2 or len(sentences) != 2:
            continue
        alike = all(_says("of_a_fault", words) for words in sentences)
        if alike and not any(_says("graded", words) for words in sentences):
            yield _defect(
                ground, terms[1], f"前文为{terms[0].keys['value']}，此处为{terms[1].keys['value']}"
            )


def _prices(ground: Ground) -> Iterator[Defect]:
    """A price that never changes, in a contract that changes it elsewhere."""
    moves = [
        m.start()
        for m in pattern("settled", "price_moves").finditer(ground.plain)
        if ground.speaks(m.start()) and not _excepted(ground, m.start())
    ]
    for match in pattern("settled", "fixed_price").finditer(ground.plain):
        sentence = ground.reading.sentence_at(match.start())
        if sentence is None or not ground.speaks(match.start()) or _excepted(ground, match.start()):
            continue
        if any(not sentence.start <= at < sentence.end for at in moves):
            yield ground.defect("contradiction", *match.span(), "未除外他处约定的调价或据实结算")
            return


def _excepted(ground: Ground, at: int) -> bool:
    sentence = ground.reading.sentence_at(at)
    words = ground.reading.words(sentence) if sentence else ""
    return (
        pattern("settled", "except").search(pattern("settled", "fixed_price").sub("", words))
        is not None
    )
