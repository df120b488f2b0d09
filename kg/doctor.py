"""Whether a store is whole: every contract against its facts, every quote against its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from kg.build import load_facts
from kg.content import edges_of_contract, of_contract
from kg.identity import facts_digest
from kg.parties import stated
from kg.store import SCHEMA_VERSION, NotInStore, Store
from kg.subgraph import Edge, Node, subgraph
from ontology.errors import StoreError
from ontology.facts import Defect, Facts, Norm, Term
from ontology.term_types import check


class Kind(StrEnum):
    """What may be wrong, by what there is to do about it."""

    NOT_IN_GRAPH = "not_in_graph"
    NO_FACTS = "no_facts"
    DAMAGED_FACTS = "damaged_facts"
    OTHER_FACTS = "other_facts"
    MISSING = "missing"
    SURPLUS = "surplus"
    DANGLING = "dangling"
    QUOTE = "quote"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong; `where` is a contract id or a label, `what` the detail."""

    kind: Kind
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Health:
    """What `examine` found."""

    version: int
    counts: dict[str, int]
    complaints: tuple[Complaint, ...]


_COUNTED = ("Contract", "Party", "Clause", "Term", "Norm", "Defect", "Finding", "Forum", "Place")
_ANCHORED = {
    "Term": "(n)<-[:HAS_TERM]-(:Contract)",
    "Norm": "(n)<-[:HAS_NORM]-(:Contract)",
    "Defect": "(n)<-[:HAS_DEFECT]-(:Contract)",
    "Clause": "(n)<-[:HAS_CLAUSE]-(:Contract)",
    "Review": "(n)<-[:REVIEWED]-(:Contract)",
    "Finding": "(n)<-[:HAS_FINDING]-(:Contract)",
    "Document": "(n)<-[:LOADED_FROM|NAMES_DOCUMENT]-(:Contract)",
    "Side": "(n)-[:IN]->(:Contract)",
    "Alias": "(n)-[:OF]->(:Party)",
    "Party": "(n)-[:ACTS_AS]->(:Side)",
    "Forum": "(n)<-[:SUBMITS_TO]-(:Term)",
}
"""What each node must hang on: one that does not was left by a write that did not end."""


def examine(store: Store, progress: Callable[[str], None] | None = None) -> Health:
    """Looks at every contract of a store and says what is wrong, in the order of their ids."""
    counts = {
        label: store.query(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"] for label in _COUNTED
    }
    in_graph = {
        row["id"]: row["digest"]
        for row in store.query("MATCH (c:Contract) RETURN c.id AS id, c.facts_digest AS digest")
    }
    complaints = list(_dangling(store))
    kept = set(store.facts.ids())
    for id_ in sorted(kept | in_graph.keys()):
        complaints += _contract(store, id_, in_graph.get(id_), id_ in kept)
        if progress is not None:
            progress(id_)
    return Health(SCHEMA_VERSION, {**counts, "facts": len(kept)}, tuple(complaints))


def _dangling(store: Store) -> Iterator[Complaint]:
    for label, anchor in _ANCHORED.items():
        rows = store.query(
            f"MATCH (n:{label}) WHERE NOT EXISTS {{ {anchor} }} RETURN n.id AS id ORDER BY id"
        )
        yield from (Complaint(Kind.DANGLING, label, str(row["id"])) for row in rows)


def _contract(store: Store, id_: str, digest: str | None, kept: bool) -> Iterator[Complaint]:
    if not kept:
        yield Complaint(Kind.NO_FACTS, id_, "")
        return
    try:
        facts = load_facts(store, id_)
    except StoreError as error:
        yield Complaint(Kind.DAMAGED_FACTS, id_, error.message)
        return
    if digest is None:
        yield Complaint(Kind.NOT_IN_GRAPH, id_, facts.document.name)
    elif digest != facts_digest(facts):
        yield Complaint(Kind.OTHER_FACTS, id_, facts.document.name)
    elif problems := check(facts):
        yield Complaint(Kind.DAMAGED_FACTS, id_, problems[0])
    else:
        yield from _differences(store, id_, facts)
    yield from _quotes(store, id_, facts)


def _differences(store: Store, id_: str, facts: Facts) -> Iterator[Complaint]:
    """What the graph has too little or too much of, against what the facts make of it."""
    parts = subgraph(facts, facts_digest(facts))
    wanted: Counter[str] = Counter(
        part.ref.id for part in parts if isinstance(part, Node) and not part.shared
    )
    wanted.update(
        f"{part.source.id} -{part.kind}-> {part.target.id}"
        for part in parts
        if isinstance(part, Edge) and not part.shared
    )
    wanted.update(f"{one.alias.id} -ACTS_AS-> {one.side}" for one in stated(facts, id_))
    found: Counter[str] = Counter(
        row["p"]["id"] for row in of_contract(store, id_) if "Finding" not in row["labels"]
    )
    found.update(_edge(row) for row in edges_of_contract(store, id_) if not _beside(row))
    yield from (Complaint(Kind.MISSING, id_, what) for what in _sorted(wanted - found))
    yield from (Complaint(Kind.SURPLUS, id_, what) for what in _sorted(found - wanted))


def _edge(row: dict[str, object]) -> str:
    properties = row["p"]
    assert isinstance(properties, dict)
    source = properties.get("alias") if row["kind"] == "ACTS_AS" else row["a"]
    return f"{source} -{row['kind']}-> {row['b']}"


def _beside(row: dict[str, object]) -> bool:
    """Edges that other contracts or the rules bring."""
    return row["kind"] in ("HAS_FINDING", "RAISED_BY", "ABOUT", "AMENDS")


def _sorted(counter: Iterable[str]) -> list[str]:
    return sorted(counter)


def _quotes(store: Store, id_: str, facts: Facts) -> Iterator[Complaint]:
    try:
        text = store.texts.read(id_)
    except NotInStore:
        return
    sha = facts.document.sha256
    if sha and sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != sha.lower():
        yield Complaint(Kind.TEXT, id_, facts.document.name)
        return
    quoted: list[Term | Norm | Defect] = [*facts.terms, *facts.norms, *facts.defects]
    for fact in quoted:
        if fact.start >= 0 and text[fact.start : fact.end] != fact.quote:
            yield Complaint(Kind.QUOTE, id_, f"{fact.start}: {fact.quote[:40]}")
