"""What changes hands of the price itself: deductions, refunds, pay for the part performed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kg.exposure.ground import HUNDRED, Ground
from kg.exposure.law import source
from kg.exposure.outcome import OTHER, Claim, Side, Step
from kg.exposure.said import said, yuan
from kg.exposure.span import NOTHING, ZERO, Span, heaviest
from kg.exposure.terms import number, same_clause
from kg.exposure.wording import fee_of, is_deposit
from ontology.facts import Term
from ontology.vocabulary import Words


def deductions(ground: Ground, side: Side) -> tuple[Claim, ...]:
    """What the buyer may take off the price, the heaviest of several powers."""
    if side != "vendor" or ground.days == 0:
        return ()
    claims = [_deduction(term, ground) for term in _cuts(ground, OTHER[side])]
    if len(claims) < 2:
        return tuple(claims)
    claims.sort(key=lambda claim: claim.span.amount or ZERO, reverse=True)
    span = heaviest([claim.span for claim in claims], together=True)
    span = span.capped(Span(span.low, span.amount, ground.price.span.high))
    reasons = (*(r for claim in claims for r in claim.reasons), said("alternatives"))
    beside = tuple(
        Step(ZERO, said("not_beside", sum=yuan(claim.span.amount)), claim.steps[0].term)
        for claim in claims[1:]
    )
    steps = (*claims[0].steps, *beside)
    return (Claim(span, steps, "deduction", limited=False, reasons=reasons),)


def _cuts(ground: Ground, holder: Side) -> tuple[Term, ...]:
    """The powers to cut the price, those of the scenario's first trigger that has any."""
    terms = ground.of("deduction", "holder", holder)
    for trigger in ground.scenario.deductions:
        found = tuple(t for t in terms if (t.keys.get("trigger") or "other") == trigger)
        if found:
            return found
    return ()


def _deduction(term: Term, ground: Ground) -> Claim:
    price, tiers = ground.fee(fee_of(term.quote)), term.keys.get("tiers") or ()
    reasons: tuple[Words, ...] = price.reasons
    most = _cut(tiers, ground.scenario.score) if tiers else number(term.keys.get("max_percent"))
    least = None if tiers else number(term.keys.get("min_percent"))
    if most is None:
        step = Step(None, said("deduction_open"), term)
        span = Span(ZERO, None, price.span.high)
        reasons = (*reasons, said("deduction_unknown"))
        return Claim(span, (step,), "deduction", limited=False, reasons=reasons)
    if most < 0:  # a grade that pays more than the price
        most, reasons = ZERO, (*reasons, said("negative"))
    share = price.span.times(min(most, HUNDRED) / HUNDRED)
    if least is not None:
        share = Span(price.span.low * min(least, most) / HUNDRED, share.amount, share.high)
        reasons = (*reasons, said("deduction_range"))
    why = said("deduction", price=yuan(price.span.amount), percent=most, sum=yuan(share.amount))
    return Claim(share, (Step(share.amount, why, term),), "deduction", False, reasons=reasons)


def _cut(tiers: Sequence[dict[str, str | None]], score: Decimal | None) -> Decimal | None:
    """What is cut in percent: at a score, else in the lowest grade."""
    pays = [
        Decimal(str(tier["pay_percent"])) for tier in tiers if score is None or _within(tier, score)
    ]
    if not pays:
        return ZERO
    return HUNDRED - min(pays)


def _within(tier: dict[str, str | None], score: Decimal) -> bool:
    low, high = number(tier.get("min")), number(tier.get("max"))
    return (low is None or score >= low) and (high is None or score < high)


def refunds(ground: Ground, side: Side) -> tuple[Claim, ...]:
    """What the vendor gives back, and what the buyer still pays, when the contract ends."""
    if ground.days == 0:
        return ()
    if side == "buyer":
        return (_settlement(ground),) if ground.scenario.ending else ()
    terms = _given_back(ground)
    if not terms:
        return (_by_restitution(ground, "vendor"),) if ground.scenario.ending else ()
    claims = [_refund(term, ground) for term in terms]
    most = max(claims, key=lambda claim: claim.span.amount or ZERO)
    span = heaviest([claim.span for claim in claims], together=False)
    reasons = tuple(reason for claim in claims for reason in claim.reasons)
    return (Claim(span, most.steps, "refund", limited=False, reasons=reasons),)


