"""What makes contracts peers: kind, region, kind of buyer, price band and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.benchmark.measures import limits
from kg.benchmark.observing import Price, price_of
from kg.identity import place_id
from ontology.facts import Facts
from ontology.source import check_keys, read_yaml
from ontology.values import Json
from ontology.vocabulary import Words, closed_set, read_words

PATH = Path(__file__).with_name("profiles.yaml")

LAST = "service"
"""The kind that is taken only where no other is: nearly every title names a service."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a contract is, as far as it can be told; `None` is not known."""

    kind: str | None = None
    region: str | None = None
    buyer_kind: str | None = None
    price_band: str | None = None
    year: int | None = None

    def known(self) -> tuple[str, ...]:
        """The dimensions that are known, in the order of the file."""
        return tuple(name for name in dimensions() if getattr(self, name) is not None)

    def matches(self, other: Profile, names: Iterable[str]) -> bool:
        """Whether the other one is of the same group in all these dimensions."""
        return all(_alike(name, getattr(self, name), getattr(other, name)) for name in names)

    def to_json(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in dimensions()}


def _alike(name: str, mine: Json, other: Json) -> bool:
    if mine is None or other is None:
        return False
    return abs(mine - other) <= limits().years if name == "year" else bool(mine == other)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of contract, with the cues that tell it and titles that show them at work."""

    id: str
    title: Words
    cues: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A range of prices; `below` is `None` for the last."""

    id: str
    title: Words
    below: Decimal | None


@cache
def _data() -> Json:
    data = read_yaml(PATH)
    check_keys(data, PATH, required=("dimensions", "widening", "price_bands", "kinds"))
    return data


@cache
def dimensions() -> Mapping[str, Words]:
    """The dimensions of a profile with their labels."""
    return MappingProxyType({k: read_words(v, PATH) for k, v in _data()["dimensions"].items()})


@cache
def widening() -> tuple[str, ...]:
    """The dimensions in the order in which a group lets go of them."""
    return tuple(_data()["widening"])


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds of contract in the order in which they are tried."""
    return MappingProxyType({id_: _kind(id_, item) for id_, item in _data()["kinds"].items()})


@cache
def bands() -> tuple[Band, ...]:
    """The price bands from low to high."""
    return tuple(
        Band(id_, Words(item["zh"], item["en"]), Decimal(item["below"]) if item["below"] else None)
        for id_, item in _data()["price_bands"].items()
    )


def _kind(id_: str, item: Json) -> Kind:
    check_keys(item, PATH, required=("title", "cues", "is", "is_not"))
    cues = re.compile("|".join(item["cues"]))
    return Kind(
        id_, read_words(item["title"], PATH), cues, tuple(item["is"]), tuple(item["is_not"])
    )


def kind_of(title: str | None, project: str | None) -> str | None:
    """The kind that the title tells, failing that the project; `None` where neither does."""
    named = (text for text in (title, project) if text)
    found = [kind for text in named if (kind := _cued(text))]
    special = [kind for kind in found if kind != LAST]
    return next(iter(special or found), None)


def _cued(text: str) -> str | None:
    plain = re.sub(r"\s+", "", text)
    return next((kind.id for kind in kinds().values() if kind.cues.search(plain)), None)


def band_of(price: Price) -> str | None:
    """The band of a price, `None` where there is none in yuan."""
    yuan = price.yuan
    if yuan is None:
        return None
    return next(band.id for band in bands() if band.below is None or yuan < band.below)


def year_of(*days: str | None) -> int | None:
    """The year of the first of these days that is known."""
    return next((int(day[:4]) for day in days if day), None)


def profile_of(facts: Facts) -> Profile:
    """The profile of a contract from its facts."""
    contract = facts.contract
    roles = closed_set("roles").values
    buyers = [party for party in facts.parties if "buyer" in roles[party.role].sides]
    return Profile(
        kind=kind_of(contract.title, contract.project),
        region=region_of([place_id(party.place) for party in buyers]),
        buyer_kind=buyer_kind_of([party.kind for party in buyers]),
        price_band=band_of(price_of(contract.total_price)),
        year=year_of(contract.signed_on, contract.starts_on),
    )


def region_of(places: Iterable[str | None]) -> str | None:
    """The province of the place that comes first, by the ids of the graph."""
    known = sorted(place for place in places if place)
    return (known[0].split("/")[0] or None) if known else None


def buyer_kind_of(named: Iterable[str | None]) -> str | None:
    """The kind of buyer that comes first, of those that are specified."""
    return min((kind for kind in named if kind and kind != "unspecified"), default=None)
