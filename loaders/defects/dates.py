"""Finds dates that no calendar has and dates that cannot all hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from loaders.defects.ground import Ground
from loaders.values import dates
from loaders.values.dates import DateRange
from ontology.facts import Defect
from ontology.values import Duration

_SLACK_DAYS = 31
"""By how much a period may differ from its stated length: a month counted in or out."""


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
