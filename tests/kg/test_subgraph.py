import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from kg.build import add, statements
from kg.store import Store
from ontology.facts import Facts, Review, Term
from ontology.term_types import term_types

Sampled = Callable[[str, str], Facts]


def everything(store: Store) -> tuple[Any, Any]:
    """All nodes and edges, ids and properties included."""
    nodes = store.query("MATCH (n) RETURN labels(n) AS of, properties(n) AS p ORDER BY n.id")
    edges = store.query(
        "MATCH (a)-[e]->(b) RETURN a.id AS a, type(e) AS kind, b.id AS b, properties(e) AS p"
        " ORDER BY a, kind, b"
    )
    return nodes, edges


def another(facts: Facts, name: str) -> Facts:
    """The same facts read from another text."""
    digest = sha256(name.encode()).hexdigest()
    return replace(facts, document=replace(facts.document, name=name, sha256=digest))


def edges_of(store: Store, pattern: str, *columns: str) -> set[tuple[Any, ...]]:
    rows = store.query(f"MATCH {pattern} RETURN {', '.join(columns)}")
    return {tuple(row.values()) for row in rows}


def test_a_contract_carries_what_the_text_says_of_it(store: Store, harbour: Facts) -> None:
    id_ = add(store, harbour).contract_id
    row = store.query("MATCH (c:Contract) RETURN properties(c) AS p")[0]["p"]
    del row["facts_digest"]
    assert row == {
        "id": id_,
        "name": "harbour",
        "title": "水闸监测设备保养合同",
        "state": "executed",
        "signed_on": "2025-03-09",
        "price": 360000.0,
        "currency": "CNY",
        "term_n": 2.0,
        "term_unit": "year",
        "term_days": 730.0,
        "title_key": "水闸监测设备保养合同",
    }


def test_parties_act_as_sides_and_keep_their_personal_data_out_of_the_graph(
    store: Store, harbour: Facts
) -> None:
    add(store, harbour)
    acts = "(p:Party)-[:ACTS_AS]->(s:Side)-[:IN]->(:Contract)"
    assert edges_of(store, acts, "p.name AS name", "s.role AS role", "s.label AS label") == {
        ("临渊市水务服务中心", "buyer", "甲方"),
        ("栖霞测控技术有限公司", "vendor", "乙方"),
    }
    homes = "(s:Side)-[:LOCATED_IN]->(p:Place)"
    assert edges_of(store, homes, "s.role AS role", "p.id AS place") == {
        ("buyer", "云岭省/临渊市"),
        ("vendor", "云岭省/栖霞市/望江县"),
    }
    filled = store.query("MATCH (s:Side) RETURN s.role AS role, s.filled AS names ORDER BY role")
    assert {row["role"]: row["names"] for row in filled} == {
        "buyer": [],
        "vendor": ["contact", "phone"],
    }
    text = json.dumps(everything(store), ensure_ascii=False)
    assert "0999-5550123" not in text
    assert "林知远" not in text


