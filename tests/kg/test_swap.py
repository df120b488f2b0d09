"""The sides exchanged in the clauses, the roles held fixed: each asymmetry turns to the other."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import loaders
from kg.build import add
from kg.risk import assess
from kg.rules import rules
from kg.store import Store, open_temporary
from ontology.facts import Facts
from ontology.shapes import Kind
from ontology.term_types import term_types

OTHER = {"buyer": "vendor", "vendor": "buyer"}
ASYMMETRY = tuple(rule for rule in rules() if rule.group == "asymmetry")
ROOT = Path(__file__).parents[2]
WRITTEN = sorted((ROOT / "tests/data/samples").glob("*.json"))
TEXTS = sorted(
    path
    for path in (ROOT / "api/samples").iterdir()
    if path.suffix in {".txt", ".md"} and path.stem != "README"
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_temporary() as opened:
        yield opened


def swapped(facts: dict[str, Any]) -> dict[str, Any]:
    """The same clauses with the two sides in each other's place; the parties stay who they are."""
    labels = {party["role"]: party.get("label") for party in facts["parties"]}

    def words(value: Any) -> Any:
        if isinstance(value, list):
            return [words(item) for item in value]
        mine, theirs = labels.get("buyer"), labels.get("vendor")
        if not isinstance(value, str) or not mine or not theirs:
            return value
        return theirs.join(part.replace(theirs, mine) for part in value.split(mine))

    def side(value: Any) -> Any:
        return OTHER.get(value, value) if isinstance(value, str) else value

    terms = [
        {name: _exchanged(term["type"], name, value, side, words) for name, value in term.items()}
        for term in facts["terms"]
    ]
    norms = [
        {
            **norm,
            **{name: side(norm[name]) for name in ("bearer", "counterparty")},
            **{name: words(norm[name]) for name in ("action", "condition", "quote")},
        }
        for norm in facts["norms"]
    ]
    name = facts["document"]["name"] + " swapped"
    return {**facts, "terms": terms, "norms": norms, "document": {"name": name}}


def _exchanged(type_: str, name: str, value: Any, side: Any, words: Any) -> Any:
    key = term_types()[type_].keys.get(name)
    if key is not None and (key.kind is Kind.ROLE or key.values == "forum_sides"):
        return side(value)
    return words(value) if name == "quote" or isinstance(value, list) else value


def found(store: Store, facts: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    id_ = add(store, Facts.from_json(facts, "swap")).contract_id
    findings = assess(store, id_, rules=ASYMMETRY)
    return sorted((f.rule, f.because, f.severity, f.favours) for f in findings)


def turned(findings: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    return sorted((rule, why, grade, OTHER.get(side, side)) for rule, why, grade, side in findings)


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", WRITTEN, ids=named)
def test_every_asymmetry_in_the_written_facts_turns(store: Store, path: Path) -> None:
    facts = json.loads(path.read_text("utf-8"))
    facts["document"] = {"name": path.stem}
    assert found(store, swapped(facts)) == turned(found(store, facts))


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_asymmetry_in_a_text_that_was_read_turns(store: Store, path: Path) -> None:
    facts = json.loads(loaders.read(path).dumps(reviews=True))
    assert found(store, swapped(facts)) == turned(found(store, facts))


def test_the_samples_hold_asymmetries_of_most_kinds(store: Store) -> None:
    seen = set()
    for path in WRITTEN:
        facts = json.loads(path.read_text("utf-8"))
        facts["document"] = {"name": path.stem}
        seen |= {rule for rule, *_ in found(store, facts)}
    assert len(seen) >= 6


@pytest.mark.parametrize("rule", ASYMMETRY, ids=lambda rule: str(rule.id))
def test_every_asymmetry_in_the_cases_of_the_rules_turns(store: Store, rule: Any) -> None:
    for case in rule.cases:
        contract = case.facts.contract
        facts = case.facts.to_json(reviews=True)
        facts["contract"] = {
            field.name: getattr(contract, field.name) for field in fields(contract)
        }
        assert found(store, swapped(facts)) == turned(found(store, facts)), case.name
