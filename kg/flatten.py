"""Values of facts as properties of nodes, as `docs/graph.md` lists them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal

from kg.identity import place_id
from ontology.shapes import Key, Kind
from ontology.values import Duration, Json, Money, Rate

Properties = dict[str, Json]


def flatten(keys: Mapping[str, Key], values: Mapping[str, Json]) -> Properties:
    """The properties of a node; a key that is null leaves none."""
    properties: Properties = {}
    for name, key in keys.items():
        value = values.get(name)
        if value is not None:
            properties |= _FLATTEN.get(key.kind, _same)(name, value)
    return properties


def period(name: str, value: Json) -> Properties:
    """`<name>_n`, `_unit` and `_days`; of `immediate` the days are 0, of `perpetual` none."""
    length = Duration.from_json(value)
    if not isinstance(length, Duration):
        days = {f"{name}_days": 0.0} if length == "immediate" else {}
        return {f"{name}_unit": length, **days}
    properties: Properties = {f"{name}_n": float(length.n), f"{name}_unit": length.unit.value}
    if length.days is not None:
        properties[f"{name}_days"] = number(length.days)
    return properties


def money(name: str, value: Json) -> Properties:
    """`<name>` in yuan and `<name>_currency`."""
    amount = Money.from_json(value)
    return {name: float(amount.amount), f"{name}_currency": amount.currency}


def number(value: Decimal) -> float:
    """A float that prints as people would write it: a third of a percent has twelve places."""
    return float(round(value, 12))


def figures(rate: Rate) -> dict[str, Decimal]:
    """What a rate says in numbers, by name: percentages, and the days that it is per."""
    numbers = {
        "percent": rate.percent,
        "min_percent": rate.min_percent,
        "cap_percent": rate.cap_percent,
        "per_days": rate.per.days if isinstance(rate.per, Duration) else None,
        "per_day": rate.per_day,
    }
    return {name: n for name, n in numbers.items() if n is not None}


def _same(name: str, value: Json) -> Properties:
    return {name: value}


def _decimal(name: str, value: Json) -> Properties:
    return {name: float(value)}


def _threshold(name: str, value: Json) -> Properties:
    return period(name, {"n": value, "unit": "event"} if isinstance(value, int) else value)


def _rate(name: str, value: Json) -> Properties:
    rate = Rate.from_json(value)
    properties: Properties = {
        f"{name}_base": rate.base.value,
        f"{name}_per": "time" if isinstance(rate.per, Duration) else rate.per,
        **{f"{name}_{key}": number(n) for key, n in figures(rate).items()},
    }
    if value.get("grace") is not None:
        properties |= period(f"{name}_grace", value["grace"])
    return properties


def _tiers(name: str, value: Json) -> Properties:
    return {name: json.dumps(value, ensure_ascii=False, sort_keys=True)}


def _place(name: str, value: Json) -> Properties:
    path = place_id(value)
    return {} if path is None else {name: path}


_FLATTEN: Mapping[Kind, Callable[[str, Json], Properties]] = {
    Kind.PERIOD: period,
    Kind.THRESHOLD: _threshold,
    Kind.MONEY: money,
    Kind.DECIMAL: _decimal,
    Kind.RATE: _rate,
    Kind.TIERS: _tiers,
    Kind.PLACE: _place,
    Kind.NUMBER: _decimal,
}
