"""Facts into a store and out of it again: one contract is one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from kg.amendments import link
from kg.changes import create, drop, shared_by, sweep
from kg.identity import contract_id, digest, facts_digest
from kg.parties import settle
from kg.store import COMPLETE, Statement, Store
from kg.subgraph import subgraph
from ontology.errors import InvalidFacts, StoreError
from ontology.facts import Facts
from ontology.term_types import check


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did: neither `new` nor `changed` means that all of it was there already."""

    contract_id: str
    new: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A contract in a store, as lists of contracts show it."""

    id: str
    name: str
    title: str | None
    state: str
    signed_on: str | None
    price: float | None


def add(store: Store, facts: Facts) -> Added:
    """Adds a contract, or replaces it where the same text was added with other facts.

    Raises `InvalidFacts` where the facts do not fit the ontology; then nothing is written.
    """
    id_ = contract_id(facts)
    data = facts.to_json(reviews=True)
    mark = digest(data)
    known = store.query("MATCH (c:Contract {id: $id}) RETURN c.facts_digest AS digest", {"id": id_})
    if known and known[0]["digest"] == mark and id_ in store.facts:
        return Added(id_, new=False, changed=False)
    work = [*statements(facts, mark), *settle(store, id_, facts), *link(store, id_, facts)]
    if known:
        work = [*drop(id_), *work, *sweep(shared_by(store, id_))]
    old = store.facts.read(id_) if id_ in store.facts else None
    store.facts.write(id_, json.dumps(data, ensure_ascii=False))
    try:
        store.write(work)
    except BaseException:
        store.facts.write(id_, old)
        raise
    return Added(id_, new=not known, changed=bool(known))


def remove(store: Store, contract_id: str) -> bool:
    """Removes a contract and its facts; what it shares stays while others use it.

    False where there was none.
    """
    old = store.facts.read(contract_id) if contract_id in store.facts else None
    shared = shared_by(store, contract_id)
    around = [*settle(store, contract_id, None), *link(store, contract_id, None)]
    known = store.query("MATCH (c:Contract {id: $id}) RETURN c.id AS id", {"id": contract_id})
    if old is None and not known:
        return False
    # The facts go first: a crash between the two must not let a rebuild bring the contract back.
    store.facts.write(contract_id, None)
    try:
        store.write([*drop(contract_id), *around, *sweep(shared)])
    except BaseException:
        store.facts.write(contract_id, old)
        raise
    return True


def contracts(store: Store) -> tuple[Kept, ...]:
    """The contracts in a store by name."""
    rows = store.query(
        "MATCH (c:Contract) RETURN c.id AS id, c.name AS name, c.title AS title, c.state AS state,"
        " c.signed_on AS signed_on, c.price AS price ORDER BY name, id"
    )
    return tuple(Kept(**row) for row in rows)


def load_facts(store: Store, contract_id: str) -> Facts:
    """The facts that a contract was added with. Raises `NotInStore`, or `StoreError` if damaged."""
    text = store.facts.read(contract_id)
    try:
        return Facts.from_json(json.loads(text), contract_id)
    except (ValueError, InvalidFacts) as error:
        raise StoreError(
            f"the facts kept of {contract_id} are damaged ({error}):"
            f" delete facts/{contract_id}.json, rebuild, and add the contract again",
            store.address,
        ) from error


def rebuild(store: Store, progress: Callable[[str], None] | None = None) -> int:
    """Builds the graph anew from the facts kept and says of how many contracts.

    For a damaged graph, open the store with `fresh`. Interrupted, it leaves the store marked as
    incomplete, to be rebuilt again.
    """
    store.clear()
    ids = store.facts.ids()
    for id_ in ids:
        facts = load_facts(store, id_)
        store.write([*statements(facts), *settle(store, id_, facts), *link(store, id_, facts)])
        if progress is not None:
            progress(id_)
    store.write([COMPLETE])
    return len(ids)


def statements(facts: Facts, mark: str | None = None) -> list[Statement]:
    """What writes one contract, its parties apart, into a store that does not hold it; `mark` is
    the digest of its facts.
    """
    if problems := check(facts):
        raise InvalidFacts("; ".join(problems), facts.document.name)
    return create(subgraph(facts, mark or facts_digest(facts)))
