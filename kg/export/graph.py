"""The graph of a store, or of some of its contracts, as plain nodes and edges in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.content import SHARED, edges_of_contract, of_contract
from kg.store import Row, Store
from ontology.values import Json


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node by its id, which no other node of a store has, its labels in alphabetical order."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """An edge from one id to another."""

    source: str
    kind: str
    target: str
    properties: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id, edges by their ends; the same store gives the same order."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


_SHARED = tuple(label for label in SHARED if label != "Meta")


def read_graph(store: Store, contracts: Sequence[str]) -> Graph:
    """The graph of these contracts with all that they share, without what only others use."""
    nodes: dict[str, GraphNode] = {}
    edges: list[GraphEdge] = []
    for id_ in contracts:
        _put(nodes, of_contract(store, id_))
        edges += map(_edge, edges_of_contract(store, id_))
    shared: dict[str, GraphNode] = {}
    between: list[GraphEdge] = []
    for label in _SHARED:
        _put(
            shared, store.query(f"MATCH (n:{label}) RETURN labels(n) AS labels, properties(n) AS p")
        )
        rows = store.query(
            f"MATCH (a:{label})-[e]->(b) WHERE NOT b:Side"
            " RETURN a.id AS a, type(e) AS kind, b.id AS b, properties(e) AS p"
        )
        between += map(_edge, rows)
    used = _reached({end for edge in edges for end in _ends(edge)}, between)
    nodes |= {id_: node for id_, node in shared.items() if id_ in used}
    kept = [e for e in (*edges, *between) if e.source in nodes and e.target in nodes]
    return Graph(tuple(nodes[id_] for id_ in sorted(nodes)), tuple(sorted(kept, key=_edge_order)))


def _put(nodes: dict[str, GraphNode], rows: Iterable[Row]) -> None:
    for row in rows:
        id_ = row["p"]["id"]
        properties = {name: row["p"][name] for name in sorted(row["p"]) if name != "id"}
        nodes[id_] = GraphNode(id_, tuple(sorted(row["labels"])), properties)


def _edge(row: Row) -> GraphEdge:
    properties = {name: row["p"][name] for name in sorted(row["p"])}
    return GraphEdge(row["a"], row["kind"], row["b"], properties)


def _edge_order(edge: GraphEdge) -> tuple[str, str, str, str]:
    said = json.dumps(edge.properties, ensure_ascii=False, sort_keys=True)
    return (edge.source, edge.kind, edge.target, said)


def _ends(edge: GraphEdge) -> Iterator[str]:
    """What an edge speaks of: its ends, and the name under which a party acts."""
    yield from (edge.source, edge.target)
    for name in ("alias", "because"):
        if isinstance(edge.properties.get(name), str):
            yield edge.properties[name]


def _reached(start: set[str], between: Iterable[GraphEdge]) -> set[str]:
    """What is shared and used: on from what the contracts point at."""
    onward: dict[str, set[str]] = {}
    for edge in between:
        onward.setdefault(edge.source, set()).update(_ends(edge))
    reached, waiting = set(start), list(start)
    while waiting:
        new = onward.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached
