"""A whole store into another, whatever the engines: what is kept, decisions, graph, findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.build import add, contracts, load_facts
from kg.content import Content, content
from kg.store import Row, Statement, Store
from ontology.errors import StoreError


@dataclass(frozen=True, slots=True)
class Copied:
    """What both stores hold afterwards."""

    source: Content
    target: Content

    @property
    def alike(self) -> bool:
        return self.source == self.target


def copy(source: Store, target: Store, progress: Callable[[str], None] | None = None) -> Copied:
    """Copies everything. Raises `StoreError` where the target holds what the source does not.

    Interrupted, it goes on where it was when it is run again.
    """
    others = set(target.facts.ids()) - set(source.facts.ids())
    others |= set(target.merges.ids()) - set(source.merges.ids())
    if others:
        raise StoreError(
            f"there are other contracts in it ({len(others)}): copy into an empty store",
            target.address,
        )
    for id_ in source.merges.ids():
        target.merges.write(id_, source.merges.read(id_))
    beside = ((source.texts, target.texts), (source.files, target.files))
    for kept in contracts(source):
        add(target, load_facts(source, kept.id))
        for there, here in beside:
            if kept.id in there:
                here.write(kept.id, there.read(kept.id))
        if progress is not None:
            progress(kept.name)
    _findings(source, target)
    return Copied(content(source), content(target))


_NODES = (
    ("Statute", "MATCH (n:Statute) RETURN properties(n) AS p ORDER BY n.id"),
    ("Article", "MATCH (n:Article) RETURN properties(n) AS p ORDER BY n.id"),
    ("Rule", "MATCH (n:Rule) RETURN properties(n) AS p ORDER BY n.id"),
)
_EDGES = (
    ("Article", "OF", "Statute"),
    ("Rule", "BASED_ON", "Article"),
)
_SUBJECTS = ("Term", "Norm", "Defect", "Clause", "Contract")


def _findings(source: Store, target: Store) -> None:
    """As they were found, whatever the rules would find today."""
    target.write([*_nodes(source), *(_edges(source, *kind) for kind in _EDGES)])
    for row in source.query("MATCH (c:Contract) RETURN c.id AS id ORDER BY id"):
        target.write(_of_contract(source, row["id"]))


def _nodes(source: Store) -> list[Statement]:
    return [
        Statement(
            f"UNWIND $rows AS row MERGE (n:{label} {{id: row.p.id}}) SET n = row.p",
            {"rows": source.query(cypher)},
        )
        for label, cypher in _NODES
    ]


def _edges(source: Store, start: str, kind: str, end: str) -> Statement:
    rows = source.query(
        f"MATCH (a:{start})-[:{kind}]->(b:{end}) RETURN a.id AS a, b.id AS b ORDER BY a, b"
    )
    return _merge_edges(rows, start, kind, end)


def _merge_edges(rows: list[Row], start: str, kind: str, end: str) -> Statement:
    return Statement(
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.a}}) MATCH (b:{end} {{id: row.b}})"
        f" MERGE (a)-[:{kind}]->(b)",
        {"rows": rows},
    )


def _of_contract(source: Store, contract: str) -> list[Statement]:
    params = {"id": contract}
    start = "MATCH (c:Contract {id: $id})-[:HAS_FINDING]->(f:Finding)"
    found = source.query(f"{start} RETURN properties(f) AS p ORDER BY f.id", params)
    raised = source.query(
        f"{start}-[:RAISED_BY]->(r:Rule) RETURN f.id AS a, r.id AS b ORDER BY a, b", params
    )
    work = [
        Statement(
            "MATCH (:Contract {id: $id})-[:HAS_FINDING]->(f:Finding) DETACH DELETE f", params
        ),
        Statement(
            "UNWIND $rows AS row MATCH (c:Contract {id: $id})"
            " CREATE (c)-[:HAS_FINDING]->(f:Finding) SET f = row.p",
            {"rows": found, **params},
        ),
        _merge_edges(raised, "Finding", "RAISED_BY", "Rule"),
    ]
    for label in _SUBJECTS:
        rows = source.query(
            f"{start}-[:ABOUT]->(n:{label}) RETURN f.id AS a, n.id AS b ORDER BY a, b", params
        )
        if rows:
            work.append(_merge_edges(rows, "Finding", "ABOUT", label))
    return work
