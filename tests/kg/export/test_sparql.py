"""SPARQL on the export of a store answers as Cypher on the store, on both engines."""

import json
from pathlib import Path

import pytest
from rdflib import Graph

from kg.build import add, contracts, load_facts
from kg.catalogue import run
from kg.export.rdf import described, statements
from kg.export.rdf_sparql import ask, questions
from kg.store import QueryRefused, Row, Store
from ontology.facts import Facts
from ontology.rdf.check import parse
from ontology.rdf.names import namespaces
from ontology.rdf.write import nquads
from ontology.term_types import term_types

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "tests/data/samples").glob("*.json"))
NAMES = ("who-can-terminate", "penalties-by-side", "liability-caps", "asymmetric-terms")


def exported(store: Store) -> Graph:
    text = "".join(
        nquads(statements(described(store, kept.id, load_facts(store, kept.id))))
        for kept in contracts(store)
    )
    return parse(text, "nquads")


def exact(rows: list[Row]) -> list[str]:
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


LABELS = {f"{namespaces()['ev']}{kind.label}": kind.id for kind in term_types().values()}


def as_cypher(name: str, row: Row) -> Row:
    """SPARQL gives the class of a term where Cypher gives its type."""
    if name != "asymmetric-terms":
        return row
    rest = {key: value for key, value in row.items() if key != "class"}
    return {**rest, "type": LABELS[row["class"]]}


def test_sparql_answers_as_cypher(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    for path in SAMPLES:
        add(store, Facts.from_json(json.loads(path.read_text("utf-8"))))
    graph = exported(store)
    for name in NAMES:
        asked = [as_cypher(name, row) for row in ask(graph, name)]
        wanted = run(store, name)
        if name == "liability-caps":
            wanted = [{k: v for k, v in row.items() if k != "carve_outs"} for row in wanted]
        assert wanted
        assert exact(asked) == exact(wanted), name


def test_every_question_in_sparql_is_one_in_cypher() -> None:
    assert sorted(questions()) == sorted(NAMES)


def test_what_has_no_rows_is_refused() -> None:
    with pytest.raises(QueryRefused, match="SELECT"):
        ask(Graph(), "ASK { ?a ?b ?c }")
