"""Clauses that stand in contracts of different forms, as clauses do that people copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.build import load_facts
from kg.lineage.clusters import clusters
from kg.lineage.forms import families
from kg.lineage.shingles import Sketch, resemblance, sketch
from kg.store import NotInStore, Store
from ontology.facts import Clause, Facts

KEPT, GRAM = 48, 4
"""Hashes kept of a clause, and characters to each: a word changed must not change all of it."""

SHARED, LEAST_SIZE = 0.6, 16
"""Clauses are one where they share so much of what is in either; shorter ones are set phrases."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A contract in which a clause stands, and its words there."""

    contract: str
    name: str
    family: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class Travelling:
    """A clause with all contracts that carry it, by id, and of how many families they are."""

    carriers: tuple[Carrier, ...]
    families: int


def travelling(store: Store, least_families: int = 2) -> tuple[Travelling, ...]:
    """The clauses that stand in contracts of several families, the most widely travelled first.

    Contracts without a text in the store have no clauses to show.
    """
    forms = families(store)
    carriers = {
        f"{id_}#{carrier.clause}": carrier
        for id_ in sorted(forms)
        for carrier in _carriers(store, id_, forms[id_])
    }
    sketches = {id_: sketch((carrier.quote,), KEPT, GRAM) for id_, carrier in carriers.items()}
    told = {id_: one for id_, one in sketches.items() if one.size >= LEAST_SIZE}
    found = (
        _travelling(group, carriers)
        for group in _groups(clusters(told, _one_clause, lambda *_: SHARED))
    )
    far = (one for one in found if one.families >= least_families)
    return tuple(sorted(far, key=lambda t: (-t.families, -len(t.carriers), t.carriers[0].contract)))


def _one_clause(one: Sketch, other: Sketch) -> bool:
    return resemblance(one, other) >= SHARED


def _groups(firsts: Mapping[str, str]) -> Iterable[list[str]]:
    groups: dict[str, list[str]] = {}
    for id_, first in firsts.items():
        groups.setdefault(first, []).append(id_)
    return (group for group in groups.values() if len(group) > 1)


def _travelling(group: Iterable[str], carriers: Mapping[str, Carrier]) -> Travelling:
    carried = tuple(carriers[id_] for id_ in sorted(group))
    return Travelling(carried, len({carrier.family for carrier in carried}))


def _carriers(store: Store, id_: str, family: str) -> Iterator[Carrier]:
    try:
        text = store.texts.read(id_)
    except NotInStore:
        return
    facts = load_facts(store, id_)
    for clause in _leaves(facts):
        quote = text[clause.start : clause.end].strip()
        yield Carrier(id_, facts.document.name, family, clause.id, quote)


def _leaves(facts: Facts) -> Iterator[Clause]:
    above = {clause.parent for clause in facts.clauses}
    return (clause for clause in facts.clauses if clause.id not in above)
