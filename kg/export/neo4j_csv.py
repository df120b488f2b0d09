"""The graph as CSV for `neo4j-admin database import full`, one file for each label and edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.export.graph import Graph, GraphEdge, GraphNode
from kg.store import SCHEMA_VERSION
from ontology.values import Json

BETWEEN = "\x1f"
"""Between the members of a list: no text has it, as texts may have every mark."""

SCRIPT = "import.sh"

_SHARED_LABELS = ("Term", "Norm")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: `option` is what the import is told of it."""

    name: str
    option: str
    text: str
    rows: int


def sheets(graph: Graph) -> Iterator[Sheet]:
    """A file for each set of labels and each kind of edge, then the script that imports them."""
    made = [*_nodes(graph.nodes), *_edges(graph.edges)]
    yield from made
    yield Sheet(SCRIPT, "", _script(made), 0)


def _nodes(nodes: Iterable[GraphNode]) -> Iterator[Sheet]:
    groups: dict[tuple[str, ...], list[GraphNode]] = {("Meta",): [_META]}
    for node in nodes:
        groups.setdefault(node.labels, []).append(node)
    for labels in sorted(groups):
        members = groups[labels]
        kinds = _kinds(node.properties for node in members)
        head = ["id:ID", *_columns(kinds)]
        rows = [[_text(n.id), *_cells(n.properties, kinds)] for n in members]
        name = f"nodes-{'-'.join(labels)}.csv"
        yield Sheet(name, f"--nodes={':'.join(labels)}={name}", _csv(head, rows), len(rows))


_META = GraphNode("schema", ("Meta",), {"version": SCHEMA_VERSION})


def _edges(edges: Iterable[GraphEdge]) -> Iterator[Sheet]:
    groups: dict[str, list[GraphEdge]] = {}
    for edge in edges:
        groups.setdefault(edge.kind, []).append(edge)
    for kind in sorted(groups):
        members = groups[kind]
        kinds = _kinds(edge.properties for edge in members)
        head = [":START_ID", *_columns(kinds), ":END_ID"]
        rows = [[_text(e.source), *_cells(e.properties, kinds), _text(e.target)] for e in members]
        name = f"edges-{kind}.csv"
        yield Sheet(name, f"--relationships={kind}={name}", _csv(head, rows), len(rows))


def _kinds(every: Iterable[Mapping[str, Json]]) -> dict[str, str]:
    """Property → type of its column: a number that is somewhere broken is broken everywhere."""
    kinds: dict[str, str] = {}
    for properties in every:
        for name, value in properties.items():
            kind = _kind(value)
            kinds[name] = kind if kinds.get(name, kind) == kind else "double"
    return dict(sorted(kinds.items()))


def _kind(value: Json) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long"
    if isinstance(value, float):
        return "double"
    return "string[]" if isinstance(value, list) else "string"


def _columns(kinds: Mapping[str, str]) -> list[str]:
    return [f"{name}:{kind}" for name, kind in kinds.items()]


def _cells(properties: Mapping[str, Json], kinds: Mapping[str, str]) -> list[str]:
    return [_cell(properties.get(name)) for name in kinds]


def _cell(value: Json) -> str:
    """Nothing is an absent property, which an empty text in quotes is not."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _text(BETWEEN.join(value))
    return _text(value) if isinstance(value, str) else repr(value)


def _text(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "".join(f"{','.join(row)}\n" for row in (head, *rows))


def _script(made: Sequence[Sheet]) -> str:
    """What imports the files that lie beside it, given the name of a database that is new."""
    options = "".join(f" \\\n  {sheet.option}" for sheet in made)
    return (
        "#!/bin/sh\n"
        "# sh import.sh neo4j --overwrite-destination=true   (the server must be stopped)\n"
        'cd "$(dirname "$0")" || exit 1\n'
        'exec "${NEO4J_ADMIN:-neo4j-admin}" database import full "$@"'
        f" --array-delimiter=U+001F --multiline-fields=true{options}\n"
    )
