"""Percentiles, quartiles, fence and stability in exact decimals, as docs/benchmark.md has them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal

Quartiles = tuple[Decimal, Decimal, Decimal]
Fence = tuple[Decimal, Decimal]

HUNDRED = Decimal(100)


def percentile_rank(value: Decimal, ordered: Sequence[Decimal]) -> Decimal:
    """The share of the peers below, with half of those that are equal, in percent (mid-rank)."""
    below, up_to = bisect_left(ordered, value), bisect_right(ordered, value)
    return HUNDRED * (below + up_to) / (2 * len(ordered))


def quantile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    """The quantile that numpy and pandas call `linear` (type 7 of Hyndman and Fan)."""
    return _quantile_without(ordered, share, len(ordered))


def quartiles(ordered: Sequence[Decimal]) -> Quartiles:
    """The three quartiles."""
    return _quartiles_without(ordered, len(ordered))


def _quartiles_without(ordered: Sequence[Decimal], left_out: int) -> Quartiles:
    first, middle, last = (
        _quantile_without(ordered, share, left_out)
        for share in (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))
    )
    return first, middle, last


def _quantile_without(ordered: Sequence[Decimal], share: Decimal, left_out: int) -> Decimal:
    """The quantile of all but the one at an index; an index past the end leaves none out."""
    size = len(ordered) - (left_out < len(ordered))
    place = share * (size - 1)
    low = int(place)

    def at(index: int) -> Decimal:
        return ordered[index + (index >= left_out)]

    start = at(low)
    return start if low + 1 >= size else start + (at(low + 1) - start) * (place - low)


def fence(found: Quartiles, times: Decimal) -> Fence | None:
    """The fence around the quartiles, `None` where they have no spread to measure by."""
    first, _, last = found
    spread = last - first
    return (first - times * spread, last + times * spread) if spread else None


def is_outlier(value: Decimal, around: Fence) -> bool:
    """Whether a value stands on the fence or outside."""
    low, high = around
    return value <= low or value >= high


def without_one(
    value: Decimal, ordered: Sequence[Decimal], times: Decimal
) -> tuple[Decimal, Decimal, bool]:
    """The lowest and highest percentile with any one peer left out, and whether the verdict of
    the fence is the same each time. Needs two peers at least.
    """
    below, up_to, size = bisect_left(ordered, value), bisect_right(ordered, value), len(ordered)
    doubled = [
        rest
        for there, rest in (
            (below > 0, below + up_to - 2),
            (up_to > below, below + up_to - 1),
            (up_to < size, below + up_to),
        )
        if there
    ]
    ranks = [HUNDRED * twice / (2 * (size - 1)) for twice in doubled]
    verdicts = {_verdict(value, ordered, left_out, times) for left_out in range(size + 1)}
    return min(ranks), max(ranks), len(verdicts) == 1


def _verdict(
    value: Decimal, ordered: Sequence[Decimal], left_out: int, times: Decimal
) -> bool | None:
    around = fence(_quartiles_without(ordered, left_out), times)
    return None if around is None else is_outlier(value, around)
