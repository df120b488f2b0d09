"""The figures and articles of law that a computation uses, from `law.yaml`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from kg.exposure.outcome import Line
from ontology.law import article, governing, statutes
from ontology.source import check_keys, read_yaml
from ontology.values import Json

PATH = Path(__file__).with_name("law.yaml")


def figure(name: str) -> Decimal:
    """A figure by its name."""
    return Decimal(_data()[name]["value"])


def source(name: str) -> str:
    """The id of the article behind a name."""
    return str(_data()[name]["article"])


def holds(name: str, on: date | None) -> bool:
    """Whether the article behind a name governs a contract of that day; of no day, it does."""
    return on is None or governing(source(name), on) is not None


def lines(names: tuple[str, ...], on: date | None) -> tuple[Line, ...]:
    """The articles in the version that governs a contract of that day, else their latest."""
    found: list[Line] = []
    for name in names:
        cited = article(source(name))
        version = (governing(cited.id, on) if on else None) or cited.latest
        title = statutes()[cited.statute].title
        found.append(Line(cited.id, title, version.number, version.summary))
    return tuple(found)


@cache
def _data() -> Json:
    data = read_yaml(PATH)
    for item in data.values():
        check_keys(item, PATH, required=(), optional=("value", "article"))
    return data
