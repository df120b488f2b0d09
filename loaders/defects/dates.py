"""Finds dates that no calendar has and dates that cannot all hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from loaders.defects.ground import Ground
from loaders.values import dates, durations
from loaders.values.dates import DateHit, DateRange
from loaders.values.durations import Span
from ontology.facts import Defect
from ontology.values import Duration

_SLACK_DAYS = 31
"""By how much a period may differ from its stated length: a month counted in or out."""
_MARKS, _FEWEST = "月-./", 2
"""What stands in a date, and how often in a sentence of two."""
_SLACK, _SLACK_OF_DAYS, _LEAD = 20, 3, 12
_UNTIL = re.compile("[至到—~-]|止")
_SINCE = re.compile(
    "(?:之?日)?(?:起|开始|生效)?(?:计算)?[，,（(]?(?:共计?|为期|期限为?|计|有效期为?)?[ ]?"
)
_NAMED = re.compile("(?:期限?|周期|为期|时间|期间|工期|年限|有效期)[为：:是共计约]{0,3}[ ]?$")
_IN_ALL = re.compile("[日）)]?止?[，,（(]?(?:期限为?|为期|共计?|合计|总计|计|总工期为?|即)[ ]?")


def read(ground: Ground) -> Iterator[Defect]:
    """Impossible dates, periods that end before they begin, service before the signature."""
    for hit in dates.find(ground.plain):
        if hit.impossible and ground.speaks(hit.start):
            yield ground.defect("date_conflict", hit.start, hit.end, "历法上没有这一天")
    ranges = [found for found in dates.find_ranges(ground.plain) if ground.speaks(found.start)]
    for found in ranges:
        first, last = _first(found), _day(found.last.iso)
        if first and last and last < first:
            yield ground.defect("date_conflict", found.start, found.end, "止期早于起期")
    yield from _service(ground, ranges)
    yield from _lengths(ground)


def _lengths(ground: Ground) -> Iterator[Defect]:
    """自某日起三年，至某日止: the last day against the length that stands beside it."""
    for sentence in ground.reading.sentences:
        words = ground.reading.words(sentence)
        if sum(map(words.count, _MARKS)) < _FEWEST:
            continue
        hits = [hit for hit in dates.find(words) if _day(hit.iso)]
        if len(hits) != 2 or not ground.speaks(sentence.start):
            continue
        first, last = (_day(hit.iso) for hit in hits)
        if not first or not last or last <= first:
            continue
        if not _UNTIL.search(words[hits[0].end : hits[1].start]):
            continue
        for span in durations.find(words):
            if _is_length(words, span, hits) and not _fits(span, (last - first).days):
                at = sentence.start
                start, end = min(span.start, hits[0].start), max(span.end, hits[1].end)
                detail = f"起止日与所写期限不符，相距{(last - first).days + 1}日"
                yield ground.defect("date_conflict", at + start, at + end, detail)
                break


def _is_length(words: str, span: Span, hits: Sequence[DateHit]) -> bool:
    """Whether a length of time is that of the period between two dates."""
    if span.end <= hits[0].start:
        return bool(_NAMED.search(words[max(0, span.start - _LEAD) : span.start]))
    if hits[0].end <= span.start < hits[1].start:
        return bool(_SINCE.fullmatch(words[hits[0].end : span.start]))
    return span.start >= hits[1].end and bool(_IN_ALL.fullmatch(words[hits[1].end : span.start]))


def _fits(span: Span, days: int) -> bool:
    if not isinstance(span.value, Duration) or not span.value.days:
        return True
    slack = _SLACK_OF_DAYS if span.value.unit == "day" else _SLACK
    return abs(days - span.value.days) <= slack


def _service(ground: Ground, ranges: Sequence[DateRange]) -> Iterator[Defect]:
    """The service period against the date of signing and against its stated length."""
    contract = ground.contract
    starts, ends = _day(contract.starts_on), _day(contract.ends_on)
    stated = next((found for found in ranges if _first(found) == starts), None)
    if stated is None or starts is None:
        return
    signed = _day(contract.signed_on)
    if signed and starts < signed:
        detail = f"起始日早于签约日（{contract.signed_on}）"
        yield ground.defect("date_conflict", stated.start, stated.end, detail)
    elif ends and starts < ends and contract.term:
        length = Duration.from_json(contract.term)
        days = length.days if isinstance(length, Duration) else None
        if days and abs((ends - starts).days - days) > _SLACK_DAYS:
            detail = "起止日与约定的期限不符"
            yield ground.defect("date_conflict", stated.start, stated.end, detail)


def _first(found: DateRange) -> date | None:
    return _day(found.first.iso) if found.first else None


def _day(iso: str | None) -> date | None:
    """The day of an ISO date; a month without a day is none."""
    return date.fromisoformat(iso) if iso and len(iso) == 10 else None
