"""Where one value stands among those of its peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.benchmark.measures import limits
from kg.benchmark.observing import Why
from kg.benchmark.statistics import (
    Fence,
    Quartiles,
    fence,
    is_outlier,
    percentile_rank,
    quartiles,
    without_one,
)
from ontology.values import Json


@dataclass(frozen=True, slots=True)
class Vote:
    """What one peer says, and the family of forms that it descends from."""

    value: Decimal
    family: str


@dataclass(frozen=True, slots=True)
class Stability:
    """What leaving any one peer out can change: the range of the percentile, and the verdict."""

    lowest: Decimal
    highest: Decimal
    verdict_holds: bool


@dataclass(frozen=True, slots=True)
class Position:
    """A value among its peers; a figure that cannot be given is `None`, and `why` says it.

    `n` counts contracts, `effective_n` the families of forms that they descend from.
    """

    n: int
    effective_n: int
    percentile: Decimal | None = None
    quartiles: Quartiles | None = None
    fence: Fence | None = None
    outlier: bool | None = None
    stability: Stability | None = None
    why: tuple[Why, ...] = ()

    def to_json(self) -> dict[str, Json]:
        held = self.stability
        return {
            "percentile": _number(self.percentile),
            "n": self.n,
            "effective_n": self.effective_n,
            "quartiles": [_number(q) for q in self.quartiles] if self.quartiles else None,
            "fence": [_number(q) for q in self.fence] if self.fence else None,
            "outlier": self.outlier,
            "stability": None
            if held is None
            else {
                "percentile": [_number(held.lowest), _number(held.highest)],
                "outlier_holds": held.verdict_holds,
            },
            "why": [reason.value for reason in self.why],
        }


def position(
    value: Decimal | None, votes: Sequence[Vote], *, minimum: int | None = None
) -> Position:
    """Where a value stands among the votes of its peers, one vote a peer.

    Below `minimum` peers (by default that of `measures.yaml`) there is no figure but the counts;
    of no value only the quartiles of the peers are told.
    """
    counts = Position(len(votes), len({vote.family for vote in votes}))
    least = max(limits().minimum if minimum is None else minimum, 2)
    if counts.n < least:
        return Position(counts.n, counts.effective_n, why=(Why.TOO_FEW,))
    ordered = sorted(vote.value for vote in votes)
    found = quartiles(ordered)
    around = fence(found, limits().fence)
    flat = () if around else (Why.ZERO_SPREAD,)
    if value is None:
        return Position(counts.n, counts.effective_n, quartiles=found, fence=around, why=flat)
    return Position(
        counts.n,
        counts.effective_n,
        percentile=percentile_rank(value, ordered),
        quartiles=found,
        fence=around,
        outlier=is_outlier(value, around) if around else None,
        stability=Stability(*without_one(value, ordered, limits().fence)),
        why=flat,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(round(value, 12))
