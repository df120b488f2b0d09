"""What can be compared across contracts, from `measures.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from ontology.errors import OntologyError
from ontology.source import check_keys, read_yaml
from ontology.term_types import term_types
from ontology.values import Json
from ontology.vocabulary import Words, closed_set, label, read_words

PATH = Path(__file__).with_name("measures.yaml")

Several = Literal["highest", "lowest", "middle", "sum"]
Higher = Literal["burdens", "helps", "neither"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Which properties give the value: see `values.py` for each `how`."""

    how: Literal["number", "period", "level", "share", "money"]
    name: str
    into: str | None = None
    amount: str | None = None

    @property
    def needed(self) -> tuple[str, ...]:
        """Properties of which one must be there for a value."""
        if self.how == "period":
            return (f"{self.name}_unit",)
        return (self.name, self.amount) if self.amount else (self.name,)

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties of the term that it looks at."""
        if self.how == "period":
            return (f"{self.name}_n", f"{self.name}_unit")
        if self.how == "level":
            return (self.name, "unit")
        if self.how == "money":
            return (self.name, f"{self.name}_currency")
        also = (self.amount, f"{self.amount}_currency") if self.amount else ()
        return (self.name, *also)


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of comparable value; `id` is that of the file and, where it has one, its `each`."""

    id: str
    title: Words
    term: str
    key: str
    where: Mapping[str, tuple[Json, ...]]
    reading: Reading
    unit: str
    side: str | None
    several: Several
    higher: Higher
    lines: tuple[str, ...]
    each: str | None = None

    @property
    def properties(self) -> tuple[str, ...]:
        """Every property of the term that it looks at."""
        side = (self.side,) if self.side else ()
        return tuple(dict.fromkeys((*side, *self.where, *self.reading.properties)))


@dataclass(frozen=True, slots=True)
class Line:
    """Where the law draws a line for a measure.

    `value` is fixed, or a figure of `ontology/figures.yaml` times `times` over `per`; `over_loss`
    is a line that depends on a loss which no contract states.
    """

    id: str
    title: Words
    article: str
    buyer_kinds: tuple[str, ...] = ()
    side: str | None = None
    value: Decimal | None = None
    figure: str | None = None
    times: Decimal = Decimal(1)
    per: Decimal = Decimal(1)
    over_loss: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the method: see docs/benchmark.md."""

    minimum: int
    enough: int
    years: int
    usual: Decimal
    fence: Decimal


@cache
def _data() -> Json:
    data = read_yaml(PATH)
    check_keys(data, PATH, required=("limits", "units", "lines", "measures"))
    return data


@cache
def limits() -> Limits:
    """The numbers that the method depends on."""
    item = _data()["limits"]
    check_keys(item, PATH, required=("minimum", "enough", "years", "usual", "fence"))
    return Limits(
        minimum=int(item["minimum"]),
        enough=int(item["enough"]),
        years=int(item["years"]),
        usual=Decimal(item["usual"]),
        fence=Decimal(item["fence"]),
    )


@cache
def units() -> Mapping[str, Words]:
    """What people read for each unit."""
    return MappingProxyType({k: read_words(v, PATH) for k, v in _data()["units"].items()})


@cache
def lines() -> Mapping[str, Line]:
    """The lines of the law by id."""
    return MappingProxyType({id_: _line(id_, item) for id_, item in _data()["lines"].items()})


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure by id, in the order of the file. Raises `OntologyError` with file and line."""
    found: dict[str, Measure] = {}
    for id_, item in _data()["measures"].items():
        check_keys(item, PATH, required=_REQUIRED, optional=_OPTIONAL)
        found |= {measure.id: measure for measure in _measures(id_, item)}
    return MappingProxyType(found)


_REQUIRED = ("title", "term", "key", "value", "unit", "several", "higher")
_OPTIONAL = ("each", "where", "side", "lines")


def _measures(id_: str, item: Json) -> tuple[Measure, ...]:
    """One measure, or one for each value of `each`."""
    where = {name: tuple(values) for name, values in item.get("where", {}).items()}
    if "each" not in item:
        return (_measure(id_, item, where, None),)
    each = item["each"]
    key = _key(item, each)
    allowed = where.get(each)
    return tuple(
        _measure(id_, item, {**where, each: (value,)}, value)
        for value in closed_set(key).values
        if allowed is None or value in allowed
    )


def _key(item: Json, name: str) -> str:
    values = term_types()[item["term"]].keys[name].values
    if values is None:
        raise _fault(item, "each", f"{name!r} has no closed set")
    return values


def _measure(id_: str, item: Json, where: Mapping[str, Json], each: str | None) -> Measure:
    kind = term_types().get(item["term"])
    if kind is None or item["key"] not in kind.keys:
        raise _fault(item, "key", f"no term has {item['term']}.{item['key']}")
    if item["several"] not in get_args(Several) or item["higher"] not in get_args(Higher):
        raise _fault(item, "several", "`several` or `higher` has a word that is not known")
    if item["unit"] not in units():
        raise _fault(item, "unit", f"there is no unit {item['unit']!r}")
    drawn = item.get("lines", {})
    named = tuple(drawn.get("all", ())) + tuple(drawn.get(each, ()) if each else ())
    if unknown := [line for line in named if line not in lines()]:
        raise _fault(item, "lines", f"there is no line {unknown[0]!r}")
    return Measure(
        id=f"{id_}.{each}" if each else id_,
        title=_title(item, each),
        term=item["term"],
        key=item["key"],
        where=MappingProxyType(dict(where)),
        reading=_reading(item),
        unit=item["unit"],
        side=item.get("side"),
        several=item["several"],
        higher=item["higher"],
        lines=named,
        each=item.get("each"),
    )


def _title(item: Json, each: str | None) -> Words:
    title = read_words(item["title"], PATH)
    if each is None:
        return title
    set_name = _key(item, item["each"])
    zh, en = (label(set_name, each, "zh"), label(set_name, each, "en"))
    return Words(f"{title.zh}：{zh}", f"{title.en}: {en}")


def _reading(item: Json) -> Reading:
    value = dict(item["value"])
    into, amount = value.pop("in", None), value.pop("amount", None)
    if len(value) != 1:
        raise _fault(item, "value", "`value` names one way of reading")
    ((how, name),) = value.items()
    if how not in ("number", "period", "level", "share", "money"):
        raise _fault(item, "value", f"there is no way {how!r} of reading a value")
    return Reading(how, name, into, amount)


def _line(id_: str, item: Json) -> Line:
    optional = ("buyer_kind", "side", "value", "figure", "times", "per", "over_loss")
    check_keys(item, PATH, required=("title", "article"), optional=optional)
    return Line(
        id=id_,
        title=read_words(item["title"], PATH),
        article=item["article"],
        buyer_kinds=tuple(item.get("buyer_kind", ())),
        side=item.get("side"),
        value=Decimal(item["value"]) if "value" in item else None,
        figure=item.get("figure"),
        times=Decimal(item.get("times", 1)),
        per=Decimal(item.get("per", 1)),
        over_loss=Decimal(item["over_loss"]) if "over_loss" in item else None,
    )


def _fault(item: Json, key: str, message: str) -> OntologyError:
    return OntologyError(message, f"{PATH}:{item.lines.get(key, item.line)}")
