"""What every store must do, run on each engine."""

import threading
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from kg.build import add
from kg.store import QueryRefused, Statement, Store, open_store
from ontology.errors import StoreError
from ontology.facts import Facts


def create(label: str, *rows: dict[str, object]) -> Statement:
    return Statement(f"UNWIND $rows AS row CREATE (n:{label}) SET n += row", {"rows": list(rows)})


def count(store: Store, label: str) -> int:
    number = store.query(f"MATCH (n:{label}) RETURN count(n) AS found")[0]["found"]
    assert isinstance(number, int)
    return number


@pytest.mark.parametrize(
    "value",
    [
        "",
        "违约金",
        "𠮷野家 𪚥 𬭸",  # outside the basic plane
        "🏗️ 👩‍⚖️",  # joined and modified emoji
        "一" * 300_000,
        "quotes ' \" ` and \\ and $param and {brace}\n\t\r",
        "﻿e\u0301 é",  # neither trimmed nor normalised
        0.1,
        -2.5e-7,
        2**53,
        True,
        ["甲", "乙"],
        [1.5, 2.5],
        [],
    ],
    ids=lambda value: repr(value)[:16],
)
def test_a_value_comes_back_as_it_was_written(store: Store, value: object) -> None:
    store.write([create("Term", {"id": "t", "value": value})])
    assert store.query("MATCH (n:Term) RETURN n.value AS value") == [{"value": value}]


def test_a_value_may_be_asked_for_by_parameter(store: Store) -> None:
    store.write([create("Term", {"id": "t", "value": "𠮷野家 '\""})])
    rows = store.query("MATCH (n:Term {value: $value}) RETURN n.id AS id", {"value": "𠮷野家 '\""})
    assert rows == [{"id": "t"}]


def test_null_is_an_absent_property(store: Store) -> None:
    store.write([create("Term", {"id": "a", "x": None}, {"id": "b", "x": 1})])
    assert store.query("MATCH (n:Term) WHERE n.x IS NULL RETURN n.id AS id, n.x AS x") == [
        {"id": "a", "x": None}
    ]
    assert store.query("MATCH (n:Term {id: 'a'}) RETURN keys(n) AS names") == [{"names": ["id"]}]


def test_rows_come_in_the_order_asked_for_with_nulls_last(store: Store) -> None:
    words = ["乙", "甲", "b", "B", "10", "9", None]
    store.write([create("Term", *({"id": str(i), "w": w} for i, w in enumerate(words)))])
    rows = store.query("MATCH (n:Term) RETURN n.w AS word ORDER BY word, n.id")
    assert [row["word"] for row in rows] == ["10", "9", "B", "b", "乙", "甲", None]


def test_nodes_and_edges_come_back_plain(store: Store) -> None:
    store.write(
        [
            Statement(
                "CREATE (:Contract {id: 'c'})-[:HAS_TERM {quote: '如约'}]->"
                "(:Penalty:Term {id: 't', on: date('2025-01-02')})"
            )
        ]
    )
    term = {"labels": ["Penalty", "Term"], "properties": {"id": "t", "on": "2025-01-02"}}
    edge = {"type": "HAS_TERM", "properties": {"quote": "如约"}}
    rows = store.query(
        "MATCH (:Contract)-[e:HAS_TERM]->(t) RETURN t AS node, e AS edge, [t] AS many,"
        " {inner: t} AS map, t.on AS day, properties(t) AS plain"
    )
    assert rows == [
        {
            "node": term,
            "edge": edge,
            "many": [term],
            "map": {"inner": term},
            "day": "2025-01-02",
            "plain": term["properties"],
        }
    ]


def test_a_failing_statement_undoes_the_ones_before_it(store: Store) -> None:
    with pytest.raises(StoreError, match="nothing was written"):
        store.write([create("Term", {"id": "t"}), Statement("CREATE (n:Term {id: 1 + })")])
    assert count(store, "Term") == 0


def test_an_id_is_unique_among_the_nodes_of_a_label(store: Store) -> None:
    store.write([create("Penalty:Term", {"id": "t"})])
    with pytest.raises(StoreError):
        store.write([create("Norm", {"id": "n"}), create("Damages:Term", {"id": "t"})])
    assert (count(store, "Term"), count(store, "Norm")) == (1, 0)


