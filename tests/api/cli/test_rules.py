"""`evenhand rules`: the list, the page of one, a check of one's own; and judging by them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.rules import rules

Run = Callable[..., Any]
ROOT = Path(__file__).parents[3]
HARBOUR = ROOT / "api/samples/harbour-software-dev.txt"

OWN = """\
id: HSE-01
title: {zh: 质保期过短, en: Warranty too short}
status: stable
basis: []
practice: {zh: 本所惯例。, en: House practice.}
rationale: {zh: 缺陷往往一年后才显现。, en: Faults often show after a year.}
why: {zh: "质保只有{n}{unit:units}。", en: "The warranty is {n} {unit:units}(s)."}
remedy: {vendor: {zh: 甲, en: A}, buyer: {zh: 乙, en: B}}
fair_when: {zh: 价格已反映。, en: Priced in.}
severity: {medium: {zh: 不足一年, en: Less than a year}}
reads: [warranty.duration]
params: {days: {value: 365, unit: days, inclusive: false}}
query: |
  MATCH (c:Contract {id: $contract})-[:HAS_TERM]->(w:Warranty {obligor: 'vendor'})
  WHERE w.duration_days < $p_days
  RETURN w.id AS subject, 'vendor' AS favours, 'medium' AS grade, null AS mirror, [] AS more,
         w.duration_n AS n, w.duration_unit AS unit
cases:
  - fires:
      name: 三个月
      severity: medium
      favours: vendor
      edge: [days]
      facts:
        terms: [{type: warranty, obligor: vendor, duration: {n: 3, unit: month}, quote: 质保三个月}]
  - silent:
      name: 两年
      edge: [days]
      facts:
        terms: [{type: warranty, obligor: vendor, duration: {n: 2, unit: year}, quote: 质保两年}]
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with one rule and one parameter of a built-in rule."""
    folder = tmp_path / "house"
    (folder / "acceptance").mkdir(parents=True)
    (folder / "acceptance/HSE-01-short-warranty.yaml").write_text(OWN, "utf-8")
    (folder / "parameters.yaml").write_text("ACC-02: {short: 2}\n", "utf-8")
    return folder


def test_the_list_is_the_same_with_and_without_its_word(run: Run) -> None:
    listed = run("rules", "list", "--json").rows
    assert listed == run("rules", "--json").rows
    assert [row["id"] for row in listed] == [rule.id for rule in rules()]


def test_a_rule_is_shown_by_its_id_alone(run: Run) -> None:
    assert run("rules", "acc-02").out == run("rules", "show", "ACC-02").out
    assert "Silence is acceptance" in run("rules", "acc-02").out


def test_own_rules_stand_in_the_list_and_have_a_page(run: Run, house: Path) -> None:
    assert "HSE-01" in run("rules", "list", "--rules", house).out
    page = run("rules", "HSE-01", "--rules", house, "--lang", "zh").out
    assert "质保期过短" in page
    assert "本所惯例" in page
    assert run("rules", "HSE-01").code == 1


def test_a_folder_that_holds_is_told_in_both_languages(run: Run, house: Path) -> None:
    ran = run("rules", "check", house)
    assert (ran.code, ran.err) == (0, "")
    assert "Built-in rules with other parameters: ACC-02" in ran.out
    assert "Rules: 1, cases: 2; all hold." in ran.out
    assert "1 条规则、2 个案例，全部相符" in run("rules", "check", house, "--lang", "zh").out
    (row,) = run("rules", "check", house, "--json").rows
    assert row == {"rules": 1, "cases": 2, "changed": ["ACC-02"], "complaints": [], "remarks": []}


def test_each_complaint_is_a_line_with_file_and_line(run: Run, house: Path) -> None:
    path = house / "acceptance/HSE-01-short-warranty.yaml"
    path.write_text(OWN.replace("reads: [warranty.duration]", "reads: [guarantee]"), "utf-8")
    (house / "parameters.yaml").write_text("ACC-02: {fast: 3}\n", "utf-8")
    ran = run("rules", "check", house)
    assert ran.code == 1
    first, second = ran.err.splitlines()
    assert first == f"evenhand: {path}:11: reads: there is no type of term 'guarantee'"
    assert second.startswith(f"evenhand: {house}/parameters.yaml:1: ACC-02 has no parameter 'fast'")
    said = run("rules", "check", house, "--lang", "zh").err
    assert f"{path}:11: reads：没有 'guarantee' 这种条款" in said


def test_a_case_that_does_not_hold_fails_the_check(run: Run, house: Path) -> None:
    path = house / "acceptance/HSE-01-short-warranty.yaml"
    path.write_text(OWN.replace("{n: 2, unit: year}", "{n: 2, unit: month}"), "utf-8")
    ran = run("rules", "check", house)
    assert ran.code == 1
    assert f"{path}:27: 两年: expected clear, got flagged medium" in ran.err
    assert "complaints: 1" in ran.out


def test_own_rules_judge_files(run: Run, house: Path) -> None:
    plain = run("findings", HARBOUR, "--json").rows
    mine = run("findings", HARBOUR, "--json", "--rules", house).rows
    assert {row["rule"] for row in mine} - {row["rule"] for row in plain} == {"HSE-01"}
    (own,) = (row for row in mine if row["rule"] == "HSE-01")
    assert own["why"] == {"zh": "质保只有3个月。", "en": "The warranty is 3 month(s)."}
    text = HARBOUR.read_text("utf-8")
    assert text[own["start"] : own["end"]] == own["quote"]


def test_a_parameter_set_otherwise_changes_the_grade(run: Run, house: Path) -> None:
    def grade(*more: object) -> str:
        (row,) = run("findings", HARBOUR, "--only", "acc-02", "--json", *more).rows
        return str(row["severity"])

    assert (grade(), grade("--rules", house)) == ("medium", "low")


def test_own_rules_reach_the_store_and_the_report(run: Run, house: Path, filled: Path) -> None:
    rows = run("findings", "--store", filled, "--rules", house, "--all", "--json").rows
    assert {row["status"] for row in rows if row["rule"] == "HSE-01"} <= {"absent", "undetermined"}
    out = house.parent / "pages"
    run("report", HARBOUR, "--out", out, "--rules", house, "--store", house.parent / "none")
    assert "HSE-01" in (out / "harbour-software-dev.html").read_text("utf-8")


def test_a_rule_whose_query_writes_ends_the_judging(run: Run, house: Path) -> None:
    path = house / "acceptance/HSE-01-short-warranty.yaml"
    path.write_text(OWN.replace("  RETURN w.id", "  SET w.duration_n = 0 RETURN w.id"), "utf-8")
    ran = run("findings", HARBOUR, "--rules", house)
    assert ran.code == 1
    assert f"{path}:13: HSE-01: the query would change the graph" in ran.err
    zh = run("findings", HARBOUR, "--rules", house, "--lang", "zh").err
    assert f"{path}:13: HSE-01：这个查询会改动图" in zh
