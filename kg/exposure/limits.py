"""Overall caps on liability: what they reach, what stands outside them, what they take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.exposure.ground import HUNDRED, Based, Ground
from kg.exposure.outcome import Capped, Claim, Side, Step
from kg.exposure.said import said, yuan
from kg.exposure.span import ZERO, Span, total
from kg.exposure.terms import in_yuan, number
from ontology.facts import Term
from ontology.values import Base
from ontology.vocabulary import Words

LEAKS = ("confidentiality", "data_breach")
"""A leak of data is a breach of secrecy as well: a carve-out for one may be read to cover both."""


@dataclass(frozen=True, slots=True)
class Limited:
    """All that is owed once an overall cap has been applied."""

    span: Span
    steps: tuple[Step, ...]
    capped: Capped | None
    reasons: tuple[Words, ...]


def limit(claims: Sequence[Claim], ground: Ground, side: Side) -> Limited:
    """Adds up what is owed, the part that a cap reaches no further than that cap."""
    steps = tuple(step for claim in claims for step in claim.steps)
    reasons = tuple(reason for claim in claims for reason in claim.reasons)
    capped = next((claim.capped for claim in reversed(claims) if claim.capped), None)
    every = total(claim.span for claim in claims)
    if not any(claim.limited for claim in claims):
        return Limited(every, steps, capped, reasons)
    cap, term, told = _cap(ground, side)
    if cap is None or term is None:
        return Limited(every, steps, capped, (*reasons, *told))
    carved = tuple(term.keys.get("carve_outs") or ())
    inside = [c.span for c in claims if c.limited and not _outside(c, carved, ground)]
    outside = [c.span for c in claims if not (c.limited and not _outside(c, carved, ground))]
    if not inside:
        return Limited(every, steps, capped, reasons)
    before = total(inside)
    after = before.capped(cap)
    span = total([after, *outside]) if outside else after
    if any(_perhaps_outside(claim, carved) for claim in claims):
        span = span.up_to(every.high)
        told = (*told, said("carve_out_leak"))
    if (after.amount, after.high) == (before.amount, before.high):
        return Limited(span, steps, capped, (*reasons, *told) if after != before else reasons)
    taken = _taken(before, after)
    why = said("liability_cap", cap=yuan(cap.amount))
    binding = bool(taken) or after.amount == cap.amount or span.amount is None
    return Limited(
        span,
        (*steps, Step(taken, why, term)),
        Capped("liability", cap.amount, term) if binding else capped,
        (*reasons, *told, *_below_instalment(cap, ground)),
    )


def _taken(before: Span, after: Span) -> Decimal | None:
    if before.amount is None or after.amount is None:
        return None
    return after.amount - before.amount


def _cap(ground: Ground, side: Side) -> tuple[Span | None, Term | None, tuple[Words, ...]]:
    """The lowest cap that protects this side, in yuan."""
    valued: list[tuple[Based, Term]] = []
    told: list[Words] = []
    for term in ground.of("liability_cap", "protects", side):
        worth = _worth(term, ground)
        if worth is None or worth.span.amount is None:
            told.append(said("cap_unknown"))
            told.extend(worth.reasons if worth else ())
        else:
            valued.append((worth, term))
    if not valued:
        return None, None, tuple(told)
    worth, term = min(valued, key=lambda item: item[0].span.amount or ZERO)
    return worth.span, term, (*told, *worth.reasons)


def _worth(term: Term, ground: Ground) -> Based | None:
    amount, percent = in_yuan(term.keys.get("amount")), number(term.keys.get("percent"))
    if amount is not None:
        return Based(Span.exact(amount))
    if percent is None:
        return None
    base = Base(term.keys.get("base") or "unspecified")
    if base is not Base.UNSPECIFIED:
        worth = ground.base(base)
        return Based(worth.span.times(percent / HUNDRED), worth.reasons)
    whole = ground.price.span.times(percent / HUNDRED).from_zero()
    return Based(whole, (*ground.price.reasons, said("cap_base")))


def _outside(claim: Claim, carved: tuple[str, ...], ground: Ground) -> bool:
    if claim.trigger in carved:
        return True
    general = claim.trigger in (None, "general_breach", "other")
    return general and any(trigger in carved for trigger in ground.scenario.triggers)


def _perhaps_outside(claim: Claim, carved: tuple[str, ...]) -> bool:
    leak = claim.limited and claim.trigger in LEAKS and claim.trigger not in carved
    return leak and any(trigger in carved for trigger in LEAKS)


def _below_instalment(cap: Span, ground: Ground) -> tuple[Words, ...]:
    largest = [span.amount for _, span in ground.instalments if span.amount is not None]
    if cap.amount is None or not largest or cap.amount >= max(largest):
        return ()
    return (said("cap_below", cap=yuan(cap.amount), instalment=yuan(max(largest))),)
