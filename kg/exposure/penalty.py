"""One penalty over some days: its base, its periods after grace, its own cap."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal, TypeAlias

from kg.exposure.ground import HUNDRED, Based, Ground
from kg.exposure.outcome import Capped, Claim, Step
from kg.exposure.said import said, yuan
from kg.exposure.span import NOTHING, UNKNOWN, Span
from kg.exposure.terms import in_yuan, rate_of
from kg.exposure.wording import cap_base, period_of, prime_times
from ontology.facts import Term
from ontology.law import figure as dated_figure
from ontology.values import CALENDAR_DAYS, Base, Duration, Rate, Unit
from ontology.vocabulary import Words, closed_set

Per: TypeAlias = Duration | Literal["once", "incident"]
MINUTES_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty with what one period of it comes to in yuan; `grace` in days."""

    term: Term
    per: Per
    unit: Based
    rule: Words
    grace: Fraction = Fraction(0)
    cap: Span | None = None

    @property
    def trigger(self) -> str:
        return str(self.term.keys["trigger"])

    @property
    def timed(self) -> bool:
        """Whether it grows with time."""
        return isinstance(self.per, Duration) and self.per.unit is not Unit.EVENT

    @property
    def graded(self) -> bool:
        """Whether it grows with time or with the number of incidents."""
        return self.per != "once"


def read_penalty(term: Term, ground: Ground) -> Penalty:
    """A penalty on the ground of its contract; one without a figure has an unknown unit."""
    rate = rate_of(term)
    amount = term.keys.get("amount")
    if rate is not None and (amount is None or ground.base(rate.base).span.amount is not None):
        return _rated(term, rate, ground)
    if amount is None:
        return _prime(term, ground) or Penalty(
            term, "once", Based(UNKNOWN, (said("penalty_blank"),)), said("rule_blank")
        )
    if amount["currency"] != "CNY":
        unknown = Based(UNKNOWN, (said("foreign", currency=amount["currency"]),))
        return Penalty(term, period_of(term.quote), unknown, said("rule_blank"))
    if in_yuan(amount) is None:
        return Penalty(term, "once", Based(UNKNOWN, (said("negative"),)), said("rule_blank"))
    unit = Span.exact(Decimal(amount["amount"]))
    per = period_of(term.quote)
    return Penalty(term, per, Based(unit), said("rule_sum", sum=yuan(unit.amount), per=_per(per)))


def _rated(term: Term, rate: Rate, ground: Ground) -> Penalty:
    base = ground.base(rate.base)
    if rate.percent < 0 or (rate.cap_percent is not None and rate.cap_percent < 0):
        return Penalty(term, rate.per, Based(UNKNOWN, (said("negative"),)), said("rule_blank"))
    share, reasons = base.span.times(rate.percent / HUNDRED), base.reasons
    if rate.min_percent is not None:
        least = min(max(rate.min_percent, Decimal(0)), rate.percent)
        share = Span(base.span.low * least / HUNDRED, share.amount, share.high)
    other = ground.other_percent(term, rate.percent)
    if other is not None:
        spare = base.span.times(other / HUNDRED)
        share = Span(min(share.low, spare.low), share.amount, share.high).up_to(spare.high)
        reasons = (*reasons, said("two_rates", one=rate.percent, other=other))
    cap = None
    if rate.cap_percent is not None:
        of = cap_base(term.quote, rate.base)
        cap = ground.base(of).span.times(rate.cap_percent / HUNDRED)
    named = closed_set("bases").values[rate.base.value].words
    rule = said(
        "rule_rate",
        base=said("base_unnamed") if rate.base is Base.UNSPECIFIED else named,
        sum=yuan(base.span.amount),
        percent=rate.percent,
        per=_per(rate.per),
    )
    grace = rate.grace if isinstance(rate.grace, Duration) else None
    days = _days(grace) if grace else Fraction(0)
    return Penalty(term, rate.per, Based(share, reasons), rule, days, cap)


