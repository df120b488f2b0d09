"""Many statements that create nodes and edges as one, for a server that is a round trip away.

A contract is some forty labels and kinds of edges, each a statement of its own where labels cannot
be parameters. Neo4j takes them as parameters from 5.26 on; new edges then find new nodes by their
place in a list, and no index is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.store.protocol import NewEdges, NewNodes, Statement
from ontology.values import Json

SINCE = (5, 26)

_ALL = (
    "UNWIND $nodes AS row CREATE (n:$(row.labels)) SET n = row.p, n.id = row.id"
    " WITH collect(n) AS made UNWIND $edges AS row"
    " WITH made[row.a] AS a, made[row.b] AS b, row CREATE (a)-[e:$(row.kind)]->(b) SET e = row.p"
)


def packed(work: Sequence[Statement]) -> list[Statement]:
    """The same work in fewer statements."""
    places: dict[tuple[str, str], int] = {}
    nodes: list[Json] = []
    edges: list[Json] = []
    rest: list[Statement] = []
    spot: int | None = None
    for statement in work:
        match statement.creates:
            case NewNodes(label, also):
                labels = [also, label] if also else [label]
                for row in statement.params["rows"]:
                    places[label, row["id"]] = len(nodes)
                    nodes.append({"labels": labels, **row})
            case NewEdges(kind, source, target):
                spot = len(rest) if spot is None else spot
                others = []
                for row in statement.params["rows"]:
                    a, b = places.get((source, row["a"])), places.get((target, row["b"]))
                    if a is None or b is None:
                        others.append(row)
                    else:
                        edges.append({"kind": kind, "a": a, "b": b, "p": row["p"]})
                if others:
                    rest.append(replace(statement, params={"rows": others}))
            case None:
                rest.append(statement)
    if nodes:
        spot = len(rest) if spot is None else spot
        rest.insert(spot, Statement(_ALL, {"nodes": nodes, "edges": edges}))
    return rest
