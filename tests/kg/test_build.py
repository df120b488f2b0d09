import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import Kept, add, contracts, load_facts, rebuild, remove
from kg.store import NotInStore, Statement, Store
from ontology.errors import InvalidFacts, StoreError
from ontology.facts import Facts, Review, Term
from ontology.term_types import term_types

SEEDS = Path(__file__).parents[3] / "shared" / "gold" / "seeds"

Sampled = Callable[[str, str], Facts]


def everything(store: Store) -> tuple[Any, Any]:
    """All nodes and edges, ids and properties included."""
    nodes = store.query(
        "MATCH (n) WHERE NOT n:Kept RETURN labels(n) AS of, properties(n) AS p ORDER BY n.id"
    )
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


ROLES = ("both", "buyer", "third_party", "unspecified", "vendor")
PIECES = st.lists(
    st.tuples(st.sampled_from(sorted(term_types())), st.sampled_from(ROLES), st.text()),
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
