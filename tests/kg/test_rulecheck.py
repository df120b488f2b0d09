"""Own rules are checked by judging their cases; a query that writes or dawdles is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg.risk
from kg.build import add
from kg.risk import board
from kg.rulecheck import Checked, check_rules
from kg.rulefile import read_rule
from kg.store import Store, open_temporary
from ontology.errors import RuleError

RULE = """\
id: HSE-01
title: {zh: 质保期过短, en: Warranty too short}
status: stable
basis: []
practice: {zh: 本所惯例。, en: House practice.}
rationale: {zh: 缺陷往往一年后才显现。, en: Faults often show after a year.}
why: {zh: 质保过短。, en: The warranty is short.}
remedy: {vendor: {zh: 甲, en: A}, buyer: {zh: 乙, en: B}}
fair_when: {zh: 价格已反映。, en: Priced in.}
severity: {medium: {zh: 不足一年, en: Less than a year}}
reads: [warranty]
params: {days: {value: 365, unit: days, inclusive: false}}
query: |
  MATCH (c:Contract {id: $contract})-[:HAS_TERM]->(w:Warranty {obligor: 'vendor'})
  WHERE w.duration_days < $p_days
  RETURN w.id AS subject, 'vendor' AS favours, 'medium' AS grade, null AS mirror, [] AS more
cases:
  - fires:
      name: 三百六十四日
      severity: medium
      favours: vendor
      edge: [days]
      facts:
        terms: [{type: warranty, obligor: vendor, duration: {n: 364, unit: day}, quote: 质保期}]
  - silent:
      name: 三百六十五日
      edge: [days]
      facts:
        terms: [{type: warranty, obligor: vendor, duration: {n: 365, unit: day}, quote: 质保期}]
"""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_temporary() as opened:
        yield opened


def checked(store: Store, folder: Path, *changes: tuple[str, str]) -> Checked:
    text = RULE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "HSE-01-short.yaml"
    path.write_text(text, "utf-8")
    return check_rules(store, [read_rule(path)])


def test_cases_that_come_out_as_written_hold(store: Store, tmp_path: Path) -> None:
    assert checked(store, tmp_path) == Checked(1, 2, (), ())


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("n: 364", "n: 366", 19, "expected flagged medium, got clear"),
        ("duration: {n: 365, unit: day}", "duration: {n: 9, unit: day}", 26, "got flagged medium"),
        ("      favours: vendor", "      favours: buyer", 19, "favour buyer, favours vendor"),
        ("w.id AS subject", "'t/1' AS subject", 19, "'t/1' is no fact of the contract"),
        ("null AS mirror, [] AS", "null AS mirror, null AS", 13, "`more` a list of ids"),
        ("'vendor' AS favours", "'seller' AS favours", 13, "favours 'seller'"),
        ("w.duration_days <", "w.duration_days <<", 13, "the query cannot be run"),
    ],
)
def test_what_does_not_hold_is_told_with_its_line(
    store: Store, tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    complaints = [words.en for words in checked(store, tmp_path, (old, new)).complaints]
    assert complaints
    assert message in complaints[0]
    assert complaints[0].startswith(f"{tmp_path}/HSE-01-short.yaml:{line}: ")


def test_a_query_that_would_write_is_refused_and_changes_nothing(
    store: Store, tmp_path: Path
) -> None:
    told = checked(store, tmp_path, ("  RETURN w.id", "  SET w.duration_days = 1 RETURN w.id"))
    assert [words.en for words in told.complaints] == [
        f"{tmp_path}/HSE-01-short.yaml:13: HSE-01: the query would change the graph;"
        " only reading is allowed here"
    ]
    days = store.query("MATCH (w:Warranty) RETURN w.duration_days AS days")
    assert days
    assert 1 not in [row["days"] for row in days]


def test_a_query_that_takes_too_long_is_refused(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.risk, "OWN_SECONDS", 0.2)
    endless = (
        "WHERE w.duration_days",
        "UNWIND range(1, 3000) AS i UNWIND range(1, 3000) AS j UNWIND range(1, 3000) AS k"
        " WITH w, sum(i * j * k) AS s WHERE s > 0 AND w.duration_days",
    )
    (complaint,) = checked(store, tmp_path, endless).complaints
    assert "HSE-01: the query took longer than 0.2 seconds" in complaint.en


def test_a_refused_query_ends_the_judging_with_its_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "HSE-01-short.yaml"
    path.write_text(RULE.replace("w.id AS subject", "w AS subject"), "utf-8")
    rule = read_rule(path)
    added = add(store, rule.cases[0].facts)
    with pytest.raises(RuleError, match="`subject` must be the id of a node") as caught:
        board(store, added.contract_id, rules=(rule,))
    assert caught.value.source == f"{path}:13"


def test_untested_grades_and_thresholds_are_remarked(store: Store, tmp_path: Path) -> None:
    told = checked(store, tmp_path, ("      edge: [days]\n", ""))
    assert told.complaints == ()
    assert [remark.en.split(": ")[-1] for remark in told.remarks] == [
        "no case stands on either side of days"
    ]


def test_a_rule_without_a_silent_case_is_refused(store: Store, tmp_path: Path) -> None:
    silent = RULE[RULE.index("  - silent:") :]
    (complaint,) = checked(store, tmp_path, (silent, "")).complaints
    assert complaint.en.endswith("HSE-01: write at least one `silent` case")
