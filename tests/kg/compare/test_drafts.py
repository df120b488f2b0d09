"""Which terms changed, for whom, by how much."""

from decimal import Decimal
from typing import Any

import pytest

from kg.compare.drafts import changes, head_changes
from ontology.facts import Contract, Document, Facts, Term

DAY = {"n": 1, "unit": "day"}


def term(type_: str, **keys: Any) -> Term:
    return Term(type_, "四.2", f"{type_}的约定", 10, 20, keys)


def draft(*terms: Term, amount: str = "100000.00") -> Facts:
    contract = Contract(total_price={"amount": amount, "currency": "CNY"}, signed_on="2025-06-30")
    return Facts(Document("稿"), contract, terms=terms)


def late(percent: str, **rate: Any) -> Term:
    keys = {"percent": percent, "base": "contract_total", "per": DAY, **rate}
    return term("penalty", payer="buyer", payee="vendor", trigger="late_payment", rate=keys)


def cap(percent: str, *carve_outs: str) -> Term:
    return term(
        "liability_cap",
        protects="vendor",
        percent=percent,
        base="contract_total",
        carve_outs=list(carve_outs),
    )


def days(n: int) -> dict[str, Any]:
    return {"n": n, "unit": "day"}


def pay(n: int) -> Term:
    return term("payment", payer="buyer", payee="vendor", percent="50", due=days(n))


@pytest.mark.parametrize(
    ("old", "new", "favours", "amount"),
    [
        (late("0.1"), late("0.05"), "buyer", "-1500.00"),
        (late("0.1"), late("0.1", cap_percent="2"), "buyer", "-1000.00"),
        (late("0.1", cap_percent="9"), late("0.1", cap_percent="5"), "buyer", "0.00"),
        (late("0.1"), late("0.1", grace=days(30)), "buyer", "0.00"),
        (cap("30"), cap("100"), "buyer", "70000.00"),
        (cap("30"), cap("30", "data_breach"), "buyer", "0.00"),
        (pay(30), pay(15), "vendor", "-61.64"),
        (pay(30), pay(60), "buyer", "123.29"),
        (
            term("termination", holder="buyer", cause="quality_failure"),
            term("termination", holder="buyer", cause="quality_failure", cure=days(15)),
            "vendor",
            None,
        ),
        (
            term("termination", holder="buyer", cause="insolvency"),
            term("termination", holder="both", cause="insolvency"),
            "vendor",
            None,
        ),
        (
            term("dispute", method="litigation", forum="甲地法院", forum_side="buyer"),
            term("dispute", method="litigation", forum="乙地法院", forum_side="vendor"),
            "vendor",
            None,
        ),
        (
            term("damages", payer="vendor", payee="buyer", scope="all"),
            term("damages", payer="vendor", payee="buyer", scope="direct"),
            "vendor",
            None,
        ),
        (
            term("confidentiality", obligor="vendor", duration="perpetual"),
            term("confidentiality", obligor="vendor", duration={"n": 3, "unit": "year"}),
            "vendor",
            None,
        ),
        (
            term("confidentiality", obligor="vendor", duration={"n": 3, "unit": "year"}),
            term("confidentiality", obligor="vendor", duration=None),
            "none",
            None,
        ),
    ],
)
def test_a_change_helps_a_side_and_moves_a_sum(
    old: Term, new: Term, favours: str, amount: str | None
) -> None:
    (change,) = changes(draft(old), draft(new))
    assert (change.kind, change.favours) == ("changed", favours)
    assert change.worth.amount == (None if amount is None else Decimal(amount))
    assert change.worth.why.zh
    assert change.worth.why.en


def test_a_term_that_comes_or_goes_helps_who_has_it_or_bore_it() -> None:
    (gone,) = changes(draft(late("0.1")), draft())
    (come,) = changes(draft(), draft(cap("30")))
    assert (gone.kind, gone.favours, gone.worth.amount) == ("removed", "buyer", Decimal(-3000))
    assert (come.kind, come.favours, come.worth.amount) == ("added", "vendor", None)
    assert "no figure" in come.worth.why.en


def test_what_cuts_both_ways_helps_neither() -> None:
    old = late("0.1", cap_percent="5")
    new = Term(
        old.type, old.clause, old.quote, 0, 4, {**old.keys, "payer": "vendor", "payee": "buyer"}
    )
    (change,) = changes(draft(cap("30", "data_breach")), draft(cap("50")))
    assert change.favours == "none"
    (turned,) = changes(draft(old), draft(new))
    assert turned.favours == "buyer"


def test_other_words_and_another_place_are_no_change() -> None:
    old = cap("30")
    new = Term(old.type, "九", "以三成为限", 400, 405, old.keys)
    assert changes(draft(old), draft(new)) == ()


def test_the_costliest_change_comes_first_then_the_heaviest() -> None:
    old = draft(late("0.1"), term("audit", holder="buyer"), term("set_off", holder="buyer"))
    found = changes(old, draft(late("0.2"), cap("10")))
    assert [c.type for c in found] == ["penalty", "liability_cap", "set_off", "audit"]


def test_a_change_as_json_says_old_and_new() -> None:
    (change,) = changes(draft(cap("30")), draft(cap("50")))
    data = change.to_json()
    assert data["keys"] == [
        {
            "key": "percent",
            "title": {"zh": "比例", "en": "share"},
            "old": "30",
            "new": "50",
            "said": {"zh": "30% → 50%", "en": "30% → 50%"},
            "helps": "buyer",
        }
    ]
    assert data["worth"]["amount"] == "20000.00"
    assert data["old"]["zh"].startswith("供应方：30%")
    assert data["new"]["clause"] == "四.2"


def test_the_head_is_compared_too() -> None:
    found = head_changes(draft(), draft(amount="90000.00"))
    assert list(found) == ["total_price"]
