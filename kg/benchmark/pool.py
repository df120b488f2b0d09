"""The contracts that a value is compared with, from wherever they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Literal

from kg.benchmark.measures import measures
from kg.benchmark.observing import Observation
from kg.benchmark.position import Vote
from kg.benchmark.profiles import Profile
from ontology.facts import Facts

Source = Literal["store", "gold", "machine"]
"""A contract of a store, or of the baseline: read by people, or by the reader."""


@dataclass(frozen=True, slots=True)
class Member:
    """A contract of a pool; `has` are the types of terms that it has or leaves to be filled in.

    `mark` is the id of the contract, of a contract of the baseline a digest of it.
    """

    mark: str
    family: str
    profile: Profile
    source: Source
    name: str | None = None
    has: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a contract of a pool."""

    member: Member
    seen: Observation

    @property
    def vote(self) -> Vote:
        if self.seen.value is None:
            raise ValueError("a point without a number has no vote")
        return Vote(self.seen.value, self.member.family)


@dataclass(frozen=True, slots=True)
class Pool:
    """Contracts and what they say, by measure; nothing in it depends on the order of a store."""

    members: tuple[Member, ...] = ()
    points: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)

    def __add__(self, other: Pool) -> Pool:
        """Both together; a contract that both know is taken from the first."""
        known = {member.mark for member in self.members}
        return join((self, other.without(known)))

    def without(self, marks: Iterable[str]) -> Pool:
        """All but these contracts."""
        gone = frozenset(marks)
        if not any(member.mark in gone for member in self.members):
            return self
        return Pool(
            tuple(member for member in self.members if member.mark not in gone),
            {
                measure: tuple(point for point in points if point.member.mark not in gone)
                for measure, points in self.points.items()
            },
        )


def join(pools: Iterable[Pool]) -> Pool:
    """Pools that have no contract in common, as one."""
    every = tuple(pools)
    names = dict.fromkeys(chain.from_iterable(pool.points for pool in every))
    return Pool(
        tuple(chain.from_iterable(pool.members for pool in every)),
        MappingProxyType(
            {
                name: tuple(chain.from_iterable(pool.points.get(name, ()) for pool in every))
                for name in names
            }
        ),
    )


def pool_of(contracts: Iterable[tuple[Member, Iterable[Observation]]]) -> Pool:
    """A pool of contracts with their values."""
    members: list[Member] = []
    points: dict[str, list[Point]] = {}
    for member, seen in contracts:
        members.append(member)
        for one in seen:
            points.setdefault(one.measure, []).append(Point(member, one))
    return Pool(tuple(members), {name: tuple(found) for name, found in points.items()})


def spokesmen(points: Iterable[Point]) -> tuple[Point, ...]:
    """For each contract the one value that stands for it, as `several` of the measure says."""
    groups: dict[str, list[Point]] = {}
    for point in points:
        if point.seen.value is not None:
            groups.setdefault(point.member.mark, []).append(point)
    return tuple(_spokesman(group) for group in groups.values())


def _spokesman(group: list[Point]) -> Point:
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda point: (point.vote.value, point.seen.start))
    several = measures()[group[0].seen.measure].several
    if several == "lowest":
        return ordered[0]
    return ordered[-1] if several == "highest" else ordered[(len(ordered) - 1) // 2]


def one_a_family(points: Iterable[Point]) -> tuple[Point, ...]:
    """For each family the contract in the middle: of two the lower."""
    families: dict[str, list[Point]] = {}
    for point in points:
        families.setdefault(point.member.family, []).append(point)
    return tuple(
        sorted(group, key=lambda point: (point.vote.value, point.member.mark))[
            (len(group) - 1) // 2
        ]
        for group in families.values()
    )


def types_of(facts: Facts) -> frozenset[str]:
    """The types of terms that a contract has, leaves blank, or leaves to another paper."""
    read = {term.type for term in facts.terms}
    return frozenset(read | {r.type for r in facts.reviews if r.state in ("blank", "referred")})
