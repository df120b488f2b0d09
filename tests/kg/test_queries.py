"""Questions across contracts, with the rows that they must give, on both engines."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from kg.build import add
from kg.catalogue import run
from kg.store import Row, Store
from ontology.facts import Contract, Document, Facts, Norm, Party, Term

BUYER = Party("buyer", "甲方", "临川市档案馆", "public_body")
FIRST = Party("vendor", "乙方", "松涛软件有限公司", "company")
SECOND = Party("vendor", "乙方", "远岫科技有限公司", "company")


def term(type_: str, quote: str = "某项约定的原文", **keys: Any) -> Term:
    return Term(type_, "一", quote, 0, len(quote), keys)


def contract(name: str, vendor: Party, *terms: Term, **head: Any) -> Facts:
    digest = sha256(name.encode()).hexdigest()
    price = {"amount": "100000.00", "currency": "CNY"}
    return Facts(
        Document(name, digest, 20),
        Contract(**{"total_price": price, "signed_on": "2024-05-06", **head}),
        (BUYER, vendor),
        terms=terms,
    )


def late(percent: str) -> Term:
    rate = {"percent": percent, "base": "overdue_amount", "per": {"n": 1, "unit": "day"}}
    keys = {"payer": "buyer", "payee": "vendor", "trigger": "late_payment", "rate": rate}
    return term("penalty", f"逾期一日付万分之{percent}", **keys)


def cap(protects: str, percent: str) -> Term:
    return term("liability_cap", protects=protects, percent=percent, base="contract_total")


def pay(percent: str | None, trigger: str, days: int, *conditions: str) -> Term:
    due = {"n": days, "unit": "day"}
    return term(
        "payment",
        payer="buyer",
        payee="vendor",
        percent=percent,
        trigger=trigger,
        due=due,
        conditions=list(conditions),
    )


def filled(store: Store, *contracts: Facts) -> None:
    for facts in contracts:
        add(store, facts)


def only(rows: Sequence[Row], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_counterparties_come_with_the_middle_of_their_terms(store: Store) -> None:
    filled(
        store,
        contract("一", FIRST, late("0.02"), pay("100", "invoice", 30), cap("vendor", "20")),
        contract("二", FIRST, late("0.04"), pay("100", "invoice", 10), signed_on="2025-01-02"),
        contract("三", SECOND, cap("both", "50")),
    )
    rows = run(store, "counterparties")
    assert only(rows, "party", "role", "contracts", "price", "last") == [
        ("临川市档案馆", "buyer", 3, 300000.0, "2025-01-02"),
        ("松涛软件有限公司", "vendor", 2, 200000.0, "2025-01-02"),
        ("远岫科技有限公司", "vendor", 1, 100000.0, "2024-05-06"),
    ]
    columns = ("payment_days", "late_rate", "own_cap", "other_cap")
    assert only(rows, *columns) == [
        (20.0, 0.03, 50.0, 35.0),
        (20.0, 0.03, 20.0, None),
        (None, None, 50.0, 50.0),
    ]
    assert only(run(store, "counterparties", {"party": "远岫"}), "contracts") == [(1,)]
    assert len(run(store, "counterparties", {"role": "vendor"})) == 2


def test_a_price_in_another_currency_is_not_added_up(store: Store) -> None:
    dollars = {"amount": "9000.00", "currency": "USD"}
    filled(store, contract("一", FIRST), contract("二", FIRST, total_price=dollars))
    rows = run(store, "counterparties", {"role": "vendor"})
    assert only(rows, "contracts", "price") == [(2, 100000.0)]


def test_usual_terms_of_a_buyer(store: Store) -> None:
    bond = term("bond", provider="vendor", percent="5")
    filled(
        store,
        contract("一", FIRST, bond, late("0.02")),
        contract("二", SECOND, bond),
        contract("三", SECOND, late("0.05")),
    )
    rows = run(store, "terms-by-buyer")
    assert only(rows, "buyer", "contracts", "type", "having", "share") == [
        ("临川市档案馆", 3, "bond", 2, 0.6667),
        ("临川市档案馆", 3, "penalty", 2, 0.6667),
    ]
    assert run(store, "terms-by-buyer", {"least": 4}) == []
    assert run(store, "terms-by-buyer", {"share": 0.7}) == []


def test_an_outlier_lies_on_or_beyond_the_fence(store: Store) -> None:
    rates = ("0.02", "0.03", "0.03", "0.04", "0.05", "0.3")
    filled(store, *(contract(f"第{i}份", FIRST, late(rate)) for i, rate in enumerate(rates)))
    (row,) = run(store, "outliers")
    assert only([row], "name", "key", "matter", "value", "n") == [
        ("第5份", "rate_per_day", "late_payment overdue_amount", 0.3, 6)
    ]
    assert row["quote"] == "逾期一日付万分之0.3"
    assert run(store, "outliers", {"least": 7}) == []
    assert run(store, "outliers", {"factor": 50}) == []


def test_without_spread_nothing_is_an_outlier(store: Store) -> None:
    rates = ("0.05",) * 5 + ("0.9",)
    filled(store, *(contract(f"第{i}份", FIRST, late(rate)) for i, rate in enumerate(rates)))
    assert run(store, "outliers") == []


def test_clauses_that_travel(store: Store) -> None:
    words = "双方应当对合作中知悉的对方秘密予以保护"
    secret = term("confidentiality", words, obligor="both", duration=None)
    short = term("set_off", "可以抵扣", holder="buyer")
    filled(
        store, contract("甲", FIRST, secret, short), contract("乙", SECOND, secret, short, secret)
    )
    rows = run(store, "travelling-clauses")
    assert only(rows, "type", "quote", "contracts", "buyers", "names") == [
        ("confidentiality", words, 2, 1, ["乙", "甲"])
    ]
    assert len(run(store, "travelling-clauses", {"length": 2})) == 2
    assert run(store, "travelling-clauses", {"least": 3}) == []


def test_what_falls_due_when(store: Store) -> None:
    bond = term("bond", provider="vendor", expires_on="2025-12-31")
    notice = term("renewal", holder="buyer", notice={"n": 30, "unit": "day"})
    head = {"starts_on": "2025-01-01", "ends_on": "2025-12-31"}
    filled(
        store, contract("一", FIRST, bond, notice, **head), contract("二", FIRST, ends_on="2025-06")
    )
    rows = run(store, "dates-due")
    assert only(rows, "due", "what", "side", "name") == [
        ("2025-01-01", "start", None, "一"),
        ("2025-06", "end", None, "二"),
        ("2025-12-01", "notice_before_end", "buyer", "一"),
        ("2025-12-31", "bond_expires", "vendor", "一"),
        ("2025-12-31", "end", None, "一"),
    ]
    span = {"since": "2025-12-01", "until": "2025-12-15"}
    assert only(run(store, "dates-due", span), "what") == [("notice_before_end",)]


def test_duties_with_a_time_limit(store: Store) -> None:
    def duty(action: str, days: int | None) -> Norm:
        deadline = None if days is None else {"n": days, "unit": "day"}
        return Norm("obligation", "vendor", "buyer", action, None, deadline, "二", action, 0, 2)

    norms = (duty("提交月报", 5), duty("抢修", 1), duty("保密", None))
    filled(store, replace(contract("一", FIRST), norms=norms))
    rows = run(store, "duties-by-deadline")
    assert only(rows, "action", "days", "side") == [
        ("抢修", 1.0, "vendor"),
        ("提交月报", 5.0, "vendor"),
    ]
    assert run(store, "duties-by-deadline", {"side": "buyer"}) == []


def test_who_accepts_which_caps(store: Store) -> None:
    filled(
        store,
        contract("一", FIRST, cap("vendor", "20")),
        contract("二", FIRST, cap("both", "100")),
        contract("三", SECOND),
    )
    rows = run(store, "caps-by-party")
    columns = ("party", "contracts", "protected", "lowest", "highest", "gave", "gave_highest")
    assert only(rows, *columns) == [
        ("临川市档案馆", 3, 1, 100.0, 100.0, 2, 100.0),
        ("松涛软件有限公司", 2, 2, 20.0, 100.0, 1, 100.0),
        ("远岫科技有限公司", 1, 0, None, None, 0, None),
    ]


def test_payment_terms(store: Store) -> None:
    excuse = term("payment_excuse", holder="buyer", reason="fiscal_funds")
    filled(
        store,
        contract(
            "一",
            FIRST,
            pay("40", "signing", 15),
            pay("60", "final_acceptance", 30, "invoice", "acceptance"),
            excuse,
        ),
        contract("二", FIRST, pay(None, "signing", 10)),
    )
    columns = ("name", "instalments", "advance", "last", "longest_days", "conditions", "excuses")
    assert only(run(store, "payment-terms"), *columns) == [
        ("一", 2, 40.0, 60.0, 30.0, ["acceptance", "invoice"], 1),
        ("二", 1, None, None, 10.0, [], 0),
    ]
