import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.export.odrl import policy
from kg.export.rdf import plain
from ontology.facts import Facts
from ontology.rdf.check import ODRL, parse, violations
from ontology.rdf.names import namespaces
from ontology.rdf.odrl import patterns
from ontology.term_types import term_types
from ontology.vocabulary import closed_set

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "tests/data/samples").glob("*.json"))


def odrl(name: str) -> URIRef:
    return URIRef(f"{namespaces()['odrl']}{name}")


def graph_of(facts: Facts) -> Graph:
    return parse(policy(plain(facts)).dumps(), "json-ld")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_an_agreement_has_what_odrl_asks_for(path: Path) -> None:
    facts = Facts.from_json(json.loads(path.read_text("utf-8")))
    graph = graph_of(facts)
    assert violations(graph, ODRL) == ()
    assert len(list(graph.objects(None, odrl("obligation")))) >= sum(
        norm.modality == "obligation" for norm in facts.norms
    )


def test_what_has_no_place_is_counted(harbour: Facts) -> None:
    made = policy(plain(harbour))
    assert made.dropped == {"norm exemption": 1, "term dispute": 1, "term payment_excuse": 1}


def test_a_penalty_is_the_consequence_of_a_duty(harbour: Facts) -> None:
    (late,) = [
        rule for rule in policy(plain(harbour)).document["obligation"] if "consequence" in rule
    ]
    assert late["assignee"].endswith("/buyer")
    assert late["assigner"].endswith("/vendor")
    (duty,) = late["consequence"]
    assert duty["compensatedParty"].endswith("/vendor")
    percent, every, cap = duty["action"]["refinement"]
    assert (percent["leftOperand"], percent["rightOperand"]["@value"]) == ("evo:percent", "0.1")
    assert (every["rightOperand"]["@value"], every["unit"]) == ("1", "evv:units.day")
    assert (cap["operator"], cap["rightOperand"]["@value"]) == ("lteq", "6")


def test_what_binds_both_sides_is_a_rule_for_each(harbour: Facts) -> None:
    rules = policy(plain(harbour)).document["prohibition"]
    assert [rule["assignee"].rpartition("/")[2] for rule in rules] == ["buyer", "vendor"]
    assert [rule["assigner"].rpartition("/")[2] for rule in rules] == ["vendor", "buyer"]
    assert all(rule["remedy"] for rule in rules)


@pytest.mark.parametrize("type_", [*patterns("terms"), "penalty", "assignment"])
def test_a_term_with_a_pattern_becomes_a_rule(
    sampled: Callable[[str, str], Facts], type_: str
) -> None:
    facts = sampled(type_, "buyer")
    assert f"term {type_}" not in policy(plain(facts)).dropped
    assert violations(graph_of(facts), ODRL) == ()


def test_every_pattern_names_keys_of_its_type() -> None:
    for type_, pattern in patterns("terms").items():
        names = (pattern.bearer, pattern.other, pattern.amount, pattern.within, pattern.lasts)
        assert {name for name in names if name} <= set(term_types()[type_].keys), type_
    assert set(patterns("triggers")) == set(closed_set("triggers").values)


def test_shapes_refuse_a_rule_without_an_action(harbour: Facts) -> None:
    graph = graph_of(harbour)
    rule = min(s for s in graph.subjects(odrl("action"), None) if isinstance(s, URIRef))
    graph.remove((rule, odrl("action"), None))
    assert violations(graph, ODRL)
