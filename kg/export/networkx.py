"""The graph as a networkx graph, and that as GraphML or node-link JSON and back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from kg.export.graph import Graph, read_graph
from kg.store import Store
from ontology.values import Json

# What XML 1.0 has no way to say.
_UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_networkx(store: Store, contracts: Sequence[str] | None = None) -> nx.MultiDiGraph:
    """The graph of these contracts, by default of all.

    A node has its properties and `labels`, an edge its own and `label`; the label is its key.
    """
    if contracts is None:
        rows = store.query("MATCH (c:Contract) RETURN c.id AS id ORDER BY id")
        contracts = [row["id"] for row in rows]
    return build(read_graph(store, contracts))


def build(graph: Graph) -> nx.MultiDiGraph:
    """A networkx graph of plain nodes and edges."""
    made: Any = nx.MultiDiGraph()
    for node in graph.nodes:
        labels = "".join(f":{label}" for label in node.labels)
        made.add_node(node.id, labels=labels, **_renamed(node.properties))
    for edge in graph.edges:
        said = _renamed(edge.properties)
        made.add_edge(edge.source, edge.target, key=edge.kind, label=edge.kind, **said)
    return made


_OWN = ("labels", "label")


def _renamed(properties: Mapping[str, Json]) -> dict[str, Json]:
    """A clause is called by its `label`: here that is `label_` beside the labels of the graph."""
    return {f"{name}_" if name in _OWN else name: value for name, value in properties.items()}


def graphml(graph: nx.MultiDiGraph) -> str:
    """GraphML; a list is JSON text, and the graph says of which properties (`lists`)."""
    flat: Any = nx.MultiDiGraph()
    lists: set[str] = set()
    for id_, said in graph.nodes(data=True):
        flat.add_node(_xml(id_), **_flat(said, lists))
    for source, target, key, said in graph.edges(keys=True, data=True):
        flat.add_edge(_xml(source), _xml(target), key=key, **_flat(said, lists))
    flat.graph["lists"] = " ".join(sorted(lists))
    return "\n".join(nx.generate_graphml(flat)) + "\n"


def read_graphml(text: str) -> nx.MultiDiGraph:
    """The graph that `graphml` wrote."""
    graph: Any = nx.parse_graphml(text, force_multigraph=True)
    lists = graph.graph.pop("lists", "").split()
    graph.graph.clear()
    every = [said for _, said in graph.nodes(data=True)]
    every += [said for _, _, said in graph.edges(data=True)]
    for said in every:
        said.pop("id", None)
        for name in lists:
            if name in said:
                said[name] = json.loads(said[name])
    return graph


def node_link(graph: nx.MultiDiGraph) -> str:
    """Node-link JSON, as networkx and d3 read it."""
    data = nx.node_link_data(graph, edges="links")
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_node_link(text: str) -> nx.MultiDiGraph:
    """The graph that `node_link` wrote."""
    return nx.node_link_graph(json.loads(text), edges="links")


def _flat(said: Mapping[str, Json], lists: set[str]) -> dict[str, Json]:
    flat: dict[str, Json] = {}
    for name, value in said.items():
        if isinstance(value, list):
            lists.add(name)
            flat[name] = _xml(json.dumps(value, ensure_ascii=False))
        else:
            flat[name] = _xml(value) if isinstance(value, str) else value
    return flat


def _xml(text: str) -> str:
    return _UNSAID.sub("\ufffd", text)