def test_both_is_an_edge_to_each_side(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    pattern = "(t:Penalty)-[e:OWED_BY|OWED_TO]->(s:Side)"
    assert edges_of(store, pattern, "t.trigger AS trigger", "type(e) AS kind", "s.role AS r") == {
        ("late_payment", "OWED_BY", "buyer"),
        ("late_payment", "OWED_TO", "vendor"),
        ("confidentiality", "OWED_BY", "buyer"),
        ("confidentiality", "OWED_BY", "vendor"),
        ("confidentiality", "OWED_TO", "buyer"),
        ("confidentiality", "OWED_TO", "vendor"),
    }


def test_a_fact_is_stated_in_its_clause_or_the_innermost_around_it(
    store: Store, harbour: Facts
) -> None:
    add(store, harbour)
    stated = "(n:Term|Norm|Defect)-[:STATED_IN]->(c:Clause)"
    assert edges_of(
        store, stated, "coalesce(n.type, n.action, n.kind) AS fact", "c.path AS path"
    ) == {
        ("payment", "第一条 › 1."),
        ("payment_excuse", "第一条 › 2."),
        ("penalty", "第二条"),
        ("dispute", "第三条"),  # its own clause is not listed
        ("付清当季款项", "第一条 › 1."),
        ("暂缓付款", "第一条 › 2."),  # names no clause
        ("undefined_term", "第二条"),
    }


def test_without_clauses_and_offsets_a_fact_hangs_on_the_root(store: Store, harbour: Facts) -> None:
    loose = tuple(replace(term, start=-1, end=-1) for term in harbour.terms)
    id_ = add(store, replace(harbour, clauses=(), terms=loose)).contract_id
    pattern = "(t:Term)-[w:STATED_IN]->(c:Clause)"
    assert edges_of(store, pattern, "c.id AS id", "c.label AS label", "w.start AS start") == {
        (f"{id_}#", None, None)
    }


def test_clauses_hang_on_their_parents(store: Store, harbour: Facts) -> None:
    id_ = add(store, harbour).contract_id
    assert edges_of(store, "(a:Clause)-[:PART_OF]->(b:Clause)", "a.id AS a", "b.id AS b") == {
        (f"{id_}#{child}", f"{id_}#{parent}")
        for child, parent in (("1", ""), ("1.1", "1"), ("1.2", "1"), ("2", ""), ("3", ""))
    }


def test_norms_have_a_bearer_and_a_counterparty(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    pattern = "(n:Norm)-[e:BORNE_BY|TOWARDS]->(s:Side)"
    label = "[l IN labels(n) WHERE l <> 'Norm'][0] AS label"
    assert edges_of(store, pattern, label, "type(e) AS kind", "s.role AS role") == {
        ("Obligation", "BORNE_BY", "buyer"),
        ("Obligation", "TOWARDS", "vendor"),
        ("Immunity", "BORNE_BY", "buyer"),
    }


def test_a_dispute_goes_to_a_forum_in_a_place(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    seats = "(:Dispute)-[:SUBMITS_TO]->(f:Forum)-[:SEATED_IN]->(p:Place)-[:PART_OF]->(q:Place)"
    assert edges_of(store, seats, "f.name AS f", "p.name AS p", "q.name AS q") == {
        ("临渊市人民法院", "临渊市", "云岭省")
    }


def test_a_type_without_a_term_was_looked_for_unless_the_reader_says_otherwise(
    store: Store, harbour: Facts
) -> None:
    add(store, harbour)
    states = edges_of(store, "(:Contract)-[:REVIEWED]->(r:Review)", "r.type AS t", "r.state AS s")
    found = {term.type for term in harbour.terms}
    assert states == {(t, "found" if t in found else "absent") for t in term_types()}
    add(store, replace(harbour, reviews=(Review("bond", "blank", ("1",)),)))
    assert edges_of(store, "(r:Review)", "r.type AS t", "r.state AS s") == {("bond", "blank")}


def test_a_fact_that_stands_twice_in_the_list_is_one_node(store: Store, harbour: Facts) -> None:
    first = harbour.terms[0]
    moved = replace(first, start=first.start + 1, end=first.end + 1)
    add(store, replace(harbour, terms=(first, first, moved)))
    rows = store.query("MATCH (t:Term) RETURN t.id AS id ORDER BY id")
    assert len(rows) == 2
    assert rows[1]["id"] == rows[0]["id"] + "-2"


def test_offsets_do_not_change_the_id_of_a_term(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    ids = edges_of(store, "(t:Term)", "t.id AS id")
    loose = tuple(replace(term, start=-1, end=-1) for term in harbour.terms)
    add(store, replace(harbour, terms=loose))
    assert edges_of(store, "(t:Term)", "t.id AS id") == ids


SIDES = {
    "buyer": {"buyer"},
    "vendor": {"vendor"},
    "both": {"buyer", "vendor"},
    "third_party": {"third_party"},
}


@pytest.mark.parametrize("type_", term_types())
def test_every_type_has_its_node_its_words_and_its_edges(
    store: Store, sampled: Sampled, type_: str
) -> None:
    kind = term_types()[type_]
    facts = sampled(type_, "both")
    add(store, facts)
    node = "(:Contract)-[:HAS_TERM]->(t:Term)-[w:STATED_IN]->(c:Clause)"
    rows = store.query(f"MATCH {node} RETURN labels(t) AS l, w.quote AS q, c.path AS path")
    assert rows == [{"l": sorted(["Term", kind.label]), "q": "每季度", "path": "第一条 › 1."}]
    expected = set()
    for key, edge in kind.edges.items():
        role = facts.terms[0].keys[key]
        sides = SIDES.get(role, {"buyer", "vendor"})
        expected |= {(edge, side) for side in sides}
    assert (
        edges_of(store, "(t:Term)-[e]->(s:Side)", "type(e) AS kind", "s.role AS role") == expected
    )


@pytest.mark.parametrize("role", ["buyer", "vendor", "third_party"])
def test_a_side_exists_where_a_fact_names_it(store: Store, sampled: Sampled, role: str) -> None:
    add(store, sampled("confidentiality", role))
    assert edges_of(store, "(t:Term)-[:OWED_BY]->(s:Side)", "s.role AS role") == {(role,)}
    roles = edges_of(store, "(s:Side)-[:IN]->(:Contract)", "s.role AS role")
    assert roles == {("buyer",), ("vendor",), (role,)}


def test_the_statements_for_the_same_facts_are_the_same(harbour: Facts) -> None:
    shuffled = Facts.from_json(json.loads(harbour.dumps(reviews=True)))
    assert statements(shuffled) == statements(harbour)


def test_an_instalment_keeps_its_number_beside_its_place_in_the_facts(
    store: Store, harbour: Facts
) -> None:
    last = Term("payment", None, "尾款", 0, 2, {"payer": "buyer", "payee": "vendor", "seq": 7})
    add(store, replace(harbour, terms=(*harbour.terms, last)))
    rows = store.query("MATCH (p:Payment {seq: 7}) RETURN p.position AS position")
    assert rows == [{"position": len(harbour.terms) + 1}]
