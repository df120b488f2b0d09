import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import Kept, add, contracts, load_facts, rebuild, remove, statements
from kg.store import NotInStore, Statement, Store
from ontology.errors import InvalidFacts, StoreError
from ontology.facts import Facts, Review, Term
from ontology.term_types import term_types

SEEDS = Path(__file__).parents[3] / "shared" / "gold" / "seeds"

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


def test_adding_again_changes_nothing(store: Store, harbour: Facts) -> None:
    first = add(store, harbour)
    before = everything(store)
    again = add(store, harbour)
    assert (first.new, first.changed) == (True, False)
    assert (again.new, again.changed) == (False, False)
    assert again.contract_id == first.contract_id
    assert everything(store) == before


def test_facts_come_back_as_they_were_added(store: Store, harbour: Facts) -> None:
    reviewed = replace(harbour, reviews=(Review("bond", "absent", ("1", "1.1")),))
    id_ = add(store, reviewed).contract_id
    assert load_facts(store, id_) == reviewed


def test_the_same_text_with_other_facts_replaces_the_first(store: Store, harbour: Facts) -> None:
    add(store, replace(harbour, terms=harbour.terms[2:], parties=harbour.parties[1:]))
    added = add(store, harbour)
    assert (added.new, added.changed) == (False, True)
    replaced = everything(store)
    remove(store, added.contract_id)
    add(store, harbour)
    assert everything(store) == replaced
    assert load_facts(store, added.contract_id) == harbour


def test_removing_leaves_what_other_contracts_use(store: Store, harbour: Facts) -> None:
    tidy = replace(harbour.parties[1], name="白鹭湾监理所", place={"province": "海岬省"})
    other = another(replace(harbour, parties=(harbour.parties[0], tidy)), "other")
    add(store, other)
    alone = everything(store)
    id_ = add(store, harbour).contract_id
    assert remove(store, id_)
    assert everything(store) == alone
    assert not remove(store, id_)


def test_removing_the_last_contract_leaves_an_empty_graph(store: Store, harbour: Facts) -> None:
    empty = everything(store)
    remove(store, add(store, harbour).contract_id)
    assert everything(store) == empty
    assert store.facts.ids() == ()


def test_findings_go_with_their_contract(store: Store, harbour: Facts) -> None:
    id_ = add(store, harbour).contract_id
    store.write(
        [
            Statement(
                "MATCH (c:Contract {id: $id}) CREATE (c)-[:HAS_FINDING]->(:Finding {id: 'f'})",
                {"id": id_},
            )
        ]
    )
    remove(store, id_)
    assert store.query("MATCH (f:Finding) RETURN count(f) AS found") == [{"found": 0}]


