"""The shapes of values in `contract-facts/1`, each with the sentence that describes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ontology.values import Json
from ontology.vocabulary import closed_set

Shape = Callable[[Json], bool]


class Kind(StrEnum):
    """What stands behind a key."""

    ROLE = "role"
    PERIOD = "period"
    THRESHOLD = "threshold"
    MONEY = "money"
    DECIMAL = "decimal"
    RATE = "rate"
    BOOL = "bool"
    TEXT = "text"
    LIST = "list"
    PLACE = "place"
    DATE = "date"
    INT = "int"
    NUMBER = "number"
    TIERS = "tiers"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a fact: its kind, its closed set, whether it may be null, whether it is strict."""

    name: str
    kind: Kind
    values: str | None = None
    strict: bool = False
    required: bool = False


def fault(key: Key, value: Json) -> str | None:
    """What is wrong with a value, `None` where it fits its key."""
    if value is None:
        return "must not be null" if key.required else None
    fits, needed = _SHAPES[key.kind]
    if not fits(value):
        return f"{value!r} is not {needed}"
    if key.values is None:
        return None
    allowed = closed_set(key.values).values
    wrong = [v for v in (value if isinstance(value, list) else [value]) if v not in allowed]
    if not wrong:
        return None
    return f"{wrong[0]!r} is not one of {', '.join(allowed)}"


def _text(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _decimal(value: Json) -> bool:
    return isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


def _date(value: Json) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value):
        return False
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError:
        return False
    return True


def _record(value: Json, required: Mapping[str, Shape], optional: Mapping[str, Shape]) -> bool:
    if not isinstance(value, dict) or not set(required) <= set(value):
        return False
    if not set(value) <= {*required, *optional}:
        return False
    return all(fits(value[key]) for key, fits in required.items()) and all(
        fits(value[key]) for key, fits in optional.items() if value.get(key) is not None
    )


def _one_of(set_name: str) -> Shape:
    return lambda value: isinstance(value, str) and value in closed_set(set_name).values


def _span(value: Json) -> bool:
    return _record(value, {"n": _number, "unit": _one_of("units")}, {})


def _period(value: Json) -> bool:
    return _one_of("open_periods")(value) if isinstance(value, str) else _span(value)


def _currency(value: Json) -> bool:
    return isinstance(value, str) and re.fullmatch("[A-Z]{3}", value) is not None


def _money(value: Json) -> bool:
    return _record(value, {"amount": _decimal, "currency": _currency}, {})


def _per(value: Json) -> bool:
    return value in ("once", "incident") if isinstance(value, str) else _span(value)


def _rate(value: Json) -> bool:
    required = {"percent": _decimal, "base": _one_of("bases"), "per": _per}
    optional = {"min_percent": _decimal, "cap_percent": _decimal, "grace": _period}
    return _record(value, required, optional)


def _place(value: Json) -> bool:
    return _record(value, {}, {"province": _text, "city": _text, "county": _text})


def _tiers(value: Json) -> bool:
    bounds = {"min": _decimal, "max": _decimal}
    return isinstance(value, list) and all(
        _record(tier, {"pay_percent": _decimal}, bounds) for tier in value
    )


_SHAPES: dict[Kind, tuple[Shape, str]] = {
    Kind.ROLE: (_text, "a role"),
    Kind.PERIOD: (_period, 'a duration {"n", "unit"}, "perpetual" or "immediate"'),
    Kind.THRESHOLD: (lambda v: _whole(v) or _span(v), 'a count or a duration {"n", "unit"}'),
    Kind.MONEY: (_money, 'money {"amount", "currency"} with a decimal string'),
    Kind.DECIMAL: (_decimal, "a decimal string"),
    Kind.RATE: (_rate, 'a rate {"percent", "base", "per", ...}'),
    Kind.BOOL: (lambda v: isinstance(v, bool), "true or false"),
    Kind.TEXT: (_text, "a text"),
    Kind.LIST: (lambda v: isinstance(v, list) and all(map(_text, v)), "a list of texts"),
    Kind.PLACE: (_place, 'a place {"province", "city", "county"}'),
    Kind.DATE: (_date, "a date YYYY-MM-DD or YYYY-MM"),
    Kind.INT: (_whole, "a whole number"),
    Kind.NUMBER: (_number, "a number above zero"),
    Kind.TIERS: (_tiers, 'a list of tiers {"min", "max", "pay_percent"}'),
}
