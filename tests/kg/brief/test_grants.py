"""What a contract would say if an ask were granted."""

from decimal import Decimal
from typing import Any

from kg.brief.grants import granted
from kg.brief.matters import Edit
from ontology.facts import Document, Facts, Term


def term(type_: str, **keys: Any) -> Term:
    return Term(type_, None, "某约定", 0, 3, keys)


def edit(where: dict[str, Any], **more: Any) -> Edit:
    parts = {"set": {}, "at_most": {}, "add": None, "drop": False, **more}
    return Edit(where=where, **parts)


def after(term_: Term | None, made: Edit, figure: str = "30") -> list[dict[str, Any]]:
    facts = Facts(Document("约"), terms=(term_,) if term_ else ())
    terms = granted(facts, (made,), "vendor", Decimal(figure)).terms
    return [{"type": t.type, **t.keys} for t in terms]


def test_sides_and_the_figure_are_put_in() -> None:
    made = edit(
        {"type": "termination", "holder": "them"}, set={"cure": {"n": "figure", "unit": "day"}}
    )
    now = term("termination", holder="buyer", cure=None)
    assert after(now, made) == [
        {"type": "termination", "holder": "buyer", "cure": {"n": 30, "unit": "day"}}
    ]
    other = term("termination", holder="vendor", cure=None)
    assert after(other, made) == [{"type": "termination", "holder": "vendor", "cure": None}]


def test_what_is_not_there_is_added_only_where_the_matter_says_so() -> None:
    where = {"type": "liability_cap", "protects": "both"}
    assert after(None, edit(where, set={"percent": "figure"})) == []
    assert after(None, edit(where, set={"percent": "figure"}, add={"base": "contract_total"})) == [
        {"type": "liability_cap", "protects": "both", "percent": "30", "base": "contract_total"}
    ]


def test_what_is_below_the_figure_stays() -> None:
    made = edit({"type": "bond"}, at_most={"percent": "figure"})
    assert after(term("bond", percent="10"), made, "5")[0]["percent"] == "5"
    assert after(term("bond", percent="3"), made, "5")[0]["percent"] == "3"
    assert after(term("bond", percent=None), made, "5")[0]["percent"] is None


def test_a_rate_without_a_cap_gets_one() -> None:
    made = edit(
        {"type": "penalty", "rate.base": ["contract_total"]},
        at_most={"rate.percent": "figure", "rate.cap_percent": "figure"},
    )
    rate = {"percent": "1", "base": "contract_total", "cap_percent": None}
    assert after(term("penalty", rate=rate), made, "5")[0]["rate"] == {**rate, "cap_percent": "5"}
    elsewhere = {**rate, "base": "monthly_fee"}
    assert after(term("penalty", rate=elsewhere), made, "5")[0]["rate"] == elsewhere


def test_what_is_given_up_is_gone() -> None:
    made = edit({"type": "payment_excuse", "holder": "them"}, drop=True)
    assert after(term("payment_excuse", holder="buyer"), made) == []


def test_a_longer_period_is_cut_and_a_missing_one_is_not_made() -> None:
    made = edit({"type": "payment", "due": "any"}, at_most={"due": {"n": "figure", "unit": "day"}})
    month = {"n": 2, "unit": "month"}
    assert after(term("payment", due=month), made)[0]["due"] == {"n": 30, "unit": "day"}
    assert after(term("payment", due=None), made)[0]["due"] is None
