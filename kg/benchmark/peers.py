"""The peer group of a value: as close as possible, and widened step by step while it is small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.benchmark.measures import limits
from kg.benchmark.observing import Observation
from kg.benchmark.pool import Member, Point, Pool, one_a_family, spokesmen
from kg.benchmark.profiles import Profile, dimensions, widening
from ontology.values import Json


@dataclass(frozen=True, slots=True)
class Choice:
    """How peers are chosen: in which dimensions they must agree (`None`: all that are known).

    `widen` lets go of dimensions while there are fewer than enough peers; `by_family` gives each
    family of forms one vote.
    """

    dimensions: tuple[str, ...] | None = None
    widen: bool = True
    by_family: bool = False

    def asked(self) -> tuple[str, ...]:
        """The dimensions asked for."""
        return tuple(dimensions()) if self.dimensions is None else self.dimensions

    def start(self, profile: Profile) -> tuple[str, ...]:
        """The dimensions of the closest group: those asked for that the contract knows."""
        return tuple(name for name in profile.known() if name in self.asked())

    def unknown(self, profile: Profile) -> tuple[str, ...]:
        """The dimensions asked for that it does not."""
        return tuple(name for name in self.asked() if name not in profile.known())


@dataclass(frozen=True, slots=True)
class Step:
    """A dimension that was let go because there were only `n` peers with it."""

    dimension: str
    n: int


@dataclass(frozen=True, slots=True)
class Group:
    """The peers of one value: the dimensions that they share with it, and what was let go.

    `unknown` are dimensions in which the contract itself cannot be told.
    """

    profile: Profile
    dimensions: tuple[str, ...]
    widened: tuple[Step, ...]
    points: tuple[Point, ...]
    unknown: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        sources = [point.member.source for point in self.points]
        return {
            "group": {name: getattr(self.profile, name) for name in self.dimensions},
            "unknown": list(self.unknown),
            "widened": [{"without": step.dimension, "n": step.n} for step in self.widened],
            "sources": {name: sources.count(name) for name in ("store", "gold", "machine")},
        }


def peers(pool: Pool, seen: Observation, profile: Profile, choice: Choice) -> Group:
    """The peers of a value: contracts that state the same measure for the same side."""
    alike = [p for p in pool.points.get(seen.measure, ()) if same_side(p.seen.side, seen.side)]
    speaking = spokesmen(alike)
    held, steps = choice.start(profile), []
    found = _within(speaking, profile, held, choice)
    for dimension in widening():
        if not choice.widen or len(found) >= limits().enough:
            break
        if dimension in held:
            steps.append(Step(dimension, len(found)))
            held = tuple(name for name in held if name != dimension)
            found = _within(speaking, profile, held, choice)
    return Group(profile, held, tuple(steps), found, choice.unknown(profile))


def _within(
    points: Iterable[Point], profile: Profile, held: tuple[str, ...], choice: Choice
) -> tuple[Point, ...]:
    found = tuple(p for p in points if profile.matches(p.member.profile, held))
    return one_a_family(found) if choice.by_family else found


def same_side(one: str, other: str) -> bool:
    """What binds both sides binds either."""
    return one == other or "both" in (one, other)


def peer_members(
    pool: Pool, profile: Profile, choice: Choice
) -> tuple[tuple[str, ...], tuple[Member, ...]]:
    """The closest group that has enough contracts, whatever they say: dimensions and members."""
    held = choice.start(profile)
    found = tuple(m for m in pool.members if profile.matches(m.profile, held))
    for dimension in widening():
        if not choice.widen or len(found) >= limits().enough:
            break
        held = tuple(name for name in held if name != dimension)
        found = tuple(m for m in pool.members if profile.matches(m.profile, held))
    return held, found
