"""Steps say on what words a sum rests, and what stands beside it without changing it."""

from typing import Any

import pytest

from kg.cases import case_facts
from kg.exposure import Exposure, expose, scenarios, with_keys, with_term, without
from ontology.facts import Facts, Term

PAYMENT = {
    "type": "payment",
    "clause": "2",
    "payer": "buyer",
    "payee": "vendor",
    "percent": "100",
    "trigger": "delivery",
    "quote": "收货付清",
}
LATE = {
    "type": "penalty",
    "clause": "7",
    "payer": "buyer",
    "payee": "vendor",
    "trigger": "late_payment",
    "rate": {"percent": "0.05", "base": "overdue_amount", "per": {"n": 1, "unit": "day"}},
    "quote": "晚付一日按欠款万分之五",
}
END = {
    "type": "termination",
    "clause": "8",
    "holder": "vendor",
    "cause": "late_payment",
    "threshold": {"n": 1, "unit": "month"},
    "cure": {"n": 10, "unit": "day"},
    "quote": "晚付满一月且催告后十日仍不付的，卖方可解约",
}
EXCUSES = [
    {
        "type": "payment_excuse",
        "holder": "buyer",
        "reason": reason,
        "quote": "拨款、审批未到位的顺延",
    }
    for reason in ("fiscal_funds", "approval")
]
COSTS = {
    "type": "fee_shifting",
    "payer": "breaching_party",
    "items": ["律师费"],
    "quote": "打官司的钱由违约方出",
}


def contract(*terms: dict[str, Any]) -> Facts:
    head = {"total_price": {"amount": "100000.00", "currency": "CNY"}}
    return case_facts({"contract": head, "terms": [PAYMENT, LATE, *terms]}, "steps", ())


def late(facts: Facts, days: int) -> Exposure:
    (found,) = expose(facts, scenarios()["late_payment"].at(days))
    return found


def quotes(found: Exposure) -> list[str]:
    return [step.term.quote for step in found.steps if step.term]


@pytest.mark.parametrize(("days", "ripe"), [(40, False), (41, True)])
def test_a_right_to_end_is_named_once_delay_and_cure_have_passed(days: int, ripe: bool) -> None:
    found = late(contract(END), days)
    assert (END["quote"] in quotes(found)) is ripe
    assert found.amount == 50 * days


def test_excuses_in_one_sentence_are_one_step() -> None:
    found = late(contract(*EXCUSES), 30)
    assert quotes(found).count("拨款、审批未到位的顺延") == 1
    assert "财政资金未到位、审批未完成" in found.steps[-1].why.zh
    assert (found.low, found.amount) == (0, 1500)


def test_costs_are_named_and_not_counted() -> None:
    found = late(contract(COSTS), 30)
    assert found.steps[-1].amount is None
    assert (found.low, found.amount, found.high) == (1500, 1500, 1500)


def test_a_contract_without_a_right_to_end_is_ended_by_law() -> None:
    (buyer, _) = expose(contract(), scenarios()["terminated_by_vendor"])
    assert "CN-CIVIL-563" in [step.article for step in buyer.steps]
    (buyer, _) = expose(contract(END), scenarios()["terminated_by_vendor"])
    assert "CN-CIVIL-563" not in [step.article for step in buyer.steps]
    assert END["quote"] in quotes(buyer)


def test_a_contract_as_it_could_be_costs_otherwise_and_the_old_one_stays() -> None:
    facts = contract()
    running = next(term for term in facts.terms if term.type == "penalty")
    dearer = with_keys(facts, running, rate={**running.keys["rate"], "percent": "0.1"})
    cap_keys = {"protects": "buyer", "percent": "1", "base": "contract_total", "carve_outs": []}
    capped = with_term(dearer, Term("liability_cap", None, "", -1, -1, cap_keys))
    assert late(facts, 30).amount == 1500
    assert late(dearer, 30).amount == 3000
    assert late(capped, 30).amount == 1000
    # Without a rate the law gives interest: 100000 × 0.03 × 30 / 365 × 1.3
    assert str(late(without(facts, running), 30).amount) == "320.55"
