"""What facts mean in ODRL, from `odrl.yaml`, and the profile with the actions of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from ontology.errors import OntologyError
from ontology.rdf.statements import Iri, Node, Pair, both
from ontology.source import check_keys, read_yaml
from ontology.term_types import term_types
from ontology.values import Json
from ontology.vocabulary import closed_set

PATH = Path(__file__).with_name("odrl.yaml")

PROFILE = "https://w3id.org/evenhand/odrl"

Kind = Literal["permission", "prohibition", "obligation"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one kind of fact becomes; the rest are names of keys of its type."""

    rule: Kind
    action: str
    bearer: str | None = None
    other: str | None = None
    amount: str | None = None
    percent: str | None = None
    within: str | None = None
    lasts: str | None = None
    duty: str | None = None


@cache
def patterns(part: Literal["norms", "terms", "assignment", "triggers"]) -> Mapping[str, Pattern]:
    """The patterns of one part of the file, by modality, type, rule or trigger."""
    allowed = {
        "norms": tuple(closed_set("modalities").values),
        "terms": tuple(term_types()),
        "assignment": tuple(closed_set("assignment_rules").values),
        "triggers": tuple(closed_set("triggers").values),
    }[part]
    item = _source()[part]
    if unknown := sorted(set(item) - set(allowed)):
        raise OntologyError(f"there is no {unknown[0]!r}", f"{PATH}:{item.lines[unknown[0]]}")
    return MappingProxyType({name: _pattern(name, said) for name, said in item.items()})


def profile() -> Iterator[Node]:
    """The ODRL profile: its actions, each within `odrl:use`."""
    labels = both("rdfs:label", "契衡 ODRL 配置", "Evenhand profile of ODRL")
    yield Node(Iri(PROFILE), (("rdf:type", Iri("owl:Ontology")), *labels))
    for name, words in _source()["actions"].items():
        pairs: tuple[Pair, ...] = (
            ("rdf:type", Iri("odrl:Action")),
            ("rdf:type", Iri("skos:Concept")),
            ("odrl:includedIn", Iri("odrl:use")),
            *both("rdfs:label", words["zh"], words["en"]),
        )
        yield Node(Iri(f"evo:{name}"), pairs)
    for name, words in _source()["operands"].items():
        is_a = (("rdf:type", Iri("odrl:LeftOperand")), ("rdf:type", Iri("skos:Concept")))
        yield Node(Iri(f"evo:{name}"), (*is_a, *both("rdfs:label", words["zh"], words["en"])))


@cache
def _source() -> Mapping[str, Json]:
    data = read_yaml(PATH)
    parts = ("norms", "terms", "assignment", "triggers", "actions", "operands")
    check_keys(data, PATH, required=parts)
    return MappingProxyType(data)


def _pattern(name: str, item: Json) -> Pattern:
    keys = ("bearer", "other", "amount", "percent", "within", "lasts", "duty")
    check_keys(item, PATH, required=("rule", "action"), optional=keys)
    found = Pattern(**item)
    prefix, _, local = found.action.partition(":")
    if prefix == "evo" and local not in _source()["actions"]:
        raise OntologyError(f"{name}: there is no action {found.action!r}", f"{PATH}:{item.line}")
    return found