def _prime(term: Term, ground: Ground) -> Penalty | None:
    """Interest on a late sum at so many times the prime rate of the day of signing."""
    times, lpr = prime_times(term.quote), dated_figure("lpr_1y", ground.on)
    if times is None or lpr is None or ground.scenario.overdue != "instalment":
        return None
    late = ground.late[0]
    unit = late.span.times(lpr * times / HUNDRED).divided(Decimal(365))
    rule = said("rule_prime", sum=yuan(late.span.amount), lpr=lpr, times=times)
    reasons = (*late.reasons, said("prime_day"))
    return Penalty(term, Duration(Decimal(1), Unit.DAY), Based(unit, reasons), rule)


def measure(penalty: Penalty, ground: Ground, until: Fraction | None = None) -> Claim:
    """What a penalty comes to at the days of the scenario, of a tier no later than `until`."""
    whole, started = _periods(penalty, ground, until)
    unit = penalty.unit.span
    claim = Claim(NOTHING, (), penalty.trigger, penal=True)
    if not started:
        if penalty.grace and ground.days:
            step = Step(Decimal(0), said("in_grace", days=_number(penalty.grace)), penalty.term)
            return Claim(NOTHING, (step,), penalty.trigger, penal=True)
        return claim
    raw = Span(
        unit.low * whole,
        None if unit.amount is None else unit.amount * whole,
        None if unit.high is None else unit.high * started,
    )
    why = said("penalty", rule=penalty.rule, times=_times(penalty, whole), sum=yuan(raw.amount))
    reasons = penalty.unit.reasons
    if whole != started:
        reasons = (*reasons, said("part_period"))
    return _with_cap(penalty, raw, Step(raw.amount, why, penalty.term), reasons)


def _with_cap(penalty: Penalty, raw: Span, step: Step, reasons: tuple[Words, ...]) -> Claim:
    """The rate's own cap, with the step that it takes away."""
    cap = penalty.cap
    if cap is None:
        return Claim(raw, (step,), penalty.trigger, penal=True, reasons=reasons)
    span = raw.capped(cap)
    if raw.amount is None or span.amount is None or span.amount == raw.amount:
        return Claim(span, (step,), penalty.trigger, penal=True, reasons=reasons)
    why = said("rate_cap", cap=yuan(cap.amount))
    return Claim(
        span,
        (step, Step(span.amount - raw.amount, why, penalty.term)),
        penalty.trigger,
        penal=True,
        capped=Capped("rate", cap.amount, penalty.term),
        reasons=reasons,
    )


def _periods(penalty: Penalty, ground: Ground, until: Fraction | None) -> tuple[int, int]:
    """How many periods have passed in full, and how many have begun."""
    per, days, events = penalty.per, ground.days, ground.scenario.events
    if days is not None and days <= penalty.grace:
        return 0, 0
    if per == "once":
        return 1, 1
    if per == "incident":
        return events, events
    if per.unit is Unit.EVENT:
        return floor(events / Fraction(per.n)), floor(events / Fraction(per.n))
    if days is None:
        return 1, 1
    reached = Fraction(days) if until is None else min(Fraction(days), until)
    elapsed = (reached - penalty.grace) / _days(per)
    return max(0, floor(elapsed)), max(0, ceil(elapsed))


def _days(span: Duration) -> Fraction:
    """Calendar days exactly: an hour is a twenty-fourth, which no decimal is."""
    unit = CALENDAR_DAYS.get(span.unit, Decimal(0))
    return Fraction(span.n) * Fraction(unit).limit_denominator(MINUTES_A_DAY)


def _times(penalty: Penalty, whole: int) -> Words:
    if not penalty.graded:
        return Words("", "")
    if penalty.grace and penalty.timed:
        return said("times_after", count=whole, days=_number(penalty.grace))
    return said("times", count=whole)


def _per(per: Per) -> Words:
    if not isinstance(per, Duration):
        return closed_set("rate_periods").values[per].words
    unit = closed_set("units").values[per.unit.value].words
    return said("per_one", unit=unit) if per.n == 1 else said("per_many", n=per.n, unit=unit)


def _number(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1"))
