"""Facts out of RDF again: what `kg.export.rdf` wrote, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.facts import Clause, Contract, Defect, Document, Facts, Norm, Party, Review, Term
from ontology.rdf.names import heads, namespaces, property_of
from ontology.rdf.statements import data_id
from ontology.shapes import Key, Kind
from ontology.term_types import term_types
from ontology.values import Json

T = TypeVar("T")


def read_facts(graph: Graph) -> dict[str, Facts]:
    """The facts of each contract in a graph, by id."""
    contracts = sorted(_subjects(graph, "Contract"))
    return {data_id(str(iri)): _Reader(graph, iri).facts() for iri in contracts}


def _subjects(graph: Graph, class_: str) -> Iterator[URIRef]:
    for subject in graph.subjects(RDF.type, _ev(class_)):
        if isinstance(subject, URIRef):
            yield subject


def _ev(name: str) -> URIRef:
    return URIRef(f"{namespaces()['ev']}{name}")


class _Reader:
    def __init__(self, graph: Graph, contract: URIRef) -> None:
        self.graph = graph
        self.contract = contract
        self.types = {_ev(kind.label): kind for kind in term_types().values()}

    def facts(self) -> Facts:
        document = self.graph.value(self.contract, _ev("loadedFrom"))
        return Facts(
            document=Document(**{"name": "", **self._keys(document, "Document")}),
            contract=Contract(**self._keys(self.contract, "Contract")),
            parties=self._all("hasParty", lambda n: Party(**self._keys(n, "Party"))),
            clauses=self._all("hasClause", self._clause),
            terms=self._all("hasTerm", self._term),
            norms=self._all("hasNorm", self._norm),
            defects=self._all("hasDefect", self._defect),
            reviews=self._all("reviewed", self._review),
        )

    def _all(self, name: str, read: Callable[[Node], T]) -> tuple[T, ...]:
        found = sorted(self.graph.objects(self.contract, _ev(name)), key=self._position)
        return tuple(read(node) for node in found)

    def _position(self, node: Node) -> int:
        return int(str(self._one(node, "position")))

    def _one(self, node: Node | None, name: str) -> Node | None:
        return None if node is None else self.graph.value(node, _ev(name))

    def _keys(self, node: Node | None, class_: str) -> dict[str, Json]:
        return self._read(node, heads()[class_].keys)

    def _read(self, node: Node | None, keys: Mapping[str, Key]) -> dict[str, Json]:
        values = {name: self._value(node, key) for name, key in keys.items()}
        return {name: value for name, value in values.items() if value is not None}

    def _clause(self, node: Node) -> Clause:
        values = {"label": None, "heading": None, "parent": None, **self._keys(node, "Clause")}
        return Clause(**{**values, **self._offsets(node)})

    def _term(self, node: Node) -> Term:
        (kind,) = [kind for iri, kind in self.types.items() if (node, RDF.type, iri) in self.graph]
        keys = self._read(node, kind.keys)
        return Term(kind.id, self._text(node, "clause"), **self._words(node), keys=keys)

    def _norm(self, node: Node) -> Norm:
        unsaid = dict.fromkeys(("counterparty", "condition", "deadline"))
        values = {**unsaid, **self._keys(node, "Norm")}
        return Norm(**values, clause=self._text(node, "clause"), **self._words(node))

    def _defect(self, node: Node) -> Defect:
        return Defect(**{"detail": None, **self._keys(node, "Defect")}, **self._words(node))

    def _review(self, node: Node) -> Review:
        values = self._keys(node, "Review")
        return Review(values["type"], values["state"], tuple(values.get("clauses", ())))

    def _words(self, node: Node) -> dict[str, Json]:
        return {"quote": self._text(node, "quote"), **self._offsets(node)}

    def _offsets(self, node: Node) -> dict[str, int]:
        start, end = (self._one(node, name) for name in ("start", "end"))
        return {
            "start": -1 if start is None else int(str(start)),
            "end": -1 if end is None else int(str(end)),
        }

    def _text(self, node: Node | None, name: str) -> str | None:
        value = self._one(node, name)
        return None if value is None else str(value)

    def _value(self, node: Node | None, key: Key) -> Json:
        if node is None:
            return None
        name = property_of(key)
        if key.kind in (Kind.LIST, Kind.TIERS):
            items = sorted(self.graph.objects(node, _ev(name)), key=self._position)
            read = self._tier if key.kind is Kind.TIERS else self._item
            return [read(item) for item in items] or None
        value = self._one(node, name)
        if value is None:
            return None
        if key.kind in _NODES:
            return _NODES[key.kind](self, value)
        if isinstance(value, URIRef):
            return _concept(value)
        return _plain(value, key.kind)

    def _item(self, node: Node) -> str:
        value = self.graph.value(node, RDF.value)
        return _concept(value) if isinstance(value, URIRef) else str(value)

    def _tier(self, node: Node) -> Json:
        names = {"min": "min", "max": "max", "pay_percent": "payPercent"}
        return _present({key: self._decimal(node, name) for key, name in names.items()})

    def _money(self, node: Node) -> Json:
        amount = _decimal(self.graph.value(node, RDF.value))
        return {"amount": amount, "currency": self._text(node, "currency")}

    def _place(self, node: Node) -> Json:
        return _present(
            {level: self._text(node, level) for level in ("province", "city", "county")}
        )

    def _duration(self, node: Node) -> Json:
        open_ = self._one(node, "open")
        if open_ is not None:
            return _concept(open_)
        n = Decimal(str(self._one(node, "n")))
        whole = int(n) if n == n.to_integral_value() else float(n)
        if (node, RDF.type, _ev("Count")) in self.graph:
            return whole
        return {"n": whole, "unit": _concept(self._one(node, "unit"))}

    def _rate(self, node: Node) -> Json:
        every = self._one(node, "every")
        grace = self._one(node, "grace")
        return _present(
            {
                "percent": self._decimal(node, "percent"),
                "min_percent": self._decimal(node, "minPercent"),
                "base": _concept(self._one(node, "base")),
                "per": _concept(self._one(node, "per")) if every is None else self._duration(every),
                "cap_percent": self._decimal(node, "capPercent"),
                "grace": None if grace is None else self._duration(grace),
            }
        )

    def _decimal(self, node: Node, name: str) -> str | None:
        value = self._one(node, name)
        return None if value is None else _decimal(value)


_NODES: Mapping[Kind, Callable[[_Reader, Node], Json]] = {
    Kind.PERIOD: _Reader._duration,
    Kind.THRESHOLD: _Reader._duration,
    Kind.MONEY: _Reader._money,
    Kind.RATE: _Reader._rate,
    Kind.PLACE: _Reader._place,
}


def _concept(node: Node | None) -> str:
    """The value behind a concept: `late_payment` of `evv:triggers.late_payment`."""
    return str(node).removeprefix(namespaces()["evv"]).partition(".")[2]


def _decimal(value: Node | None) -> str:
    text = str(value)
    return format(Decimal(text), "f") if "E" in text.upper() else text


def _plain(value: Node, kind: Kind) -> Json:
    text = str(value)
    if kind is Kind.BOOL:
        return text in ("true", "1")
    if kind is Kind.INT:
        return int(text)
    if kind is Kind.NUMBER:
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else float(number)
    if kind is Kind.DECIMAL and isinstance(value, Literal):
        return _decimal(value)
    return text


def _present(values: dict[str, Json]) -> Json:
    return {name: value for name, value in values.items() if value is not None}
