"""Losses to be made good beside penalties, and what the law gives where the text says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kg.exposure.ground import HUNDRED, Ground
from kg.exposure.law import figure, holds, source
from kg.exposure.outcome import Claim, Side, Step
from kg.exposure.said import said, yuan
from kg.exposure.span import UNKNOWN, ZERO, Span, total
from kg.exposure.terms import pays_out
from ontology.facts import Term
from ontology.law import figure as dated_figure
from ontology.vocabulary import closed_set

GENERAL = ("general_breach", None)
"""Triggers of a duty to make losses good that holds for every breach."""

YEAR = Decimal(365)


def losses(ground: Ground, side: Side, penalties: Sequence[Claim]) -> Claim | None:
    """The loss beyond the penalties, where the contract says that it is to be made good."""
    if ground.days == 0:
        return None
    term = _duty(ground, side)
    beside = {_beside(step.term) for claim in penalties for step in claim.steps if step.term}
    if term is None and not beside & {"excess", "cumulative"}:
        return None
    if beside and beside <= {"none"}:
        return None
    if term is None:
        term = next(
            step.term
            for claim in penalties
            for step in claim.steps
            if step.term and _beside(step.term) in ("excess", "cumulative")
        )
    scope = closed_set("damages_scopes").values.get(str(term.keys.get("scope", "unspecified")))
    what = closed_set("damages_scopes").values["unspecified"] if scope is None else scope
    loss = ground.scenario.loss
    if loss is None:
        step = Step(None, said("loss_open", scope=what.words), term)
        return Claim(UNKNOWN, (step,), _trigger(term), reasons=(said("loss_unknown"),))
    known = total(claim.span for claim in penalties).amount or ZERO
    owed = loss if "cumulative" in beside else max(ZERO, loss - known)
    step = Step(owed, said("loss_owed", loss=yuan(loss), sum=yuan(owed)), term)
    return Claim(Span.exact(owed), (step,), _trigger(term))


def by_law(ground: Ground, on: date | None) -> Claim | None:
    """What is owed for a breach of which the contract says nothing."""
    if ground.days == 0:
        return None
    if ground.scenario.silence == "interest":
        return _interest(ground, on)
    if ground.scenario.silence != "loss":
        return None
    if ground.scenario.loss is not None:
        loss = ground.scenario.loss
        step = Step(loss, said("loss_by_law", sum=yuan(loss)), None, source("loss"))
        return Claim(Span.exact(loss), (step,), reasons=(said("silent"),))
    step = Step(None, said("loss_by_law", sum=yuan(None)), None, source("loss"))
    return Claim(UNKNOWN, (step,), reasons=(said("silent"), said("loss_unknown")))


def prime_interest(ground: Ground, on: date | None) -> Span | None:
    """A year's loan prime rate on what is late, plus 30 to 50 per cent, for the days of delay."""
    lpr = dated_figure("lpr_1y", on)
    if lpr is None or ground.days is None:
        return None
    plain = ground.late[0].span.times(lpr / HUNDRED * ground.days).divided(YEAR)
    low, high = plain.times(figure("prime_low")), plain.times(figure("prime_high"))
    return Span(low.low, low.amount, high.high)


def _interest(ground: Ground, on: date | None) -> Claim | None:
    span = prime_interest(ground, on)
    if ground.days is None:
        return None
    if span is None:
        step = Step(None, said("law_too_old"), None, source("prime_low"))
        return Claim(UNKNOWN, (step,), "late_payment", reasons=(said("law_too_old"),))
    late, lpr = ground.late[0], dated_figure("lpr_1y", on)
    sme = late.span.times(figure("small_daily") / HUNDRED * ground.days)
    step = Step(
        span.amount,
        said(
            "interest_by_law",
            sum=yuan(late.span.amount),
            lpr=lpr or ZERO,
            days=ground.days,
            owed=yuan(span.amount),
        ),
        None,
        source("prime_low"),
    )
    reasons = (*late.reasons, said("no_late_rate"))
    if holds("small_daily", on):
        span, reasons = span.up_to(sme.high), (*reasons, said("sme_rate"))
    return Claim(span, (step,), "late_payment", reasons=reasons)


def _duty(ground: Ground, side: Side) -> Term | None:
    """The widest duty to make losses good that this scenario wakes."""
    scenario = ground.scenario
    wanted = {*scenario.triggers, *scenario.or_else, *GENERAL}
    found = [
        term
        for term in ground.of("damages", "payer", side)
        if term.keys.get("trigger") in wanted and pays_out(term, side)
    ]
    order = list(closed_set("damages_scopes").values)
    own = [t for t in found if t.keys.get("trigger") in scenario.triggers]
    return min(own or found, key=lambda t: order.index(t.keys.get("scope", "all")), default=None)


def _beside(term: Term | None) -> str | None:
    return None if term is None else term.keys.get("plus_damages")


def _trigger(term: Term) -> str | None:
    value = term.keys.get("trigger")
    return value if isinstance(value, str) else None
