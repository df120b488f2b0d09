from pathlib import Path
from typing import Any

import pytest

from kg.build import add
from kg.catalogue import queries, read_query, run
from kg.store import QueryRefused, Store
from ontology.errors import RuleError
from ontology.facts import Facts

HEAD = """// title: {zh: 问, en: Question}
// prose: {zh: 问题。, en: A question.}
// params: {}
// columns:
//   id: {zh: 编号, en: id}
"""


@pytest.mark.parametrize("name", queries())
def test_every_query_answers_with_the_columns_of_its_head(
    store: Store, harbour: Facts, name: str
) -> None:
    assert run(store, name) == []
    add(store, harbour)
    params = {"least": 1} if "least" in queries()[name].params else {}
    for row in run(store, name, params):
        assert list(row) == list(queries()[name].columns)
    answer = store.query(queries()[name].cypher, {**queries()[name].params, **params})
    assert all(set(row) == set(queries()[name].columns) for row in answer)


@pytest.mark.parametrize("name", queries())
def test_every_query_can_be_pasted_with_its_head(store: Store, name: str) -> None:
    query = queries()[name]
    assert store.query(query.path.read_text("utf-8"), dict(query.params)) == []


@pytest.mark.parametrize("name", queries())
def test_every_query_is_explained_in_both_languages(name: str) -> None:
    query = queries()[name]
    for words in (query.title, query.prose, *query.columns.values()):
        assert words.zh.strip()
        assert words.en.strip()


def only(row: dict[str, Any], *columns: str) -> tuple[Any, ...]:
    return tuple(row[column] for column in columns)


def test_the_portfolio_counts_what_was_read(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    (row,) = run(store, "portfolio")
    assert only(row, "name", "price", "signed_on") == ("harbour", 360000.0, "2025-03-09")
    assert only(row, "buyers", "vendors") == (["临渊市水务服务中心"], ["栖霞测控技术有限公司"])
    assert only(row, "terms", "norms", "defects") == (5, 2, 1)


def test_a_penalty_on_both_sides_has_a_row_for_each(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    rows = run(store, "penalties-by-side")
    assert [only(row, "side", "trigger", "percent_per_day", "cap_percent") for row in rows] == [
        ("buyer", "confidentiality", None, None),
        ("buyer", "late_payment", 0.1, 6.0),
        ("vendor", "confidentiality", None, None),
    ]
    assert "千分之一" in rows[1]["quote"]


def test_an_excuse_counts_the_payments_that_depend_on_it(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    (row,) = run(store, "payment-excuses")
    assert only(row, "reason", "holder", "payments") == ("fiscal_funds", "buyer", 1)


def test_rights_are_compared_by_the_side_that_holds_them(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    (row,) = run(store, "asymmetric-terms")
    assert only(row, "type", "buyer", "vendor", "difference") == ("payment_excuse", 1, 0, 1)


def test_a_side_without_a_cap_is_listed(store: Store, sampled: Any) -> None:
    add(store, sampled("liability_cap", "vendor"))
    rows = run(store, "liability-caps")
    assert [only(row, "side", "percent") for row in rows] == [("buyer", None), ("vendor", 2.5)]


def test_forums_come_with_their_place(store: Store, harbour: Facts) -> None:
    add(store, harbour)
    (row,) = run(store, "forums")
    assert only(row, "forum", "forum_side", "place") == (
        "临渊市人民法院",
        "buyer",
        "云岭省/临渊市",
    )


def test_usual_terms_are_missed_where_they_were_looked_for(
    store: Store, harbour: Facts, sampled: Any
) -> None:
    for facts in (harbour, sampled("bond", "vendor"), sampled("bond", "buyer")):
        add(store, facts)
    rows = run(store, "missing-terms")
    assert [only(row, "type", "having", "searched") for row in rows] == [("bond", 2, 3)]
    assert run(store, "missing-terms", {"least": 4}) == []


def test_a_query_can_be_asked_of_one_contract(store: Store, harbour: Facts, sampled: Any) -> None:
    id_ = add(store, sampled("termination", "vendor")).contract_id
    add(store, harbour)
    assert len(run(store, "who-can-terminate", {"contract": id_})) == 1
    assert run(store, "who-can-terminate", {"contract": "c0"}) == []
    assert run(store, "who-can-terminate", limit=0) == []


def test_what_the_catalogue_does_not_have_is_refused(store: Store) -> None:
    with pytest.raises(QueryRefused, match=r"no query 'weather'.*portfolio"):
        run(store, "weather")
    with pytest.raises(QueryRefused, match="no parameter 'city'; it takes contract"):
        run(store, "forums", {"city": "临渊市"})


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        (HEAD, ":6", "no Cypher follows"),
        ("MATCH (n) RETURN n", ":1", "a mapping is needed"),
        (HEAD.replace("// params: {}\n", "") + "RETURN 1 AS id", ":1", "missing 'params'"),
        (HEAD.replace("en: Question", "de: Frage") + "RETURN 1 AS id", ":1", "missing 'en'"),
        (HEAD.replace("{}", "{n: 1}") + "RETURN 1 AS id", ":3", r"does not use \$n"),
        (HEAD.replace("en: id", "zh: id") + "RETURN 1 AS id", ":5", "'zh' stands twice"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(
    tmp_path: Path, text: str, where: str, problem: str
) -> None:
    path = tmp_path / "wrong.cypher"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleError, match=problem) as caught:
        read_query(path)
    assert caught.value.source is not None
    assert caught.value.source.endswith(f"wrong.cypher{where}")
