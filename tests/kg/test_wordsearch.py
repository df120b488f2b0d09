"""One expression for many words says of every text what asking for each word says."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rules import rules
from kg.store import Store, open_temporary
from kg.wordsearch import one_of, quickened, searched

PLAIN = (
    "UNWIND $texts AS t WITH {it: t} AS e RETURN any(w IN $p_words WHERE e.it CONTAINS w) AS has"
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_temporary() as opened:
        yield opened


def both(store: Store, words: tuple[str, ...], texts: list[str | None]) -> list[list[object]]:
    params = {"p_words": list(words), "w_words": one_of(words), "texts": texts}
    asked = (PLAIN, quickened(PLAIN))
    return [[row["has"] for row in store.query(query, params)] for query in asked]


@given(
    words=st.lists(st.text("保密（）.*?[-\\%aß", min_size=1, max_size=3), max_size=5),
    texts=st.lists(st.text("保密（）.*?[-\\%aß\n ", max_size=8), min_size=1, max_size=6),
)
def test_it_says_the_same_as_asking_for_each_word(
    store: Store, words: list[str], texts: list[str]
) -> None:
    plain, quick = both(store, tuple(words), list(texts))
    assert plain == quick


def test_it_says_nothing_of_no_text(store: Store) -> None:
    assert both(store, ("保密",), [None, "保密"]) == [[None, True], [None, True]]


def test_what_is_run_differs_from_what_is_written_in_the_searches_alone() -> None:
    assert quickened(PLAIN).endswith("RETURN (e.it =~ $w_words) AS has")
    assert searched(PLAIN) == {"words"}
    long = "WITH 'x' AS text RETURN any(w IN $p_words WHERE text CONTAINS w) AS has"
    assert (quickened(long), searched(long)) == (long, frozenset())


def test_every_rule_gets_the_expressions_that_its_query_asks_for() -> None:
    for rule in rules():
        bound = rule.bind("c0", None)
        assert {f"w_{name}" for name in searched(rule.query)} <= set(bound)


def test_two_texts_are_searched_for_the_same_words() -> None:
    either = (
        "any(w IN $p_words WHERE n.action CONTAINS w\n  OR coalesce(n.condition, '') CONTAINS w)"
    )
    assert quickened(either) == (
        "(n.action =~ $w_words\n  OR coalesce(n.condition, '') =~ $w_words)"
    )
    mixed = "any(w IN $p_words WHERE n.action CONTAINS w OR text CONTAINS w)"
    assert quickened(mixed) == mixed
