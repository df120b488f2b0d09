"""The page at a glance: the balance, the spread by subject, the board of rules, the neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians, sin

from api.messages import Speaker
from api.report.verdict import Balance
from api.report.view import Item
from kg.compare import Cell, Row
from kg.risk import Outcome
from kg.rules import groups, rules
from ontology.term_types import term_types
from ontology.vocabulary import Lang, label

SAID_IN_A_CELL = 4


@dataclass(frozen=True, slots=True)
class Pan:
    """One side of the balance as drawn."""

    side: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The balance: the side that carries more hangs lower."""

    tilt: float
    index: str
    label: str
    pans: tuple[Pan, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The severities of one group's findings, by the side that they favour."""

    title: str
    buyer: tuple[str, ...]
    vendor: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One rule with its result; `number` is its first finding on the page."""

    rule: str
    title: str
    status: str
    reason: str
    severity: str | None
    number: int | None


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One term of a neighbour, with its words on hover."""

    text: str
    title: str


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """What a contract says on one type of term, cut to what fits."""

    state: str
    said: tuple[ComparedText, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One type of term across contracts."""

    title: str
    differs: bool
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """This contract first, then the others."""

    names: tuple[str, ...]
    topics: tuple[tuple[str, tuple[ComparedRow, ...]], ...]


TILT = 13.0
"""Degrees at an index of one."""


def scale(balance: Balance, names: Mapping[str, str], say: Speaker) -> Scale:
    """The balance, tilted by the index."""
    tilt = round(float(-balance.index) * TILT, 1)
    across, down = 78 * cos(radians(tilt)), 78 * sin(radians(tilt))
    index = signed(balance.index)
    key = "verdict.scale" if balance.loser else "verdict.scale_even"
    loser = names[balance.loser] if balance.loser else ""
    return Scale(
        tilt,
        index,
        say(key, loser=loser, lean=index, **names),
        (
            Pan("buyer", names["buyer"], round(130 - across, 1), round(34 - down, 1)),
            Pan("vendor", names["vendor"], round(130 + across, 1), round(34 + down, 1)),
        ),
    )


def signed(index: Decimal) -> str:
    """An index as people read it: +0.30, −0.95, 0.00."""
    text = f"{abs(index):.2f}"
    return text if index == 0 else ("−" if index < 0 else "+") + text


def spread(found: Sequence[Item], lang: Lang) -> tuple[Spread, ...]:
    """Group by group, how the findings fall; groups without any are left out."""
    group_of = {rule.id: rule.group for rule in rules()}
    sides: dict[str, dict[str, list[str]]] = {
        group: {"buyer": [], "vendor": []} for group in groups()
    }
    for item in found:
        group = group_of.get(item.finding.rule)
        if group and item.finding.favours != "none":
            sides[group][item.finding.favours].append(item.finding.severity)
    return tuple(
        Spread(groups()[group].say(lang), tuple(found["buyer"]), tuple(found["vendor"]))
        for group, found in sides.items()
        if found["buyer"] or found["vendor"]
    )


def board(outcomes: Sequence[Outcome], found: Sequence[Item], lang: Lang) -> tuple[BoardRow, ...]:
    """Every rule with its result, the reason, and its first finding."""
    first: dict[str, int] = {}
    for item in found:
        first.setdefault(item.finding.rule, item.number)
    return tuple(
        BoardRow(
            outcome.rule,
            outcome.title.say(lang),
            outcome.status,
            outcome.reason.say(lang),
            outcome.severity,
            first.get(outcome.rule),
        )
        for outcome in outcomes
    )


def comparison(matrix: Sequence[Row], lang: Lang) -> Comparison | None:
    """The matrix cut to what fits a page, `None` where there is nothing to compare with."""
    if not matrix or len(matrix[0].cells) < 2:
        return None
    topics: dict[str, list[ComparedRow]] = {}
    for row in matrix:
        title = term_types()[row.type].title.say(lang)
        cells = tuple(_compared(cell, lang) for cell in row.cells)
        topic = label("topics", row.topic, lang)
        topics.setdefault(topic, []).append(ComparedRow(title, row.differs, cells))
    return Comparison(
        tuple(cell.contract for cell in matrix[0].cells),
        tuple((topic, tuple(rows)) for topic, rows in topics.items()),
    )


def _compared(cell: Cell, lang: Lang) -> ComparedCell:
    said = {s.words.say(lang): s.quote for s in cell.said}
    shown = tuple(ComparedText(text, quote) for text, quote in said.items())
    more = max(len(shown) - SAID_IN_A_CELL, 0)
    return ComparedCell(cell.state, shown[:SAID_IN_A_CELL], more)
