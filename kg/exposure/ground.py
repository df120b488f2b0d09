"""What a contract gives a scenario to reckon with: price, instalments, fees, time, what is paid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from kg.exposure.outcome import Side
from kg.exposure.said import said, yuan
from kg.exposure.scenario import Scenario
from kg.exposure.span import NOTHING, UNKNOWN, ZERO, Span, heaviest, least, total
from kg.exposure.terms import in_yuan, number
from kg.exposure.wording import Fee
from ontology.facts import Facts, Term
from ontology.values import Base, Duration, Unit
from ontology.vocabulary import Words

HUNDRED = Decimal(100)
AT_THE_END = ("final_acceptance", "expiry")
"""Instalments that are not yet due when a contract ends early."""
# As fractions, which a decimal third of a year is not.
_YEARS = {
    Unit.YEAR: (1, 1),
    Unit.QUARTER: (1, 4),
    Unit.MONTH: (1, 12),
    Unit.WEEK: (7, 365),
    Unit.DAY: (1, 365),
}
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
# The detail of a `words_mismatch` names both figures, the one in words first.
_FIGURES = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_PERCENTS = re.compile(r"([0-9]+(?:\.[0-9]+)?)[%％]")


@dataclass(frozen=True, slots=True)
class Based:
    """What a base comes to in yuan, and why it is open if it is."""

    span: Span
    reasons: tuple[Words, ...] = ()


class Ground:
    """One contract under one scenario on one day; what is not asked for is not worked out."""

    def __init__(
        self, facts: Facts, scenario: Scenario, days: int | None, on: date | None = None
    ) -> None:
        self.facts, self.scenario, self.days, self.on = facts, scenario, days, on

    @cached_property
    def _by_type(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for term in self.facts.terms:
            found.setdefault(term.type, []).append(term)
        return found

    def terms(self, type_: str) -> Sequence[Term]:
        return self._by_type.get(type_, ())

    def of(self, type_: str, role: str, side: Side) -> tuple[Term, ...]:
        """The terms of a type in whose role this side stands, alone or as one of both."""
        return tuple(t for t in self.terms(type_) if t.keys.get(role) in (side, "both"))

    @cached_property
    def price(self) -> Based:
        """The contract price; two figures for it make a range."""
        given = self.facts.contract.total_price
        if given is None:
            return Based(UNKNOWN, (said("no_price"),))
        if given["currency"] != "CNY":
            return Based(UNKNOWN, (said("foreign", currency=given["currency"]),))
        amount = Decimal(given["amount"])
        if amount <= 0:
            return Based(UNKNOWN, (said("price_not_positive"),))
        other = self._other_price(amount)
        if other is None:
            return Based(Span.exact(amount))
        span = Span(min(amount, other), amount, max(amount, other))
        return Based(span, (said("two_prices", one=yuan(amount), other=yuan(other)),))

    def _other_price(self, amount: Decimal) -> Decimal | None:
        """The price in words where it differs from that in digits."""
        for defect in self.facts.defects:
            if defect.kind != "words_mismatch" or not defect.detail:
                continue
            figures = [Decimal(f.replace(",", "")) for f in _FIGURES.findall(defect.detail)]
            others = [f for f in figures if f != amount and f > 0]
            if amount in figures and len(others) == 1:
                return others[0]
        return None

    def other_percent(self, term: Term, percent: Decimal) -> Decimal | None:
        """The other figure where the words of a term give its percentage twice, and differently."""
        for defect in self.facts.defects:
            said_in = "".join(defect.quote.split()) in "".join(term.quote.split())
            if defect.kind == "number_mismatch" and defect.detail and said_in:
                figures = [Decimal(f) for f in _PERCENTS.findall(defect.detail)]
                others = [figure for figure in figures if figure != percent]
                if percent in figures and len(others) == 1:
                    return others[0]
        return None

    @cached_property
    def years(self) -> Decimal | None:
        """The length of the contract in years, from its own words or from its dates."""
        contract = self.facts.contract
        if isinstance(contract.term, dict):
            span = Duration.from_json(contract.term)
            if isinstance(span, Duration) and span.unit in _YEARS:
                parts, of = _YEARS[span.unit]
                return span.n * parts / of
        first, last = _day(contract.starts_on), _day(contract.ends_on)
        if first is None or last is None or last <= first:
            return None
        after = last + timedelta(days=1)
        months = (after.year - first.year) * 12 + after.month - first.month
        return Decimal(months) / 12 + Decimal(after.day - first.day) / 365

    @cached_property
    def instalments(self) -> tuple[tuple[Term, Span], ...]:
        """What the buyer pays the vendor, one by one; blank ones are unknown."""
        paid = (
            term
            for term in self.terms("payment")
            if term.keys.get("payer") == "buyer" and term.keys.get("payee") == "vendor"
        )
        return tuple((term, self._instalment(term)) for term in paid)

    def _instalment(self, term: Term) -> Span:
        amount, percent = term.keys.get("amount"), number(term.keys.get("percent"))
        if amount is not None:
            yuan_ = in_yuan(amount)
            return UNKNOWN if yuan_ is None else Span.exact(yuan_)
        return UNKNOWN if percent is None else self.price.span.times(percent / HUNDRED)

    @cached_property
    def late(self) -> tuple[Based, Term | None]:
        """The sum or the item that is late, and the instalment if it is one."""
        scenario, price = self.scenario, self.price
        if scenario.sum is not None:
            return Based(Span.exact(scenario.sum)), None
        if scenario.overdue == "item":
            return Based(price.span.from_zero(), (*price.reasons, said("part_late"))), None
        known = [(t, span) for t, span in self.instalments if span.amount is not None]
        if not known:
            return Based(price.span, (*price.reasons, said("no_instalments"))), None
        term, largest = max(known, key=lambda item: item[1].amount or ZERO)
        # What is written out in yuan does not hang on the price.
        told = price.reasons if term.keys.get("amount") is None else ()
        if len(known) == len(self.instalments) or price.span.high is None:
            return Based(largest, told), term
        return Based(largest.up_to(self.rest.high), (*told, said("blank_instalment"))), term

    @cached_property
    def paid(self) -> Based:
        """What has been paid when the scenario strikes, the sum that is overdue apart.

        Instalments of which it depends on progress are taken to keep pace with the service.
        """
        overdue = self.late[1] if self.scenario.overdue == "instalment" else None
        due = [
            (term.keys.get("trigger"), span)
            for term, span in self.instalments
            if term is not overdue and term.keys.get("trigger") not in AT_THE_END
        ]
        sure = total(span for at, span in due if at in self.scenario.paid_at)
        maybe = [span for at, span in due if at not in self.scenario.paid_at]
        if self.rest != NOTHING:
            maybe.append(self.rest)
        if not maybe:
            return Based(sure)
        most = least(total([sure, *maybe]).high, self.price.span.high)
        pace = self.served.over(self.late[0].span) if overdue else self.served
        if pace.amount is None:
            return Based(Span(sure.low, None, most), (said("paid_in_step"),))
        known = max(pace.amount, sure.amount or ZERO)
        amount = known if most is None else min(known, most)
        return Based(Span(min(sure.low, amount), amount, most), (said("paid_in_step"),))

    @cached_property
    def rest(self) -> Span:
        """What of the price no known instalment covers, as where fees recur or are left blank."""
        known = [span for _, span in self.instalments if span.amount is not None]
        rest = self.price.span.over(total(known) if known else NOTHING)
        whole = len(known) == len(self.instalments)
        # Shares rounded to the cent may miss the whole by a few cents.
        return NOTHING if whole and rest.amount is not None and rest.amount < 1 else rest

    @cached_property
    def served(self) -> Span:
        """The price of the service until then, by time."""
        return self.price.span.times(self.scenario.served / HUNDRED)

    @cached_property
    def bond(self) -> Based:
        """The performance bond of the vendor."""
        for term in self.of("bond", "provider", "vendor"):
            amount, percent = in_yuan(term.keys.get("amount")), number(term.keys.get("percent"))
            if amount is not None:
                return Based(Span.exact(amount))
            if percent is not None:
                return Based(self.price.span.times(percent / HUNDRED), self.price.reasons)
        return Based(UNKNOWN, (said("no_bond"),))

    def base(self, base: Base) -> Based:
        """What a rate is a share of."""
        price, years = self.price, self.years
        match base:
            case Base.CONTRACT_TOTAL:
                return price
            case Base.OVERDUE_AMOUNT | Base.INSTALLMENT | Base.DELAYED_ITEM:
                return self._part(base)
            case Base.ANNUAL_FEE if years is not None:
                return Based(price.span.divided(max(years, Decimal(1))), price.reasons)
            case Base.ANNUAL_FEE:
                return Based(price.span.from_zero(), (*price.reasons, said("no_term")))
            case Base.MONTHLY_FEE if years is not None:
                return Based(price.span.divided(max(years * 12, Decimal(1))), price.reasons)
            case Base.MONTHLY_FEE:
                return Based(Span(ZERO, None, price.span.high), (*price.reasons, said("no_term")))
            case Base.SERVICE_FEE:
                return Based(price.span.from_zero(), (*price.reasons, said("which_fee")))
            case Base.BOND:
                return self.bond
            case Base.LOSS:
                return self._loss()
            case _:
                return self._unspecified()

    def fee(self, period: Fee | None) -> Based:
        """The pay of one period of the service, of the whole where there is none."""
        price, years = self.price, self.years
        if period is None:
            return price
        if period == "part":
            return Based(Span(ZERO, None, price.span.high), (*price.reasons, said("which_part")))
        if years is None:
            return Based(price.span.from_zero(), (*price.reasons, said("no_term")))
        count = years * 12 / _MONTHS[period]
        return Based(price.span.divided(max(count, Decimal(1))), price.reasons)

    def _part(self, base: Base) -> Based:
        if self.scenario.overdue or self.scenario.sum is not None:
            return self.late[0]
        if base is Base.INSTALLMENT and self.instalments:
            spans = [span for _, span in self.instalments]
            return Based(heaviest(spans, together=False), (said("which_instalment"),))
        high = self.price.span.high
        return Based(Span(ZERO, None, high), (*self.price.reasons, said("which_part")))

    def _loss(self) -> Based:
        if self.scenario.loss is not None:
            return Based(Span.exact(self.scenario.loss))
        return Based(UNKNOWN, (said("loss_unknown"),))

    def _unspecified(self) -> Based:
        """A money debt in delay is usually meant itself; elsewhere nobody can say what is."""
        high = self.price.span.high
        if self.scenario.overdue == "instalment":
            return Based(self.late[0].span.up_to(high), (said("base_late"),))
        return Based(Span(ZERO, None, high), (said("base_unknown"),))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")
