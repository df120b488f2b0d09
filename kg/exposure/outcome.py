"""What a scenario comes to: who owes whom how much, step by step, and what a court would leave."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from kg.exposure.span import Span
from ontology.facts import Term
from ontology.values import Json
from ontology.vocabulary import Words

Side = Literal["buyer", "vendor"]
OTHER: dict[Side, Side] = {"buyer": "vendor", "vendor": "buyer"}

CENT = Decimal("0.01")


def cents(amount: Decimal | None) -> Decimal | None:
    """Rounded to the cent, half up: done once, on results."""
    return None if amount is None else amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computation; `amount` is what it adds or takes away, `None` if unknown.

    `term` holds the words it rests on, `article` the article where the text is silent.
    """

    amount: Decimal | None
    why: Words
    term: Term | None = None
    article: str | None = None

    def to_json(self) -> dict[str, Json]:
        return {
            "amount": money(self.amount),
            "why": _both(self.why),
            **place(self.term),
            "article": self.article,
        }


@dataclass(frozen=True, slots=True)
class Capped:
    """The last limit that took something away; `limit` is what it leaves at most."""

    kind: Literal["rate", "liability"]
    limit: Decimal | None
    term: Term

    def to_json(self) -> dict[str, Json]:
        return {"kind": self.kind, "amount": money(self.limit), **place(self.term)}


@dataclass(frozen=True, slots=True)
class Line:
    """An article in the version that governs the contract, with what it says."""

    article: str
    title: Words
    number: str
    summary: Words

    def to_json(self) -> dict[str, Json]:
        return {
            "article": self.article,
            "title": _both(self.title),
            "number": self.number,
            "summary": _both(self.summary),
        }


@dataclass(frozen=True, slots=True)
class Court:
    """What a court would likely leave: at most `amount`, perhaps as little as `low`."""

    amount: Decimal | None
    low: Decimal | None
    why: Words
    lines: tuple[Line, ...]

    def to_json(self) -> dict[str, Json]:
        return {
            "amount": money(self.amount),
            "low": money(self.low),
            "article": self.lines[0].article,
            "why": _both(self.why),
            "lines": [line.to_json() for line in self.lines],
        }


@dataclass(frozen=True, slots=True)
class Exposure:
    """What `side` owes the other side in a scenario, beyond the price itself, in yuan.

    `amount` is what the other side can claim by the text, `None` where that cannot be said; `low`
    and `high` bound it where the text is open, and `high` is `None` where nothing bounds it.
    `days` is `None` where time plays no part. Amounts are rounded to the cent, those of the
    steps are exact.
    """

    contract: str
    scenario: str
    side: Side
    days: int | None
    amount: Decimal | None
    low: Decimal
    high: Decimal | None
    capped_by: Capped | None
    steps: tuple[Step, ...]
    assumes: Words
    reason: Words | None
    court: Court | None

    @property
    def to(self) -> Side:
        return OTHER[self.side]

    def _repr_html_(self) -> str:
        from kg.display.cards import exposure_card

        return exposure_card(self)

    def to_json(self) -> dict[str, Json]:
        return {
            "contract": self.contract,
            "scenario": self.scenario,
            "side": self.side,
            "to": self.to,
            "days": self.days,
            "amount": money(self.amount),
            "low": money(self.low),
            "high": money(self.high),
            "capped_by": None if self.capped_by is None else self.capped_by.to_json(),
            "steps": [step.to_json() for step in self.steps],
            "assumes": _both(self.assumes),
            "reason": None if self.reason is None else _both(self.reason),
            "court": None if self.court is None else self.court.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of what is owed, before overall limits.

    `limited` says whether an overall cap on liability reaches it; `trigger` is what a carve-out
    of that cap would name. `capped` tells that the rate's own cap took something away.
    """

    span: Span
    steps: tuple[Step, ...]
    trigger: str | None = None
    limited: bool = True
    penal: bool = False
    capped: Capped | None = None
    reasons: tuple[Words, ...] = ()


def money(amount: Decimal | None) -> str | None:
    """Yuan with two decimals as a string."""
    rounded = cents(amount)
    return None if rounded is None else format(rounded, "f")


def place(term: Term | None) -> dict[str, Json]:
    """The words of a term and where they stand; empty words where there is none."""
    if term is None:
        return {"quote": "", "clause": None, "start": None, "end": None}
    known = term.start >= 0
    return {
        "quote": term.quote,
        "clause": term.clause,
        "start": term.start if known else None,
        "end": term.end if known else None,
    }


def _both(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
