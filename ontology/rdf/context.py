"""The JSON-LD context: our names without their prefix, and what kind of value each holds."""

from __future__ import annotations

from ontology.rdf.names import (
    DATATYPES,
    OBJECTS,
    every_key,
    namespaces,
    properties,
    property_of,
)
from ontology.rdf.write import COERCED
from ontology.values import Json

_USED = ("ev", "evv", "prov", "rdf", "rdfs", "xsd")


def context() -> Json:
    """The context as a document."""
    terms: dict[str, Json] = {}
    for _, key in every_key():
        is_object = key.kind in OBJECTS or key.values is not None
        datatype = None if is_object else DATATYPES[key.kind]
        terms[property_of(key)] = _term(property_of(key), is_object, datatype)
    for prop in properties().values():
        literal = prop.to in ("string", "integer", "decimal")
        datatype = f"xsd:{prop.to}" if literal else None
        terms[prop.name] = _term(prop.name, not literal, datatype)
    head = {"@version": 1.1, **{p: namespaces()[p] for p in _USED}, "id": "@id", "type": "@type"}
    return {"@context": {**head, **dict(sorted(terms.items()))}}


def _term(name: str, is_object: bool, datatype: str | None) -> Json:
    if is_object:
        return {"@id": f"ev:{name}", "@type": "@id"}
    if datatype in COERCED:
        return {"@id": f"ev:{name}", "@type": datatype}
    return f"ev:{name}"
