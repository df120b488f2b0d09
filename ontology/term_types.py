"""The types of terms as data: `terms/<type>.yaml` says what a term holds and how it is graphed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ontology.errors import OntologyError
from ontology.facts import Facts, Term
from ontology.shapes import Key, Kind, fault
from ontology.source import check_keys, read_yaml
from ontology.values import Json
from ontology.vocabulary import Words, closed_set, read_words

FOLDER = Path(__file__).with_name("terms")

EDGES = ("OWED_BY", "OWED_TO", "HELD_BY", "PROTECTS", "BINDS", "OWNED_BY", "EXCUSES")


@dataclass(frozen=True, slots=True)
class TermType:
    """One type of term.

    `caption` are the keys to show, in order. `edges` maps a role key to its edge in the graph.
    `forum` and `place` name the keys that say where disputes go, in the one type that has them.
    `aligns` maps names of other ontologies to how near they are, in the words of SKOS mappings.
    """

    id: str
    title: Words
    description: Words
    topic: str
    keys: Mapping[str, Key]
    caption: tuple[str, ...]
    label: str
    edges: Mapping[str, str]
    aligns: Mapping[str, str]
    forum: str | None = None
    place: str | None = None

    @property
    def strict(self) -> tuple[str, ...]:
        """The keys that must agree for two readings to be the same."""
        return tuple(name for name, key in self.keys.items() if key.strict)


@cache
def term_types() -> Mapping[str, TermType]:
    """Every term type by id, in the order of the ids."""
    return MappingProxyType(
        {path.stem: read_term_type(path) for path in sorted(FOLDER.glob("*.yaml"))}
    )


def check(facts: Facts) -> list[str]:
    """What in these facts does not fit the ontology, one sentence each; empty where all fits."""
    problems = [
        f"{where}.{key.name} {reason}"
        for where, item, keys in _heads(facts)
        for key in keys
        if (reason := fault(key, getattr(item, key.name)))
    ]
    for i, term in enumerate(facts.terms):
        problems += [f"terms[{i}] {term.type}: {reason}" for reason in faults(term)]
    return problems


def faults(term: Term) -> Iterator[str]:
    """What in a term does not fit its type, one sentence each."""
    kind = term_types().get(term.type)
    if kind is None:
        yield f"there is no such type; write one of {', '.join(term_types())}"
        return
    for name in term.keys:
        if name not in kind.keys:
            yield f"unknown key {name!r}; the keys are {', '.join(kind.keys)}"
    for name, key in kind.keys.items():
        if reason := fault(key, term.keys.get(name)):
            yield f"{name} {reason}"


def _text_of(name: str, values: str, *, required: bool = True) -> Key:
    return Key(name, Kind.TEXT, values, required=required)


_CONTRACT = (
    _text_of("state", "contract_states"),
    _text_of("tax", "tax_treatments", required=False),
    _text_of("effective_on", "effective_events", required=False),
    *(Key(name, Kind.DATE) for name in ("signed_on", "starts_on", "ends_on")),
    Key("term", Kind.PERIOD),
    Key("total_price", Kind.MONEY),
    Key("copies", Kind.INT),
)
_PARTY = (_text_of("role", "roles"), _text_of("kind", "party_kinds"), Key("place", Kind.PLACE))
_CLAUSE = (_text_of("part", "parts"),)
_NORM = (
    _text_of("modality", "modalities"),
    _text_of("bearer", "roles"),
    _text_of("counterparty", "roles", required=False),
    Key("deadline", Kind.PERIOD),
)
_DEFECT = (_text_of("kind", "defect_kinds"),)
_REVIEW = (_text_of("state", "read_states"),)


def _heads(facts: Facts) -> Iterator[tuple[str, Json, tuple[Key, ...]]]:
    """Everything but the terms, with the keys that hold closed sets or shaped values."""
    yield "contract", facts.contract, _CONTRACT
    lists: tuple[tuple[str, tuple[Json, ...], tuple[Key, ...]], ...] = (
        ("parties", facts.parties, _PARTY),
        ("clauses", facts.clauses, _CLAUSE),
        ("norms", facts.norms, _NORM),
        ("defects", facts.defects, _DEFECT),
        ("reviews", facts.reviews, _REVIEW),
    )
    for name, items, keys in lists:
        for i, item in enumerate(items):
            yield f"{name}[{i}]", item, keys


def read_term_type(path: Path) -> TermType:
    """Reads one file of `terms/`. Raises `OntologyError` naming the file."""
    data = read_yaml(path)
    fields = ("id", "title", "description", "topic", "keys", "caption", "graph", "aligns")
    check_keys(data, path, required=fields)
    keys = {name: _key(name, item, path) for name, item in data["keys"].items()}
    graph = data["graph"]
    check_keys(graph, path, required=("label",), optional=("edges", "forum"))
    forum = graph.get("forum", {"name": None, "place": None})
    check_keys(forum, path, required=("name", "place"))
    kind = TermType(
        id=data["id"],
        title=read_words(data["title"], path),
        description=read_words(data["description"], path),
        topic=data["topic"],
        keys=MappingProxyType(keys),
        caption=tuple(data["caption"]),
        label=graph["label"],
        edges=MappingProxyType(dict(graph.get("edges", {}))),
        aligns=MappingProxyType(dict(data["aligns"])),
        forum=forum["name"],
        place=forum["place"],
    )
    _agree(kind, path)
    return kind


def _key(name: str, item: Json, path: Path) -> Key:
    check_keys(item, path, required=("kind",), optional=("values", "strict", "required"))
    if item["kind"] not in list(Kind):
        line = getattr(item, "line", 1)
        raise OntologyError(f"there is no kind {item['kind']!r}", f"{path}:{line}")
    if "values" in item:
        closed_set(item["values"])
    return Key(
        name,
        Kind(item["kind"]),
        item.get("values"),
        strict=item.get("strict", False),
        required=item.get("required", False),
    )


def _agree(kind: TermType, path: Path) -> None:
    """The parts of one file speak of the same keys, and of edges and topics that exist."""
    named = (*kind.caption, *kind.edges, *(k for k in (kind.forum, kind.place) if k))
    problems = [f"there is no key {name!r}" for name in named if name not in kind.keys]
    problems += [f"{edge!r} is no edge" for edge in kind.edges.values() if edge not in EDGES]
    problems += [
        f"the role key {key.name!r} has no edge"
        for key in kind.keys.values()
        if key.kind is Kind.ROLE and key.name not in kind.edges
    ]
    if kind.id != path.stem:
        problems.append(f"the id {kind.id!r} is not the name of the file")
    if kind.topic not in closed_set("topics").values:
        problems.append(f"there is no topic {kind.topic!r}")
    if problems:
        raise OntologyError("; ".join(problems), str(path))
