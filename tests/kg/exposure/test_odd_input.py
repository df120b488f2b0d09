"""Whatever facts may hold, something sensible is said and nothing breaks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kg.cases import case_facts
from kg.exposure import Exposure, expose, scenarios
from ontology.facts import Contract, Document, Facts
from ontology.term_types import term_types

LATE = {"payer": "vendor", "payee": "buyer", "trigger": "late_delivery"}
DAY = {"n": 1, "unit": "day"}


def late(term: dict[str, Any], price: str = "100000.00", **contract: Any) -> Exposure:
    head = {"total_price": {"amount": price, "currency": "CNY"}, **contract}
    facts = case_facts({"contract": head, "terms": [{"quote": "一句话", **term}]}, "odd", ())
    (found,) = expose(facts, scenarios()["late_delivery"].at(30))
    return found


@pytest.mark.parametrize("role", ["buyer", "vendor", "both", "unspecified"])
@pytest.mark.parametrize("type_", list(term_types()))
def test_a_term_of_any_type_and_side_is_taken(
    sampled: Callable[[str, str], Facts], type_: str, role: str
) -> None:
    facts = sampled(type_, role)
    for scenario in scenarios().values():
        for found in expose(facts, scenario):
            assert found.low >= 0
            assert found.amount is None or found.amount >= found.low


def test_facts_without_anything_are_taken() -> None:
    for scenario in scenarios().values():
        for found in expose(Facts(Document("bare")), scenario):
            assert found.low == 0
            assert found.reason is not None


@pytest.mark.parametrize(
    ("term", "why"),
    [
        ({"rate": {"percent": "-2", "base": "contract_total", "per": DAY}}, "negative"),
        ({"rate": None, "amount": {"amount": "-500.00", "currency": "CNY"}}, "negative"),
        ({"rate": None, "amount": {"amount": "500.00", "currency": "EUR"}}, "EUR"),
        ({"rate": None, "amount": None}, "blank"),
        ({"rate": {"percent": "30", "base": "loss", "per": "once"}}, "loss is unknown"),
        ({"rate": {"percent": "30", "base": "bond", "per": "once"}}, "bond"),
        ({"rate": {"percent": "30", "base": "monthly_fee", "per": "once"}}, "monthly fee"),
    ],
)
def test_what_cannot_be_worked_out_is_said(term: dict[str, Any], why: str) -> None:
    found = late({"type": "penalty", **LATE, **term})
    assert found.amount is None
    assert found.reason is not None
    words = found.reason.en.replace("less than nothing", "negative")
    assert why in words


@pytest.mark.parametrize("price", ["0.00", "-5.00"])
def test_a_price_that_is_none_is_said(price: str) -> None:
    rate = {"percent": "1", "base": "contract_total", "per": DAY}
    found = late({"type": "penalty", **LATE, "rate": rate}, price)
    assert found.amount is None
    assert found.reason is not None
    assert "not above zero" in found.reason.en


def test_a_lower_end_above_the_upper_is_no_range_turned_around() -> None:
    rate = {"percent": "1", "min_percent": "3", "base": "contract_total", "per": "once"}
    found = late({"type": "penalty", **LATE, "rate": rate})
    assert (found.low, found.amount, found.high) == (1000, 1000, 1000)


def test_a_penalty_that_names_nobody_is_left_out_and_said() -> None:
    rate = {"percent": "1", "base": "contract_total", "per": "once"}
    nobody = {**LATE, "payer": "unspecified"}
    found = late({"type": "penalty", **nobody, "rate": rate})
    assert found.amount is None
    assert found.reason is not None
    assert "who pays" in found.reason.en


def test_dates_the_wrong_way_round_give_no_length() -> None:
    rate = {"percent": "1", "base": "annual_fee", "per": "once"}
    dates = {"starts_on": "2026-05-01", "ends_on": "2025-05-01"}
    found = late({"type": "penalty", **LATE, "rate": rate}, **dates)
    assert found.reason is not None
    assert "length of the contract" in found.reason.en


def test_a_cap_below_an_instalment_is_said() -> None:
    head = Contract(total_price={"amount": "90000.00", "currency": "CNY"})
    terms = [
        {
            "type": "payment",
            "payer": "buyer",
            "payee": "vendor",
            "percent": "100",
            "trigger": "signing",
            "quote": "签约付清",
        },
        {
            "type": "liability_cap",
            "protects": "vendor",
            "percent": "5",
            "base": "contract_total",
            "carve_outs": [],
            "quote": "至多赔半成",
        },
    ]
    facts = replace(case_facts({"terms": terms}, "cap", ()), contract=head)
    (found,) = expose(facts, scenarios()["late_delivery"].at(30))
    assert found.high == 4500
    assert found.reason is not None
    assert "below one instalment" in found.reason.en
