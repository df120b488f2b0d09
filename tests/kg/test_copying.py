"""A store moved into another, either way, and a store looked over."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from kg.build import add
from kg.content import content
from kg.copying import copy
from kg.doctor import Complaint, Kind, examine
from kg.merging import merge, merges, undo
from kg.record import record
from kg.risk import assess
from kg.store import Statement, Store, open_store
from ontology.errors import StoreError
from ontology.facts import Facts


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "other") as store:
        yield store


def another(facts: Facts, name: str, vendor: str) -> Facts:
    document = replace(facts.document, name=name, sha256=sha256(name.encode()).hexdigest())
    parties = (facts.parties[0], replace(facts.parties[1], name=vendor))
    return replace(facts, document=document, parties=parties)


def filled(store: Store, harbour: Facts) -> None:
    """Two contracts with findings, a text and a decision."""
    for facts in (harbour, another(harbour, "other", "栖霞测控技朮有限公司")):
        id_ = add(store, facts).contract_id
        record(store, id_, assess(store, id_))
        store.texts.write(id_, f"文本 𠮷 {facts.document.name}\r\n")
    merge(store, "栖霞测控技术有限公司", "栖霞测控技朮有限公司")


def test_a_copy_holds_the_same_as_its_source_there_and_back(
    store: Store, other: Store, harbour: Facts, tmp_path: Path
) -> None:
    filled(store, harbour)
    there = copy(store, other)
    assert there.alike
    assert there.source.counts["facts"] == there.source.counts["texts"] == 2
    assert there.source.counts["(:Finding)"] > 0
    with open_store(tmp_path / "third") as third:
        assert copy(other, third).target == there.source
        assert len(merges(third)) == len(merges(store)) == 1


def test_a_copy_may_be_made_again_and_finds_what_differs(
    store: Store, other: Store, harbour: Facts
) -> None:
    filled(store, harbour)
    first = copy(store, other)
    assert copy(store, other) == first
    other.write([Statement("MATCH (t:Payment) SET t.percent = 99.0")])
    assert content(other).hash != first.source.hash
    assert content(other).counts == first.source.counts


def test_a_copy_does_not_mix_with_other_contracts(
    store: Store, other: Store, harbour: Facts
) -> None:
    add(store, harbour)
    add(other, another(harbour, "stranger", "白鹭湾监理所"))
    with pytest.raises(StoreError, match="copy into an empty store"):
        copy(store, other)


def test_a_whole_store_has_nothing_to_complain_of(store: Store, harbour: Facts) -> None:
    filled(store, harbour)
    text = store.texts.ids()
    for id_ in text:
        store.texts.write(id_, None)
    health = examine(store)
    assert health.complaints == ()
    assert (health.counts["Contract"], health.counts["facts"]) == (2, 2)


def kinds(store: Store) -> list[tuple[Kind, str]]:
    return [(complaint.kind, complaint.what) for complaint in examine(store).complaints]


def test_the_doctor_sees_what_is_missing_surplus_or_loose(store: Store, harbour: Facts) -> None:
    id_ = add(store, harbour).contract_id
    store.write(
        [
            Statement("MATCH (t:PaymentExcuse)-[s:STATED_IN]->() DELETE s"),
            Statement("CREATE (:Penalty:Term {id: 'loose'})"),
            Statement(
                "MATCH (c:Contract {id: $id})"
                " CREATE (c)-[:REVIEWED]->(:Review {id: 'r', type: 'x', state: 'absent'})",
                {"id": id_},
            ),
        ]
    )
    found = kinds(store)
    assert (Kind.DANGLING, "loose") in found
    assert (Kind.SURPLUS, "r") in found
    assert [kind for kind, what in found if "STATED_IN" in what] == [Kind.MISSING]


def test_the_doctor_sees_facts_and_graph_part(store: Store, harbour: Facts) -> None:
    first = add(store, harbour).contract_id
    second = add(store, another(harbour, "second", "白鹭湾监理所")).contract_id
    third = "c0123456789abcdef"
    store.facts.write(first, None)
    store.facts.write(second, replace(harbour, terms=()).dumps())
    store.facts.write(third, harbour.dumps())
    assert {(c.where, c.kind) for c in examine(store).complaints} == {
        (first, Kind.NO_FACTS),
        (second, Kind.OTHER_FACTS),
        (third, Kind.NOT_IN_GRAPH),
    }


def test_the_doctor_compares_quotes_with_the_text(store: Store, harbour: Facts) -> None:
    text = "甲方付清当季款项"
    term = replace(harbour.terms[0], quote="付清", start=2, end=4)
    document = replace(harbour.document, sha256=sha256(text.encode()).hexdigest())
    facts = replace(harbour, document=document, terms=(term,), norms=(), defects=())
    id_ = add(store, facts).contract_id
    store.texts.write(id_, text)
    assert kinds(store) == []
    store.texts.write(id_, text + "。")
    assert kinds(store) == [(Kind.TEXT, "harbour")]
    shifted = replace(facts, terms=(replace(term, start=3, end=5),))
    add(store, shifted)
    store.texts.write(id_, text)
    assert examine(store).complaints == (Complaint(Kind.QUOTE, id_, "3: 付清"),)


def test_a_graph_of_an_older_version_is_refused_with_the_way_out(
    address: str, harbour: Facts
) -> None:
    from kg.build import rebuild

    with open_store(address) as store:
        add(store, harbour)
        before = content(store)
        store.write([Statement("MATCH (m:Meta {id: 'schema'}) SET m.version = 1")])
    with pytest.raises(StoreError, match="run `evenhand rebuild`"):
        open_store(address)
    with open_store(address, fresh=True) as store:
        assert rebuild(store) == 1
    with open_store(address) as store:
        assert content(store) == before


def test_a_merge_by_hand_is_shown_and_undone(store: Store, harbour: Facts) -> None:
    filled(store, harbour)
    (made,) = merges(store)
    assert (made.reason, made.party_name) == ("hand", "栖霞测控技朮有限公司")
    _, reason = undo(store, made.name)
    assert reason == "hand"
    assert merges(store) == ()
    assert store.merges.ids() == ()


def test_a_merge_by_rule_stays_undone_until_somebody_merges_again(
    store: Store, harbour: Facts
) -> None:
    add(store, harbour)
    add(store, another(harbour, "long", "栖霞测控技术有限责任公司"))
    (made,) = merges(store)
    assert made.reason == "form"
    undo(store, made.alias)
    assert merges(store) == ()
    add(store, another(harbour, "third", "栖霞测控技术有限公司"))
    assert merges(store) == ()
    merge(store, "栖霞测控技术有限公司", made.alias)
    assert len(merges(store)) == 1


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (("栖霞测控技术有限公司", "栖霞测控技术有限公司"), "one party already"),
        (("栖霞测控技术有限公司", "没有这家"), "no party is called"),
    ],
)
def test_what_cannot_be_merged_is_refused(
    store: Store, harbour: Facts, names: tuple[str, str], problem: str
) -> None:
    add(store, harbour)
    with pytest.raises(StoreError, match=problem):
        merge(store, *names)
    with pytest.raises(StoreError, match="no merge has made"):
        undo(store, "栖霞测控技术有限公司")
