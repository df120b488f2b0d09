"""Which penalties fall due together: tiers, alternatives, escalations, one for each breach.

Different breaches add up. For one breach, tiers of one clause follow each other; of several
penalties that say the same or stand side by side, the heaviest counts and the rest only widens the
range; one that is due only with the end of the contract, or after repetition, counts there only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from kg.exposure.ground import Ground
from kg.exposure.outcome import OTHER, Capped, Claim, Side, Step
from kg.exposure.penalty import Penalty, measure, read_penalty
from kg.exposure.said import said, yuan
from kg.exposure.span import NOTHING, Span, heaviest, last, total
from kg.exposure.terms import parent, pays_out, same_clause, triggers_of, whole
from ontology.facts import Term


def penalties(ground: Ground, side: Side) -> tuple[Claim, ...]:
    """What this side owes in penalties, one claim for each breach."""
    scenario = ground.scenario
    ending = _of_the_end(ground, side)
    found = [p for p in _woken(ground, side, scenario.triggers) if p.term not in ending]
    claims = [_breach(group, ground) for group in _by_trigger(found)]
    if ending:
        due = [measure(read_penalty(term, ground), ground) for term in ending]
        claims.append(_heaviest(due, together=False))
    if claims:
        return tuple(claims)
    return _nearest(ground, side)


def _nearest(ground: Ground, side: Side) -> tuple[Claim, ...]:
    """The nearest clause where none fits; one that grows by the hour or day is about its own."""
    for trigger in ground.scenario.or_else:
        group = _woken(ground, side, (trigger,))
        claim = _breach([p for p in group if not p.timed] or group, ground) if group else None
        if claim is not None and claim.steps:
            reasons = (*claim.reasons, said("general_clause"))
            return (replace(claim, span=claim.span.from_zero(), reasons=reasons),)
    return ()


def _of_the_end(ground: Ground, side: Side) -> list[Term]:
    """The single sums due because the other side ends the contract for one of the causes."""
    ending = ground.scenario.ending
    if ending is None:
        return []
    rights = [
        right
        for right in ground.of("termination", "holder", OTHER[side])
        if right.keys.get("cause") in ending.causes
    ]
    due = _distinct(t for t in ground.of("penalty", "payer", side) if pays_out(t, side))
    return [
        term
        for term in due
        if not read_penalty(term, ground).graded
        and any(_goes_with(right, term) for right in rights)
    ]


def _woken(ground: Ground, side: Side, triggers: Sequence[str]) -> tuple[Penalty, ...]:
    terms = (
        term
        for term in ground.of("penalty", "payer", side)
        if term.keys.get("trigger") in triggers and pays_out(term, side)
    )
    return tuple(read_penalty(term, ground) for term in _distinct(terms))


def _distinct(terms: Iterable[Term]) -> Iterable[Term]:
    """Without those said twice: the same words for two breaches, or the same figure for one."""
    seen: set[tuple[str, str]] = set()
    for term in terms:
        figure = json.dumps([term.keys.get("rate"), term.keys.get("amount")], sort_keys=True)
        keys = {(str(term.keys.get("trigger")), figure), (f"“{term.quote}", figure)}
        if not keys & seen:
            yield term
        seen |= keys


def _by_trigger(found: Iterable[Penalty]) -> Iterable[Sequence[Penalty]]:
    groups: dict[str, list[Penalty]] = {}
    for penalty in found:
        groups.setdefault(penalty.trigger, []).append(penalty)
    return groups.values()


def _breach(group: Sequence[Penalty], ground: Ground) -> Claim:
    """All penalties for one breach: the heaviest clause, and what would come on top later."""
    graded = any(penalty.graded for penalty in group)
    later = [p for p in group if _escalates(p, ground, graded=graded)]
    now = [penalty for penalty in group if penalty not in later]
    claims = [_clause(held, ground) for held in _by_clause(now)]
    trigger = group[0].trigger
    claim = _heaviest(claims, together=True) if claims else _together((), trigger)
    for penalty in later:
        claim = _escalated(claim, measure(penalty, ground))
    return claim


def _by_clause(group: Iterable[Penalty]) -> Iterable[Sequence[Penalty]]:
    """Clause by clause; the items of one list that begin after different delays are its tiers."""
    families: dict[str | None, list[Penalty]] = {}
    for penalty in group:
        families.setdefault(parent(penalty.term.clause), []).append(penalty)
    for family in families.values():
        starts = [penalty.grace for penalty in family if penalty.graded]
        if len(starts) > 1 and len(set(starts)) == len(starts):
            yield family
            continue
        clauses: dict[str | None, list[Penalty]] = {}
        for penalty in family:
            clauses.setdefault(penalty.term.clause, []).append(penalty)
        yield from clauses.values()


def _clause(held: Sequence[Penalty], ground: Ground) -> Claim:
    """The penalties of one clause: what runs, and what is due at once."""
    running = _tiers([penalty for penalty in held if penalty.graded], ground)
    steps = [measure(p, ground) for p in held if not p.graded and p.grace]
    plain = [measure(p, ground) for p in held if not p.graded and not p.grace]
    parts = [running] if running else []
    parts += [_last(steps)] if steps else []
    parts += [_heaviest(plain, together=True)] if plain else []
    return _together(parts, held[0].trigger)


def _escalates(penalty: Penalty, ground: Ground, *, graded: bool) -> bool:
    """Whether a single sum is due only on repetition or at the end of the contract."""
    if penalty.graded or penalty.grace:
        return False
    if graded:
        return True
    rights = (right for right in ground.terms("termination") if _goes_with(right, penalty.term))
    return any(_before(right, penalty.term, ground) for right in rights)


def _before(right: Term, penalty: Term, ground: Ground) -> bool:
    """Whether a right comes first, so that what follows is due with it; a list of grounds does."""
    if right.clause != penalty.clause:
        return parent(right.clause) == whole(penalty.clause)
    if right.start >= 0 and penalty.start >= 0:
        return right.start < penalty.start
    order = ground.facts.terms
    return order.index(right) < order.index(penalty)


def _goes_with(right: Term, penalty: Term) -> bool:
    """Whether a right to end the contract and a penalty stand together for one cause."""
    if not same_clause(right, penalty):
        return False
    triggers = triggers_of(str(right.keys.get("cause")))
    return triggers is None or penalty.keys.get("trigger") in triggers


def _tiers(running: Sequence[Penalty], ground: Ground) -> Claim | None:
    """Penalties that grow: each tier runs until the next one begins."""
    if not running:
        return None
    starts = sorted({penalty.grace for penalty in running})
    ends: dict[Fraction, Fraction | None] = {**dict(pairwise(starts)), starts[-1]: None}
    claims = [
        _heaviest(
            [measure(p, ground, ends[start]) for p in running if p.grace == start], together=True
        )
        for start in starts
    ]
    claim = _together(claims, running[0].trigger)
    caps = [penalty.cap for penalty in running if penalty.cap is not None]
    if len(claims) < 2 or len(caps) < len(running):
        return claim
    widest = max(caps, key=lambda cap: cap.amount or Decimal(0))
    span = claim.span.capped(widest)
    if claim.span.amount is None or span.amount is None or span.amount == claim.span.amount:
        return replace(claim, span=span)
    taken = Step(
        span.amount - claim.span.amount,
        said("rate_cap", cap=yuan(widest.amount)),
        running[-1].term,
    )
    capped = Capped("rate", widest.amount, running[-1].term)
    return replace(claim, span=span, steps=(*claim.steps, taken), capped=capped)


def _heaviest(claims: Sequence[Claim], *, together: bool) -> Claim:
    """The claim that comes to most; the others are named beside it and open the range."""
    if len(claims) == 1:
        return claims[0]
    most = max(claims, key=lambda claim: claim.span.amount or Decimal(0))
    others = [claim for claim in claims if claim is not most]
    beside = tuple(
        Step(Decimal(0), said("not_beside", sum=yuan(claim.span.amount)), claim.steps[0].term)
        for claim in others
        if claim.steps
    )
    span = heaviest([claim.span for claim in claims], together=together)
    told = (said("alternatives"),) if most.steps else ()
    reasons = (*most.reasons, *(r for claim in others for r in claim.reasons), *told)
    return replace(most, span=span, steps=(*most.steps, *beside), reasons=reasons)


def _last(claims: Sequence[Claim]) -> Claim:
    """Of single sums after longer and longer delay, the one that has been reached."""
    most = max(claims, key=lambda claim: claim.span.amount or Decimal(0))
    return replace(most, span=last(claim.span for claim in claims))


def _together(claims: Sequence[Claim], trigger: str) -> Claim:
    """Claims that add up, as one."""
    return Claim(
        span=total(claim.span for claim in claims) if claims else NOTHING,
        steps=tuple(step for claim in claims for step in claim.steps),
        trigger=trigger,
        penal=True,
        capped=next((claim.capped for claim in claims if claim.capped), None),
        reasons=tuple(reason for claim in claims for reason in claim.reasons),
    )


def _escalated(claim: Claim, later: Claim) -> Claim:
    """With what would be due on top if the contract were ended or the breach repeated."""
    if not later.steps:
        return claim
    high = total([Span(claim.span.low, claim.span.amount, claim.span.high), later.span]).high
    step = Step(Decimal(0), said("only_later", sum=yuan(later.span.amount)), later.steps[0].term)
    return replace(
        claim,
        span=replace(claim.span, high=high),
        steps=(*claim.steps, step),
        reasons=(*claim.reasons, *later.reasons, said("escalation")),
    )
