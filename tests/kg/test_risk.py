"""Judging a contract: by the law of its day, with its words, and with a reason for silence."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import add, remove
from kg.cases import case_facts
from kg.finding import Finding, Quote, balance
from kg.grades import WEIGHTS
from kg.risk import assess, board, lean, record
from kg.rule import Remedy
from kg.rules import rules
from kg.store import NotInStore, Store, open_temporary
from ontology.facts import Facts
from ontology.vocabulary import Words

FISCAL = {
    "type": "payment_excuse",
    "holder": "buyer",
    "reason": "fiscal_funds",
    "quote": "财政拨款未到的，采购方不承担责任",
}
ANY_BREACH = {
    "type": "termination",
    "holder": "buyer",
    "cause": "general_breach",
    "quote": "供应方违约的，采购方可以解除",
}
SUSPEND = {
    "type": "suspension",
    "holder": "vendor",
    "cause": "late_payment",
    "quote": "欠费三十日的，供应方可以暂停",
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_temporary() as opened:
        yield opened


def facts(name: str, *terms: dict[str, Any], **piece: Any) -> Facts:
    return case_facts({"terms": list(terms), **piece}, name, ())


def added(store: Store, name: str, *terms: dict[str, Any], **piece: Any) -> str:
    return add(store, facts(name, *terms, **piece)).contract_id


def basis(found: tuple[Finding, ...], article_id: str) -> dict[str, Any]:
    shown = [b.to_json() for finding in found for b in finding.basis if b.id == article_id]
    return shown[0]


def test_the_law_is_that_of_the_day_of_signing(store: Store) -> None:
    id_ = added(store, "signed in 2024", FISCAL, contract={"signed_on": "2024-05-17"})
    shown = basis(assess(store, id_), "CN-SME-PAYMENT-9")
    assert (shown["article"], shown["version"]["valid_to"]) == ("8", "2025-05-31")
    assert shown["note"]["en"] == "Replaced from 2025-06-01 by a new version (article 9)."


def test_no_note_where_the_law_of_the_day_given_is_that_of_signing(store: Store) -> None:
    id_ = added(store, "compared with 2024", FISCAL, contract={"signed_on": "2024-05-17"})
    found = assess(store, id_, on=date(2024, 12, 31))
    assert basis(found, "CN-SME-PAYMENT-9")["note"] is None


def test_todays_law_is_noted_where_it_differs(store: Store) -> None:
    id_ = added(store, "signed before the revision", FISCAL, contract={"signed_on": "2024-05-17"})
    found = assess(store, id_, on=date(2026, 11, 1))
    note = basis(found, "CN-SME-PAYMENT-9")["note"]
    assert note["zh"] == "2025-06-01起已为新版本（第9条）取代。"
    assert basis(found, "CN-CIVIL-511")["note"] is None
    assert found[0].judged_on == date(2024, 5, 17)


def test_a_draft_is_judged_by_the_day_that_is_given(store: Store) -> None:
    draft = {"signed_on": None, "state": "draft"}
    id_ = added(store, "draft", FISCAL, contract=draft)
    shown = basis(assess(store, id_, on=date(2022, 1, 1)), "CN-SME-PAYMENT-9")
    assert (shown["article"], shown["note"]) == ("8", None)


def test_without_any_day_the_latest_law_is_listed_and_said_to_be(store: Store) -> None:
    id_ = added(store, "undated", FISCAL, contract={"signed_on": None})
    found = assess(store, id_)
    shown = basis(found, "CN-SME-PAYMENT-9")
    assert shown["article"] == "9"
    assert shown["note"]["en"] == "The day of signing is unknown: latest version."
    assert found[0].judged_on is None


def test_law_that_came_after_signing_is_for_comparison(store: Store) -> None:
    id_ = added(store, "signed in 2019", FISCAL, contract={"signed_on": "2019-06"})
    shown = basis(assess(store, id_), "CN-CIVIL-511")
    assert shown["note"]["zh"] == "2021-01-01起施行，晚于签署之日，仅供参照。"


def test_an_interpretation_reaches_back(store: Store) -> None:
    penalty = {"percent": "0.5", "base": "overdue_amount", "per": {"n": 1, "unit": "day"}}
    term = {
        "type": "penalty",
        "payer": "buyer",
        "payee": "vendor",
        "trigger": "late_payment",
        "rate": penalty,
        "quote": "每逾期一日支付千分之五",
    }
    id_ = added(store, "signed in 2022", term, contract={"signed_on": "2022-03-01"})
    shown = basis(assess(store, id_), "CN-CONTRACT-INTERP-65")
    assert shown["note"]["en"].startswith("In force from 2023-12-05; it also governs earlier")


def test_the_gravest_comes_first_then_the_order_of_the_text(store: Store) -> None:
    id_ = added(store, "three risks", SUSPEND, FISCAL, ANY_BREACH)
    found = assess(store, id_)
    keys = [(-WEIGHTS[f.severity], f.place.start or 0) for f in found]
    assert keys == sorted(keys)
    assert {f.severity for f in found} == {"high", "medium", "low"}


def test_a_finding_carries_words_that_stand_in_the_text(store: Store) -> None:
    contract = facts("words", SUSPEND, FISCAL, ANY_BREACH)
    id_ = add(store, contract).contract_id
    text = "words\n" + "\n".join(term.quote for term in contract.terms)
    for finding in assess(store, id_):
        for quote in (finding.place, *finding.more):
            assert quote.start is not None
            assert quote.quote
            assert text[quote.start : quote.end] == quote.quote


def test_the_json_of_a_finding(store: Store) -> None:
    term = {**SUSPEND, "clause": "第八条.2"}
    exempt = {
        "type": "exemption",
        "protects": "vendor",
        "events": ["甲方拖欠"],
        "clause": "第八条.2",
        "quote": "后果由采购方承担",
    }
    id_ = added(store, "json", term, exempt)
    shown = assess(store, id_)[0].to_json()
    assert list(shown) == [
        *("id", "contract", "rule", "title", "status", "severity", "favours"),
        *("clause", "quote", "start", "end", "more_quotes", "why", "remedy", "basis"),
    ]
    assert (shown["contract"], shown["rule"], shown["status"]) == ("json", "ASY-05", "flagged")
    assert (shown["clause"], shown["quote"]) == ("第八条.2", SUSPEND["quote"])
    assert shown["more_quotes"] == [
        {"clause": "第八条.2", "quote": "后果由采购方承担", "start": 20, "end": 28}
    ]
    assert set(shown["remedy"]) == {"vendor", "buyer"}
    assert {key for b in shown["basis"] for key in b} == {
        *("id", "title", "article", "version", "summary", "note")
    }
    assert json.loads(json.dumps(shown, ensure_ascii=False)) == shown


def test_a_side_sees_what_does_not_favour_it(store: Store) -> None:
    id_ = added(store, "sides", SUSPEND, FISCAL)
    assert {f.favours for f in assess(store, id_)} == {"buyer", "vendor"}
    assert {f.favours for f in assess(store, id_, side="vendor")} == {"buyer"}


def test_two_stores_give_the_same_bytes() -> None:
    def shown() -> str:
        with open_temporary() as fresh:
            id_ = added(fresh, "bytes", SUSPEND, FISCAL, ANY_BREACH)
            return json.dumps([f.to_json() for f in assess(fresh, id_)], ensure_ascii=False)

    assert shown() == shown()


def test_the_sides_swapped_swap_whom_it_favours(store: Store) -> None:
    swap = {"buyer": "vendor", "vendor": "buyer"}
    terms = (
        {"type": "liability_cap", "protects": "vendor", "percent": "10", "quote": "一成为限"},
        {"type": "set_off", "holder": "buyer", "quote": "可以抵扣"},
        {"type": "continuity", "obligor": "vendor", "when": "dispute", "quote": "不得停止"},
        {"type": "termination", "holder": "buyer", "cause": "convenience", "quote": "可以终止"},
    )
    turned = tuple({k: swap.get(str(v), v) for k, v in term.items()} for term in terms)
    sided = ("ASY-01", "ASY-03", "ASY-05", "ASY-06")
    used = tuple(rule for rule in rules() if rule.id in sided)
    plain = assess(store, added(store, "plain", *terms), rules=used)
    other = assess(store, added(store, "turned", *turned), rules=used)
    assert {f.rule for f in plain} == set(sided)
    assert [(f.rule, f.severity, swap[f.favours]) for f in plain] == [
        (f.rule, f.severity, f.favours) for f in other
    ]


@pytest.mark.parametrize(
    ("name", "piece", "status", "reason"),
    [
        ("nothing there", {}, "absent", "争议解决均未约定。"),
        (
            "agreed elsewhere",
            {"reviews": [{"type": "dispute", "state": "referred"}]},
            "undetermined",
            "争议解决另行约定。",
        ),
        (
            "left blank",
            {"reviews": [{"type": "dispute", "state": "blank"}]},
            "blank",
            "争议解决条款留空未填。",
        ),
        (
            "never looked for",
            {"reviews": [{"type": "payment", "state": "absent"}]},
            "undetermined",
            "争议解决条款没有人查找过。",
        ),
        (
            "found and fair",
            {
                "terms": [
                    {"type": "dispute", "method": "litigation", "forum_side": "defendant"},
                ]
            },
            "clear",
            "争议解决条款已查，未见此风险。",
        ),
    ],
)
def test_silence_has_a_reason(
    store: Store, name: str, piece: dict[str, Any], status: str, reason: str
) -> None:
    reads = () if name == "never looked for" else ("dispute",)
    id_ = add(store, case_facts(piece, name, reads)).contract_id
    used = tuple(rule for rule in rules() if rule.id == "DIS-02")
    found = board(store, id_, rules=used)[0]
    assert (found.status, found.reason.zh) == (status, reason)
    assert found.reason.en.endswith(".")
    assert found.severity is None


def test_the_board_has_one_outcome_for_each_rule(store: Store) -> None:
    id_ = added(store, "board", ANY_BREACH)
    outcomes = board(store, id_)
    assert [outcome.rule for outcome in outcomes] == [
        rule.id for rule in rules() if rule.status == "stable"
    ]
    flagged = {outcome.rule: outcome for outcome in outcomes if outcome.status == "flagged"}
    assert flagged["TER-02"].severity == "high"
    assert flagged["TER-02"].reason == flagged["TER-02"].findings[0].why


def test_a_contract_that_is_not_there_is_an_error(store: Store) -> None:
    with pytest.raises(NotInStore, match="no contract 'c0000000000000000'"):
        assess(store, "c0000000000000000")


def graph(store: Store, id_: str) -> set[tuple[str, ...]]:
    rows = store.query(
        "MATCH (c:Contract {id: $id})-[:HAS_FINDING]->(f:Finding)-[:RAISED_BY]->(r:Rule)"
        "-[:BASED_ON]->(a:Article)-[:OF]->(s:Statute), (f)-[:ABOUT]->(n:Term)"
        " RETURN f.id AS finding, f.severity AS severity, r.id AS rule, a.id AS article,"
        " s.id AS statute, n.type AS about",
        {"id": id_},
    )
    return {tuple(row.values()) for row in rows}


def test_findings_are_recorded_with_their_rule_and_its_law(store: Store) -> None:
    id_ = added(store, "recorded", FISCAL, ANY_BREACH)
    found = assess(store, id_)
    record(store, id_, found)
    first = graph(store, id_)
    assert {row[0] for row in first} == {finding.id for finding in found}
    assert ("high", "PAY-01", "CN-CIVIL-511", "CN-CIVIL", "payment_excuse") in {
        row[1:] for row in first
    }
    record(store, id_, found)
    assert graph(store, id_) == first
    counts = "MATCH (r:Rule {id: 'PAY-01'})-[b:BASED_ON]->() RETURN count(b) AS n"
    cited = next(rule for rule in rules() if rule.id == "PAY-01").basis
    assert store.query(counts)[0]["n"] == len(cited)


def test_findings_are_about_a_defect_a_norm_or_the_contract(store: Store) -> None:
    piece = {
        "norms": [
            {"modality": "obligation", "bearer": "vendor", "action": "按照甲方的考核办法执行"}
        ],
        "defects": [{"kind": "words_mismatch", "quote": "壹万元（¥1000）"}],
    }
    id_ = added(store, "defects", **piece)
    record(store, id_, assess(store, id_))
    rows = store.query(
        "MATCH (:Contract {id: $id})-[:HAS_FINDING]->(f:Finding)-[:ABOUT]->(n)"
        " RETURN f.rule AS rule, labels(n) AS labels",
        {"id": id_},
    )
    assert {(row["rule"], *sorted(row["labels"])) for row in rows} >= {
        ("ASY-06", "Norm", "Obligation"),
        ("DRF-02", "Defect"),
        ("FMJ-01", "Contract"),
    }


def test_new_findings_take_the_place_of_the_old(store: Store) -> None:
    id_ = added(store, "replaced", FISCAL, ANY_BREACH)
    found = assess(store, id_)
    record(store, id_, found)
    record(store, id_, found[:1])
    assert {row[0] for row in graph(store, id_)} == {found[0].id}
    record(store, id_, ())
    assert graph(store, id_) == set()
    assert remove(store, id_)


def finding(severity: Any, favours: Any) -> Finding:
    nothing = Words("", "")
    return Finding(
        id="",
        contract="",
        rule="",
        title=nothing,
        severity=severity,
        favours=favours,
        subject="",
        place=Quote(None, "", None, None),
        more=(),
        mirror=None,
        because="",
        why=nothing,
        remedy=Remedy(nothing, nothing),
        basis=(),
        judged_on=None,
    )


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], 0.0),
        ([("high", "none")], 0.0),
        ([("low", "vendor")], 1.0),
        ([("high", "buyer"), ("medium", "buyer")], -1.0),
        ([("high", "buyer"), ("low", "vendor")], -0.5),
        ([("medium", "buyer"), ("medium", "vendor"), ("high", "none")], 0.0),
    ],
)
def test_lean_weighs_what_favours_each_side(
    findings: list[tuple[str, str]], expected: float
) -> None:
    assert lean(finding(*item) for item in findings) == expected


def test_balance_shows_the_parts_of_lean() -> None:
    parts = balance([finding("high", "buyer"), finding("low", "vendor"), finding("low", "none")])
    assert (parts.buyer, parts.vendor, parts.none, parts.lean) == (3, 1, 1, -0.5)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["high", "medium", "low"]), st.sampled_from(["buyer", "vendor", "none"])
        )
    )
)
def test_lean_stays_between_the_sides(items: list[tuple[str, str]]) -> None:
    found = [finding(*item) for item in items]
    assert -1.0 <= lean(found) <= 1.0
    turned = {"buyer": "vendor", "vendor": "buyer", "none": "none"}
    assert lean(finding(severity, turned[side]) for severity, side in items) == -lean(found)
