"""What is particular to the store on a server: how it opens, and what it says when it cannot."""

import builtins
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import GraphDatabase

from api.errors import one_line
from benchmarks.server import NoServer, Server, new_server
from kg.build import add, contracts, rebuild
from kg.store import QueryRefused, Statement, open_store
from kg.store.packing import packed
from kg.store.protocol import INDEXED, UNIQUE, NewEdges, NewNodes
from ontology.errors import StoreError
from ontology.facts import Facts

PASSWORD = "correct-horse-battery"
READ_ONLY = {"server.databases.read_only": "neo4j"}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a password and little memory for a transaction."""
    server = new_server(
        tmp_path_factory.mktemp("guarded"),
        password=PASSWORD,
        settings={"dbms.memory.transaction.total.max": "20m"},
        options=("-XX:TieredStopAtLevel=1",),
    )
    try:
        server.start()
    except NoServer as error:
        pytest.skip(f"THE SERVER STORE IS NOT TESTED: {error}")
    yield server
    server.kill()


def refused(address: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(address)
    return caught.value


def in_chinese(error: StoreError) -> str:
    """As a Chinese reader sees it: a message without a translation would stay English."""
    text = one_line(error, "zh")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in text), text
    return text


def test_constraints_and_indexes_are_made_at_first_use(neo4j_address: str) -> None:
    open_store(neo4j_address).close()
    with GraphDatabase.driver(neo4j_address) as driver:
        unique, _, _ = driver.execute_query(
            "SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN *"
        )
        indexed, _, _ = driver.execute_query("SHOW INDEXES YIELD labelsOrTypes, properties")
    assert {row["type"] for row in unique} == {"UNIQUENESS"}
    assert {row["labelsOrTypes"][0] for row in unique} == {*UNIQUE, "Kept"}
    known = {
        (row["labelsOrTypes"][0], row["properties"][0]) for row in indexed if row["labelsOrTypes"]
    }
    assert set(INDEXED) <= known


def test_a_server_keeps_facts_texts_and_all_for_a_rebuild(
    neo4j_address: str, harbour: Facts
) -> None:
    with open_store(neo4j_address) as store:
        id_ = add(store, harbour).contract_id
        store.texts.write(id_, "文本\r\n𠮷")
    with open_store(neo4j_address, fresh=True) as store:
        assert contracts(store) == ()
        assert rebuild(store) == 1
        assert store.texts.read(id_) == "文本\r\n𠮷"
    with open_store(neo4j_address) as store:
        assert [kept.id for kept in contracts(store)] == [id_]


def test_what_is_kept_is_not_shown(neo4j_address: str, harbour: Facts) -> None:
    with open_store(neo4j_address) as store:
        id_ = add(store, harbour).contract_id
        rows = store.query("MATCH (k:Kept) RETURN k AS node, k.facts AS facts, properties(k) AS p")
    assert rows == [
        {"node": {"labels": ["Kept"], "properties": {"id": id_}}, "facts": None, "p": {"id": id_}}
    ]


def test_an_interrupted_rebuild_leaves_the_store_marked(neo4j_address: str, harbour: Facts) -> None:
    with open_store(neo4j_address) as store:
        add(store, harbour)
    open_store(neo4j_address, fresh=True).close()
    assert "run `evenhand rebuild`" in refused(neo4j_address).message


def test_a_database_with_other_things_in_it_is_refused(guarded: Server, monkeypatch: Any) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    with GraphDatabase.driver(guarded.address, auth=("neo4j", PASSWORD)) as driver:
        driver.execute_query("DROP CONSTRAINT kept_id IF EXISTS")
        driver.execute_query("CREATE (:Film {name: 'keep me'})")
        try:
            error = refused(guarded.address)
            kept, _, _ = driver.execute_query("MATCH (n) RETURN count(n) AS n")
        finally:
            driver.execute_query("MATCH (n) DETACH DELETE n")
    assert kept[0]["n"] == 1
    assert "holds other things" in error.message
    assert "别的内容" in in_chinese(error)


def test_a_server_that_is_not_there_is_named() -> None:
    error = refused("bolt://127.0.0.1:1")
    assert error.source == "bolt://127.0.0.1:1"
    assert "cannot be reached" in error.message
    assert "连不上服务器" in in_chinese(error)


@pytest.mark.parametrize("password", [None, "wrong-password"])
def test_a_wrong_password_is_named(
    guarded: Server, monkeypatch: pytest.MonkeyPatch, password: str | None
) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    if password:
        monkeypatch.setenv("NEO4J_PASSWORD", password)
    error = refused(guarded.address)
    assert "set NEO4J_USERNAME and NEO4J_PASSWORD" in error.message
    assert "用户名或密码" in in_chinese(error)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    error = refused("neo4j://neo4j:hunter22@127.0.0.1:1")
    assert "hunter22" not in str(error)
    assert "NEO4J_PASSWORD" in in_chinese(error)


def test_user_password_and_database_come_from_the_environment(
    guarded: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    monkeypatch.setenv("NEO4J_DATABASE", "neo4j")
    routed = guarded.address.replace("bolt://", "neo4j://")
    with open_store(routed) as store:
        assert store.address == f"{routed}/neo4j"
        assert store.query("RETURN 1 AS one") == [{"one": 1}]
    assert "没有这个数据库" in in_chinese(refused(f"{guarded.address}/nowhere"))


def test_an_old_server_is_named(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.server.LEAST", (99, 1))
    error = refused(neo4j_address)
    assert "Neo4j 99.1 or later is needed" in error.message
    assert "需要 Neo4j" in in_chinese(error)


def test_a_server_without_memory_says_so_and_writes_nothing(
    guarded: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    with open_store(guarded.address) as store:
        with pytest.raises(StoreError, match="ran out of memory and nothing was written") as caught:
            store.write([Statement("UNWIND range(1, 2000000) AS x CREATE (:Term {id: 't' + x})")])
        assert "内存不足" in in_chinese(caught.value)
        with pytest.raises(QueryRefused, match="more memory than the server allows"):
            store.query("UNWIND range(1, 5000000) AS x WITH collect('t' + x) AS y RETURN size(y)")
        assert store.query("MATCH (t:Term) RETURN count(t) AS n") == [{"n": 0}]


def test_a_server_that_only_reads_answers_and_refuses_to_write(
    guarded: Server, monkeypatch: pytest.MonkeyPatch, harbour: Facts
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    open_store(guarded.address).close()
    guarded.stop()
    guarded.settings = {**guarded.settings, **READ_ONLY}
    guarded.start()
    try:
        with open_store(guarded.address) as store:
            assert contracts(store) == ()
            with pytest.raises(StoreError, match="this server only reads") as caught:
                add(store, harbour)
        assert "只读" in in_chinese(caught.value)
    finally:
        guarded.stop()
        guarded.settings = {k: v for k, v in guarded.settings.items() if k not in READ_ONLY}
        guarded.start()


def test_the_driver_is_an_extra_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "kg.store.server":
            raise ImportError(name)
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(StoreError, match=r"pip install 'evenhand\[neo4j\]'"):
        open_store("neo4j://localhost")


def test_new_nodes_and_their_edges_travel_together() -> None:
    def nodes(label: str, *ids: str) -> Statement:
        rows = [{"id": id_, "p": {}} for id_ in ids]
        return Statement(f"nodes {label}", {"rows": rows}, NewNodes(label, None))

    def edges(source: str, target: str, *pairs: tuple[str, str]) -> Statement:
        rows = [{"a": a, "b": b, "p": {}} for a, b in pairs]
        return Statement(f"{source} {target}", {"rows": rows}, NewEdges("E", source, target))

    work = [
        Statement("first"),
        nodes("Term", "t1", "t2"),
        nodes("Side", "s1"),
        Statement("shared"),
        edges("Term", "Side", ("t1", "s1"), ("t2", "s1")),
        edges("Side", "Place", ("s1", "p1")),
        Statement("last"),
    ]
    done = packed(work)
    assert [step.cypher.split()[0] for step in done] == [
        *("first", "shared", "UNWIND", "Side", "last")
    ]
    assert [row["labels"] for row in done[2].params["nodes"]] == [["Term"], ["Term"], ["Side"]]
    assert [(row["a"], row["b"]) for row in done[2].params["edges"]] == [(0, 2), (1, 2)]
    assert done[3].params["rows"] == [{"a": "s1", "b": "p1", "p": {}}]
