"""Whatever a rule finds against a side is in its brief."""

from collections.abc import Iterator

import pytest

from kg.benchmark import Pool
from kg.brief import brief, corrections
from kg.build import add
from kg.risk import assess
from kg.rule import Rule
from kg.rules import rules
from kg.store import Store, open_temporary


@pytest.fixture(scope="module")
def cases() -> Iterator[Store]:
    with open_temporary() as store:
        yield store


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_finding_against_a_side_is_a_point_or_to_be_corrected(cases: Store, rule: Rule) -> None:
    for case in [case for case in rule.cases if case.status == "flagged"][:3]:
        found = assess(cases, add(cases, case.facts).contract_id, rules=(rule,))
        for side in ("buyer", "vendor"):
            made = brief(case.facts, found, Pool(), side)
            told = {f.id for point in made.points for f in point.findings}
            against = {f.id for f in found if f.favours not in (side, "none")}
            if rule.id not in corrections():
                assert against <= told, (case.name, side)
            else:
                assert {f.id for f in made.corrections} == {f.id for f in found}
