import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.export.public import public
from kg.export.rdf import plain, statements
from kg.export.rdf_in import read_facts
from kg.identity import contract_id
from kg.subgraph import subgraph
from ontology.facts import Facts
from ontology.rdf.check import parse, violations
from ontology.rdf.context import context
from ontology.rdf.write import jsonld, nquads, turtle
from ontology.term_types import term_types

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "tests/data/samples").glob("*.json"))


def sample(path: Path) -> Facts:
    return Facts.from_json(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_every_format_gives_the_same_facts_again_and_conforms(path: Path) -> None:
    facts = sample(path)
    nodes = statements(plain(facts))
    texts = {
        "turtle": turtle(nodes),
        "json-ld": jsonld(nodes, context()),
        "nquads": nquads(nodes),
    }
    for format_, text in texts.items():
        graph = parse(text, format_)
        assert read_facts(graph) == {contract_id(facts): public(facts)}, format_
    assert violations(graph) == ()


@pytest.mark.parametrize("type_", term_types())
@pytest.mark.parametrize("role", ["buyer", "both"])
def test_a_term_of_every_type_comes_back(
    sampled: Callable[[str, str], Facts], type_: str, role: str
) -> None:
    facts = sampled(type_, role)
    graph = parse(turtle(statements(plain(facts))), "turtle")
    assert read_facts(graph) == {contract_id(facts): public(facts)}
    assert violations(graph) == ()


def test_facts_are_named_as_in_the_graph(harbour: Facts) -> None:
    graph = parse(turtle(statements(plain(harbour))), "turtle")
    said = {str(subject).removeprefix("urn:evenhand:") for subject in graph.subjects()}
    ids = {
        part.ref.id
        for part in subgraph(harbour, "")
        if getattr(part, "ref", None) and part.ref.label in ("Term", "Norm", "Defect", "Side")
    }
    assert ids
    assert ids <= said


def test_nothing_personal_leaves(harbour: Facts) -> None:
    text = turtle(statements(plain(harbour)))
    assert "栖霞测控技术有限公司" in text
    assert "0999-5550123" not in text
    assert "林知远" not in text


def test_the_same_facts_give_the_same_bytes(harbour: Facts) -> None:
    first, second = (turtle(statements(plain(harbour))) for _ in range(2))
    assert first == second
