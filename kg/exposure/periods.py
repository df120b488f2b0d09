"""What a fixed sum is due for, as its own words say: each day, each hour, each incident, once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from ontology.source import check_keys, read_yaml
from ontology.values import Duration, Unit

PATH = Path(__file__).with_name("periods.yaml")
_ONE = Decimal(1)


def period_of(quote: str) -> Duration | Literal["once", "incident"]:
    """How often the sum in these words falls due."""
    for unit, pattern in _patterns().items():
        if pattern.search(quote):
            return "incident" if unit == "incident" else Duration(_ONE, Unit(unit))
    return "once"


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    data = read_yaml(PATH)
    read: dict[str, re.Pattern[str]] = {}
    for unit, item in data.items():
        check_keys(item, PATH, required=("patterns", "yes", "no"))
        read[unit] = re.compile("|".join(item["patterns"]))
    return read
