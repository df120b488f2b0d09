"""The comparable values of one contract, each with its words, alike from facts and from a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache

from kg.benchmark.measures import Measure, Reading, measures
from kg.flatten import Properties, flatten
from ontology.facts import Facts
from ontology.term_types import term_types
from ontology.values import Json

PLACES = Decimal("1e-12")
"""To how many places a value is kept: as many as the graph keeps."""


class Why(StrEnum):
    """Why there is no value, or no figure for it."""

    NO_PRICE = "no_price"
    FOREIGN_CURRENCY = "foreign_currency"
    PERPETUAL = "perpetual"
    NOT_STATED = "not_stated"
    OVER_WHOLE = "over_whole"
    TOO_FEW = "too_few"
    ZERO_SPREAD = "zero_spread"


@dataclass(frozen=True, slots=True)
class Observation:
    """One comparable value of a contract; `why` says what keeps it from being a number.

    `side` is the side that the value is about, `both` where it is about each. A value from the
    graph has the id of its term; `start` and `end` are -1 where they are not known.
    """

    measure: str
    side: str
    value: Decimal | None
    why: Why | None = None
    quote: str = ""
    clause: str | None = None
    start: int = -1
    end: int = -1
    term_id: str | None = None

    @property
    def of(self) -> Measure:
        return measures()[self.measure]


@dataclass(frozen=True, slots=True)
class Price:
    """What a share is taken of: the price in yuan, or why there is none."""

    yuan: Decimal | None
    why: Why | None = None


def observe(facts: Facts) -> tuple[Observation, ...]:
    """Every comparable value of a contract, in the order of the measures, then of the text."""
    price = price_of(facts.contract.total_price)
    found: list[Observation] = []
    for term in facts.terms:
        kind = term_types().get(term.type)
        if kind is None:
            continue
        properties = flatten(kind.keys, term.keys)
        found += (
            Observation(*seen, term.quote, term.clause, term.start, term.end)
            for seen in seen_in(term.type, properties, price)
        )
    return gathered(found)


def gathered(found: Iterable[Observation]) -> tuple[Observation, ...]:
    """The values of one contract: what adds up is added up, and all stand in order."""
    order = _order()
    groups: dict[tuple[str, str], list[Observation]] = {}
    for seen in found:
        groups.setdefault((seen.measure, seen.side), []).append(seen)
    merged = (
        one
        for (measure, _), group in groups.items()
        for one in (_summed(group) if measures()[measure].several == "sum" else group)
    )
    return tuple(sorted(merged, key=lambda o: order[o.measure]))


@cache
def _order() -> Mapping[str, int]:
    return {id_: i for i, id_ in enumerate(measures())}


def _summed(group: list[Observation]) -> list[Observation]:
    """One value with the words of the first, none where no part has a number.

    A part without one leaves the sum without one, and so do shares of more than the whole: then
    something was stated twice.
    """
    parts = [seen.value for seen in group if seen.value is not None]
    whys = [seen.why for seen in group if seen.why is not None]
    if set(whys) == {Why.NOT_STATED} and not parts:
        return []
    total = sum(parts, Decimal(0))
    if not whys and total > 100 and group[0].of.unit == "percent" and len(parts) > 1:
        whys = [Why.OVER_WHOLE]
    return [replace(group[0], value=None if whys else total, why=whys[0] if whys else None)]


Seen = tuple[str, str, Decimal | None, Why | None]
"""Measure, side, value and why not: an observation without its words."""


def seen_in(type_: str, properties: Properties, price: Price) -> Iterator[Seen]:
    """The values that the properties of one term give."""
    for measure in _candidates(type_, properties):
        if any(properties.get(name) not in allowed for name, allowed in measure.where.items()):
            continue
        found = _READ[measure.reading.how](measure.reading, properties, price)
        if found is None and measure.several == "sum":
            found = None, Why.NOT_STATED
        if found is not None:
            yield measure.id, _side(measure, properties), *found


@cache
def _by_each() -> Mapping[str, Mapping[tuple[str | None, Json], tuple[Measure, ...]]]:
    """The measures of each type by the property and value that they are for."""
    grouped: dict[str, dict[tuple[str | None, Json], list[Measure]]] = {}
    for measure in measures().values():
        at = (measure.each, measure.where[measure.each][0]) if measure.each else (None, None)
        grouped.setdefault(measure.term, {}).setdefault(at, []).append(measure)
    return {
        type_: {at: tuple(group) for at, group in groups.items()}
        for type_, groups in grouped.items()
    }


@cache
def by_type() -> Mapping[str, tuple[Measure, ...]]:
    """The measures of each type of term."""
    grouped: dict[str, list[Measure]] = {}
    for measure in measures().values():
        grouped.setdefault(measure.term, []).append(measure)
    return {type_: tuple(group) for type_, group in grouped.items()}


def _candidates(type_: str, properties: Properties) -> Iterator[Measure]:
    """The measures of a type that the value of their `each` does not rule out beforehand."""
    for (name, value), group in _by_each().get(type_, {}).items():
        if name is None or properties.get(name) == value:
            yield from group


def _side(measure: Measure, properties: Properties) -> str:
    return str(properties.get(measure.side) or "both") if measure.side else "both"


def price_of(total: Json) -> Price:
    """The price of a contract as its facts give it."""
    if not total:
        return Price(None, Why.NO_PRICE)
    return price_from(total["amount"], total["currency"])


def price_from(amount: Json, currency: str | None) -> Price:
    """A price as the graph keeps it."""
    if amount is None:
        return Price(None, Why.NO_PRICE)
    if currency != "CNY":
        return Price(None, Why.FOREIGN_CURRENCY)
    yuan = exact(amount)
    return Price(yuan) if yuan > 0 else Price(None, Why.NO_PRICE)


def exact(number: Json) -> Decimal:
    """The number that was written: a float of the graph by the digits it prints."""
    return _exact(str(number))


@lru_cache(maxsize=4096)
def _exact(digits: str) -> Decimal:
    value = Decimal(digits)
    rounded = value.quantize(PLACES) if value.as_tuple().exponent < -12 else value  # type: ignore[operator]
    return rounded.normalize() + Decimal(0)


Found = tuple[Decimal | None, Why | None]


def _number(reading: Reading, properties: Properties, _: Price) -> Found | None:
    number = properties.get(reading.name)
    return None if number is None else (exact(number), None)


def _period(reading: Reading, properties: Properties, _: Price) -> Found | None:
    unit = properties.get(f"{reading.name}_unit")
    if unit == "perpetual":
        return None, Why.PERPETUAL
    if unit == "immediate":
        return Decimal(0), None
    return _length(properties.get(f"{reading.name}_n"), unit, reading.into)


def _level(reading: Reading, properties: Properties, _: Price) -> Found | None:
    return _length(properties.get(reading.name), properties.get("unit"), reading.into)


def _length(number: Json, unit: str | None, into: str | None) -> Found | None:
    factor = LENGTHS.get(into or "", {}).get(unit or "")
    if number is None or factor is None:
        return None
    over, under = factor
    return exact(exact(number) * over / under), None


def _money(reading: Reading, properties: Properties, _: Price) -> Found | None:
    amount = properties.get(reading.name)
    if amount is None:
        return None
    if properties.get(f"{reading.name}_currency") != "CNY":
        return None, Why.FOREIGN_CURRENCY
    return exact(amount), None


def _share(reading: Reading, properties: Properties, price: Price) -> Found | None:
    percent = properties.get(reading.name)
    if percent is not None:
        return exact(percent), None
    amount = properties.get(reading.amount or "")
    if amount is None:
        return None
    if properties.get(f"{reading.amount}_currency") != "CNY":
        return None, Why.FOREIGN_CURRENCY
    if price.yuan is None:
        return None, price.why
    return exact(exact(amount) * 100 / price.yuan), None


_READ = {
    "number": _number,
    "period": _period,
    "level": _level,
    "share": _share,
    "money": _money,
}

_DAYS = {
    "minute": (1, 1440),
    "hour": (1, 24),
    "day": (1, 1),
    "business_day": (7, 5),
    "week": (7, 1),
    "month": (30, 1),
    "quarter": (91, 1),
    "year": (365, 1),
}
LENGTHS: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "days": _DAYS,
    "hours": {unit: (over * 24, under) for unit, (over, under) in _DAYS.items()},
    "months": {
        **{unit: (over, under * 30) for unit, (over, under) in _DAYS.items()},
        "quarter": (3, 1),
        "year": (12, 1),
    },
    "years": {
        **{unit: (over, under * 365) for unit, (over, under) in _DAYS.items()},
        "month": (1, 12),
        "quarter": (1, 4),
    },
}
"""A length in each unit as a fraction of another: days as `ontology.values` counts them, months
and years by the calendar."""
