"""The law as dated data: which version of an article held on a day, and figures that change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from ontology.errors import OntologyError
from ontology.source import check_keys, read_yaml
from ontology.values import Json
from ontology.vocabulary import Words, read_words

FOLDER = Path(__file__).with_name("statutes")
FIGURES = Path(__file__).with_name("figures.yaml")

Kind = Literal["law", "regulation", "interpretation", "rule", "notice", "case"]

Checked = Literal["text", "part", "no"]
"""Whether the summary was compared with the official text, with a part of it, or not at all."""


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it read from one day to another, both included; `None` is still in force.

    `reaches` is the day back to which it also governs facts that are older than itself, as
    interpretations of the courts do. `number` is its number in that edition.
    """

    number: str
    valid_from: date
    valid_to: date | None
    reaches: date | None
    summary: Words
    edition: Words | None
    checked: Checked
    source_id: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """One rule of law under its present number, with its versions from old to new."""

    id: str
    number: str
    statute: str
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Statute:
    """A law, regulation, interpretation, notice, or the decisions of courts."""

    id: str
    title: Words
    kind: Kind
    articles: tuple[Article, ...]


@cache
def statutes() -> Mapping[str, Statute]:
    """Every statute by id, in the order of the ids. Raises `OntologyError` with file and line."""
    found = [read_statute(path) for path in sorted(FOLDER.glob("*.yaml"))]
    ids = [statute.id for statute in found]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise OntologyError(f"statutes stand twice: {', '.join(twice)}", str(FOLDER))
    return MappingProxyType({s.id: s for s in sorted(found, key=lambda s: s.id)})


@cache
def articles() -> Mapping[str, Article]:
    """Every article by its id, such as `CN-CIVIL-585`."""
    return MappingProxyType({a.id: a for s in statutes().values() for a in s.articles})


def article(article_id: str) -> Article:
    """The article with that id. Raises `OntologyError` where there is none."""
    try:
        return articles()[article_id]
    except KeyError:
        raise OntologyError(f"there is no article {article_id!r}", str(FOLDER)) from None


def in_force(article_id: str, on: date) -> Version | None:
    """The version in force on that day, `None` before the first and after a repeal."""
    for version in article(article_id).versions:
        if version.valid_from <= on and (version.valid_to is None or on <= version.valid_to):
            return version
    return None


def governing(article_id: str, signed_on: date) -> Version | None:
    """The version that governs a contract of that day: the one in force, else one reaching back."""
    version = in_force(article_id, signed_on)
    if version is not None:
        return version
    for later in article(article_id).versions:
        if later.reaches is not None and later.reaches <= signed_on < later.valid_from:
            return later
    return None


@cache
def figures() -> Mapping[str, Mapping[date, Decimal]]:
    """The figures by name: from which day which value holds, from old to new."""
    data = read_yaml(FIGURES)
    read: dict[str, Mapping[date, Decimal]] = {}
    for name, item in data.items():
        check_keys(item, FIGURES, required=("title", "unit", "checked", "values"))
        values = {_day(day, item["values"], day, FIGURES): v for day, v in item["values"].items()}
        read[name] = MappingProxyType({day: Decimal(values[day]) for day in sorted(values)})
    return MappingProxyType(read)


def figure(name: str, on: date | None) -> Decimal | None:
    """The figure that held on that day (`None`: the latest), `None` before the first."""
    if name not in figures():
        raise OntologyError(f"there is no figure {name!r}", str(FIGURES))
    held = [value for day, value in figures()[name].items() if on is None or day <= on]
    return held[-1] if held else None


def read_statute(path: Path) -> Statute:
    """One statute file. Raises `OntologyError` with file and line."""
    data = read_yaml(path)
    check_keys(data, path, required=("id", "title", "kind", "articles"))
    if data["kind"] not in get_args(Kind):
        where = f"{path}:{data.lines['kind']}"
        raise OntologyError(f"a statute is one of {', '.join(get_args(Kind))}", where)
    read = tuple(
        Article(
            id=f"{data['id']}-{number}",
            number=str(number),
            statute=data["id"],
            versions=_versions(str(number), items, path),
        )
        for number, items in data["articles"].items()
    )
    return Statute(data["id"], read_words(data["title"], path), data["kind"], read)


_REQUIRED = ("valid_from", "zh", "en", "checked")
_OPTIONAL = ("number", "valid_to", "reaches", "edition", "source_id")


def _versions(number: str, items: Json, path: Path) -> tuple[Version, ...]:
    if not isinstance(items, list) or not items:
        raise OntologyError(f"article {number} needs a list of versions", str(path))
    versions = tuple(_version(number, item, path) for item in items)
    for older, newer in pairwise(versions):
        if older.valid_to is None or older.valid_to >= newer.valid_from:
            raise OntologyError(
                f"article {number}: the version of {older.valid_from} must end before "
                f"{newer.valid_from}, write its valid_to",
                str(path),
            )
    return versions


def _version(number: str, item: Json, path: Path) -> Version:
    check_keys(item, path, required=_REQUIRED, optional=_OPTIONAL)
    if item["checked"] not in get_args(Checked):
        where = f"{path}:{item.lines['checked']}"
        raise OntologyError(f"checked is one of {', '.join(get_args(Checked))}", where)
    return Version(
        number=str(item.get("number", number)),
        valid_from=_day(item["valid_from"], item, "valid_from", path),
        valid_to=_day(item["valid_to"], item, "valid_to", path) if "valid_to" in item else None,
        reaches=_day(item["reaches"], item, "reaches", path) if "reaches" in item else None,
        summary=Words(str(item["zh"]), str(item["en"])),
        edition=read_words(item["edition"], path) if "edition" in item else None,
        checked=item["checked"],
        source_id=item.get("source_id"),
    )


def _day(text: Json, mapping: Json, key: str, path: Path) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        where = f"{path}:{mapping.lines[key]}"
        raise OntologyError(f"{text!r} is no date, write 2021-01-01", where) from None
