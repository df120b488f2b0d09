"""The contracts of a store that a draft is to be compared with."""

from __future__ import annotations

from kg.benchmark import Choice, profile_of, store_pool
from kg.benchmark.peers import peer_members
from kg.benchmark.standing import marks
from kg.build import load_facts
from kg.compare.peers import Peer
from kg.store import Store
from ontology.facts import Facts


def peers_of(store: Store, draft: Facts) -> tuple[Peer, ...]:
    """The closest group of the benchmark that has enough contracts; the draft is none of them."""
    pool = store_pool(store, draft).without(marks(draft))
    _, members = peer_members(pool, profile_of(draft), Choice())
    return tuple(Peer(load_facts(store, member.mark), member.family) for member in members)