def test_an_id_may_be_given_again_in_the_transaction_that_frees_it(store: Store) -> None:
    store.write([create("Penalty:Term", {"id": "t", "x": 1})])
    store.write(
        [
            Statement("MATCH (n:Term {id: 't'}) DETACH DELETE n"),
            create("Damages:Term", {"id": "t", "x": 2}),
        ]
    )
    assert store.query("MATCH (n:Term) RETURN n.x AS x, labels(n) AS labels") == [
        {"x": 2, "labels": ["Damages", "Term"]}
    ]


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Term {id: 'u'})",
        "MERGE (n:Term {id: 'u'}) RETURN n.id AS id",
        "MATCH (n:Term) SET n.x = 2 RETURN n.x AS x",
        "MATCH (n:Term) SET n:Seen RETURN n.id AS id",
        "MATCH (n:Term) REMOVE n.x",
        "MATCH (n:Term) DETACH DELETE n",
        "MATCH (n:Term) CALL (n) { SET n.x = 3 } RETURN n.x AS x",
        "MATCH (n:Term) FOREACH (i IN [1] | SET n.x = i)",
        "CREATE CONSTRAINT seen_id IF NOT EXISTS FOR (n:Seen) REQUIRE n.id IS UNIQUE",
        "DROP CONSTRAINT term_id IF EXISTS",
    ],
)
def test_a_query_that_would_write_is_refused(store: Store, cypher: str) -> None:
    store.write([create("Term", {"id": "t", "x": 1})])
    with pytest.raises(QueryRefused):
        store.query(cypher)
    assert store.query("MATCH (n) WHERE NOT n:Meta RETURN n AS node") == [
        {"node": {"labels": ["Term"], "properties": {"id": "t", "x": 1}}}
    ]


def test_a_refused_write_is_named_as_such(store: Store) -> None:
    with pytest.raises(QueryRefused, match="only reading is allowed"):
        store.query("CREATE (n:Term {id: 'u'})")


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n:Term RETURN n",
        "RETURN missing AS x",
        "MATCH (n:Term) WHERE n.id = $absent RETURN n.id AS id",
        "",
    ],
)
def test_a_wrong_query_is_the_fault_of_its_author(store: Store, cypher: str) -> None:
    store.write([create("Term", {"id": "t"})])
    with pytest.raises(QueryRefused):
        store.query(cypher)


def test_the_files_of_the_machine_are_out_of_reach(store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\n", "utf-8")
    with pytest.raises(QueryRefused):
        store.query(f"LOAD CSV FROM '{secret.as_uri()}' AS line RETURN line")


ENDLESS = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b WITH a, b WHERE a * b = -1"


def test_a_query_ends_at_its_time_limit_and_the_next_one_runs(store: Store) -> None:
    with pytest.raises(QueryRefused, match=r"longer than 0\.2 seconds"):
        store.query(f"{ENDLESS} RETURN count(*) AS n", timeout=0.2)
    assert store.query("RETURN 1 AS one") == [{"one": 1}]


def test_a_limit_ends_the_rows(store: Store) -> None:
    rows = store.query("UNWIND range(1, 100000) AS n RETURN n ORDER BY n", limit=3)
    assert rows == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert store.query("RETURN 1 AS one", limit=0) == []


def test_what_was_written_is_there_when_the_store_is_opened_again(address: str) -> None:
    with open_store(address) as store:
        store.write([create("Term", {"id": "t"})])
    with open_store(address) as store:
        assert count(store, "Term") == 1


def test_closing_twice_is_harmless_and_a_closed_store_says_so(address: str) -> None:
    store = open_store(address)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("RETURN 1 AS one")
    with pytest.raises(StoreError, match="closed"):
        store.write([create("Term", {"id": "t"})])


def test_threads_share_a_store(store: Store) -> None:
    answers: list[object] = []

    def work(i: int) -> None:
        store.write([create("Term", {"id": f"t{i}"})])
        found = store.query("MATCH (n:Term {id: $id}) RETURN n.id AS id", {"id": f"t{i}"})
        answers.append(found[0]["id"])
        answers.extend(store.query("RETURN 1 AS one", timeout=5 + i % 2)[0].values())

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(store, "Term") == 8
    assert sorted(map(str, answers)) == ["1"] * 8 + [f"t{i}" for i in range(8)]


def test_clearing_empties_the_graph_and_leaves_it_usable(store: Store) -> None:
    store.write([create("Term", {"id": "t"})])
    store.clear()
    assert store.query("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
    store.write([create("Term", {"id": "t"})])
    with pytest.raises(StoreError):
        store.write([create("Term", {"id": "t"})])


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(StoreError, match="there is no store for gopher"):
        open_store("gopher://somewhere")


def test_readers_beside_a_writer_see_whole_contracts(store: Store, harbour: Facts) -> None:
    done = threading.Event()
    seen: list[int] = []
    errors: list[BaseException] = []

    def read() -> None:
        try:
            while not done.is_set():
                rows = store.query(
                    "MATCH (c:Contract) RETURN COUNT { (c)-[:HAS_TERM]->(:Term) } AS terms,"
                    " COUNT { (c)<-[:IN]-(:Side) } AS sides"
                )
                assert all(row == {"terms": 5, "sides": 2} for row in rows), rows
                seen.append(len(rows))
        except BaseException as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for i in range(6):
        digest = sha256(str(i).encode()).hexdigest()
        add(store, replace(harbour, document=replace(harbour.document, sha256=digest)))
    done.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert max(seen) > 0
