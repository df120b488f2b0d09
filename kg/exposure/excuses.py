"""When nothing is owed: excuses for late payment, and acts of government."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.exposure.ground import Ground
from kg.exposure.law import holds, source
from kg.exposure.limits import Limited
from kg.exposure.outcome import Claim, Side, Step
from kg.exposure.said import said
from kg.exposure.span import NOTHING, UNKNOWN, ZERO, Span
from ontology.facts import Term
from ontology.vocabulary import Words, closed_set


def excused(limited: Limited, ground: Ground, side: Side) -> Limited:
    """With the excuses that the contract gives this side: then it may owe nothing at all."""
    wanted = ground.scenario.excuses
    terms = [
        term
        for term in ground.of("payment_excuse", "holder", side)
        if term.keys.get("reason") in wanted
    ]
    if not terms or limited.span.high == 0:
        return limited
    by_quote: dict[str, list[Term]] = {}
    for term in terms:
        by_quote.setdefault(term.quote, []).append(term)
    steps = [Step(ZERO, said("excuse", reason=_why(same)), same[0]) for same in by_quote.values()]
    return replace(
        limited,
        span=limited.span.from_zero(),
        steps=(*limited.steps, *steps),
        reasons=(*limited.reasons, said("excused")),
    )


def _why(same: list[Term]) -> Words:
    known = closed_set("excuse_reasons").values
    words = [known[str(term.keys["reason"])].words for term in same]
    return Words("、".join(w.zh for w in words), ", ".join(w.en for w in words))


def government(ground: Ground, side: Side, on: date | None) -> tuple[Claim, ...]:
    """Whom an act of government excuses, and that a public buyer compensates for one."""
    claims: list[Claim] = []
    terms = [
        term
        for term in ground.terms("force_majeure")
        if term.keys.get("government_action") in (side, "both")
    ]
    if terms:
        step = Step(ZERO, said("government_excuses"), terms[0])
        claims.append(Claim(NOTHING, (step,), limited=False))
    else:
        step = Step(ZERO, said("government_by_law"), None, source("force_majeure"))
        reasons = (said("government_open"),)
        claims.append(Claim(Span(ZERO, ZERO, None), (step,), limited=False, reasons=reasons))
    if side == "buyer" and _public(ground) and holds("compensate", on):
        step = Step(None, said("compensation"), None, source("compensate"))
        reasons = (said("compensation_open"),)
        claims.append(Claim(UNKNOWN, (step,), limited=False, reasons=reasons))
    return tuple(claims)


def _public(ground: Ground) -> bool:
    return any(p.role == "buyer" and p.kind == "public_body" for p in ground.facts.parties)
