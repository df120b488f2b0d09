"""Which term became which."""

from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.compare.pairing import assign, pair
from ontology.facts import Term

squares = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 60), min_size=n, max_size=n), min_size=n, max_size=n)
)


@given(squares)
def test_no_other_assignment_costs_less(costs: list[list[int]]) -> None:
    size = range(len(costs))
    chosen = assign(costs)
    assert sorted(chosen) == list(size)
    least = min(sum(costs[i][p[i]] for i in size) for p in permutations(size))
    assert sum(costs[i][chosen[i]] for i in size) == least


def end(cause: str, holder: str, quote: str, start: int = 0, **keys: Any) -> Term:
    return Term(
        "termination",
        "六",
        quote,
        start,
        start + len(quote),
        {"holder": holder, "cause": cause, **keys},
    )


def test_terms_are_paired_by_matter_and_side_not_by_line() -> None:
    late = end("late_payment", "vendor", "欠费满三十日，供应商可解约", 5)
    breach = end("general_breach", "buyer", "供应商违约，采购人可解约", 50)
    later = end("late_payment", "vendor", "欠费满六十日，供应商可解约", 80)
    assert pair([late, breach], [breach, later]) == ((breach, breach), (late, later))


def test_a_right_made_mutual_is_the_same_right() -> None:
    old = end("insolvency", "buyer", "供应商停业的，采购人可解约")
    new = end("insolvency", "both", "一方停业的，另一方可解约")
    assert pair([old], [new]) == ((old, new),)


def test_another_cause_for_another_side_is_another_right() -> None:
    old = end("quality_failure", "buyer", "质量不合格的，采购人可解约")
    new = end("late_payment", "vendor", "欠费的，供应商可解约", 3)
    assert pair([old], [new]) == ((old, None), (None, new))


def test_the_best_whole_wins_over_the_best_first_pair() -> None:
    first = end("personnel", "buyer", "擅自换人，采购人可解约", 0, cure={"n": 5, "unit": "day"})
    second = end("personnel", "buyer", "再次擅自换人，采购人可解约", 20)
    pairs = pair([first, second], [second, first])
    assert sorted(pairs, key=str) == sorted([(first, first), (second, second)], key=str)


def test_nothing_against_nothing_is_no_pair() -> None:
    assert pair([], []) == ()