def _given_back(ground: Ground) -> list[Term]:
    """The refunds that this scenario wakes."""
    scenario = ground.scenario
    wanted = (*scenario.triggers, *(("termination",) if scenario.ending else ()))
    terms = [
        term
        for term in ground.of("refund", "payer", "vendor")
        if term.keys.get("trigger") in wanted and not is_deposit(term.quote)
    ]
    return _for_the_end(terms, ground)


def _for_the_end(terms: Sequence[Term], ground: Ground) -> list[Term]:
    """Those that stand with a right to end the contract used here, else those with none at all."""
    ending = ground.scenario.ending
    if ending is None:
        return list(terms)
    holders = ("buyer", "vendor", "both") if ending.by == "both" else (ending.by, "both")
    special: list[Term] = []
    general: list[Term] = []
    for term in terms:
        rights = [right for right in ground.terms("termination") if same_clause(right, term)]
        if not rights:
            general.append(term)
        elif any(
            right.keys.get("cause") in ending.causes and right.keys.get("holder") in holders
            for right in rights
        ):
            special.append(term)
    return special or general


def _refund(term: Term, ground: Ground) -> Claim:
    paid = ground.paid
    match term.keys.get("basis"):
        case "full":
            why = said("refund_full", paid=yuan(paid.span.amount))
            return _owed(paid.span, why, term, paid.reasons)
        case "formula":
            reasons = (*paid.reasons, said("formula"), *_faulty(ground))
            step = Step(None, said("refund_formula"), term)
            span = Span(ZERO, None, paid.span.high)
            return Claim(span, (step,), "refund", limited=False, reasons=reasons)
        case _:
            span = paid.span.over(ground.served)
            why = said("refund_rest", **_position(ground), sum=yuan(span.amount))
            return _owed(span, why, term, (*paid.reasons, *_clipped(ground, "vendor")))


def _settlement(ground: Ground) -> Claim:
    if any(term.keys.get("basis") == "full" for term in _given_back(ground)):
        # Who is given back all that was paid does not pay for the work on top.
        return Claim(NOTHING, (), limited=False)
    terms = _for_the_end(ground.of("settlement", "payer", "buyer"), ground)
    if not terms:
        return _by_restitution(ground, "buyer")
    term, paid = terms[0], ground.paid
    if term.keys.get("basis") == "formula":
        step = Step(None, said("settlement_formula"), term)
        reasons = (*paid.reasons, said("formula"), *_faulty(ground))
        span = Span(ZERO, None, ground.price.span.high)
        return Claim(span, (step,), "settlement", limited=False, reasons=reasons)
    span = ground.served.over(paid.span)
    why = said("settlement", **_position(ground), sum=yuan(span.amount))
    return _owed(span, why, term, (*paid.reasons, *_clipped(ground, "buyer")))


def _by_restitution(ground: Ground, side: Side) -> Claim:
    """Where the contract is silent the law gives back what was paid for nothing, and pays work."""
    paid, served = ground.paid, ground.served
    span = paid.span.over(served) if side == "vendor" else served.over(paid.span)
    if span == NOTHING:
        return Claim(NOTHING, (), limited=False)
    key = "refund_by_law" if side == "vendor" else "settlement_by_law"
    why = said(key, **_position(ground), sum=yuan(span.amount))
    step = Step(span.amount, why, None, source("restitution"))
    reasons = (*ground.price.reasons, *paid.reasons, said(f"{key}_reason"))
    return Claim(span, (step,), "refund", limited=False, reasons=reasons)


def _owed(span: Span, why: Words, term: Term, reasons: tuple[Words, ...]) -> Claim:
    return Claim(span, (Step(span.amount, why, term),), "refund", limited=False, reasons=reasons)


def _position(ground: Ground) -> dict[str, Words]:
    return {"paid": yuan(ground.paid.span.amount), "served": yuan(ground.served.amount)}


def _clipped(ground: Ground, side: Side) -> tuple[Words, ...]:
    """Why a difference comes to nothing."""
    paid, served = ground.paid.span.amount, ground.served.amount
    if paid is None or served is None or paid == served:
        return ()
    if side == "vendor":
        return (said("nothing_to_refund"),) if paid < served else ()
    return (said("nothing_to_settle"),) if served < paid else ()


def _faulty(ground: Ground) -> tuple[Words, ...]:
    kinds = {defect.kind for defect in ground.facts.defects}
    return (said("formula_error"),) if "formula_error" in kinds else ()
