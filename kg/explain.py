"""Why a finding was raised: its rule and parameters, the rows of the query, the graph there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.finding import Finding
from kg.risk import raw_rows
from kg.rule import Rule
from kg.store.protocol import Row, Store
from ontology.html import reader
from ontology.values import Json


@dataclass(frozen=True, slots=True)
class Near:
    """A fact of the finding as it stands in the graph: its properties and where its edges lead.

    `edges` are kind, label of the other end, and what names it there.
    """

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Json]
    edges: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding with everything it rests on.

    `rows` are those of the query that are about the finding's subject, out of `returned`.
    """

    finding: Finding
    rule: Rule
    params: Mapping[str, Json]
    rows: tuple[Row, ...]
    returned: int
    near: tuple[Near, ...]

    def _repr_html_(self) -> str:
        from kg.display.graph import picture

        return picture(self, reader())._repr_html_()


def explain(
    store: Store, contract_id: str, finding: Finding, rule: Rule, on: date | None = None
) -> Explanation:
    """Runs the rule once more on the contract and looks around what it points to."""
    params = rule.bind(contract_id, finding.judged_on or on)
    returned = raw_rows(store, rule, params)
    rows = tuple(row for row in returned if row["subject"] == finding.subject)
    ids = [finding.subject]
    for row in rows:
        ids += [id_ for id_ in (row["mirror"], *row["more"]) if id_ is not None]
    shown = {name.removeprefix("p_"): v for name, v in params.items() if name.startswith("p_")}
    near = _near(store, contract_id, tuple(dict.fromkeys(ids)))
    return Explanation(finding, rule, shown, rows, len(returned), near)


_NEAR = """
MATCH (c:Contract {id: $contract})-[:HAS_TERM|HAS_NORM|HAS_DEFECT]->(n)
WHERE n.id IN $ids
OPTIONAL MATCH (n)-[e]->(m)
WITH n, type(e) AS kind, labels(m) AS ends, coalesce(m.role, m.path, m.name, m.id) AS named
ORDER BY n.id, kind, named
RETURN n AS node, collect({kind: kind, ends: ends, named: named}) AS edges
"""


def _near(store: Store, contract_id: str, ids: Sequence[str]) -> tuple[Near, ...]:
    rows = store.query(_NEAR, {"contract": contract_id, "ids": list(ids)})
    found = {row["node"]["properties"]["id"]: _one(row) for row in rows}
    return tuple(found[id_] for id_ in ids if id_ in found)


def _one(row: Row) -> Near:
    node = row["node"]
    properties = node["properties"]
    kept = {key: properties[key] for key in sorted(properties) if key not in ("id", "position")}
    edges = tuple(
        (edge["kind"], _end(edge["ends"]), str(edge["named"] or ""))
        for edge in row["edges"]
        if edge["kind"] is not None
    )
    return Near(properties["id"], tuple(sorted(node["labels"])), kept, edges)


def _end(labels: Sequence[str]) -> str:
    return min(labels) if labels else ""
