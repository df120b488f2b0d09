"""The agenda as values: its points, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.brief.argue import Argument, Peers
from kg.brief.gain import Gain
from kg.brief.matters import Matter
from kg.brief.positions import Standpoint
from kg.compare.worth import Price
from kg.finding import Finding, Quote, both
from kg.grades import WEIGHTS, Side
from ontology.values import Json, decimal_text
from ontology.vocabulary import Words

if TYPE_CHECKING:
    from kg.display import Table


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the agenda."""

    matter: Matter
    now: Quote
    summary: Words
    stand: Standpoint
    worth: Gain
    peers: Peers | None
    argument: Argument
    findings: tuple[Finding, ...]
    trade: Words

    @property
    def topic(self) -> str:
        return self.matter.id

    @property
    def weight(self) -> int:
        return max((WEIGHTS[finding.severity] for finding in self.findings), default=1)

    def to_json(self) -> dict[str, Json]:
        return {
            "topic": self.topic,
            "title": both(self.matter.title),
            "now": {**both(self.summary), "figure": _figure(self.stand.now)},
            "ask": self.stand.ask.to_json(),
            "fallback": self.stand.fallback.to_json(),
            "walk_away": self.stand.walk_away.to_json(),
            "better": "higher" if self.stand.higher else "lower",
            "source": self.stand.source,
            "worth": self.worth.to_json(),
            "peers": None if self.peers is None else self.peers.to_json(),
            "argument": self.argument.to_json(),
            "trade": both(self.trade),
            **self.now.to_json(),
            "rules": [finding.rule for finding in self.findings],
            "findings": [finding.id for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Brief:
    """What one side takes into the negotiation.

    `corrections` are faults that neither side has a reason to keep, `give` what the contract has
    in favour of the side and can be traded, `limits` what the brief cannot say and why.
    """

    contract: str
    title: str | None
    side: Side
    names: Mapping[str, str]
    price: Price
    judged_on: date | None
    points: tuple[Point, ...]
    corrections: tuple[Finding, ...]
    give: tuple[Finding, ...]
    limits: tuple[Words, ...]

    def table(self) -> Table[Point]:
        """The points as a table; `brief.table().frame()` is a data frame."""
        from kg.display import Table
        from kg.display.rows import point

        return Table(self.points, point)

    def _repr_html_(self) -> str:
        from kg.display.cards import brief_card

        return brief_card(self)

    def to_json(self) -> dict[str, Json]:
        amount = self.price.amount
        return {
            "contract": self.contract,
            "title": self.title,
            "side": self.side,
            "price": None if amount is None else format(amount, "f"),
            "judged_on": None if self.judged_on is None else self.judged_on.isoformat(),
            "points": [point.to_json() for point in self.points],
            "corrections": [_small(finding) for finding in self.corrections],
            "trade": [_small(finding) for finding in self.give],
            "limits": [both(words) for words in self.limits],
        }


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)


def _small(finding: Finding) -> dict[str, Json]:
    head = {"rule": finding.rule, "title": both(finding.title), "why": both(finding.why)}
    return {**head, **finding.place.to_json()}
