"""What terms put at stake, and the stakes themselves."""

from decimal import Decimal
from typing import Any

import pytest

from kg.compare.stakes import stakes
from kg.compare.worth import price, worth
from ontology.facts import Contract, Document, Facts, Term
from ontology.term_types import term_types


def term(type_: str, **keys: Any) -> Term:
    return Term(type_, "五.1", "某项约定", 0, 4, keys)


def facts(*terms: Term, amount: str | None = "200000.00", currency: str = "CNY") -> Facts:
    money = None if amount is None else {"amount": amount, "currency": currency}
    contract = Contract(total_price=money, term={"n": 1, "unit": "year"})
    return Facts(Document("某合同"), contract, terms=terms)


def penalty(percent: str, base: str, per: Any, **more: Any) -> Term:
    rate = {"percent": percent, "base": base, "per": per, **more}
    return term("penalty", payer="vendor", payee="buyer", trigger="quality", rate=rate)


DAY = {"n": 1, "unit": "day"}


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        (penalty("20", "contract_total", "once"), "40000.00"),
        (penalty("0.1", "contract_total", DAY), "6000.00"),
        (penalty("1", "contract_total", DAY, cap_percent="5"), "10000.00"),
        (penalty("2", "contract_total", {"n": 1, "unit": "week"}), "17142.86"),
        (penalty("0.1", "monthly_fee", "incident"), "16.44"),
        (penalty("1", "overdue_amount", DAY), "36000.00"),
        (term("penalty", payer="vendor", amount={"amount": "500.00", "currency": "CNY"}), "500.00"),
        (term("liability_cap", protects="vendor", percent="30", base="contract_total"), "60000.00"),
        (term("bond", provider="vendor", percent="5"), "10000.00"),
        (term("refund", payer="vendor", basis="full"), "200000.00"),
        (term("deduction", holder="buyer", max_percent="10"), "20000.00"),
    ],
)
def test_a_sum_follows_from_price_and_rate(said: Term, amount: str) -> None:
    instalment = term("payment", payer="buyer", payee="vendor", percent="60")
    assert worth(said, facts(said, instalment)).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (penalty("20", "loss", "once"), "the base has no figure"),
        (penalty("20", "unspecified", "once"), "the base has no figure"),
        (penalty("5", "bond", "once"), "the base has no figure"),
        (term("penalty", payer="vendor", trigger="other"), "no rate and no sum is stated"),
        (term("liability_cap", protects="both"), "the term fixes no sum"),
        (term("damages", payer="vendor", scope="all"), "the term fixes no sum"),
    ],
)
def test_without_a_sum_it_says_why(said: Term, why: str) -> None:
    found = worth(said, facts(said))
    assert (found.amount, found.why.en) == (None, why)


@pytest.mark.parametrize(
    ("amount", "currency", "why"),
    [
        (None, "CNY", "the contract states no total price"),
        ("90000.00", "USD", "the price is in USD"),
        ("0.00", "CNY", "the price is not above zero"),
    ],
)
def test_without_a_price_in_yuan_a_share_is_no_sum(
    amount: str | None, currency: str, why: str
) -> None:
    said = penalty("20", "contract_total", "once")
    found = worth(said, facts(said, amount=amount, currency=currency))
    assert (found.amount, found.why.en) == (None, why)
    assert price(facts(amount=amount, currency=currency)).lack.en == why


def test_a_sum_in_another_currency_is_not_taken_for_yuan() -> None:
    said = term("penalty", payer="vendor", amount={"amount": "500.00", "currency": "EUR"})
    assert worth(said, facts(said)).why.en == "the sum is in EUR"


def test_every_type_of_term_has_a_stake() -> None:
    assert set(stakes()) == set(term_types())
    assert all(1 <= stake.weight <= 10 for stake in stakes().values())


def test_more_of_a_burden_helps_the_other_side() -> None:
    cap = term("liability_cap", protects="vendor", percent="30")
    due = term("payment", payer="buyer", payee="vendor")
    assert stakes()["liability_cap"].helped(cap, "percent") == "buyer"
    assert stakes()["payment"].helped(due, "due") == "buyer"
    assert stakes()["liability_cap"].helped(term("liability_cap", protects="both"), "percent") == (
        "none"
    )
