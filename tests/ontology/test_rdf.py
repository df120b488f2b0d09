"""The generated ontology: as the YAML says, consistent, aligned; its shapes refuse wrong facts."""

import json
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from kg.export.rdf import plain, statements
from ontology.facts import Facts
from ontology.rdf.check import NotConforming, parse, require, violations
from ontology.rdf.files import FOLDER, generated
from ontology.rdf.names import RELATIONS, check_aligns, namespaces
from ontology.rdf.write import turtle
from ontology.term_types import term_types

ROOT = Path(__file__).parents[2]
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(FOLDER / "evenhand.ttl")


@pytest.fixture(scope="module")
def contract() -> Graph:
    path = ROOT / "tests/data/samples/river-city-network-ops.json"
    facts = Facts.from_json(json.loads(path.read_text("utf-8")))
    return parse(turtle(statements(plain(facts))), "turtle")


def ev(name: str) -> URIRef:
    return URIRef(f"{namespaces()['ev']}{name}")


def evv(name: str) -> URIRef:
    return URIRef(f"{namespaces()['evv']}{name}")


def closed(*graphs: Graph) -> Graph:
    """What an OWL RL reasoner draws from the graphs."""
    whole = Graph()
    for graph in graphs:
        whole += graph
    DeductiveClosure(OWLRL_Semantics).expand(whole)
    return whole


@pytest.mark.parametrize("name", generated())
def test_a_generated_file_is_what_the_yaml_says(name: str) -> None:
    stored = (FOLDER / name).read_text("utf-8")
    assert stored == generated()[name], "run: python -m ontology.rdf"


def test_every_class_and_property_has_a_label_in_both_languages(ontology: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    every = {s for kind in kinds for s in ontology.subjects(RDF.type, kind)}
    named = {s for s in every if str(s).startswith((namespaces()["ev"], namespaces()["evv"]))}
    assert len(named) > 150
    for subject in named:
        langs = {o.language for o in ontology.objects(subject, RDFS.label)}
        assert langs == {"zh", "en"}, subject


def test_every_class_has_a_definition_in_both_languages(ontology: Graph) -> None:
    for kind in (*(k.label for k in term_types().values()), "Contract", "Party", "Duration"):
        langs = {o.language for o in ontology.objects(ev(kind), SKOS.definition)}
        assert langs == {"zh", "en"}, kind


def test_no_property_holds_things_and_text_at_once(ontology: Graph) -> None:
    things = set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    assert things & set(ontology.subjects(RDF.type, OWL.DatatypeProperty)) == set()


def test_every_alignment_says_how_near_it_is(ontology: Graph) -> None:
    mapped = {relation: set(ontology.objects(None, SKOS[relation])) for relation in RELATIONS}
    names = {target for targets in mapped.values() for target in targets}
    for prefix in ("fibo-fnd-agr-ctr", "norm", "odrl", "ocds", "schema", "prov", "org"):
        assert any(str(name).startswith(namespaces()[prefix]) for name in names), prefix
    for kind in term_types().values():
        check_aligns(kind.aligns, kind.id)


def test_ontology_and_contract_are_consistent(ontology: Graph, contract: Graph) -> None:
    whole = closed(ontology, contract)
    assert list(whole.objects(None, ERROR)) == []
    assert list(whole.subjects(RDF.type, OWL.Nothing)) == []
    penalty = next(contract.subjects(RDF.type, ev("Penalty")))
    assert (penalty, RDF.type, ev("Term")) in whole


def test_a_reasoner_sees_a_term_of_two_types(ontology: Graph, contract: Graph) -> None:
    wrong = Graph()
    penalty = next(contract.subjects(RDF.type, ev("Penalty")))
    wrong.add((penalty, RDF.type, ev("Penalty")))
    wrong.add((penalty, RDF.type, ev("Dispute")))
    assert list(closed(ontology, wrong).objects(None, ERROR))


class TestShapes:
    def broken(self, contract: Graph, class_: str) -> tuple[Graph, URIRef]:
        graph = Graph()
        graph += contract
        return graph, min(graph.subjects(RDF.type, ev(class_)))

    def test_accept_a_contract(self, contract: Graph) -> None:
        assert violations(contract) == ()

    def test_refuse_a_value_outside_its_set(self, contract: Graph) -> None:
        graph, term = self.broken(contract, "Penalty")
        graph.set((term, ev("trigger"), evv("triggers.rain")))
        (found,) = violations(graph)
        assert found.node == str(term).removeprefix("urn:evenhand:")
        assert (found.path, found.value) == ("ev:trigger", "evv:triggers.rain")
        assert found.say("en").startswith(f"{found.node} ev:trigger: Penalty: trigger must be")
        assert "违约金：触发情形须有且只有一项，须为以下之一：late_payment" in found.say("zh")

    def test_refuse_a_term_without_its_words(self, contract: Graph) -> None:
        graph, term = self.broken(contract, "Dispute")
        graph.remove((term, ev("quote"), None))
        assert [v.say("zh") for v in violations(graph)] == [
            f"{str(term).removeprefix('urn:evenhand:')} ev:quote: 须有合同原文"
        ]

    def test_refuse_an_unknown_property(self, contract: Graph) -> None:
        graph, term = self.broken(contract, "Dispute")
        graph.add((term, ev("colour"), Literal("red")))
        (found,) = violations(graph)
        assert found.path == "ev:colour"

    def test_refuse_half_a_duration(self, contract: Graph) -> None:
        graph, length = self.broken(contract, "Duration")
        graph.remove((length, ev("unit"), None))
        assert any("must have a number and a unit" in v.message.en for v in violations(graph))

    def test_refuse_a_term_of_no_type(self, contract: Graph) -> None:
        graph, term = self.broken(contract, "Dispute")
        graph.remove((term, RDF.type, ev("Dispute")))
        assert any("must be of one type" in v.message.en for v in violations(graph))

    def test_say_all_of_it_at_once(self, contract: Graph) -> None:
        graph, term = self.broken(contract, "Penalty")
        graph.remove((term, ev("payer"), None))
        graph.remove((term, ev("quote"), None))
        with pytest.raises(NotConforming, match=r"(?s)ev:payer: .*\n.*ev:quote: "):
            require(graph, "some.ttl")
