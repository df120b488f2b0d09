"""What a store holds, as counts and as one hash that two stores with the same content share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from kg.store import Shelf, Store
from ontology.values import Json

OWN = "HAS_TERM|HAS_NORM|HAS_DEFECT|REVIEWED|HAS_CLAUSE|LOADED_FROM|NAMES_DOCUMENT|HAS_FINDING"
SHARED = ("Alias", "Article", "Forum", "Meta", "Party", "Place", "Rule", "Statute")


@dataclass(frozen=True, slots=True)
class Content:
    """Counts by kind, and a hash in which no order counts."""

    counts: Mapping[str, int] = field(default_factory=dict)
    hash: str = ""


def content(store: Store) -> Content:
    """Reads a whole store, contract by contract."""
    counts: dict[str, int] = {}
    total = 0
    for kind, item in _items(store):
        counts[kind] = counts.get(kind, 0) + 1
        line = json.dumps([kind, item], ensure_ascii=False, sort_keys=True)
        total += int.from_bytes(sha256(line.encode("utf-8", "surrogatepass")).digest(), "big")
    return Content(dict(sorted(counts.items())), f"{total % 2**256:064x}")


def _items(store: Store) -> Iterator[tuple[str, Json]]:
    for name in ("facts", "texts", "files", "merges"):
        shelf: Shelf = getattr(store, name)
        yield from _kept(name, shelf)
    contracts = store.query("MATCH (c:Contract) RETURN c.id AS id ORDER BY id")
    for row in contracts:
        yield from _nodes(of_contract(store, row["id"]))
        yield from _edges(edges_of_contract(store, row["id"]))
    for label in SHARED:
        cypher = f"MATCH (n:{label}) RETURN labels(n) AS labels, properties(n) AS p"
        yield from _nodes(store.query(cypher))
        yield from _edges(store.query(f"MATCH (a:{label})-[e]->(b) WHERE NOT b:Side {_EDGE}"))


def _kept(name: str, shelf: Shelf) -> Iterator[tuple[str, Json]]:
    for id_ in shelf.ids():
        yield name, [id_, shelf.read(id_)]


def _nodes(rows: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    for row in rows:
        labels = sorted(row["labels"])
        yield f"(:{':'.join(labels)})", row["p"]


def _edges(rows: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    for row in rows:
        yield f"[:{row['kind']}]", [row["a"], row["b"], row["p"]]


_NODE = " RETURN labels(n) AS labels, properties(n) AS p"
_EDGE = " RETURN a.id AS a, type(e) AS kind, b.id AS b, properties(e) AS p"


def of_contract(store: Store, id_: str) -> list[Json]:
    """The nodes that are of one contract alone, the contract included."""
    found: list[Json] = []
    for pattern in (
        "(n:Contract {id: $id})",
        f"(:Contract {{id: $id}})-[:{OWN}]->(n)",
        "(:Contract {id: $id})<-[:IN]-(n:Side)",
    ):
        found += store.query(f"MATCH {pattern}{_NODE}", {"id": id_})
    return found


def edges_of_contract(store: Store, id_: str) -> list[Json]:
    """The edges that begin at a node of the contract, and those from its parties."""
    found: list[Json] = []
    for pattern in (
        "(a:Contract {id: $id})-[e]->(b)",
        f"(:Contract {{id: $id}})-[:{OWN}]->(a)-[e]->(b)",
        # Apart: in one pattern the edge `IN` would not be found a second time.
        "(:Contract {id: $id})<-[:IN]-(a:Side) MATCH (a)-[e]->(b)",
        "(:Contract {id: $id})<-[:IN]-(b:Side)<-[e:ACTS_AS]-(a:Party)",
    ):
        found += store.query(f"MATCH {pattern}{_EDGE}", {"id": id_})
    return found
