"""Ask, fallback and walk-away: from the middle half of what peers have, else from the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from kg.benchmark import Choice, Observation, Placed, Pool, Profile, place
from kg.brief.grants import OTHER
from kg.brief.matters import Ladder
from kg.finding import both
from kg.grades import Side
from kg.rule import Remedy
from ontology.values import Json, decimal_text
from ontology.vocabulary import Words

Source = Literal["peers", "rule"]


@dataclass(frozen=True, slots=True)
class Demand:
    """One of the three positions: its words, the figure in them, and its rank (3 the best)."""

    words: Words
    figure: Decimal | None
    rank: int

    def to_json(self) -> dict[str, Json]:
        figure = None if self.figure is None else decimal_text(self.figure)
        return {**both(self.words), "figure": figure, "rank": self.rank}


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The three positions of one side, where they come from, and the value now."""

    ask: Demand
    fallback: Demand
    walk_away: Demand
    source: Source
    higher: bool
    now: Decimal | None
    placed: Placed | None


@dataclass(frozen=True, slots=True)
class Field:
    """The values of a contract, and what they are compared with."""

    seen: tuple[Observation, ...]
    profile: Profile
    pool: Pool
    choice: Choice

    def placed(self, ladder: Ladder, side: Side) -> Placed | None:
        """The value of the contract that the ladder is about, the worst for the side of several.

        Where the contract has none, its peers; `None` where the ladder is compared with nothing.
        """
        whose = side if ladder.whose == "me" else OTHER[side]
        seen = [
            one
            for one in self.seen
            if one.measure in ladder.measures
            and one.side in (whose, "both")
            and one.value is not None
        ]
        if seen:
            worst = (min if ladder.higher else max)(seen, key=lambda one: one.value or Decimal(0))
            return place(worst, self.profile, self.pool, self.choice)
        if not ladder.measures:
            return None
        nothing = Observation(ladder.measures[0], whose, None)
        return place(nothing, self.profile, self.pool, self.choice)


def standpoint(
    ladder: Ladder, names: dict[str, str], remedy: Remedy | None, side: Side, placed: Placed | None
) -> Standpoint | None:
    """The positions of a side; `None` where the contract is as good already as any ask."""
    if ladder.steps is None or ladder.words is None:
        return _in_words(ladder, remedy, side, names)
    now = placed.seen.value if placed else None
    observed = _figures(ladder, placed)
    source: Source = "peers" if observed and _better(observed[0], now, ladder) else "rule"
    figures = observed if observed and source == "peers" else ladder.steps
    if not _better(figures[0], now, ladder):
        return None
    ask, fallback, walk_away = (
        Demand(filled(ladder.words, {**names, "figure": decimal_text(figure)}), figure, 3 - i)
        for i, figure in enumerate(_held(figures, now, ladder))
    )
    return Standpoint(ask, fallback, walk_away, source, ladder.higher, now, placed)


def _in_words(
    ladder: Ladder, remedy: Remedy | None, side: Side, names: dict[str, str]
) -> Standpoint | None:
    """The remedy of one's own side, what lies between, and the remedy that the other side has."""
    if ladder.middle is None or remedy is None:
        return None
    mine = remedy.vendor if side == "vendor" else remedy.buyer
    theirs = remedy.buyer if side == "vendor" else remedy.vendor
    middle = filled(ladder.middle, names)
    return Standpoint(
        Demand(mine, None, 3),
        Demand(middle, None, 2),
        Demand(theirs, None, 1),
        "rule",
        True,
        None,
        None,
    )


Figures = tuple[Decimal, Decimal, Decimal]


def _figures(ladder: Ladder, placed: Placed | None) -> Figures | None:
    """The middle half of the peers, the best end first; `None` without spread or peers.

    Nobody is asked for more than the rules would, as long as that is better than what is usual.
    """
    found = placed.position.quartiles if placed else None
    if placed is None or found is None or ladder.steps is None:
        return None
    low, middle, high = (_short(value, placed.seen.of.unit) for value in found)
    if not low < middle < high:
        return None
    best, worst = (high, low) if ladder.higher else (low, high)
    usual = ladder.steps[0]
    if _better(best, usual, ladder) and _better(usual, middle, ladder):
        best = usual
    return best, middle, worst


def _short(value: Decimal, unit: str) -> Decimal:
    """A figure that can be written into a contract: whole days, else two digits at least."""
    if unit in ("days", "months", "times"):
        return max(value.quantize(Decimal(1), ROUND_HALF_EVEN), Decimal(1))
    if value == 0:
        return Decimal(0)
    digits = Decimal(1).scaleb(min(value.adjusted() - 1, 0))
    return value.quantize(digits, ROUND_HALF_EVEN).normalize() + Decimal(0)


def _better(one: Decimal, other: Decimal | None, ladder: Ladder) -> bool:
    if other is None:
        return True
    return one > other if ladder.higher else one < other


def _held(figures: Figures, now: Decimal | None, ladder: Ladder) -> Figures:
    """Nobody falls back behind what the contract says already, but half the way there."""
    ask, fallback, walk_away = figures
    if now is None or _better(walk_away, now, ladder):
        return figures
    if not _better(fallback, now, ladder):
        fallback = (ask + now) / 2
    return ask, fallback, now


def filled(words: Words, names: dict[str, str]) -> Words:
    """Words with the sides, and the figure, put in: English words end a side's name in `_en`."""
    zh = {key: value for key, value in names.items() if not key.endswith("_en")}
    en = {**zh, **{key.removesuffix("_en"): v for key, v in names.items() if key.endswith("_en")}}
    return Words(words.zh.format(**zh), words.en.format(**en))


def share_with(placed: Placed | None, figure: Decimal | None, ladder: Ladder) -> Decimal | None:
    """The share of the peers that have a figure at least as good."""
    if placed is None or figure is None or not placed.group.points:
        return None
    values: Sequence[Decimal] = [point.vote.value for point in placed.group.points]
    got = [value for value in values if not _better(figure, value, ladder)]
    return Decimal(len(got)) / len(values)
