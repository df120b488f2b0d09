"""Supplementary agreements find their contract, and documents stand in order of precedence."""

from dataclasses import replace
from hashlib import sha256
from itertools import permutations
from typing import Any

import pytest

from kg.amendments import References, references
from kg.build import add, remove
from kg.identity import place_id
from kg.store import Store
from ontology.facts import Facts, Term


def headed(facts: Facts, title: str, number: str | None = None, signed: str = "2025-03") -> Facts:
    contract = replace(facts.contract, title=title, number=number, signed_on=signed)
    digest = sha256(f"{title} {number} {signed}".encode()).hexdigest()
    document = replace(facts.document, name=title, sha256=digest)
    return replace(facts, contract=contract, document=document)


@pytest.mark.parametrize(
    ("title", "number", "amends_number", "amends_title"),
    [
        ("水闸保养合同", "YZ-2025-7", None, None),
        ("水闸保养合同补充协议", None, None, "水闸保养合同"),
        ("水闸保养合同之补充协议（二）", None, None, "水闸保养合同"),
        ("关于《水闸保养合同》的补充协议", None, None, "水闸保养合同"),
        ("《水闸保养合同》变更协议书", "YZ-2025-7-补1", "yz-2025-7", "水闸保养合同"),
        ("补充协议", "YZ-2025-7", "yz-2025-7", None),
        ("水闸保养合同第二次修订协议", None, None, "水闸保养合同"),
        ("补充医疗保险服务协议", None, None, None),
        ("变更登记代办合同", None, None, None),
    ],
)
def test_a_title_says_what_it_amends(
    harbour: Facts, title: str, number: str | None, amends_number: str | None, amends_title: str
) -> None:
    said = references(headed(harbour, title, number))
    assert (said.amends_number, said.amends_title) == (amends_number, amends_title)


def test_references_are_properties_without_what_is_not_said() -> None:
    assert References(None, "甲").properties() == {"title_key": "甲"}


def links(store: Store) -> list[tuple[Any, ...]]:
    rows = store.query(
        "MATCH (a:Contract)-[x:AMENDS]->(b:Contract)"
        " RETURN a.title AS a, a.signed_on AS day, b.title AS b, x.reason AS why ORDER BY a, day, b"
    )
    return [tuple(row.values()) for row in rows]


def test_an_amendment_finds_its_contract_whichever_comes_first(
    store: Store, harbour: Facts
) -> None:
    base = headed(harbour, "水闸保养合同", "YZ-7", "2025-01")
    first = headed(harbour, "水闸保养合同补充协议", None, "2025-04")
    second = headed(harbour, "补充协议", "YZ-7-补2", "2025-08")
    for order in permutations((base, first, second)):
        ids = [add(store, facts).contract_id for facts in order]
        assert links(store) == [
            ("水闸保养合同补充协议", "2025-04", "水闸保养合同", "title"),
            ("补充协议", "2025-08", "水闸保养合同", "number"),
        ]
        for id_ in ids:
            remove(store, id_)


def test_two_contracts_that_would_do_leave_it_open(store: Store, harbour: Facts) -> None:
    add(store, headed(harbour, "水闸保养合同补充协议", None, "2025-04"))
    add(store, headed(harbour, "水闸保养合同", "A", "2025-01"))
    assert len(links(store)) == 1
    rival = add(store, headed(harbour, "水闸保养合同", "B", "2025-02"))
    assert links(store) == []
    remove(store, rival.contract_id)
    assert len(links(store)) == 1


@pytest.mark.parametrize("other", ["parties", "earlier"])
def test_what_cannot_be_the_contract_is_not_linked(
    store: Store, harbour: Facts, other: str
) -> None:
    base = headed(harbour, "水闸保养合同", None, "2025-01")
    if other == "parties":
        stranger = replace(base.parties[1], name="白鹭湾监理所")
        base = replace(base, parties=(base.parties[0], stranger))
    else:
        base = headed(harbour, "水闸保养合同", None, "2025-09")
    add(store, base)
    add(store, headed(harbour, "水闸保养合同补充协议", None, "2025-04"))
    assert links(store) == []


def test_documents_stand_in_order_of_precedence(store: Store, harbour: Facts) -> None:
    order = ["补充协议", "本合同", "投标文件"]
    term = Term("precedence", "3", "第三条", 0, 3, {"order": order})
    id_ = add(store, replace(harbour, terms=(term,))).contract_id
    rows = store.query(
        "MATCH (:Contract)-[:HAS_TERM]->(:Precedence)-[r:RANKS]->(d:Document)"
        " RETURN r.position AS position, d.title AS title, d.sha256 AS sha ORDER BY position"
    )
    assert [tuple(row.values()) for row in rows] == [
        (1, "补充协议", None),
        (2, None, harbour.document.sha256),
        (3, "投标文件", None),
    ]
    remove(store, id_)
    assert store.query("MATCH (d:Document) RETURN count(d) AS n") == [{"n": 0}]


@pytest.mark.parametrize(
    ("place", "id_"),
    [
        ({"county": "溧阳市"}, "江苏省/常州市/溧阳市"),
        ({"city": "常州市"}, "江苏省/常州市"),
        ({"county": "朝阳区"}, "//朝阳区"),
        ({"city": "北京市", "county": "朝阳区"}, "北京市/北京市/朝阳区"),
        ({"province": "云岭省", "county": "望江县"}, "云岭省//望江县"),
    ],
)
def test_a_place_is_completed_where_the_official_table_knows_only_one(
    place: dict[str, str], id_: str
) -> None:
    assert place_id(place) == id_
