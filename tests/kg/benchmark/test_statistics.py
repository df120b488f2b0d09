"""The figures are those of pandas and of counting by hand."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.benchmark import Vote, Why, position
from kg.benchmark.statistics import fence, percentile_rank, quartiles, without_one

NUMBERS = st.decimals(min_value=0, max_value=1000, places=2)
MANY = st.lists(NUMBERS, min_size=2, max_size=40)
TIMES = Decimal("1.5")


@given(values=MANY, value=NUMBERS)
def test_a_percentile_is_the_middle_rank_of_pandas(values: list[Decimal], value: Decimal) -> None:
    # Ranked among its peers with itself: the mean rank of the ties, less itself.
    series = pd.Series([*map(float, values), float(value)])
    rank = series.rank(method="average").iloc[-1]
    expected = 100 * (rank - 1) / len(values)
    assert float(percentile_rank(value, sorted(values))) == pytest.approx(expected, abs=1e-9)


@given(values=MANY)
def test_quartiles_are_those_that_pandas_calls_linear(values: list[Decimal]) -> None:
    expected = pd.Series([*map(float, values)]).quantile([0.25, 0.5, 0.75], interpolation="linear")
    assert [float(q) for q in quartiles(sorted(values))] == pytest.approx(list(expected), abs=1e-9)


@given(values=MANY, value=NUMBERS)
def test_leaving_one_out_is_the_same_as_counting_again(
    values: list[Decimal], value: Decimal
) -> None:
    ordered = sorted(values)
    lowest, highest, holds = without_one(value, ordered, TIMES)
    rests = [ordered[:i] + ordered[i + 1 :] for i in range(len(ordered))]
    ranks = [percentile_rank(value, rest) for rest in rests]
    assert (lowest, highest) == (min(ranks), max(ranks))
    verdicts = set()
    for rest in [ordered, *rests]:
        around = fence(quartiles(rest), TIMES)
        verdicts.add(None if around is None else not around[0] < value < around[1])
    assert holds == (len(verdicts) == 1)


@given(values=MANY, value=NUMBERS)
def test_a_percentile_lies_between_nothing_and_all(values: list[Decimal], value: Decimal) -> None:
    assert 0 <= percentile_rank(value, sorted(values)) <= 100


def votes(*values: str) -> list[Vote]:
    return [Vote(Decimal(value), f"form {i}") for i, value in enumerate(values)]


def test_a_value_in_the_middle_of_its_peers() -> None:
    found = position(Decimal("0.05"), votes("0.01", "0.03", "0.05", "0.1", "0.3"))
    assert (found.percentile, found.n, found.effective_n) == (Decimal(50), 5, 5)
    assert found.quartiles == (Decimal("0.03"), Decimal("0.05"), Decimal("0.1"))
    assert found.outlier is False


def test_who_stands_on_the_fence_is_outside() -> None:
    # Quartiles 2, 3, 4: the fence stands at -1 and 7.
    peers = votes("1", "2", "3", "4", "5")
    assert position(Decimal(7), peers).outlier is True
    assert position(Decimal("6.99"), peers).outlier is False
    assert position(Decimal(-1), peers).outlier is True


def test_peers_that_agree_make_nobody_an_outlier() -> None:
    found = position(Decimal(50), votes("5", "5", "5", "5", "20"))
    assert (found.outlier, found.fence) == (None, None)
    assert found.why == (Why.ZERO_SPREAD,)
    assert found.percentile == 100


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_too_few_peers_give_no_figure(count: int) -> None:
    found = position(Decimal(1), votes(*["1"] * count))
    assert (found.n, found.percentile, found.quartiles, found.outlier) == (count, None, None, None)
    assert found.why == (Why.TOO_FEW,)


def test_two_peers_are_never_enough_to_be_without_one() -> None:
    assert position(Decimal(1), votes("1"), minimum=1).why == (Why.TOO_FEW,)


def test_contracts_of_one_form_count_once_in_the_effective_number() -> None:
    peers = [Vote(Decimal(n), "one form" if n < 5 else f"form {n}") for n in range(8)]
    found = position(Decimal(3), peers)
    assert (found.n, found.effective_n) == (8, 4)


def test_a_verdict_that_hangs_on_one_peer_says_so() -> None:
    held = position(Decimal(9), votes("1", "2", "3", "4", "8")).stability
    assert held is not None
    assert not held.verdict_holds
    steady = position(Decimal(3), votes("1", "2", "3", "4", "5", "6", "7")).stability
    assert steady is not None
    assert steady.verdict_holds
