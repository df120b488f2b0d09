"""Every rule of the rulebook, over every one of its cases, and the rulebook as a whole."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg.build import add
from kg.cases import Case
from kg.finding import WEIGHTS
from kg.risk import Outcome, board
from kg.rule import Rule
from kg.rulefile import read_rule, read_rules
from kg.rules import FOLDER, groups, rules
from kg.store import Store, open_temporary
from ontology.errors import RuleError
from ontology.law import article, governing

RULES = rules()
CASES = [
    pytest.param(rule, case, id=f"{rule.id} {case.name}") for rule in RULES for case in rule.cases
]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_temporary() as opened:
        yield opened


def outcome(store: Store, rule: Rule, case: Case) -> Outcome:
    added = add(store, case.facts)
    return board(store, added.contract_id, rules=(rule,))[0]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_case_comes_out_as_the_rule_says(store: Store, rule: Rule, case: Case) -> None:
    found = outcome(store, rule, case)
    assert (found.status, found.severity) == (case.status, case.severity)
    if case.status == "flagged":
        assert case.favours in {finding.favours for finding in found.findings}
        for finding in found.findings:
            assert finding.place.quote
            assert "{" not in finding.why.zh + finding.why.en


def by_id(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_each_rule_fires_and_keeps_silent(rule: Rule) -> None:
    assert {case.status == "flagged" for case in rule.cases} == {True, False}
    names = [case.name for case in rule.cases]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_each_grade_that_a_rule_gives_has_a_case(rule: Rule) -> None:
    assert {case.severity for case in rule.cases if case.severity} == set(rule.severity)


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_each_threshold_has_a_case_on_either_side(rule: Rule) -> None:
    for param in rule.params:
        if param.inclusive is None:
            continue
        brink = {(c.status, c.severity) for c in rule.cases if param.name in c.edge}
        assert len(brink) >= 2, f"{rule.id}: {param.name} needs a case below and one above"


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_each_reason_of_a_rule_is_given_by_a_case(store: Store, rule: Rule) -> None:
    if "" in rule.why:
        return
    said = {
        finding.why.en.split("{")[0][:12]
        for case in rule.cases
        for finding in outcome(store, rule, case).findings
    }
    for because, words in rule.why.items():
        start = words.en.split("{")[0][:12]
        assert any(text.startswith(start) for text in said), f"{rule.id}: no case for {because}"


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_cited_law_governs_every_case(rule: Rule) -> None:
    assert rule.basis
    for case in rule.cases:
        signed_on = date.fromisoformat(case.facts.contract.signed_on or "2025-09-01")
        for article_id in rule.basis:
            assert governing(article_id, signed_on), f"{article_id} on {signed_on}"


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_a_rule_that_fires_by_default_cites_no_unread_law(rule: Rule) -> None:
    if rule.status == "stable":
        checked = {v.checked for id_ in rule.basis for v in article(id_).versions}
        assert "no" not in checked


def test_rules_stand_in_the_folder_of_a_known_group() -> None:
    assert {rule.group for rule in RULES} <= set(groups())
    assert [rule.id for rule in RULES] == sorted(rule.id for rule in RULES)
    assert WEIGHTS["high"] > WEIGHTS["medium"] > WEIGHTS["low"]
