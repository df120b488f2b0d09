"""The same contracts in both stores: every rule, every named question, every write, one answer."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from neo4j import GraphDatabase

from benchmarks.server import Server
from kg.build import add, contracts, load_facts, rebuild, remove
from kg.catalogue import queries, run
from kg.content import content
from kg.identity import contract_id
from kg.record import record
from kg.risk import assess, board
from kg.rule import Rule
from kg.rules import rules
from kg.store import Row, Store, open_store
from ontology.facts import Facts

RULES = rules()
CASES = [(rule, case) for rule in RULES for case in rule.cases]


@pytest.fixture(scope="module")
def both(
    neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Store]]:
    """The embedded store and the server's, each with the contract of every rule case."""
    with GraphDatabase.driver(neo4j_server.address) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    folder = tmp_path_factory.mktemp("parity") / "store"
    with open_store(folder) as one, open_store(neo4j_server.address) as other:
        for _, case in CASES:
            assert add(one, case.facts) == add(other, case.facts)
        yield one, other


def day(facts: Facts) -> date | None:
    text = facts.contract.signed_on
    return date.fromisoformat(f"{text}-01"[:10]) if text else None


def exact(rows: Iterable[Row]) -> list[str]:
    """Rows by what they say, where the question asks for no order."""
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


def _as_read(row: Row) -> Row:
    """A row as a finding takes it: `more` is a set, which the finding puts in text order."""
    return {**row, "more": sorted(id_ for id_ in row["more"] if id_ is not None)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_the_same_in_every_case(both: tuple[Store, Store], rule: Rule) -> None:
    for case in rule.cases:
        id_ = contract_id(case.facts)
        params = rule.bind(id_, day(case.facts))
        first, second = (map(_as_read, store.query(rule.query, params)) for store in both)
        assert exact(first) == exact(second), case.name
        boards = [board(store, id_, rules=(rule,)) for store in both]
        assert boards[0] == boards[1], case.name


@pytest.mark.parametrize("name", queries())
def test_a_named_question_has_the_same_answer_in_the_same_order(
    both: tuple[Store, Store], name: str
) -> None:
    first, second = (run(store, name) for store in both)
    assert first == second
    assert json.dumps(first) == json.dumps(second)
    if "contract" in queries()[name].params and first:
        params: Mapping[str, Any] = {"contract": first[0]["contract"]}
        assert run(both[0], name, params) == run(both[1], name, params)


ASKED = (
    "RETURN date('2025-02-28') + duration('P1D') AS d, date('2024-02-29').month AS m",
    "RETURN duration.between(date('2024-01-31'), date('2024-03-01')) AS d",
    "RETURN duration({months: 1, days: 40}) AS d, duration.inDays(date('2024-01-01'),"
    " date('2025-01-01')).days AS n",
    "UNWIND [null, '𠮷', '（', '一', 'b', 'B', '10', '9', '👩‍⚖️', ''] AS x RETURN x ORDER BY x",
    "UNWIND [null, '𠮷', '一', 'b'] AS x RETURN x ORDER BY x DESC",
    "UNWIND [3, 1.5, null, -2, 0.1] AS x RETURN x ORDER BY x",
    "UNWIND [true, null, false] AS x RETURN x ORDER BY x",
    "UNWIND [1, null, 3] AS x RETURN count(x) AS n, sum(x) AS s, avg(x) AS a, collect(x) AS c,"
    " min(x) AS low, max(x) AS high",
    "RETURN 0.1 + 0.2 AS x, 1 / 2 AS half, 1.0 / 3 AS third, 7 % 3 AS rest, 2 ^ 10 AS power",
    "RETURN toFloat('12.50') AS f, toInteger('7') AS i, toString(1.5) AS s, round(2.5) AS r",
    "RETURN null = null AS a, null IS NULL AS b, coalesce(null, 'x') AS c, NOT null AS d",
    "RETURN [x IN range(1, 5) WHERE x % 2 = 1 | x * x] AS odd, reduce(s = 0, x IN [1, 2] | s + x)"
    " AS s, any(x IN [1] WHERE x = 1) AS any, all(x IN [] WHERE x = 1) AS all",
    "RETURN 'a' + 'b' AS s, split('一、二', '、') AS p, trim('  x ') AS t, replace('aXb', 'X', '-')"
    " AS r, toUpper('é') AS u, '违约金' CONTAINS '约' AS c, '违约金' STARTS WITH '违' AS w",
    "RETURN '甲方' =~ '甲.*' AS m, left('违约金', 2) AS l, size('违约金') AS n",
    "UNWIND [1, 2, 3, 4] AS x RETURN percentileCont(x, 0.25) AS q, percentileDisc(x, 0.5) AS m",
    "RETURN {a: 1, b: [1, 'x', null]} AS map, CASE WHEN 1 > 2 THEN 'x' END AS nothing",
    "MATCH (t:Penalty) RETURN t.trigger AS k, count(*) AS n, round(avg(t.rate_percent), 6) AS a"
    " ORDER BY k",
    "MATCH (t:Penalty)-[:OWED_BY]->(s:Side) RETURN t.id AS t, labels(t) AS l, s.role AS r"
    " ORDER BY t, r LIMIT 20",
    "MATCH (c:Contract) RETURN c.id AS id, EXISTS { (c)-[:HAS_TERM]->(:Dispute) } AS has,"
    " COUNT { (c)-[:HAS_TERM]->() } AS n, COLLECT { MATCH (c)-[:HAS_TERM]->(t) RETURN t.type"
    " AS x ORDER BY x } AS types ORDER BY id",
    "MATCH (c:Contract) CALL (c) { MATCH (c)-[:HAS_TERM]->(t:Term) RETURN max(t.position) AS m }"
    " RETURN c.id AS id, m ORDER BY id",
    "MATCH (c:Contract)-[:HAS_CLAUSE]->(k:Clause) WITH c, k ORDER BY k.position"
    " RETURN c.id AS id, collect(k.id) AS ks ORDER BY id",
    "MATCH (k:Clause)-[:PART_OF*1..3]->(root:Clause) WHERE root.part = 'root'"
    " RETURN k.id AS id ORDER BY id",
    "MATCH (n:Norm) RETURN n.modality AS m, n.bearer AS b, count(*) AS n ORDER BY m, b",
)


@pytest.mark.parametrize("cypher", ASKED)
def test_what_an_analyst_asks_is_answered_alike(both: tuple[Store, Store], cypher: str) -> None:
    first, second = (store.query(cypher) for store in both)
    assert json.dumps(first) == json.dumps(second)


def test_every_way_of_writing_leaves_the_same_graph(both: tuple[Store, Store]) -> None:
    assert content(both[0]) == content(both[1])
    assert contracts(both[0]) == contracts(both[1])
    flagged = [contract_id(c.facts) for _, c in CASES if c.status == "flagged"][:20]
    for store in both:
        for id_ in flagged:
            record(store, id_, assess(store, id_))
    assert content(both[0]) == content(both[1])
    for store in both:
        record(store, flagged[0], ())
        facts = load_facts(store, flagged[1])
        assert add(store, replace(facts, terms=(), reviews=())).changed
        assert remove(store, flagged[2])
    assert content(both[0]) == content(both[1])
    for id_ in contracts(both[0])[15:]:
        for store in both:
            remove(store, id_.id)
    for store in both:
        rebuild(store)
    assert content(both[0]) == content(both[1])
    assert content(both[0]).counts["facts"] == 15
