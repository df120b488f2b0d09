"""The graph of either store goes out whole, comes in again, and goes into a real Neo4j."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from neo4j import GraphDatabase

from benchmarks.server import Server, find_jars, find_java, new_server
from kg.build import add, contracts
from kg.content import content
from kg.export.graph import Graph, read_graph
from kg.export.neo4j_csv import SCRIPT, sheets
from kg.export.networkx import (
    build,
    graphml,
    node_link,
    read_graphml,
    read_node_link,
    to_networkx,
)
from kg.store import Store, open_store
from ontology.facts import Facts

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "tests/data/samples").glob("*.json"))[:3]

Fill = Callable[[Store], list[str]]


def test_the_whole_graph_goes_out(store: Store, fill: Fill) -> None:
    ids = fill(store)
    graph = read_graph(store, ids)
    counts = content(store).counts
    nodes = sum(n for kind, n in counts.items() if kind.startswith("(") and kind != "(:Meta)")
    edges = sum(n for kind, n in counts.items() if kind.startswith("["))
    assert (len(graph.nodes), len(graph.edges)) == (nodes, edges)


def test_both_stores_give_the_same_graph(neo4j_address: str, tmp_path: Path, fill: Fill) -> None:
    found: list[Graph] = []
    for address in (str(tmp_path / "store"), neo4j_address):
        with open_store(address) as store:
            found.append(read_graph(store, fill(store)))
    assert found[0] == found[1]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("graph") / "store") as store:
        every = [Facts.from_json(json.loads(path.read_text("utf-8"))) for path in SAMPLES]
        for facts in every:
            # Whatever a format could stumble over: quotes, commas, breaks, rare ideographs.
            odd = replace(facts.terms[0], quote='甲"方",\n\t𠮷\u3000；a|b\\')
            add(store, replace(facts, terms=(odd, *facts.terms[1:])))
        yield store


def test_one_contract_goes_out_with_what_it_shares_alone(filled: Store) -> None:
    *_, other, one = contracts(filled)
    graph = read_graph(filled, [one.id])
    ids = {node.id for node in graph.nodes}
    assert one.id in ids
    assert not any(id_.startswith(other.id) for id_ in ids)
    assert all(edge.source in ids and edge.target in ids for edge in graph.edges)
    assert {"Party", "Place", "Alias"} <= {label for node in graph.nodes for label in node.labels}


def test_networkx_comes_back_from_graphml_and_json(filled: Store) -> None:
    graph = to_networkx(filled)
    assert nx.utils.graphs_equal(graph, read_graphml(graphml(graph)))
    assert nx.utils.graphs_equal(graph, read_node_link(node_link(graph)))
    holders = {
        target
        for term, target, kind in graph.edges(keys=True)
        if kind == "HELD_BY" and ":Termination" in graph.nodes[term]["labels"]
    }
    assert {graph.nodes[side]["role"] for side in holders} >= {"buyer"}


def test_what_xml_cannot_say_is_replaced(filled: Store) -> None:
    graph = to_networkx(filled)
    first = min(graph.nodes)
    graph.nodes[first]["note"] = "a\x0bb\ud800"
    assert read_graphml(graphml(graph)).nodes[first]["note"] == "a\ufffdb\ufffd"


def test_the_same_graph_gives_the_same_bytes(filled: Store) -> None:
    ids = [kept.id for kept in contracts(filled)]
    first, second = (read_graph(filled, ids) for _ in range(2))
    assert graphml(build(first)) == graphml(build(second))
    assert [sheet.text for sheet in sheets(first)] == [sheet.text for sheet in sheets(second)]


@pytest.fixture
def empty_server(tmp_path: Path, neo4j_server: Server) -> Iterator[Server]:
    """A Neo4j that has never been started; `neo4j_server` says whether there can be one."""
    assert neo4j_server
    server = new_server(tmp_path / "neo4j", options=("-XX:TieredStopAtLevel=1",))
    server._configure()
    yield server
    server.stop()


def test_a_real_neo4j_admin_imports_the_csv(
    filled: Store, tmp_path: Path, empty_server: Server
) -> None:
    graph = read_graph(filled, [kept.id for kept in contracts(filled)])
    folder = tmp_path / "csv"
    folder.mkdir()
    for sheet in sheets(graph):
        (folder / sheet.name).write_text(sheet.text, "utf-8")
    admin = tmp_path / "neo4j-admin"
    classes = f'-cp "{find_jars()}/*" org.neo4j.cli.AdminTool'
    admin.write_text(f'#!/bin/sh\nexec {find_java()} {classes} "$@"\n', "utf-8")
    admin.chmod(0o755)
    home = empty_server.home
    places = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(
        ["sh", str(folder / SCRIPT), "neo4j"],
        env={**os.environ, **places, "NEO4J_ADMIN": str(admin)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    empty_server.start()
    with GraphDatabase.driver(empty_server.address) as driver:
        nodes = driver.execute_query(
            "MATCH (n) WHERE NOT n:Meta RETURN n.id AS id, labels(n) AS labels, properties(n) AS p"
        ).records
        edges = driver.execute_query(
            "MATCH (a)-[e]->(b) RETURN a.id AS a, type(e) AS kind, b.id AS b, properties(e) AS p"
        ).records
        (meta,) = driver.execute_query("MATCH (m:Meta) RETURN m.id AS id").records
    assert meta["id"] == "schema"
    read = {row["id"]: (tuple(sorted(row["labels"])), row["p"]) for row in nodes}
    # An empty list comes in as an absent property, as the manifest says.
    wanted = {
        node.id: (
            node.labels,
            {"id": node.id, **{k: v for k, v in node.properties.items() if v != []}},
        )
        for node in graph.nodes
    }
    assert read == wanted
    said = {json.dumps([r["a"], r["kind"], r["b"], r["p"]], sort_keys=True) for r in edges}
    assert said == {
        json.dumps([e.source, e.kind, e.target, e.properties], sort_keys=True) for e in graph.edges
    }
