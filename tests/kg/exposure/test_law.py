"""The law of the day of signing decides: interest, the court's line, and what is not yet law."""

from datetime import date
from decimal import Decimal

import pytest

from kg.cases import case_facts
from kg.exposure import Exposure, expose, scenarios
from kg.exposure.said import PATH
from ontology.facts import Facts
from ontology.law import article
from ontology.source import read_yaml
from ontology.values import Json

PAYMENT = {
    "type": "payment",
    "payer": "buyer",
    "payee": "vendor",
    "percent": "100",
    "trigger": "delivery",
    "quote": "到货付清",
}


def contract(signed: str | None, *terms: Json) -> Facts:
    price = {"amount": "365000.00", "currency": "CNY"}
    head = {"total_price": price, "signed_on": signed}
    return case_facts({"contract": head, "terms": [PAYMENT, *terms]}, "law", ())


def late(facts: Facts, days: int, on: date | None = None) -> Exposure:
    (found,) = expose(facts, scenarios()["late_payment"].at(days), on=on)
    return found


def penalty(percent: str) -> Json:
    rate = {"percent": percent, "base": "overdue_amount", "per": {"n": 1, "unit": "day"}}
    return {
        "type": "penalty",
        "payer": "buyer",
        "payee": "vendor",
        "trigger": "late_payment",
        "rate": rate,
        "quote": "晚付一日按欠款计罚",
    }


@pytest.mark.parametrize(
    ("signed", "owed"),
    [
        # 365000 × LPR × 10 / 365 × 1.3 is LPR × 130
        ("2021-10-29", "500.50"),
        ("2022-12-12", "474.50"),
        ("2024-05-17", "448.50"),
        ("2025-10-24", "390.00"),
    ],
)
def test_interest_by_law_follows_the_prime_rate_of_the_day(signed: str, owed: str) -> None:
    assert late(contract(signed), 10).amount == Decimal(owed)


def test_an_unsigned_contract_is_judged_by_the_day_asked_for() -> None:
    facts = contract(None)
    assert late(facts, 10, date(2022, 12, 12)).amount == Decimal("474.50")
    assert late(facts, 10).amount == Decimal("390.00")


def test_a_rate_that_the_law_itself_gives_is_not_cut_and_one_above_it_is() -> None:
    assert late(contract("2025-10-24", penalty("0.05")), 30).court is None
    court = late(contract("2025-10-24", penalty("0.06")), 30).court
    assert court is not None
    assert court.to_json()["amount"] == "5475.00"
    assert [line.article for line in court.lines][:2] == ["CN-CONTRACT-INTERP-65", "CN-CIVIL-585"]


def test_before_the_civil_code_no_court_is_foretold() -> None:
    assert late(contract("2019-06-01", penalty("5")), 30).court is None


def test_before_the_prime_rate_nothing_is_made_up() -> None:
    found = late(contract("2018-03-01"), 30)
    assert found.amount is None
    assert found.reason is not None
    assert "August 2019" in found.reason.en


def test_before_the_regulation_small_enterprises_have_no_rate_of_their_own() -> None:
    assert late(contract("2020-08-31"), 10).high == Decimal("577.50")
    assert late(contract("2020-09-01"), 10).high == Decimal("1825.00")


def test_every_article_that_is_cited_exists() -> None:
    facts = contract("2025-10-24", penalty("5"))
    for scenario in scenarios().values():
        for found in expose(facts, scenario):
            cited = [step.article for step in found.steps if step.article]
            cited += [line.article for line in found.court.lines] if found.court else []
            assert all(article(id_).id == id_ for id_ in cited)


def test_every_sentence_is_said_in_both_languages() -> None:
    assert all(words["zh"] and words["en"] for words in read_yaml(PATH).values())
