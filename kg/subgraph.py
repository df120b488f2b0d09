"""One contract as nodes and edges, by the mappings of `ontology/terms` and nothing per type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from kg.amendments import references
from kg.flatten import Properties, flatten
from kg.identity import contract_id, digest, forum_id, place_id, places
from ontology.facts import Clause, Defect, Facts, Norm, Party, Review, Term
from ontology.shapes import Key, Kind
from ontology.term_types import TermType, term_types
from ontology.values import Json
from ontology.vocabulary import closed_set


@dataclass(frozen=True, slots=True)
class Ref:
    """A node as its edges name it: by the label whose ids are unique."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node to write; `also` is a second label, `shared` one that other contracts may have."""

    ref: Ref
    properties: Properties = field(default_factory=dict)
    also: str | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge to write; between two shared nodes it may be there already."""

    kind: str
    source: Ref
    target: Ref
    properties: Properties = field(default_factory=dict)
    shared: bool = False


Part = Node | Edge
Fact = TypeVar("Fact", Term, Norm, Defect)

_CONTRACT_KEYS = {
    "term": Key("term", Kind.PERIOD),
    **{
        name: Key(name, Kind.TEXT)
        for name in (
            *("title", "project", "number", "state", "signed_on", "signed_at", "starts_on"),
            *("ends_on", "price_in_words", "tax", "governing_law", "copies", "effective_on"),
        )
    },
}
_PRICE = {"price": Key("price", Kind.MONEY)}
_NORM_KEYS = {
    **{name: Key(name, Kind.TEXT) for name in ("modality", "action", "condition", "clause")},
    "deadline": Key("deadline", Kind.PERIOD),
}
_NORM_LABELS = {
    "obligation": "Obligation",
    "right": "Right",
    "prohibition": "Prohibition",
    # Not `Exemption`, which is a type of term; the word of Hohfeld for the same position.
    "exemption": "Immunity",
}


_ITSELF = re.compile(r"(?:本|该)?(?:合同|协议)(?:书)?(?:正文|主文|本身|条款)?")


def subgraph(facts: Facts, mark: str) -> tuple[Part, ...]:
    """Everything that one contract brings to the graph, nodes before the edges that need them.

    `mark` is the digest of the facts.
    """
    parts = list(_Builder(facts, mark).parts())
    nodes = {part.ref: part for part in parts if isinstance(part, Node)}
    edges = {
        (part.kind, part.source, part.target): part for part in parts if isinstance(part, Edge)
    }
    return (*nodes.values(), *edges.values())


class _Builder:
    def __init__(self, facts: Facts, mark: str) -> None:
        self.facts = facts
        self.mark = mark
        self.contract = Ref("Contract", contract_id(facts))
        self.root = Ref("Clause", f"{self.contract.id}#")
        self.clause_ids = {clause.id for clause in facts.clauses}

    def parts(self) -> Iterator[Part]:
        yield from self._contract()
        yield from self._clauses()
        yield from self._sides()
        for party in self.facts.parties:
            yield from self._party(party)
        for seq, (term, mark) in enumerate(marked(self.facts.terms), 1):
            yield from self._term(term, mark, seq)
        for seq, (norm, mark) in enumerate(marked(self.facts.norms), 1):
            yield from self._norm(norm, mark, seq)
        yield from self._defects()
        for review in reviews(self.facts):
            yield from self._review(review)

    def _contract(self) -> Iterator[Part]:
        contract, document = self.facts.contract, self.facts.document
        values = {name: getattr(contract, name) for name in _CONTRACT_KEYS}
        properties = flatten(_CONTRACT_KEYS, values)
        price = flatten(_PRICE, {"price": contract.total_price})
        if "price_currency" in price:
            properties |= {"price": price["price"], "currency": price["price_currency"]}
        properties |= {"name": document.name, "facts_digest": self.mark}
        properties |= references(self.facts).properties()
        yield Node(self.contract, properties)
        ref = Ref("Document", f"{self.contract.id}/doc")
        yield Node(ref, _present(sha256=document.sha256 or None, chars=document.chars))
        yield Edge("LOADED_FROM", self.contract, ref)

    def _clauses(self) -> Iterator[Part]:
        yield Node(self.root, {"position": 0, "path": "", "part": "root"})
        yield Edge("HAS_CLAUSE", self.contract, self.root)
        by_id = {clause.id: clause for clause in self.facts.clauses}
        for seq, clause in enumerate(by_id.values(), 1):
            ref = self._clause(clause.id)
            properties = _present(
                label=clause.label,
                heading=clause.heading,
                part=clause.part,
                start=clause.start,
                end=clause.end,
                path=_path(clause, by_id),
                position=seq,
            )
            yield Node(ref, properties)
            yield Edge("HAS_CLAUSE", self.contract, ref)
            parent = self.root if clause.parent == clause.id else self._clause(clause.parent)
            yield Edge("PART_OF", ref, parent)

    def _sides(self) -> Iterator[Part]:
        labels: dict[str, str | None] = {
            party.role: party.label for party in reversed(self.facts.parties)
        }
        hosts: dict[str, str | None] = {
            party.role: _mail_host(party) for party in reversed(self.facts.parties)
        }
        for role in sorted({"buyer", "vendor"} | set(_roles(self.facts))):
            ref = self._side(role)
            named = [party for party in self.facts.parties if party.role == role]
            filled = sorted({name for party in named for name in _filled(party)})
            told = _present(label=labels.get(role), mail_host=hosts.get(role))
            yield Node(ref, {"role": role, "filled": filled, **told})
            yield Edge("IN", ref, self.contract)

    def _party(self, party: Party) -> Iterator[Part]:
        yield from _places(party.place)
        home = place_id(party.place)
        for role in _stands_for("roles", party.role):
            if home:
                yield Edge("LOCATED_IN", self._side(role), Ref("Place", home))

    def _term(self, term: Term, mark: str, seq: int) -> Iterator[Part]:
        kind = term_types()[term.type]
        ref = Ref("Term", f"{self.contract.id}/t/{mark}")
        head = _present(type=term.type, clause=term.clause, position=seq, reader=term.reader)
        yield Node(ref, flatten(kind.keys, term.keys) | head, also=kind.label)
        yield Edge("HAS_TERM", self.contract, ref)
        yield self._stated(ref, term.clause, term.quote, term.start, term.end)
        for key, edge in kind.edges.items():
            for role in _stands_for(kind.keys[key].values, term.keys.get(key)):
                yield Edge(edge, ref, self._side(role))
        yield from _forum(ref, kind, term.keys)
        if term.type == "precedence":
            yield from self._ranked(ref, term.keys.get("order") or ())

    def _ranked(self, term: Ref, order: Iterable[str]) -> Iterator[Part]:
        """The documents in the order in which they prevail; the contract is one of them."""
        for position, title in enumerate(order, 1):
            if _ITSELF.fullmatch(title):
                document = Ref("Document", f"{self.contract.id}/doc")
            else:
                document = Ref("Document", f"{self.contract.id}/doc/{digest(title)[:12]}")
                yield Node(document, {"title": title})
                yield Edge("NAMES_DOCUMENT", self.contract, document)
            yield Edge("RANKS", term, document, {"position": position})

    def _norm(self, norm: Norm, mark: str, seq: int) -> Iterator[Part]:
        ref = Ref("Norm", f"{self.contract.id}/n/{mark}")
        values = {name: getattr(norm, name) for name in _NORM_KEYS}
        head = _present(position=seq, bearer=norm.bearer, counterparty=norm.counterparty)
        yield Node(ref, flatten(_NORM_KEYS, values) | head, also=_NORM_LABELS[norm.modality])
        yield Edge("HAS_NORM", self.contract, ref)
        yield self._stated(ref, norm.clause, norm.quote, norm.start, norm.end)
        for role in _stands_for("roles", norm.bearer):
            yield Edge("BORNE_BY", ref, self._side(role))
        for role in _stands_for("roles", norm.counterparty):
            yield Edge("TOWARDS", ref, self._side(role))

    def _defects(self) -> Iterator[Part]:
        for seq, (defect, mark) in enumerate(marked(self.facts.defects), 1):
            ref = Ref("Defect", f"{self.contract.id}/d/{mark}")
            yield Node(ref, _present(kind=defect.kind, detail=defect.detail, position=seq))
            yield Edge("HAS_DEFECT", self.contract, ref)
            yield self._stated(ref, None, defect.quote, defect.start, defect.end)

    def _review(self, review: Review) -> Iterator[Part]:
        ref = Ref("Review", f"{self.contract.id}/r/{review.type}")
        clauses = list(review.clauses)
        yield Node(ref, {"type": review.type, "state": review.state, "clauses": clauses})
        yield Edge("REVIEWED", self.contract, ref)

    def _side(self, role: str) -> Ref:
        return Ref("Side", f"{self.contract.id}/{role}")

    def _clause(self, id_: str | None) -> Ref:
        """The root stands for a clause that the facts do not list."""
        if id_ is None or id_ not in self.clause_ids:
            return self.root
        return Ref("Clause", f"{self.contract.id}#{id_}")

    def _stated(self, ref: Ref, clause: str | None, quote: str, start: int, end: int) -> Edge:
        """Where a fact stands: in the clause it names, else in the innermost around its words."""
        where = self._clause(clause)
        if where == self.root and start >= 0:
            around = [c for c in self.facts.clauses if c.start <= start < c.end]
            if around:
                where = self._clause(min(around, key=lambda c: (c.end - c.start, -c.start)).id)
        offsets = {"start": start, "end": end} if start >= 0 else {}
        return Edge("STATED_IN", ref, where, {"quote": quote, **offsets})


def _forum(term: Ref, kind: TermType, keys: Mapping[str, Json]) -> Iterator[Part]:
    name = keys.get(kind.forum) if kind.forum else None
    if not name:
        return
    place = keys.get(kind.place) if kind.place else None
    forum = Ref("Forum", forum_id(name, place))
    yield Node(forum, shared=True)
    yield Edge("SUBMITS_TO", term, forum, {"name": name})
    if home := place_id(place):
        yield from _places(place)
        yield Edge("SEATED_IN", forum, Ref("Place", home), shared=True)


def _places(place: Json) -> Iterator[Part]:
    for level in places(place):
        ref = Ref("Place", level.id)
        yield Node(ref, {"name": level.name, "level": level.level}, shared=True)
        if level.parent:
            yield Edge("PART_OF", ref, Ref("Place", level.parent), shared=True)


def _roles(facts: Facts) -> Iterator[str]:
    """Every side that a fact names."""
    for party in facts.parties:
        yield from _stands_for("roles", party.role)
    for norm in facts.norms:
        yield from _stands_for("roles", norm.bearer)
        yield from _stands_for("roles", norm.counterparty)
    for term in facts.terms:
        kind = term_types()[term.type]
        for key in kind.edges:
            yield from _stands_for(kind.keys[key].values, term.keys.get(key))


def _stands_for(set_name: str | None, role: Json) -> tuple[str, ...]:
    if role is None or set_name is None:
        return ()
    return closed_set(set_name).values[role].sides


def reviews(facts: Facts) -> tuple[Review, ...]:
    """As given; a reader that kept none looked for every type."""
    if facts.reviews:
        return facts.reviews
    found = {term.type for term in facts.terms}
    return tuple(Review(type_, "found" if type_ in found else "absent") for type_ in term_types())


def marked(items: Iterable[Fact]) -> Iterator[tuple[Fact, str]]:
    """Each fact with twelve digits of its content, which offsets do not change.

    The second of two that differ in their place alone has `-2` behind them; one that stands twice
    in the list counts once.
    """
    places_of: dict[str, list[tuple[int, int]]] = {}
    for item in items:
        # Their own fields are enough: what these hold is plain. Who read it is not what it says.
        said = {name: getattr(item, name) for name in item.__slots__ if name != "reader"}
        mark = digest({**said, "start": None, "end": None})[:12]
        seen = places_of.setdefault(mark, [])
        if (item.start, item.end) in seen:
            continue
        seen.append((item.start, item.end))
        yield item, mark if len(seen) == 1 else f"{mark}-{len(seen)}"


_PARTICULARS = ("account", "address", "agent", "bank", "contact", "email", "fax", "phone", "uscc")


def _filled(party: Party) -> Iterator[str]:
    """Which particulars of a party the contract fills in: their names, never what they say."""
    return (name for name in _PARTICULARS if getattr(party, name))


def _mail_host(party: Party) -> str | None:
    """Whose mailbox it is without saying which: the address stays in the facts."""
    _, at, host = (party.email or "").rpartition("@")
    return host.strip().lower() or None if at else None


def _path(clause: Clause, by_id: Mapping[str, Clause]) -> str:
    labels: list[str] = []
    seen: set[str] = set()
    at: Clause | None = clause
    while at is not None and at.id not in seen:
        seen.add(at.id)
        labels.append(at.label or at.heading or at.id)
        at = by_id.get(at.parent) if at.parent else None
    return " › ".join(reversed(labels))


def _present(**properties: Json) -> Properties:
    return {name: value for name, value in properties.items() if value is not None}
