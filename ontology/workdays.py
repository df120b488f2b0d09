"""Working days of China, as the State Council ordered them, and how periods are counted by law.

The day of the event does not count (Civil Code, art. 201); a period of months ends on the day of
the same number, else on the last of the month (art. 202); a period whose last day is off ends on
the next that is not (art. 203).
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ontology.errors import OntologyError
from ontology.source import check_keys, read_yaml
from ontology.values import Duration, Unit
from ontology.vocabulary import Words, read_words

PATH = Path(__file__).with_name("holidays.yaml")
WEEKEND = 5
MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}
DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
MOST = 3650
"""The most days, working days or months that are counted."""


@dataclass(frozen=True, slots=True)
class Year:
    """The orders for one year: the days off, and the weekend days worked."""

    notices: tuple[str, ...]
    off: frozenset[date]
    working: frozenset[date]


@dataclass(frozen=True, slots=True)
class Counted:
    """A day that was counted: from what it was put off, and years whose holidays are not known."""

    day: date
    put_off: date | None = None
    unknown: tuple[int, ...] = ()


@cache
def years() -> Mapping[int, Year]:
    """The years whose orders are known. Raises `OntologyError` with file and line."""
    data = read_yaml(PATH)
    check_keys(data, PATH, required=("title", "years"))
    return {year: _year(year, said) for year, said in data["years"].items()}


def title() -> Words:
    """What the orders are called."""
    return read_words(read_yaml(PATH)["title"], PATH)


def _year(year: int, said: Mapping[str, list[str]]) -> Year:
    check_keys(said, PATH, required=("notices", "holidays", "worked"))
    off = {day for stretch in said["holidays"] for day in _stretch(year, stretch)}
    working = {day for stretch in said["worked"] for day in _stretch(year, stretch)}
    if off & working or any(day.weekday() < WEEKEND for day in working):
        raise OntologyError("a working day must be a day of a weekend that is not off", str(PATH))
    return Year(tuple(said["notices"]), frozenset(off), frozenset(working))


def _stretch(year: int, stretch: str) -> list[date]:
    first, _, last = stretch.partition("..")
    start, end = (date.fromisoformat(f"{year}-{day}") for day in (first, last or first))
    return [start + timedelta(i) for i in range((end - start).days + 1)]


def is_working(day: date) -> bool:
    """Whether a day is worked; by its weekday alone in a year whose order is not known."""
    year = years().get(day.year)
    if year and (day in year.off or day in year.working):
        return day in year.working
    return day.weekday() < WEEKEND


def after(start: date, period: Duration) -> Counted | None:
    """The last day of a period from an event on; `None` for hours, events and parts of a unit."""
    n = _whole(period)
    if n is None:
        return None
    if period.unit is Unit.BUSINESS_DAY:
        return _working(start, n, 1)
    last = _shifted(start, period.unit, n)
    return None if last is None else put_off(last)


def before(end: date, period: Duration) -> Counted | None:
    """The last day on which a period is still left before a day; that is never put off."""
    n = _whole(period)
    if n is None:
        return None
    if period.unit is Unit.BUSINESS_DAY:
        return _working(end, n, -1)
    day = _shifted(end, period.unit, -n)
    return None if day is None else Counted(day)


def put_off(last: date) -> Counted:
    """The next working day where the last day is off."""
    day = last
    while not is_working(day):
        day += timedelta(1)
    return Counted(day, None if day == last else last, _unknown(last, day))


def _whole(period: Duration) -> int | None:
    n = int(period.n)
    return n if n == period.n and 0 <= n <= MOST else None


def _working(start: date, n: int, step: int) -> Counted:
    day, left = start, n
    while left:
        day += timedelta(step)
        left -= is_working(day)
    return Counted(day, None, _unknown(min(start, day), max(start, day)))


def _shifted(start: date, unit: Unit, n: int) -> date | None:
    if unit in DAYS:
        return start + timedelta(n * DAYS[unit])
    if unit not in MONTHS:
        return None
    months = start.year * 12 + start.month - 1 + n * MONTHS[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _unknown(first: date, last: date) -> tuple[int, ...]:
    return tuple(year for year in range(first.year, last.year + 1) if year not in years())
