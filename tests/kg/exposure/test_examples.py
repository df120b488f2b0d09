"""Exposure equals what was worked out by hand, to the cent."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.cases import case_facts
from kg.exposure import Exposure, expose, scenarios, with_given
from kg.exposure.outcome import money
from ontology.source import read_yaml
from ontology.term_types import check
from ontology.values import Json

DATA = Path(__file__).parents[2] / "data/exposure"
FILES = ("late", "breach", "ending", "open")
EXAMPLES = [
    pytest.param(example, expected, id=f"{file}-{example['name']}-{i}")
    for file in FILES
    for example in read_yaml(DATA / f"{file}.yaml")
    for i, expected in enumerate(example["expect"])
]


def worked(example: Json, expected: Json) -> Exposure:
    facts = case_facts(example["facts"], example["name"], ())
    assert check(facts) == []
    given = {key: Decimal(expected[key]) for key in ("sum", "loss", "score") if key in expected}
    scenario = with_given(scenarios()[expected["scenario"]], **given)
    if "days" in expected:
        scenario = replace(scenario, days=(expected["days"],))
    (found,) = [e for e in expose(facts, scenario) if e.side == expected["side"]]
    return found


@pytest.mark.parametrize(("example", "expected"), EXAMPLES)
def test_it_comes_to_what_was_worked_out_by_hand(example: Json, expected: Json) -> None:
    found = worked(example, expected)
    assert money(found.amount) == expected["amount"]
    for bound in ("low", "high"):
        if bound in expected:
            assert money(getattr(found, bound)) == expected[bound], bound
    if "capped" in expected:
        assert (found.capped_by and found.capped_by.kind) == expected["capped"]
    if "court" in expected:
        court = found.court and found.court.to_json()
        assert (court and {k: court[k] for k in ("amount", "low", "article")}) == expected["court"]
    if "reason" in expected:
        assert expected["reason"] in (found.reason.zh if found.reason else "")


@pytest.mark.parametrize(("example", "expected"), EXAMPLES)
def test_the_steps_add_up_to_the_amount(example: Json, expected: Json) -> None:
    found = worked(example, expected)
    if found.amount is not None and not found.reason:
        known = [step.amount for step in found.steps if step.amount is not None]
        assert abs(sum(known, Decimal(0)) - found.amount) < Decimal("0.01")
