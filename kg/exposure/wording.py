"""What only the words of a term tell: for what a fixed sum is due, and what a refund is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from ontology.source import check_keys, read_yaml
from ontology.values import Duration, Json, Unit

PATH = Path(__file__).with_name("wording.yaml")

NUMERALS = {
    **{numeral: Decimal(n) for n, numeral in enumerate("一二三四五六七八九十", start=1)},
    "两": Decimal(2),
    "半": Decimal("0.5"),
}


def period_of(quote: str) -> Duration | Literal["once", "incident"]:
    """How often the sum in these words falls due: each day, each incident, once."""
    for unit, pattern in _patterns():
        found = None if unit == "deposit" else pattern.search(quote)
        if found is not None:
            return "incident" if unit == "incident" else Duration(_count(found), Unit(unit))
    return "once"


def _count(found: re.Match[str]) -> Decimal:
    """How many units make one period: 每两小时, 每15日; one where no number is said."""
    number = found.groupdict().get("n")
    if number is None:
        return Decimal(1)
    value = Decimal(number) if number.isdecimal() else NUMERALS[number]
    return value or Decimal(1)


def is_deposit(quote: str) -> bool:
    """Whether these words speak of security rather than of the price."""
    return any(unit == "deposit" and pattern.search(quote) for unit, pattern in _patterns())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = read_yaml(PATH)
    check_keys(data, PATH, required=("periods", "deposit"))
    return tuple(_compiled({**data["periods"], "deposit": data["deposit"]}))


def _compiled(items: Json) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, item in items.items():
        check_keys(item, PATH, required=("patterns", "holds", "never"))
        yield name, re.compile("|".join(item["patterns"]))
