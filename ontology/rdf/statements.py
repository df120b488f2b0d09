"""RDF as plain values: names, literals, and what a subject says. The writers print them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote, unquote

DATA = "urn:evenhand:"
"""Before every id of a store: what a contract holds has the same name wherever it is exported."""


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """A name: of the ontology with its prefix (`ev:Term`), of data in full (`urn:evenhand:...`)."""

    name: str


@dataclass(frozen=True, slots=True, order=True)
class Lit:
    """A literal; `kind` is a datatype with its prefix, `lang` a language where it is text."""

    text: str
    kind: str = "xsd:string"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A node without a name, which only its place says: in the ontology, never in data."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Seq:
    """A list that RDF closes."""

    items: tuple[Object, ...]


Object: TypeAlias = Iri | Lit | Blank | Seq
Pair: TypeAlias = tuple[str, Object]


@dataclass(frozen=True, slots=True)
class Node:
    """A subject with all that is said of it."""

    subject: Iri
    pairs: tuple[Pair, ...]


def data(id_: str) -> Iri:
    """The name of what has this id in a store, with whatever a name may not hold written as %XX."""
    kept = "".join(c if c.isalnum() else quote(c, safe="-._~/#:") for c in id_)
    return Iri(f"{DATA}{kept}")


def data_id(iri: str) -> str:
    """The id in a store behind a name that `data` gave."""
    return unquote(iri.removeprefix(DATA))


def integer(value: int) -> Lit:
    """A whole number."""
    return Lit(str(value), "xsd:integer")


def both(prefix: str, zh: str, en: str) -> Iterator[Pair]:
    """The same said in Chinese and in English."""
    yield prefix, Lit(zh, "", "zh")
    yield prefix, Lit(en, "", "en")
