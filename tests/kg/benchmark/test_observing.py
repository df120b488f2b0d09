"""Each comparable value in its one unit, or the reason why there is none."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kg.benchmark import Why, observe
from kg.flatten import flatten
from ontology.facts import Facts
from ontology.term_types import term_types

Build = Callable[..., Facts]

DAY, WEEK = {"n": 1, "unit": "day"}, {"n": 1, "unit": "week"}
HALF_YEAR = {"n": 6, "unit": "month"}


def penalty(trigger: str = "late_delivery", payer: str = "vendor", **keys: Any) -> dict[str, Any]:
    payee = {"vendor": "buyer", "buyer": "vendor", "both": "both"}[payer]
    return {"type": "penalty", "payer": payer, "payee": payee, "trigger": trigger, **keys}


def rate(percent: str, base: str, per: Any) -> dict[str, Any]:
    return {"percent": percent, "base": base, "per": per}


def yuan(amount: str, currency: str = "CNY") -> dict[str, str]:
    return {"amount": amount, "currency": currency}


def level(metric: str, value: str | None, unit: str) -> dict[str, Any]:
    return {
        "type": "service_level",
        "obligor": "vendor",
        "metric": metric,
        "value": value,
        "unit": unit,
    }


READ: list[tuple[dict[str, Any], list[tuple[str, str, str]]]] = [
    (
        penalty(rate=rate("0.3", "delayed_item", DAY)),
        [("penalty-day-overdue.late_delivery", "vendor", "0.3")],
    ),
    # A week's rate is a seventh a day, to twelve places.
    (
        penalty(rate=rate("1", "contract_total", WEEK)),
        [("penalty-day-price.late_delivery", "vendor", "0.142857142857")],
    ),
    (
        penalty("confidentiality", "both", rate=rate("20", "annual_fee", "once")),
        [("penalty-once-price.confidentiality", "both", "20")],
    ),
    (
        penalty("personnel", rate=rate("0.5", "service_fee", "incident")),
        [("penalty-incident-price.personnel", "vendor", "0.5")],
    ),
    # A base that is not known makes nothing that can be compared, and neither does a lost rate.
    (penalty(rate=rate("5", "unspecified", "once")), []),
    (penalty(rate=None), []),
    (
        penalty("complaint", amount=yuan("2000.00")),
        [("penalty-amount.complaint", "vendor", "2000")],
    ),
    (
        penalty(
            rate={
                **rate("0.1", "overdue_amount", DAY),
                "cap_percent": "5",
                "grace": {"n": 10, "unit": "business_day"},
            }
        ),
        [
            ("penalty-day-overdue.late_delivery", "vendor", "0.1"),
            ("penalty-cap-overdue.late_delivery", "vendor", "5"),
            ("penalty-grace-days.late_delivery", "vendor", "14"),
        ],
    ),
    (
        {"type": "liability_cap", "protects": "vendor", "percent": "30", "base": "contract_total"},
        [("cap-share", "vendor", "30")],
    ),
    (
        {"type": "liability_cap", "protects": "vendor", "amount": yuan("100000.00")},
        [("cap-share", "vendor", "25")],
    ),
    (
        {"type": "bond", "provider": "vendor", "amount": yuan("30000")},
        [("bond-share", "vendor", "7.5")],
    ),
    (
        {"type": "confidentiality", "obligor": "vendor", "duration": HALF_YEAR},
        [("secrecy-years", "vendor", "0.5")],
    ),
    (
        {"type": "warranty", "obligor": "vendor", "duration": {"n": 2, "unit": "year"}},
        [("warranty-months", "vendor", "24")],
    ),
    (level("recovery", "30", "minute"), [("level-hours.recovery", "vendor", "0.5")]),
    (level("onsite", "1", "day"), [("level-hours.onsite", "vendor", "24")]),
    (level("meeting", "0.5", "month"), [("level-interval-days.meeting", "vendor", "15")]),
    (
        level("availability", "99.9", "percent"),
        [("level-share-least.availability", "vendor", "99.9")],
    ),
    (level("hotline_hours", None, "coverage"), []),
    (level("training", "4", "count"), []),
    (
        {"type": "termination", "holder": "both", "cause": "general_breach", "notice": "immediate"},
        [("notice-days", "both", "0")],
    ),
    (
        {
            "type": "dispute",
            "method": "litigation",
            "forum_side": "buyer",
            "negotiation_days": 30,
        },
        [("negotiation-days", "both", "30")],
    ),
]


@pytest.mark.parametrize(("term", "expected"), READ)
def test_a_term_gives_its_values_in_one_unit(
    contract: Build, term: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    found = [(seen.measure, seen.side, str(seen.value)) for seen in observe(contract("临溪", term))]
    assert found == expected


def pay(trigger: str, **keys: Any) -> dict[str, Any]:
    return {"type": "payment", "payer": "buyer", "payee": "vendor", "trigger": trigger, **keys}


def test_what_is_paid_before_the_work_adds_up(contract: Build) -> None:
    facts = contract(
        "临溪",
        pay("signing", percent="20"),
        pay("effective", amount=yuan("40000.00")),
        pay("expiry", percent="70"),
    )
    found = {seen.measure: seen.value for seen in observe(facts)}
    assert found == {"advance-share": Decimal(30), "last-share": Decimal(70)}


@pytest.mark.parametrize(
    ("price", "amount", "why"),
    [
        (None, yuan("40000.00"), Why.NO_PRICE),
        (yuan("0.00"), yuan("40000.00"), Why.NO_PRICE),
        (yuan("9000.00", "USD"), yuan("40000.00"), Why.FOREIGN_CURRENCY),
        (yuan("400000.00"), yuan("5000.00", "EUR"), Why.FOREIGN_CURRENCY),
    ],
)
def test_a_share_that_cannot_be_taken_says_why(
    contract: Build, price: Any, amount: Any, why: Why
) -> None:
    bond = {"type": "bond", "provider": "vendor", "amount": amount}
    (seen,) = observe(contract("临溪", bond, total_price=price))
    assert (seen.value, seen.why) == (None, why)


def test_a_sum_with_a_part_that_is_not_known_is_not_known(contract: Build) -> None:
    facts = contract(
        "临溪",
        pay("signing", percent="20"),
        pay("effective", amount=yuan("40000.00")),
        total_price=None,
    )
    (seen,) = observe(facts)
    assert (seen.value, seen.why) == (None, Why.NO_PRICE)


@pytest.mark.parametrize(
    ("percents", "expected"),
    [
        (("20", None), (None, Why.NOT_STATED)),
        (("60", "60"), (None, Why.OVER_WHOLE)),
        (("60", "40"), (Decimal(100), None)),
        (("130",), (Decimal(130), None)),
        ((None, None), None),
    ],
)
def test_a_sum_is_not_made_of_what_is_open_or_stated_twice(
    contract: Build, percents: tuple[str | None, ...], expected: tuple[Any, Any] | None
) -> None:
    facts = contract("临溪", *(pay("signing", percent=percent) for percent in percents))
    found = [(seen.value, seen.why) for seen in observe(facts)]
    assert found == ([] if expected is None else [expected])


def test_secrecy_without_end_is_no_number(contract: Build) -> None:
    (seen,) = observe(
        contract("临溪", {"type": "confidentiality", "obligor": "both", "duration": "perpetual"})
    )
    assert (seen.value, seen.why) == (None, Why.PERPETUAL)


def test_a_value_keeps_its_words_and_their_place(contract: Build) -> None:
    (seen,) = observe(contract("临溪", level("response", "2", "hour")))
    assert (seen.quote, seen.clause, seen.start, seen.end) == ("临溪约定之0", "一", 0, 5)


def test_every_measure_looks_at_properties_that_its_terms_have(
    sampled: Callable[[str, str], Facts],
) -> None:
    from kg.benchmark import measures

    for measure in measures().values():
        (term,) = sampled(measure.term, "vendor").terms
        kind = term_types()[measure.term]
        there = set(flatten(kind.keys, term.keys))
        optional = {"rate_grace_n", "rate_grace_unit", "rate_per_day", "rate_cap_percent"}
        assert set(measure.properties) - there <= optional, measure.id
