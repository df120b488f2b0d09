"""A user's folder over the rulebook: other values, own rules, and what is wrong with each."""

from decimal import Decimal
from pathlib import Path

import pytest

from kg.rule import Rule
from kg.rules import is_own, rules
from ontology.errors import RuleError

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


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def found(folder: Path) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules(folder)}


def test_own_rules_stand_among_the_built_in_ones(tmp_path: Path) -> None:
    write(tmp_path, "acceptance/HSE-01-short-warranty.yaml", OWN)
    known = found(tmp_path)
    assert set(known) == {*(rule.id for rule in rules()), "HSE-01"}
    assert [id_ for id_, rule in known.items() if is_own(rule)] == ["HSE-01"]
    assert list(known) == sorted(known)


def test_parameters_of_a_built_in_rule_take_the_users_value(tmp_path: Path) -> None:
    write(tmp_path, "parameters.yaml", "PAY-02:\n  usual: 20.5\n  loose: [看情况]\n")
    plain = {rule.id: rule for rule in rules()}
    mine = found(tmp_path)
    values = {param.name: param.value for param in mine["PAY-02"].params}
    assert (values["usual"], values["loose"]) == (Decimal("20.5"), ("看情况",))
    before = {param.name: param for param in plain["PAY-02"].params}
    after = {param.name: param for param in mine["PAY-02"].params}
    assert after["usual"].inclusive == before["usual"].inclusive
    assert {id_ for id_ in mine if mine[id_] != plain[id_]} == {"PAY-02"}


def test_a_figure_of_the_law_gives_way_to_the_users_number(tmp_path: Path) -> None:
    dated = next((rule.id, param.name) for rule in rules() for param in rule.params if param.figure)
    write(tmp_path, "parameters.yaml", f"{dated[0]}: {{{dated[1]}: 5}}\n")
    (param,) = (p for p in found(tmp_path)[dated[0]].params if p.name == dated[1])
    assert (param.figure, param.on(None)) == (None, 5.0)


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("parameters.yaml", "PAY-99: {usual: 3}\n", 1, "there is no built-in rule 'PAY-99'"),
        ("parameters.yaml", "# mine\nPAY-02: {most: 3}\n", 2, "PAY-02 has no parameter 'most'"),
        ("parameters.yaml", "PAY-02:\n  usual: soon\n", 2, "usual must be a number, not 'soon'"),
        ("parameters.yaml", "PAY-02: {usual: [3]}\n", 1, "usual must be a number"),
        ("parameters.yaml", "PAY-02: {loose: 酌情}\n", 1, "loose must be a list of words"),
        ("parameters.yaml", "PAY-02: 30\n", 1, "write `parameter: value` below it"),
        ("parameters.yaml", "- PAY-02\n", 1, "must be a mapping"),
        ("acceptance/HSE-01-a.yaml", OWN.replace("$p_days", "365"), 12, "'days' is given but not"),
        ("HSE-01-short.yaml", OWN, 1, "a rule lies in a folder named like its group"),
        ("house/HSE-01-short.yaml", OWN, 1, "the groups are asymmetry, payment"),
        ("acceptance/HSE-01-short.yml", OWN, 1, "ends in .yaml"),
        (
            "payment/PAY-02-mine.yaml",
            OWN.replace("HSE-01", "PAY-02"),
            1,
            "PAY-02 is a built-in rule: set its parameters in parameters.yaml",
        ),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(
    tmp_path: Path, name: str, text: str, line: int, message: str
) -> None:
    path = write(tmp_path, name, text)
    with pytest.raises(RuleError) as caught:
        rules(tmp_path)
    told = [complaint for complaint in caught.value.message.splitlines() if message in complaint]
    assert told, caught.value.message
    assert told[0].startswith(f"{path}:{line}: ")


def test_all_complaints_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, "parameters.yaml", "PAY-99: {usual: 3}\n")
    write(tmp_path, "acceptance/HSE-01-a.yaml", OWN)
    write(tmp_path, "payment/HSE-01-b.yaml", OWN.replace("Warranty too short", ""))
    write(tmp_path, "payment/HSE-01-c.yaml", OWN)
    with pytest.raises(RuleError) as caught:
        rules(tmp_path)
    text = caught.value.message
    assert "no built-in rule 'PAY-99'" in text
    assert "title: missing 'en'" in text or "write both zh and en" in text
    assert "HSE-01 stands already in" in text


def test_a_folder_that_holds_no_rule_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="there is no rule in it"):
        rules(tmp_path)
    with pytest.raises(RuleError, match="no such folder"):
        rules(tmp_path / "elsewhere")
