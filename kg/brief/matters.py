"""What is negotiated, from `matters.yaml`: who asks for what, in which steps, to what effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from kg.benchmark import measures
from kg.exposure import scenarios
from kg.grades import Side
from kg.rules import rules
from ontology.errors import OntologyError
from ontology.law import articles
from ontology.source import check_keys, read_yaml
from ontology.term_types import term_types
from ontology.values import Json
from ontology.vocabulary import Words, read_words

PATH = Path(__file__).with_name("matters.yaml")

Whose = Literal["me", "them"]


@dataclass(frozen=True, slots=True)
class Edit:
    """How the terms that `where` picks change; without `drop` those without any are added."""

    where: Mapping[str, Json]
    set: Mapping[str, Json]
    at_most: Mapping[str, Json]
    add: Mapping[str, Json] | None
    drop: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """What one side asks for: three figures in one sentence, or the words between two remedies.

    `measures` are values of the benchmark that the figure is compared with, `whose` the side that
    they are about.
    """

    steps: tuple[Decimal, Decimal, Decimal] | None
    words: Words | None
    middle: Words | None
    types: tuple[str, ...]
    measures: tuple[str, ...]
    whose: Whose
    grant: tuple[Edit, ...]
    scenarios: tuple[str, ...]
    unlimited: bool

    @property
    def higher(self) -> bool:
        """Whether the side that asks wants more of it."""
        return self.steps is not None and self.steps[0] > self.steps[2]


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to negotiate; findings of `rules` about such terms as `about` raise it."""

    id: str
    title: Words
    rules: tuple[str, ...]
    about: Mapping[str, tuple[Json, ...]]
    trade: Mapping[Side, Words]
    sides: Mapping[Side, Ladder]


@cache
def _data() -> Json:
    data = read_yaml(PATH)
    check_keys(data, PATH, required=("matters", "corrections", "general_law", "absences"))
    return data


@cache
def matters() -> Mapping[str, Matter]:
    """Every matter by id, in the order of the file. Raises `OntologyError` with file and line."""
    return MappingProxyType({id_: _matter(id_, item) for id_, item in _data()["matters"].items()})


@cache
def corrections() -> frozenset[str]:
    """The rules whose findings are put right, not negotiated."""
    return frozenset(_known(_data(), "corrections", {rule.id for rule in rules()}))


@cache
def absences() -> frozenset[str]:
    """The rules that find a term missing."""
    return frozenset(_known(_data(), "absences", {rule.id for rule in rules()}))


@cache
def general_law() -> frozenset[str]:
    """The articles that say little about any one matter."""
    return frozenset(_known(_data(), "general_law", articles()))


def _matter(id_: str, item: Json) -> Matter:
    optional = ("about", "types", "both", "buyer", "vendor")
    check_keys(item, PATH, required=("title", "rules", "trade"), optional=optional)
    types = _known(item, "types", term_types())
    sides: dict[Side, Ladder] = {}
    for side in ("buyer", "vendor"):
        asked = item.get(side, item.get("both"))
        if asked is not None:
            sides[side] = _ladder(asked, types)
    return Matter(
        id=id_,
        title=read_words(item["title"], PATH),
        rules=_known(item, "rules", {rule.id for rule in rules()}),
        about=MappingProxyType({key: tuple(v) for key, v in item.get("about", {}).items()}),
        trade=_trade(item["trade"]),
        sides=MappingProxyType(sides),
    )


def _trade(item: Json) -> Mapping[Side, Words]:
    """The same words for both sides, or words for each."""
    if set(item) == {"buyer", "vendor"}:
        buyer, vendor = read_words(item["buyer"], PATH), read_words(item["vendor"], PATH)
    else:
        buyer = vendor = read_words(item, PATH)
    return MappingProxyType({"buyer": buyer, "vendor": vendor})


def _ladder(item: Json, types: tuple[str, ...]) -> Ladder:
    figures = ("steps", "words")
    required = ("middle",) if "middle" in item else figures
    check_keys(
        item,
        PATH,
        required=required,
        optional=("types", "measures", "grant", "scenarios", "unlimited"),
    )
    compared = item.get("measures", {"ids": [], "whose": "me"})
    check_keys(compared, PATH, required=("ids", "whose"))
    return Ladder(
        steps=_steps(item) if "steps" in item else None,
        words=read_words(item["words"], PATH) if "words" in item else None,
        middle=read_words(item["middle"], PATH) if "middle" in item else None,
        types=_known(item, "types", term_types()) if "types" in item else types,
        measures=_known(compared, "ids", measures()),
        whose="me" if compared["whose"] == "me" else "them",
        grant=tuple(_edit(edit) for edit in item.get("grant", ())),
        scenarios=_known(item, "scenarios", scenarios()),
        unlimited=bool(item.get("unlimited", False)),
    )


def _steps(item: Json) -> tuple[Decimal, Decimal, Decimal]:
    ask, fallback, walk_away = (Decimal(step) for step in item["steps"])
    if not (ask > fallback > walk_away or ask < fallback < walk_away):
        raise OntologyError("the steps go in one direction", f"{PATH}:{item.lines['steps']}")
    return ask, fallback, walk_away


def _edit(item: Json) -> Edit:
    check_keys(item, PATH, required=("where",), optional=("set", "at_most", "add", "drop"))
    return Edit(
        where=MappingProxyType(dict(item["where"])),
        set=MappingProxyType(dict(item.get("set", {}))),
        at_most=MappingProxyType(dict(item.get("at_most", {}))),
        add=MappingProxyType(dict(item["add"])) if "add" in item else None,
        drop=bool(item.get("drop", False)),
    )


def _known(item: Json, key: str, names: object) -> tuple[str, ...]:
    listed = tuple(item.get(key, ()))
    for name in listed:
        if name not in names:  # type: ignore[operator]
            raise OntologyError(f"{key}: there is no {name!r}", f"{PATH}:{item.lines[key]}")
    return listed
