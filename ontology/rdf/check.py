"""Whether RDF keeps to the shapes: read, judged by pySHACL, and told in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyshacl
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from ontology.errors import EvenhandError
from ontology.rdf.files import FOLDER
from ontology.rdf.names import namespaces
from ontology.vocabulary import Lang, Words

FORMATS = {".ttl": "turtle", ".jsonld": "json-ld", ".nq": "nquads"}
"""The suffix of a file → what rdflib calls its format."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that breaks a shape: at which node, in which property, with which value."""

    node: str
    path: str
    value: str
    message: Words

    def say(self, lang: Lang) -> str:
        at = f"{self.node} {self.path}".rstrip()
        return f"{at}: {self.message.say(lang)}" + (f" ({self.value})" if self.value else "")


class NotConforming(EvenhandError):
    """RDF breaks the shapes of the ontology: whoever produced it acts."""

    def __init__(self, violations: tuple[Violation, ...], source: str | None = None) -> None:
        super().__init__("\n".join(found.say("en") for found in violations), source)
        self.violations = violations


FACTS = FOLDER / "shapes.ttl"
ODRL = FOLDER.with_name("odrl-shapes.ttl")


@cache
def _shapes(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def parse(text: str, format_: str) -> Graph:
    """The statements of a text, whatever named graph they stand in."""
    if format_ == "nquads":
        dataset = Dataset(default_union=True)
        dataset.parse(data=text, format=format_)
        graph = Graph()
        for triple in dataset.triples((None, None, None)):
            graph.add(triple)
        return graph
    return Graph().parse(data=text, format=format_)


def violations(graph: Graph, shapes: Path = FACTS) -> tuple[Violation, ...]:
    """What breaks the shapes, in order; nothing where all conforms."""
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(shapes), inference="none")
    if conforms:
        return ()
    found = {_violation(report, result) for result in report.subjects(SH.resultSeverity, None)}
    return tuple(sorted(found, key=lambda v: (v.node, v.path, v.message.en, v.value)))


def require(graph: Graph, source: str | None = None, shapes: Path = FACTS) -> None:
    """Raises `NotConforming` with every violation."""
    if found := violations(graph, shapes):
        raise NotConforming(found, source)


def _violation(report: Graph, result: Node) -> Violation:
    said: dict[str, str] = {"zh": "", "en": ""}
    for message in report.objects(result, SH.resultMessage):
        if isinstance(message, Literal):
            said[message.language or "en"] = said.get(message.language or "en") or str(message)
    return Violation(
        node=_short(report.value(result, SH.focusNode)),
        path=_short(report.value(result, SH.resultPath)),
        value=_short(report.value(result, SH.value)),
        message=Words(said["zh"] or said["en"], said["en"]),
    )


def _short(node: Node | None) -> str:
    if node is None:
        return ""
    if not isinstance(node, URIRef):
        return str(node)
    for prefix, namespace in namespaces().items():
        if node.startswith(namespace):
            return f"{prefix}:{node.removeprefix(namespace)}"
    return node.removeprefix("urn:evenhand:")
