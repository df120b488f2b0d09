"""Every rule of the rulebook, over every one of its cases, and the rulebook as a whole."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg.build import add
from kg.cases import Case
from kg.grades import WEIGHTS
from kg.mirrors import mirrors
from kg.risk import Outcome, board
from kg.rule import Rule
from kg.rulefile import read_rule, read_rules
from kg.rules import FOLDER, groups, rules
from kg.store import Store, open_temporary
from ontology.errors import RuleError
from ontology.law import article, governing
from ontology.vocabulary import closed_set

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
            about_the_whole = "/" not in finding.subject
            assert finding.place.quote or about_the_whole
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
    given = {f.because for case in rule.cases for f in outcome(store, rule, case).findings}
    assert given == set(rule.why)


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


def test_every_ground_of_termination_has_its_mirror() -> None:
    known = {*closed_set("termination_causes").values, *closed_set("triggers").values}
    triggers = [row["trigger"] for row in mirrors()]
    assert len(triggers) == len(set(triggers))
    assert set(triggers) <= known
    # Ended by agreement or by force majeure, no side has more than the other.
    spared = {"mutual", "force_majeure"}
    assert set(closed_set("termination_causes").values) - spared <= set(triggers)
    for row in mirrors():
        assert set(row["answers"]) <= known


GOOD = """\
id: XXX-01
title: {zh: 解除, en: Termination}
status: stable
basis: [CN-CIVIL-562]
rationale: {zh: 理由。, en: Reason.}
why: {zh: "{cause:termination_causes}", en: "{cause:termination_causes}"}
remedy: {vendor: {zh: 甲, en: A}, buyer: {zh: 乙, en: B}}
fair_when: {zh: 公平时。, en: When fair.}
severity: {high: {zh: 总是, en: Always}}
reads: [termination]
params: {cure: {value: 10, unit: days, inclusive: true}}
query: |
  MATCH (c:Contract {id: $contract})-[:HAS_TERM]->(t:Termination)
  WHERE t.cure_days <= $p_cure
  RETURN t.id AS subject, t.holder AS favours, 'high' AS grade, null AS mirror, [] AS more,
         t.cause AS cause
cases:
  - fires:
      name: 十日
      severity: high
      favours: buyer
      facts:
        terms: [{type: termination, holder: buyer, cause: other, cure: {n: 10, unit: day}}]
  - silent: {name: 没有, status: absent, facts: {}}
"""


def rule_file(folder: Path, text: str, name: str = "XXX-01-some.yaml") -> Path:
    path = folder / "termination" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_another_folder_adds_its_rules(tmp_path: Path, store: Store) -> None:
    rule_file(tmp_path, GOOD)
    found = rules(tmp_path)
    assert [rule.id for rule in found] == sorted([*(rule.id for rule in RULES), "XXX-01"])
    added = found[-1]
    assert (added.id, added.group) == ("XXX-01", "termination")
    first = outcome(store, added, added.cases[0]).findings[0]
    assert (first.why.zh, first.why.en) == ("其他", "other")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("status: stable", "status: stable\ncolour: red", 4, "unknown 'colour'"),
        ("reads: [termination]", "reads: termination", 10, "reads: must be a list"),
        ("fair_when: {zh: 公平时。, en: When fair.}\n", "", 1, "missing 'fair_when'"),
        ("{zh: 解除, en: Termination}", "{zh: 解除}", 2, "title: missing 'en'"),
        ("buyer: {zh: 乙, en: B}", "buyer: {zh: 乙, en: ''}", 7, "write both zh and en"),
        ("status: stable", "status: old", 3, "status: 'old' is none of draft, stable, retired"),
        ("status: stable", "status: retired", 3, "a retired rule names the one to see"),
        ("[CN-CIVIL-562]", "[CN-CIVIL-9]", 4, "no article 'CN-CIVIL-9'"),
        ("[CN-CIVIL-562]", "[]", 4, "`practice` must say what the rule rests on"),
        ("reads: [termination]", "reads: [ending]", 10, "no type of term 'ending'"),
        ("{high: {zh", "{grave: {zh", 9, "'grave' is no grade"),
        ("{high: {zh", "{low: {zh", 9, "'low' is never given by the query"),
        (", inclusive: true", "", 11, "say whether the threshold is inclusive"),
        ("{value: 10", "{value: ten", 11, "'ten' is no number"),
        ("value: 10, unit: days", "figure: prime, unit: days", 11, "there is no figure 'prime'"),
        ("$p_cure", "10", 11, "'cure' is given but not used"),
        ("$p_cure", "$p_time", 11, "'time' is used but not given"),
        ("null AS mirror, ", "", 12, "returns no column 'mirror'"),
        ("{id: $contract}", "{id: 'c1'}", 12, "must begin at the contract"),
        ("t.cause AS cause", "t.cause AS ground", 6, "the query returns no 'cause'"),
        ("cause:termination_causes", "cause:colours", 6, "no closed set 'colours'"),
        (
            "t.cause AS cause",
            "'x' AS because, t.cause AS cause",
            6,
            "value of the column `because`",
        ),
        ("severity: high\n      favours: buyer", "severity: high", 19, "fires: missing 'favours'"),
        ("favours: buyer", "favours: seller", 21, "'seller' is none of buyer, vendor, none"),
        ("cause: other", "cause: whim", 19, "'whim'"),
        ("name: 十日", "name: 十日\n      edge: [week]", 20, "edge: 'week' is no parameter"),
        ("- silent:", "- quiet:", 24, "a case is `fires: {…}` or `silent: {…}`"),
    ],
)
def test_a_wrong_rule_file_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    assert old in GOOD
    path = rule_file(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(RuleError) as caught:
        read_rule(path)
    told = [text for text in caught.value.message.splitlines() if message in text]
    assert told, caught.value.message
    assert told[0].startswith(f"{path}:{line}: ")


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    rule_file(tmp_path, GOOD.replace("id: XXX-01", "id: yyy"))
    rule_file(
        tmp_path, GOOD.replace("XXX-01", "ZZZ-01").replace("en: Reason.", "en: ''"), "ZZZ-01-a.yaml"
    )
    rule_file(tmp_path, GOOD.replace("XXX-01", "ASY-01"), "ASY-01-again.yaml")
    with pytest.raises(RuleError) as caught:
        read_rules((FOLDER, tmp_path))
    text = caught.value.message
    assert "'yyy' is not like ASY-01" in text
    assert "the file of yyy must be named yyy-<slug>.yaml" in text
    assert "rationale: write both zh and en" in text
    assert "ASY-01 stands already in" in text
