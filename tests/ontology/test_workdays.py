"""Periods as the Civil Code counts them, on the calendar that the State Council ordered."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ontology.values import Duration, Unit
from ontology.workdays import after, before, is_working, years


def period(n: int | str, unit: Unit) -> Duration:
    return Duration(Decimal(n), unit)


WORKING, DAY = Unit.BUSINESS_DAY, Unit.DAY


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        # An ordinary fortnight: ten working days are two weeks.
        ("2025-03-18", period(10, WORKING), "2025-04-01"),
        # 04-27 is a Sunday worked, 05-01 to 05-05 are off.
        ("2025-04-25", period(5, WORKING), "2025-05-06"),
        # National Day 2025: 10-01 to 10-08 off, 09-28 and 10-11 worked.
        ("2025-09-26", period(4, WORKING), "2025-10-09"),
        # Spring Festival 2026: 02-15 to 02-23 off, 02-14 and 02-28 worked.
        ("2026-02-13", period(2, WORKING), "2026-02-24"),
        ("2020-01-23", period(1, WORKING), "2020-02-03"),  # prolonged that year
        ("2025-03-01", period(3, DAY), "2025-03-04"),
        ("2025-03-18", period(2, Unit.WEEK), "2025-04-01"),
        ("2025-03-31", period(1, Unit.MONTH), "2025-04-30"),  # no 31 April (art. 202)
        ("2024-12-25", period(1, Unit.QUARTER), "2025-03-25"),
        ("2024-02-29", period(1, Unit.YEAR), "2025-02-28"),
    ],
)
def test_the_last_day_of_a_period(start: str, length: Duration, due: str) -> None:
    counted = after(date.fromisoformat(start), length)
    assert counted is not None
    assert (counted.day.isoformat(), counted.put_off, counted.unknown) == (due, None, ())


def test_a_last_day_that_is_off_is_put_off_to_the_next_working_day() -> None:
    counted = after(date(2025, 9, 25), period(10, DAY))
    assert counted is not None
    assert (counted.day, counted.put_off) == (date(2025, 10, 9), date(2025, 10, 5))


def test_what_must_be_done_before_a_day_is_never_put_off() -> None:
    counted = before(date(2025, 10, 15), period(10, DAY))
    assert counted is not None
    assert (counted.day, counted.put_off) == (date(2025, 10, 5), None)
    worked = before(date(2025, 10, 9), period(2, WORKING))
    assert worked is not None
    assert worked.day == date(2025, 9, 29)


def test_outside_the_years_known_weekends_alone_are_off_and_the_years_are_told() -> None:
    last = max(years())
    counted = after(date(last, 12, 31), period(1, WORKING))
    assert counted is not None
    assert counted.unknown == (last + 1,)


@pytest.mark.parametrize(
    "length", [period(24, Unit.HOUR), period(3, Unit.EVENT), period("1.5", Unit.MONTH)]
)
def test_what_has_no_last_day_is_not_counted(length: Duration) -> None:
    assert after(date(2025, 1, 1), length) is None
    assert before(date(2025, 1, 1), length) is None


@pytest.mark.parametrize("year", sorted(years()))
def test_a_year_names_its_orders_and_has_the_holidays_that_every_year_has(year: int) -> None:
    known = years()[year]
    assert known.notices
    assert all(day.year == year for day in known.off | known.working)
    for month, day in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)):
        assert not is_working(date(year, month, day))
    worked = sum(is_working(date(year, 1, 1) + timedelta(i)) for i in range(365))
    assert 246 <= worked <= 252
