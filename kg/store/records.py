"""New nodes and edges by the engine's own record numbers, which no index has to be asked for.

Looking a node up by its id costs the embedded engine as much as making an edge: the index of a
label lies in one part for each kind of node that carries it, and a term is of forty kinds. Numbers
hold for one transaction only and are never stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.store.protocol import NewEdges, NewNodes, Statement
from ontology.values import Json

Run = Callable[[str, Mapping[str, Json]], Sequence[Json]]
"""Runs a statement and returns the first value of each of its rows."""

_FIND = "UNWIND $rows AS row MATCH (a) WHERE id(a) = row[0] MATCH (b) WHERE id(b) = row[1]"
_BARE = f"{_FIND} CREATE (a)-[:{{kind}}]->(b)"
_WITH_PROPERTIES = f"{_FIND} CREATE (a)-[e:{{kind}}]->(b) SET e += row[2]"


def run_all(work: Sequence[Statement], run: Run) -> None:
    """Runs the statements in their order, those that create in the quicker way."""
    numbers: dict[tuple[str, str], Json] = {}
    for statement in work:
        rows = statement.params.get("rows", ())
        match statement.creates:
            case NewNodes(label):
                (made,) = run(f"{statement.cypher} RETURN collect(id(n))", statement.params)
                numbers |= {(label, row["id"]): n for row, n in zip(rows, made, strict=True)}
            case NewEdges(kind, source, target):
                ends = [
                    (numbers.get((source, r["a"])), numbers.get((target, r["b"]))) for r in rows
                ]
                new = [(*e, r["p"]) for e, r in zip(ends, rows, strict=True) if None not in e]
                old = [r for e, r in zip(ends, rows, strict=True) if None in e]
                _run_some(_BARE.format(kind=kind), [row[:2] for row in new if not row[2]], run)
                _run_some(_WITH_PROPERTIES.format(kind=kind), [row for row in new if row[2]], run)
                _run_some(statement.cypher, old, run)
            case None:
                run(statement.cypher, statement.params)


def _run_some(cypher: str, rows: Sequence[Json], run: Run) -> None:
    if rows:
        run(cypher, {"rows": rows})
