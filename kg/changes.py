"""The Cypher that brings a contract's nodes and edges into a store, and takes them out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.store import Statement, Store
from kg.store.protocol import NewEdges, NewNodes
from kg.subgraph import Edge, Node, Part

_OWNED = "HAS_FINDING|HAS_TERM|HAS_NORM|HAS_DEFECT|REVIEWED|HAS_CLAUSE|LOADED_FROM|NAMES_DOCUMENT"


@dataclass(frozen=True, slots=True)
class Shared:
    """The ids of nodes that a contract may share with others."""

    forums: tuple[str, ...]
    places: tuple[str, ...]


def create(parts: Iterable[Part]) -> list[Statement]:
    """One statement for each label and each kind of edge, in an order that never changes."""
    parts = tuple(parts)
    nodes = sorted((p for p in parts if isinstance(p, Node)), key=_node_group)
    edges = sorted((p for p in parts if isinstance(p, Edge)), key=_edge_group)
    work = [_create_nodes(tuple(group)) for _, group in groupby(nodes, key=_node_group)]
    work += [_create_edges(tuple(group)) for _, group in groupby(edges, key=_edge_group)]
    forums = [node.ref.id for node in nodes if node.ref.label == "Forum"]
    return [*work, *_describe_forums(forums)]


def drop(contract_id: str) -> list[Statement]:
    """Takes out all that belongs to one contract alone, its findings included."""
    params = {"id": contract_id}
    return [
        Statement(f"MATCH (:Contract {{id: $id}})-[:{_OWNED}]->(n) DETACH DELETE n", params),
        Statement("MATCH (:Contract {id: $id})<-[:IN]-(s:Side) DETACH DELETE s", params),
        Statement("MATCH (c:Contract {id: $id}) DETACH DELETE c", params),
    ]


def shared_by(store: Store, contract_id: str) -> Shared:
    """What the contract in the store uses and might be the last to use."""
    forum = "(:Contract {id: $id})-[:HAS_TERM]->(:Term)-[:SUBMITS_TO]->(f:Forum)"
    up = "-[:PART_OF*0..2]->(p:Place)"
    side = f"(:Contract {{id: $id}})<-[:IN]-(:Side)-[:LOCATED_IN]->(:Place){up}"
    seat = f"{forum}-[:SEATED_IN]->(:Place){up}"

    def ids(pattern: str, name: str) -> set[str]:
        cypher = f"MATCH {pattern} RETURN DISTINCT {name}.id AS id"
        return {row["id"] for row in store.query(cypher, {"id": contract_id})}

    return Shared(
        forums=tuple(sorted(ids(forum, "f"))),
        places=tuple(sorted(ids(side, "p") | ids(seat, "p"))),
    )


def sweep(shared: Shared) -> list[Statement]:
    """Takes out those of the shared nodes that nothing uses any more."""
    work: list[Statement] = []
    if shared.forums:
        work += [
            Statement(
                "UNWIND $ids AS id MATCH (f:Forum {id: id})"
                " WHERE NOT EXISTS { (f)<-[:SUBMITS_TO]-(:Term) } DETACH DELETE f",
                {"ids": list(shared.forums)},
            ),
            *_describe_forums(shared.forums),
        ]
    return work + _sweep_places(shared.places)


def _sweep_places(ids: Sequence[str]) -> list[Statement]:
    """From the inside out: a city goes once its counties have gone."""
    return [
        Statement(
            "UNWIND $ids AS id MATCH (p:Place {id: id}) WHERE p.level = $level"
            " AND NOT EXISTS { (p)<-[:LOCATED_IN|SEATED_IN|PART_OF]-() } DETACH DELETE p",
            {"ids": list(ids), "level": level},
        )
        for level in ("county", "city", "province")
        if ids
    ]


def _describe_forums(ids: Sequence[str]) -> list[Statement]:
    """A forum is spelt as its contracts spell it; of two spellings the first in order."""
    if not ids:
        return []
    cypher = (
        "UNWIND $ids AS id MATCH (f:Forum {id: id})<-[s:SUBMITS_TO]-(:Term)"
        " WITH f, min(s.name) AS name SET f.name = name"
    )
    return [Statement(cypher, {"ids": list(ids)})]


def _node_group(node: Node) -> tuple[str, str, bool]:
    return (node.ref.label, node.also or "", node.shared)


def _edge_group(edge: Edge) -> tuple[str, str, str, bool]:
    return (edge.kind, edge.source.label, edge.target.label, edge.shared)


def _create_nodes(nodes: Sequence[Node]) -> Statement:
    label, also, shared = _node_group(nodes[0])
    # Both labels at once: one added later breaks the unique constraint on ArcadeDB.
    labels = f"{also}:{label}" if also else label
    verb = "MERGE" if shared else "CREATE"
    rows = [{"id": node.ref.id, "p": node.properties} for node in nodes]
    return Statement(
        f"UNWIND $rows AS row {verb} (n:{labels} {{id: row.id}}) SET n += row.p",
        {"rows": rows},
        None if shared else NewNodes(label, also or None),
    )


def _create_edges(edges: Sequence[Edge]) -> Statement:
    kind, source, target, shared = _edge_group(edges[0])
    verb = "MERGE" if shared else "CREATE"
    rows = [{"a": e.source.id, "b": e.target.id, "p": e.properties} for e in edges]
    return Statement(
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.a}}) MATCH (b:{target} {{id: row.b}})"
        f" {verb} (a)-[e:{kind}]->(b) SET e += row.p",
        {"rows": rows},
        None if shared else NewEdges(kind, source, target),
    )
