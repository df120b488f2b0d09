"""Scenarios are data: ids are stable, own ones are read, what is wrong is told with its line."""

from decimal import Decimal
from pathlib import Path

import pytest

from kg.cases import case_facts
from kg.exposure import expose, read_scenarios, scenarios, with_given
from ontology.errors import RuleError

IDS = (
    *("late_payment", "late_delivery", "service_down", "low_score", "staff_changed", "data_leak"),
    *("terminated_by_buyer", "terminated_by_vendor", "insolvent", "government_act"),
)

OWN = """\
three_changes:
  title: {zh: 三次换人, en: three changes of staff}
  assumes: {zh: "供应方换人{events}次。", en: "The vendor changes staff {events} times."}
  owes: [vendor]
  in_breach: vendor
  events: 3
  triggers: [personnel]
"""


def test_the_ids_are_stable_and_delay_is_worked_out_at_30_60_and_180_days() -> None:
    assert tuple(scenarios()) == IDS
    assert scenarios()["late_payment"].days == (30, 60, 180)
    assert scenarios()["late_delivery"].days == (30, 60, 180)


def test_a_scenario_of_ones_own_counts_its_events(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, "utf-8")
    penalty = {
        "type": "penalty",
        "payer": "vendor",
        "payee": "buyer",
        "trigger": "personnel",
        "amount": {"amount": "700.00", "currency": "CNY"},
        "quote": "私下换人每次付700元",
    }
    facts = case_facts({"terms": [penalty]}, "own", ())
    (found,) = expose(facts, read_scenarios(path)["three_changes"])
    assert found.amount == Decimal("2100.00")
    assert found.assumes.zh == "供应方换人3次。"


@pytest.mark.parametrize(
    ("line", "text", "complaint"),
    [
        (6, "events: 0", "events must be a whole number"),
        (6, "events: many", "events must be a whole number"),
        (7, "triggers: [lateness]", "'lateness' is none of"),
        (7, "triggers: personnel", "triggers must be a list of words"),
        (4, "owes: [court]", "'court' is none of buyer, vendor"),
        (5, "in_breach: both", "'both' is none of buyer, vendor"),
        (8, "days: 30", "days must be a list of whole numbers"),
        (8, "days: [-1]", "days must be a list of whole numbers"),
        (8, "served: 120", "served: 120 is no number from 0 to 100"),
        (8, "loss: much", "loss: 'much' is no number of 0 or more"),
        (8, "silence: golden", "'golden' is none of interest, loss, nothing"),
        (8, "ending: {by: buyer, causes: [boredom]}", "'boredom' is none of"),
        (5, "in_breach: ", "None is none of buyer, vendor"),
        (8, "colour: red", "unknown 'colour'"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: int, text: str, complaint: str) -> None:
    key = text.partition(":")[0]
    lines = OWN.splitlines()
    if line <= len(lines):
        assert lines[line - 1].strip().startswith(key)
        lines[line - 1] = f"  {text}"
    else:
        lines.append(f"  {text}")
    path = tmp_path / "own.yaml"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(RuleError) as wrong:
        read_scenarios(path)
    assert f"{path}:{line}: " in wrong.value.message
    assert complaint in wrong.value.message


@pytest.mark.parametrize(
    "text",
    ["", "[]", "just words", "one: {title: {zh: 一, en: one}}", OWN.replace("events}", "x}")],
)
def test_a_file_that_holds_no_scenario_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleError):
        read_scenarios(path)


def test_what_the_user_knows_takes_the_place_of_what_is_assumed() -> None:
    given = with_given(scenarios()["late_payment"], sum=Decimal(500))
    assert (given.sum, given.loss) == (Decimal(500), None)
    assert scenarios()["late_payment"].sum is None


def test_a_scenario_without_days_stays_without() -> None:
    assert scenarios()["data_leak"].at(7).days == ()
    assert scenarios()["late_payment"].at(7, 8).days == (7, 8)
