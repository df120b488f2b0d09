"""Differences between contracts, by what they are worth."""

from decimal import Decimal
from typing import Any

from kg.benchmark import limits
from kg.compare import compare, differences, ranked
from kg.compare.peers import Peer, against
from ontology.facts import Contract, Document, Facts, Term

LEAST = limits().minimum


def term(type_: str, **keys: Any) -> Term:
    return Term(type_, None, f"{type_}的约定", 0, 5, keys)


def facts(name: str, *terms: Term, amount: str | None = "100000.00") -> Facts:
    money = None if amount is None else {"amount": amount, "currency": "CNY"}
    return Facts(Document(name, sha256=name), Contract(total_price=money), terms=terms)


def bond(percent: str) -> Term:
    return term("bond", provider="vendor", percent=percent)


def cap(percent: str) -> Term:
    return term("liability_cap", protects="vendor", percent=percent, base="contract_total")


def worths(*contracts: Facts) -> list[tuple[str, Decimal | None]]:
    found = ranked(differences(compare(contracts), contracts))
    return [(item.row.type, item.worth.amount) for item in found]


def test_yuan_first_then_weight() -> None:
    one = facts("一", bond("5"), cap("10"), term("audit", holder="buyer"))
    two = facts("二", bond("10"), cap("50"), term("discretion", holder="buyer", subject="breach"))
    assert worths(one, two) == [
        ("liability_cap", Decimal("40000.00")),
        ("bond", Decimal("5000.00")),
        ("discretion", None),
        ("audit", None),
    ]


def test_shares_are_brought_to_one_price() -> None:
    small, large = facts("小", bond("5")), facts("大", bond("10"), amount="9000000.00")
    assert worths(small, large) == [("bond", Decimal("5000.00"))]
    assert worths(large, small) == [("bond", Decimal("450000.00"))]


def test_a_sum_fixed_in_yuan_counts_as_a_share_of_its_own_price() -> None:
    fixed = term("bond", provider="vendor", amount={"amount": "8000.00", "currency": "CNY"})
    assert worths(facts("一", fixed), facts("二", bond("5"))) == [("bond", Decimal("3000.00"))]


def test_a_contract_without_a_price_still_compares_by_shares() -> None:
    blank = facts("空白", bond("10"), amount=None)
    assert worths(blank, facts("二", bond("5"))) == [("bond", Decimal("5000.00"))]
    assert worths(blank, facts("三", bond("5"), amount=None)) == [("bond", None)]


def test_a_limit_against_none_has_no_figure() -> None:
    contracts = [facts("一", cap("10")), facts("二")]
    (item,) = ranked(differences(compare(contracts), contracts))
    assert item.worth.amount is None
    assert item.to_json()["weight"] == 10


def test_a_draft_is_laid_against_what_is_usual() -> None:
    peers = [
        Peer(facts(f"同{i}", bond(str(5 + i % 3)), cap("100")), str(i % 2)) for i in range(LEAST)
    ]
    found = against(facts("稿", bond("10"), term("set_off", holder="buyer")), peers)
    told = [(item.type, item.state, item.favours, item.having) for item in found]
    assert told == [
        ("bond", "unlike", "buyer", LEAST),
        ("liability_cap", "missing", "buyer", LEAST),
        ("set_off", "unusual", "buyer", 0),
    ]
    assert found[0].usual is not None
    assert found[0].usual.keys["percent"] == "6"
    assert found[0].worth.amount == Decimal("4000.00")
    assert (found[0].families, found[0].effective_n) == (2, 2)


def test_names_and_places_are_never_usual() -> None:
    def court(name: str) -> Term:
        return term("dispute", method="litigation", forum=name, forum_side="buyer")

    peers = [Peer(facts(f"同{i}", court(f"{i}号法院")), "式") for i in range(LEAST)]
    (item,) = against(facts("稿", court("某地法院")), peers)
    assert item.state == "as_usual"
    assert item.usual is not None
    assert "forum" not in item.usual.keys


def test_a_sum_of_another_contract_is_never_usual() -> None:
    def first(percent: str, amount: str) -> Term:
        money = {"amount": amount, "currency": "CNY"}
        sides = {"payer": "buyer", "payee": "vendor", "trigger": "signing"}
        return term("payment", percent=percent, amount=money, **sides)

    peers = [Peer(facts(f"同{i}", first("20", "9000.00")), "式") for i in range(LEAST)]
    (item,) = against(facts("稿", first("50", "50000.00")), peers)
    assert [change.key for change in item.keys] == ["percent"]
    assert item.worth.amount == Decimal("30000.00")


def test_like_its_peers_is_said_too() -> None:
    peers = [Peer(facts(f"同{i}", bond("5")), "式") for i in range(LEAST)]
    (item,) = against(facts("稿", bond("5")), peers)
    assert (item.state, item.favours, item.worth.amount) == ("as_usual", "none", Decimal(0))


def test_few_peers_make_nothing_usual() -> None:
    assert against(facts("稿", bond("5")), [Peer(facts("同", bond("9")), "式")] * (LEAST - 1)) == ()
