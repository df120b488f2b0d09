"""The sum of it: what each side owes in a scenario, its steps, its range, and a court's view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kg.exposure.beside import beside, nobody_named
from kg.exposure.court import court
from kg.exposure.excuses import excused, government
from kg.exposure.ground import Ground
from kg.exposure.limits import Limited, limit
from kg.exposure.losses import by_law, losses
from kg.exposure.outcome import CENT, OTHER, Claim, Court, Exposure, Side, Step, cents
from kg.exposure.price import deductions, refunds
from kg.exposure.said import joined, said, yuan
from kg.exposure.scenario import Scenario
from kg.exposure.span import ZERO, Span
from kg.exposure.stacking import penalties
from kg.exposure.wording import prime_times
from ontology.facts import Facts, Term
from ontology.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a curve: what is owed after so many days."""

    days: int
    amount: Decimal | None
    low: Decimal
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class _Owed:
    claims: tuple[Claim, ...]
    limited: Limited


def expose(facts: Facts, scenario: Scenario, *, on: date | None = None) -> tuple[Exposure, ...]:
    """Who owes whom how much: one result for each of the scenario's days and each owing side.

    The law is that of the day of signing, for an unsigned contract of `on`, else the latest.
    """
    day = _signed(facts) or on
    found: list[Exposure] = []
    for days in scenario.days or (None,):
        ground = Ground(facts, scenario, days, day)
        owed = {side: _owed(ground, side, day) for side in scenario.owes}
        taken = _set_off(ground, owed)
        found += [_exposure(ground, side, owed[side], taken.get(side), day) for side in owed]
    return tuple(found)


def curve(
    facts: Facts, scenario: Scenario, days: Iterable[int], *, on: date | None = None
) -> dict[Side, tuple[Point, ...]]:
    """What each side owes day by day, for drawing."""
    points: dict[Side, list[Point]] = {side: [] for side in scenario.owes}
    for day in days:
        for found in expose(facts, scenario.at(day), on=on):
            points[found.side].append(Point(day, found.amount, found.low, found.high))
    return {side: tuple(listed) for side, listed in points.items()}


def _owed(ground: Ground, side: Side, on: date | None) -> _Owed:
    claims: list[Claim] = []
    if ground.scenario.in_breach == side:
        due = penalties(ground, side)
        claims += due
        loss = losses(ground, side, due)
        if loss is not None:
            claims.append(loss)
        lawful = None if _agreed(claims, ground) else by_law(ground, on)
        if lawful is not None:
            claims.append(lawful)
    claims += deductions(ground, side)
    claims += refunds(ground, side)
    if ground.scenario.government:
        claims += government(ground, side, on)
    limited = limit(claims, ground, side)
    return _Owed(tuple(claims), excused(limited, ground, side))


def _agreed(claims: Iterable[Claim], ground: Ground) -> bool:
    """Whether the contract itself settles this; a penalty left blank settles no interest."""
    if ground.scenario.silence != "interest":
        return any(True for _ in claims)
    terms = (step.term for claim in claims if claim.penal for step in claim.steps)
    return any(
        t and (t.keys.get("rate") or t.keys.get("amount") or prime_times(t.quote)) for t in terms
    )


def _exposure(
    ground: Ground, side: Side, owed: _Owed, taken: tuple[Span, Step] | None, on: date | None
) -> Exposure:
    scenario, limited = ground.scenario, owed.limited
    span, steps = limited.span, (*limited.steps, *beside(ground, side))
    cut = court(owed.claims, limited, ground, on)
    if taken is not None:
        span, steps, cut = taken[0], (*steps, taken[1]), _less(cut, taken[1])
    reasons = (*limited.reasons, *nobody_named(ground, side))
    if span.amount == 0 and any(claim.span.amount is None for claim in owed.claims):
        span = replace(span, amount=None)
    if not steps:
        reasons = (*reasons, said("nothing_said"))
    if span.high is None:
        reasons = (*reasons, said("unbounded"))
    return Exposure(
        contract=ground.facts.document.name,
        scenario=scenario.id,
        side=side,
        days=ground.days,
        amount=cents(span.amount),
        low=span.low.quantize(CENT, ROUND_HALF_UP),
        high=cents(span.high),
        capped_by=limited.capped,
        steps=steps,
        assumes=_assumes(ground),
        reason=joined(reasons),
        court=cut,
    )


def _set_off(ground: Ground, owed: dict[Side, _Owed]) -> dict[Side, tuple[Span, Step]]:
    """Where both owe and one may set off, each owes only what it owes more than the other."""
    if len(owed) < 2:
        return {}
    spans = {side: one.limited.span for side, one in owed.items()}
    amounts = {side: span.amount for side, span in spans.items()}
    term = _power(ground, spans)
    smaller = min((a for a in amounts.values() if a is not None), default=ZERO)
    if term is None or smaller <= 0 or None in amounts.values():
        return {}
    why = said("set_off", sum=yuan(smaller))
    return {
        side: (span.over(spans[OTHER[side]]), Step(-smaller, why, term))
        for side, span in spans.items()
    }


def _less(cut: Court | None, taken: Step) -> Court | None:
    """A court's view of the balance after set-off, never below nothing."""
    if cut is None or cut.amount is None or taken.amount is None:
        return cut
    low = None if cut.low is None else max(ZERO, cut.low + taken.amount)
    return replace(cut, amount=max(ZERO, cut.amount + taken.amount), low=low)


def _power(ground: Ground, spans: dict[Side, Span]) -> Term | None:
    holders = (*spans, "both")
    return next((t for t in ground.terms("set_off") if t.keys.get("holder") in holders), None)


def _assumes(ground: Ground) -> Words:
    scenario = ground.scenario
    values = {
        "days": _both(ground.days if ground.days is not None else "—"),
        "sum": yuan(ground.late[0].span.amount) if scenario.overdue else Words("", ""),
        "events": _both(scenario.events),
        "served": _both(f"{scenario.served:f}"),
    }
    assumes = scenario.assumes
    zh = assumes.zh.format(**{name: words.zh for name, words in values.items()})
    en = assumes.en.format(**{name: words.en for name, words in values.items()})
    return Words(zh, en)


def _both(value: object) -> Words:
    return Words(str(value), str(value))


def _signed(facts: Facts) -> date | None:
    text = facts.contract.signed_on
    if text is None:
        return None
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")
