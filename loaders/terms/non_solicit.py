"""Non-solicitation: who may not take on the other side's people, and how long after the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.duties import LABELS, clause, is_condition, stretch
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import opposite, subject
from loaders.values.durations import find
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Duration, Json, Unit, period_json

_PEOPLE = re.compile(
    r"人员|员工|雇员|职工|工程师|团队|成员|人才|骨干|经理|座席|坐席|教师|[^会官]员(?!会)"
)
_MUTUAL = re.compile("互不")
_AFTER_THE_END = re.compile(r"(?:后|之日起|起|期满|届满|终止|结束|离职|解除)[^。；，,]{0,8}$")
_WHOSE = re.compile(
    r"(甲方|乙方)(?:[^。；，,甲乙]{0,24}?)(?:人员|员工|雇员|职工|工程师|团队|成员|人才)"
)


def read(reading: Reading) -> Iterator[Term]:
    """One term for each clause and side that is bound."""
    seen: set[tuple[tuple[int, int], str]] = set()
    for hit in reading.hits(load("terms/non_solicit")):
        if is_condition(hit) or not (
            _MUTUAL.match(hit.words) or _PEOPLE.search(hit.words + hit.after)
        ):
            continue
        who = _obligor(hit)
        if (clause(hit), who) in seen:
            continue
        seen.add((clause(hit), who))
        start, end = stretch(hit, 120)
        keys: dict[str, Json] = {"obligor": who, "duration": _duration(hit)}
        yield reading.term("non_solicit", _with_period(hit, start), end, keys)


def _obligor(hit: Hit) -> Role:
    """Who is bound: the subject, else the other side of the people's employer."""
    who = subject(hit)
    if who in ("buyer", "vendor", "both"):
        return who
    whose = _WHOSE.search(hit.words + hit.after)
    return (opposite(LABELS[whose.group(1)]) if whose else None) or "both"


def _duration(hit: Hit) -> Json:
    """The time after the end of the contract, in the sentence or one beside it in the clause."""
    reading, sentence = hit.reading, hit.sentence
    for other in (sentence, *reading.sentences[sentence.index + 1 : sentence.index + 2]):
        if other.section != sentence.section:
            continue
        found = _after_the_end(reading.words(other))
        if found is not None:
            return found
    return None


def _after_the_end(words: str) -> Json:
    for span in find(words):
        long = isinstance(span.value, Duration) and span.value.unit in (Unit.MONTH, Unit.YEAR)
        if (long or span.value == "perpetual") and _AFTER_THE_END.search(words[: span.start]):
            return period_json(span.value)
    return None


def _with_period(hit: Hit, start: int) -> int:
    """Back to the segment that states the period, where it stands first."""
    plain = hit.reading.view.plain
    for first, last in hit.sentence.segments[: hit.segment + 1]:
        if first < start and hit.end - first <= 120 and _after_the_end(plain[first:last]):
            return first
    return start
