"""One contract against its peers: each value in its place, and what peers have that it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from kg.benchmark.law import Drawn, law_lines
from kg.benchmark.measures import limits, units
from kg.benchmark.observing import Observation, Why, observe
from kg.benchmark.peers import Choice, Group, peer_members, peers, same_side
from kg.benchmark.pool import Pool, types_of
from kg.benchmark.position import Position, position
from kg.benchmark.profiles import Profile, profile_of
from kg.grades import Favours, Side
from kg.identity import contract_id, digest
from ontology.facts import Facts
from ontology.term_types import term_types
from ontology.values import Json

OTHER: Mapping[str, Side] = {"buyer": "vendor", "vendor": "buyer"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A value of the contract, its peers, where it stands among them, and lines of the law.

    `perpetual` counts the peers that have the term without an end, which no figure holds.
    """

    seen: Observation
    group: Group
    position: Position
    law: tuple[Drawn, ...]
    perpetual: int

    @property
    def favours(self) -> Favours:
        """Whom the value favours against the middle of the peers."""
        found, measure = self.position.quartiles, self.seen.of
        value = self.seen.value
        if found is None or value is None or value == found[1] or self.seen.side not in OTHER:
            return "none"
        side: Favours = "buyer" if self.seen.side == "buyer" else "vendor"
        helps = {"helps": value > found[1], "burdens": value < found[1]}.get(measure.higher)
        if helps is None:
            return "none"
        return side if helps else OTHER[side]

    def to_json(self) -> dict[str, Json]:
        seen, measure = self.seen, self.seen.of
        placed = self.position.to_json()
        why = ([seen.why.value] if seen.why else []) + placed.pop("why")
        return {
            "term": measure.term,
            "key": measure.key,
            "measure": measure.id,
            "title": asdict(measure.title),
            "side": seen.side,
            "value": None if seen.value is None else float(seen.value),
            "unit": measure.unit,
            "unit_title": asdict(units()[measure.unit]),
            **placed,
            "peers": self.group.to_json(),
            "perpetual": self.perpetual,
            "favours": self.favours,
            "law": [line.to_json() for line in self.law],
            "quote": seen.quote,
            "clause": seen.clause,
            "start": seen.start if seen.start >= 0 else None,
            "end": seen.end if seen.end >= 0 else None,
            "missing": False,
            "why": why,
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """A type of term that the contract lacks and `having` of `n` peers have.

    `families` of the `effective_n` families of forms among the peers have it in some contract.
    """

    type: str
    having: int
    n: int
    families: int
    effective_n: int
    group: tuple[tuple[str, Json], ...]

    @property
    def share(self) -> Decimal:
        return Decimal(self.having) / self.n

    def to_json(self) -> dict[str, Json]:
        absent = dict.fromkeys(
            ("key", "measure", "side", "value", "unit", "unit_title", "percentile", "quartiles")
        )
        return {
            "term": self.type,
            **absent,
            "title": asdict(term_types()[self.type].title),
            "n": self.n,
            "effective_n": self.effective_n,
            "outlier": None,
            "peers": {"group": dict(self.group), "having": self.having, "families": self.families},
            "quote": "",
            "clause": None,
            "missing": True,
            "share": float(round(self.share, 12)),
            "why": [],
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """What a benchmark says of one contract."""

    profile: Profile
    values: tuple[Placed, ...]
    missing: tuple[Missing, ...]


def standing(
    facts: Facts, pool: Pool, choice: Choice | None = None, on: date | None = None
) -> Standing:
    """Every value of a contract among its peers, and the usual terms that it lacks.

    The contract itself is left out of the pool. The law is that of the day of signing, in a draft
    that of `on`, without it the latest.
    """
    chosen = choice or Choice()
    profile = profile_of(facts)
    others = pool.without(marks(facts))
    day = _signed(facts) or on
    values = tuple(place(seen, profile, others, chosen, day) for seen in observe(facts))
    return Standing(profile, values, usual_missing(facts, profile, others, chosen))


def marks(facts: Facts) -> tuple[str, str]:
    """How this contract is marked in a pool: of a store, and of the baseline."""
    id_ = contract_id(facts)
    return id_, baseline_mark(id_)


def baseline_mark(id_: str) -> str:
    """The mark of a contract in the baseline, from which its id cannot be told."""
    return f"b{digest('baseline', id_)[:12]}"


def place(
    seen: Observation, profile: Profile, pool: Pool, choice: Choice, on: date | None = None
) -> Placed:
    """One value among its peers."""
    group = peers(pool, seen, profile, choice)
    endless = {
        point.member.mark
        for point in pool.points.get(seen.measure, ())
        if point.seen.why is Why.PERPETUAL
        and same_side(point.seen.side, seen.side)
        and profile.matches(point.member.profile, group.dimensions)
    }
    votes = [point.vote for point in group.points]
    return Placed(
        seen, group, position(seen.value, votes), law_lines(seen, profile, on), len(endless)
    )


def usual_missing(
    facts: Facts, profile: Profile, pool: Pool, choice: Choice | None = None
) -> tuple[Missing, ...]:
    """The types of terms that the contract lacks and most of its peers have, the usual first."""
    has = types_of(facts)
    chosen = choice or Choice()
    dimensions, members = peer_members(pool, profile, chosen)
    if len(members) < limits().minimum:
        return ()
    group = tuple((name, getattr(profile, name)) for name in dimensions)
    forms = {member.family for member in members}
    found: list[Missing] = []
    for type_ in term_types():
        having = [member.family for member in members if type_ in member.has]
        told = Missing(type_, len(having), len(members), len(set(having)), len(forms), group)
        share = Decimal(told.families) / told.effective_n if chosen.by_family else told.share
        if type_ not in has and share >= limits().usual:
            found.append(told)
    return tuple(sorted(found, key=lambda missing: (-missing.having, missing.type)))


def _signed(facts: Facts) -> date | None:
    day = facts.contract.signed_on
    return date.fromisoformat(f"{day}-01"[:10]) if day else None
