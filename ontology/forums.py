"""Courts and arbitration commissions: which names exist, and what a wrong one should be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.errors import OntologyError
from ontology.source import check_keys, read_yaml
from ontology.values import Json

_PATH = Path(__file__).with_name("forums.yaml")


@dataclass(frozen=True, slots=True)
class Forums:
    """The registry: cities without 市, bodies by name and alias, and the pattern of the rest."""

    cities: frozenset[str]
    institutions: dict[str, str]
    mistaken: dict[str, str | None]
    suffix: str
    not_in_name: tuple[str, ...]
    other_kinds: tuple[str, ...]
    court_suffix: str
    without_districts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Misnomer:
    """A name that no body bears, and the body that is meant where that is clear."""

    written: str
    proper: str | None


@cache
def forums() -> Forums:
    """The registry. Raises `OntologyError` with file and line."""
    return _read(read_yaml(_PATH))


def misnomer(name: str) -> Misnomer | None:
    """What is wrong with the name of a commission or court, `None` if nothing is known to be.

    >>> misnomer("南京市仲裁委员会")
    Misnomer(written='南京市仲裁委员会', proper='南京仲裁委员会')
    >>> misnomer("南京仲裁委员会") is None
    True
    """
    known = forums()
    if name in known.institutions:
        return None
    if name in known.mistaken:
        return Misnomer(name, known.mistaken[name])
    if name.endswith(known.suffix):
        return _commission(name, known)
    if name.endswith(known.court_suffix):
        return _court(name, known)
    return None


def _commission(name: str, known: Forums) -> Misnomer | None:
    if any(kind in name for kind in known.other_kinds):
        return None
    place = name.removesuffix(known.suffix)
    if place in known.cities or not place.endswith(known.not_in_name):
        return None
    city = _city(place.removesuffix("市"), known)
    proper = f"{city}{known.suffix}" if city and place.endswith("市") else None
    if proper:
        proper = known.institutions.get(proper, proper)
    return Misnomer(name, proper)


def _court(name: str, known: Forums) -> Misnomer | None:
    city = _city(name.removesuffix(known.court_suffix), known)
    if city is None or city in known.without_districts:
        return None
    return Misnomer(name, None)


def _city(place: str, known: Forums) -> str | None:
    """The city that a place ends in: 广东省广州 is 广州."""
    endings = (place[i:] for i in range(len(place)))
    return next((ending for ending in endings if ending in known.cities), None)


def _read(data: Json) -> Forums:
    check_keys(data, _PATH, required=("commission", "institutions", "mistaken", "courts", "cities"))
    commission, courts = data["commission"], data["courts"]
    check_keys(commission, _PATH, required=("suffix", "not_in_name", "other_kinds"))
    check_keys(courts, _PATH, required=("suffix", "without_districts"))
    bodies: dict[str, str] = {}
    for body in data["institutions"]:
        check_keys(body, _PATH, required=("name", "aliases"))
        bodies |= dict.fromkeys((body["name"], *body["aliases"]), body["name"])
    unknown = sorted({p for p in data["mistaken"].values() if p} - set(bodies))
    if unknown:
        raise OntologyError(f"no institution is called {', '.join(unknown)}", str(_PATH))
    return Forums(
        cities=frozenset(city for cities in data["cities"].values() for city in cities),
        institutions=bodies,
        mistaken=dict(data["mistaken"]),
        suffix=commission["suffix"],
        not_in_name=tuple(commission["not_in_name"]),
        other_kinds=tuple(commission["other_kinds"]),
        court_suffix=courts["suffix"],
        without_districts=frozenset(courts["without_districts"]),
    )
