"""Which class and which property stands for what: the names of the RDF, from the YAML alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ontology.errors import OntologyError
from ontology.rdf.statements import Iri
from ontology.shapes import Key, Kind
from ontology.source import check_keys, read_yaml
from ontology.term_types import TermType, term_types
from ontology.values import Json
from ontology.vocabulary import Words, closed_set, read_words, vocabulary

PATH = Path(__file__).with_name("classes.yaml")

RELATIONS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")

_RENAMED = {"id": "clauseId", "type": "termType"}
"""In JSON-LD `id` and `type` say what a node is."""

OBJECTS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PERIOD: "Duration",
        Kind.THRESHOLD: "Duration",
        Kind.MONEY: "Money",
        Kind.RATE: "Rate",
        Kind.PLACE: "Place",
        Kind.TIERS: "Tier",
        Kind.LIST: "Item",
    }
)
"""Values that are nodes of their own, with the class of these."""

DATATYPES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXT: "xsd:string",
        Kind.DECIMAL: "xsd:decimal",
        Kind.NUMBER: "xsd:decimal",
        Kind.INT: "xsd:integer",
        Kind.BOOL: "xsd:boolean",
        Kind.DATE: "xsd:date",
    }
)


@dataclass(frozen=True, slots=True)
class OntClass:
    """A class with its labels, what it is near to, and the keys that its members hold."""

    name: str
    title: Words
    description: Words
    aligns: Mapping[str, str]
    keys: Mapping[str, Key]
    titles: Mapping[str, Words]
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A property that is no key: `to` a class, `Concept`, `any`, or a datatype without prefix."""

    name: str
    title: Words
    to: str
    values: str | None
    edge: str | None
    aligns: Mapping[str, str]


@cache
def namespaces() -> Mapping[str, str]:
    """Prefix → namespace, of ours and of every ontology that ours is aligned with."""
    return MappingProxyType({str(k): str(v) for k, v in _source()["namespaces"].items()})


@cache
def heads() -> Mapping[str, OntClass]:
    """The classes with keys that are no types of terms."""
    return MappingProxyType(
        {name: _head(name, item) for name, item in _source()["classes"].items()}
    )


@cache
def classes() -> Mapping[str, OntClass]:
    """Every class by name."""
    found = dict(heads())
    for name, item in _source()["structure"].items():
        above = "Duration" if name == "Count" else None
        found[name] = _class(name, item, above=above)
    for modality, item in _source()["modalities"].items():
        words = closed_set("modalities").values[modality].words
        name = item["class"]
        found[name] = OntClass(name, words, words, _aligns(item), {}, {}, "Norm")
    for kind in term_types().values():
        if kind.label in found:
            raise OntologyError(f"{kind.label!r} is a class already", f"{kind.id}.yaml")
        found[kind.label] = _of_terms(kind)
    return MappingProxyType(found)


@cache
def modality_classes() -> Mapping[str, str]:
    """Modality → subclass of `Norm`."""
    return MappingProxyType({m: i["class"] for m, i in _source()["modalities"].items()})


@cache
def properties() -> Mapping[str, Property]:
    """The properties that are no keys."""
    return MappingProxyType(
        {name: _property(name, item) for name, item in _source()["properties"].items()}
    )


@cache
def edge_names() -> Mapping[str, str]:
    """The edge of the graph → the property that says the same."""
    return MappingProxyType({p.edge: name for name, p in properties().items() if p.edge})


@cache
def _closed_names() -> frozenset[str]:
    return frozenset(key.name for _, key in every_key() if key.values)


def every_key() -> Iterator[tuple[OntClass, Key]]:
    """Every key of every class."""
    for found in (*heads().values(), *(_of_terms(k) for k in term_types().values())):
        for key in found.keys.values():
            yield found, key


@cache
def property_name(name: str, kind: Kind, closed: bool) -> str:
    """The property of a key; free text under a name that is closed elsewhere ends in Text."""
    head, *rest = name.split("_")
    camel = _RENAMED.get(name) or head + "".join(word.capitalize() for word in rest)
    free = kind is Kind.TEXT and not closed and name in _closed_names()
    return f"{camel}Text" if free else camel


def property_of(key: Key) -> str:
    """The property that says a key, without its prefix."""
    return property_name(key.name, key.kind, key.values is not None)


def concept(set_name: str, value: str) -> Iri:
    """The concept for a value of a closed set: `evv:triggers.late_payment`."""
    return Iri(f"evv:{set_name}.{value}")


def concepts() -> Iterator[tuple[str, str, Words]]:
    """Every value of every closed set but the labels of keys."""
    for set_name, found in vocabulary().items():
        if set_name != "keys":
            for value in found.values.values():
                yield set_name, value.name, value.words


@cache
def _source() -> Mapping[str, Json]:
    data = read_yaml(PATH)
    parts = ("namespaces", "classes", "structure", "modalities", "properties")
    check_keys(data, PATH, required=parts)
    return MappingProxyType(data)


def _head(name: str, item: Json) -> OntClass:
    keys = {
        key: Key(key, Kind(v["kind"]), v.get("values"), required=v.get("required", False))
        for key, v in item["keys"].items()
    }
    titles = {key: read_words(v["title"], PATH) for key, v in item["keys"].items()}
    return _class(name, item, keys=keys, titles=titles)


def _class(
    name: str,
    item: Json,
    *,
    keys: Mapping[str, Key] | None = None,
    titles: Mapping[str, Words] | None = None,
    above: str | None = None,
) -> OntClass:
    check_keys(item, PATH, required=("title", "description", "aligns"), optional=("keys",))
    return OntClass(
        name,
        read_words(item["title"], PATH),
        read_words(item["description"], PATH),
        _aligns(item),
        keys or {},
        titles or {},
        above,
    )


def _of_terms(kind: TermType) -> OntClass:
    titles = {name: closed_set("keys").values[name].words for name in kind.keys}
    return OntClass(
        kind.label, kind.title, kind.description, kind.aligns, kind.keys, titles, "Term"
    )


def _property(name: str, item: Json) -> Property:
    optional = ("values", "edge")
    check_keys(item, PATH, required=("to", "title", "aligns"), optional=optional)
    title = read_words(item["title"], PATH)
    return Property(name, title, item["to"], item.get("values"), item.get("edge"), _aligns(item))


def _aligns(item: Json) -> Mapping[str, str]:
    found = MappingProxyType(dict(item["aligns"]))
    check_aligns(found, str(PATH))
    return found


def check_aligns(aligns: Mapping[str, str], where: str) -> None:
    """Refuses an alignment with a prefix or a relation that is not known."""
    for name, relation in aligns.items():
        if relation not in RELATIONS:
            raise OntologyError(f"{relation!r} is none of {', '.join(RELATIONS)}", where)
        prefix, colon, local = name.partition(":")
        if prefix not in namespaces() or not colon or not re.fullmatch(r"[A-Za-z_]+", local):
            raise OntologyError(f"{name!r} has no prefix of `namespaces`", where)
