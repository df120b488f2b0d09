"""What only the words of a term tell: for what a sum is due, what a cap or a refund is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from ontology.source import check_keys, read_yaml
from ontology.values import Base, Duration, Json, Unit

PATH = Path(__file__).with_name("wording.yaml")

NUMERALS = {
    **{numeral: Decimal(n) for n, numeral in enumerate("一二三四五六七八九十", start=1)},
    "两": Decimal(2),
    "半": Decimal("0.5"),
}


def period_of(quote: str) -> Duration | Literal["once", "incident"]:
    """How often the sum in these words falls due: each day, each incident, once."""
    for unit, pattern in _patterns()["periods"]:
        found = pattern.search(quote)
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
    return any(pattern.search(quote) for _, pattern in _patterns()["deposit"])


def cap_base(quote: str, base: Base) -> Base:
    """What the cap inside a rate is a share of: the base of the rate unless the words differ."""
    words = "".join(quote.split())
    named = (Base(name) for name, pattern in _patterns()["cap_bases"] if pattern.search(words))
    return next(named, base)


Fee = Literal["month", "quarter", "half_year", "year", "part"]


def fee_of(quote: str) -> Fee | None:
    """The period whose pay these words cut, `None` where it is the whole price."""
    words = "".join(quote.split())
    for period in get_args(Fee):
        if any(name == period and pattern.search(words) for name, pattern in _patterns()["fees"]):
            return cast(Fee, period)
    return None


def prime_times(quote: str) -> Decimal | None:
    """How many times the prime rate these words give, `None` where they speak of none."""
    ((_, pattern),) = _patterns()["prime"]
    found = pattern.search("".join(quote.split()))
    if found is None:
        return None
    times, more = found["times"], found["more"]
    if times is not None:
        return NUMERALS[times] if times in NUMERALS else Decimal(times)
    return Decimal(1) if more is None else 1 + Decimal(more) / 100


@cache
def _patterns() -> Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    data = read_yaml(PATH)
    check_keys(data, PATH, required=("periods", "deposit", "cap_bases", "fees", "prime"))
    alone = {name: {name: data[name]} for name in ("deposit", "prime")}
    sections = {**data, **alone}
    return {name: tuple(_compiled(items)) for name, items in sections.items()}


def _compiled(items: Json) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, item in items.items():
        check_keys(item, PATH, required=("patterns", "holds", "never"))
        yield name, re.compile("|".join(item["patterns"]))