def test_an_interrupted_add_leaves_nothing(
    store: Store, harbour: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = everything(store)
    write = store.write

    def interrupted(work: list[Statement]) -> None:
        write([*work, Statement("RETURN 1 +")])

    with monkeypatch.context() as patch:
        patch.setattr(store, "write", interrupted)
        with pytest.raises(StoreError):
            add(store, harbour)
    assert everything(store) == empty
    assert store.facts.ids() == ()
    assert add(store, harbour).new


def test_an_interrupted_change_leaves_the_old_contract(
    store: Store, harbour: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = add(store, harbour).contract_id
    before = everything(store)
    write = store.write

    def interrupted(work: list[Statement]) -> None:
        write([*work, Statement("RETURN 1 +")])

    with monkeypatch.context() as patch:
        patch.setattr(store, "write", interrupted)
        with pytest.raises(StoreError):
            add(store, replace(harbour, terms=()))
        with pytest.raises(StoreError):
            remove(store, id_)
    assert everything(store) == before
    assert load_facts(store, id_) == harbour


def test_facts_that_do_not_fit_the_ontology_are_refused_with_every_reason(
    store: Store, harbour: Facts
) -> None:
    bad = Term("penalty", None, "甲方", 0, 2, {"payer": "lessee", "colour": "red"})
    with pytest.raises(InvalidFacts) as caught:
        add(store, replace(harbour, terms=(bad, Term("promise", None, "甲方", 0, 2))))
    for part in ("terms[0]", "'lessee'", "'colour'", "payee", "terms[1] promise"):
        assert part in str(caught.value)
    assert store.facts.ids() == ()


def test_a_rebuilt_graph_is_the_same(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    add(store, another(harbour, "other"))
    before = everything(store)
    seen: list[str] = []
    assert rebuild(store, seen.append) == 2
    assert tuple(seen) == store.facts.ids()
    assert everything(store) == before


def test_the_order_of_adding_does_not_matter(store: Store, harbour: Facts) -> None:
    vague = replace(harbour.parties[0], name="临渊市 水务服务中心", kind="unspecified", place=None)
    spaced = replace(harbour.terms[4], keys={**harbour.terms[4].keys, "forum": "临渊市 人民法院"})
    terms = (*harbour.terms[:4], spaced)
    other = another(replace(harbour, parties=(vague, harbour.parties[1]), terms=terms), "other")
    ids = [add(store, facts).contract_id for facts in (harbour, other)]
    one_way = everything(store)
    for id_ in ids:
        remove(store, id_)
    for facts in (other, harbour):
        add(store, facts)
    assert everything(store) == one_way


def test_contracts_are_listed_by_name(store: Store, harbour: Facts) -> None:
    first = add(store, harbour).contract_id
    second = add(store, another(harbour, "anchor")).contract_id
    rest = ("水闸监测设备保养合同", "executed", "2025-03-09", 360000.0)
    assert contracts(store) == (Kept(second, "anchor", *rest), Kept(first, "harbour", *rest))


def test_facts_of_an_unknown_contract_are_not_in_the_store(store: Store) -> None:
    with pytest.raises(NotInStore):
        load_facts(store, "c0123456789abcdef")


def test_damaged_facts_are_named_with_what_to_do(store: Store, harbour: Facts) -> None:
    id_ = add(store, harbour).contract_id
    for text in ("{", "{}"):
        store.facts.write(id_, text)
        with pytest.raises(StoreError, match=f"delete facts/{id_}.json"):
            load_facts(store, id_)


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


PIECES = st.lists(
    st.tuples(st.sampled_from(sorted(term_types())), st.sampled_from(sorted(SIDES)), st.text()),
    max_size=4,
)


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(PIECES)
def test_whatever_is_added_comes_back_and_can_be_taken_away(
    store: Store, harbour: Facts, sampled: Sampled, pieces: list[tuple[str, str, str]]
) -> None:
    before = everything(store)
    terms = tuple(replace(sampled(t, role).terms[0], quote=quote) for t, role, quote in pieces)
    facts = replace(harbour, terms=terms)
    id_ = add(store, facts).contract_id
    assert load_facts(store, id_) == facts
    quotes = edges_of(store, "(t:Term)-[w:STATED_IN]->(:Clause)", "t.type AS t", "w.quote AS q")
    assert quotes == {(t, quote) for t, _, quote in pieces}
    remove(store, id_)
    assert everything(store) == before


@pytest.mark.skipif(not SEEDS.exists(), reason="measures on ../shared")
def test_the_seeds_added_twice_are_the_seeds_added_once(store: Store) -> None:
    seeds = [
        Facts.from_json(json.loads(p.read_text("utf-8"))) for p in sorted(SEEDS.glob("*.json"))
    ]
    empty = everything(store)
    ids = [add(store, facts).contract_id for facts in seeds]
    once = everything(store)
    assert [add(store, facts).new for facts in seeds] == [False] * len(seeds)
    assert everything(store) == once
    assert [load_facts(store, id_) for id_ in ids] == seeds
    terms = store.query(
        "MATCH (c:Contract)-[:HAS_TERM]->(t:Term) WHERE EXISTS { (t)-[:STATED_IN]->(:Clause) }"
        " RETURN c.id AS id, count(t) AS n ORDER BY id"
    )
    assert terms == sorted(
        ({"id": id_, "n": len(f.terms)} for id_, f in zip(ids, seeds, strict=True)),
        key=lambda row: str(row["id"]),
    )
    for id_ in ids:
        remove(store, id_)
    assert everything(store) == empty


def test_an_instalment_keeps_its_number_beside_its_place_in_the_facts(
    store: Store, harbour: Facts
) -> None:
    last = Term("payment", None, "尾款", 0, 2, {"payer": "buyer", "payee": "vendor", "seq": 7})
    add(store, replace(harbour, terms=(*harbour.terms, last)))
    rows = store.query("MATCH (p:Payment {seq: 7}) RETURN p.position AS position")
    assert rows == [{"position": len(harbour.terms) + 1}]
