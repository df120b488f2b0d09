"""Families of contracts that descend from one form, kept beside a store once they are known."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from struct import pack, unpack

from kg.build import load_facts
from kg.identity import digest
from kg.lineage.clusters import clusters
from kg.lineage.shingles import Sketch, containment, passages, sketch
from kg.store import NotInStore, Store
from ontology.errors import StoreError
from ontology.values import Json

SHARED = 0.5
"""Contracts are of one form where half of the smaller one stands in the other."""

LEAST_SIZE = 60
"""Shingles that a contract must have to be told apart from others by them."""

VERSION = 1
"""Of how sketches are made: what was kept by another way of making them is made anew."""


def same_form(one: Sketch, other: Sketch) -> bool:
    """Whether two contracts descend from one form."""
    return min(one.size, other.size) >= LEAST_SIZE and containment(one, other) >= SHARED


def least_shared(size: int, other: int) -> float:
    """The share of the smallest hashes of two contracts that they must have in common to be of
    one form, by their sizes.
    """
    small, large = sorted((size, other))
    return SHARED * small / (large + small * (1 - SHARED)) if small else 1.0


def families(store: Store) -> Mapping[str, str]:
    """The family of each contract in a store: the smallest id of those that share its form.

    What was not noted when a contract was added is worked out now, and kept where the store may be
    written to.
    """
    rows = store.query("MATCH (c:Contract) RETURN c.id AS id, c.facts_digest AS mark ORDER BY id")
    marks = {row["id"]: row["mark"] for row in rows}
    whole = digest(VERSION, sorted(marks.items()))
    kept = _read(store, _FAMILIES)
    if kept.get("of") == whole:
        found: Mapping[str, str] = kept["families"]
        return found
    sketches = {id_: _sketch(store, id_, mark) for id_, mark in marks.items()}
    found = clusters(sketches, same_form, least_shared)
    _keep(store, _FAMILIES, {"of": whole, "families": found})
    return found


def note(store: Store, contract_id: str) -> None:
    """Keeps the sketch of a contract that was added, so that families are found quickly later."""
    cypher = "MATCH (c:Contract {id: $id}) RETURN c.facts_digest AS mark"
    for row in store.query(cypher, {"id": contract_id}):
        _sketch(store, contract_id, row["mark"])


def forget(store: Store, contract_id: str) -> None:
    """Drops the sketch of a contract that was removed."""
    store.lineage.write(contract_id, None)


def _sketch(store: Store, id_: str, mark: str) -> Sketch:
    """The sketch of a contract: as it was kept, unless its facts have changed since."""
    kept = _read(store, id_)
    if kept.get("of") == digest(VERSION, mark):
        return _unpacked(kept)
    found = sketch(_passages(store, id_))
    _keep(store, id_, {"of": digest(VERSION, mark), **_packed(found)})
    return found


def _passages(store: Store, id_: str) -> Iterable[str]:
    try:
        text = store.texts.read(id_)
    except NotInStore:
        text = ""
    return passages(load_facts(store, id_), text)


def _packed(one: Sketch) -> dict[str, Json]:
    hashes = b64encode(pack(f">{len(one.hashes)}I", *one.hashes)).decode()
    return {"size": one.size, "hashes": hashes}


def _unpacked(kept: Json) -> Sketch:
    raw = b64decode(kept["hashes"])
    return Sketch(unpack(f">{len(raw) // 4}I", raw), kept["size"])


_FAMILIES = f"m{digest('lineage', 'families')[:16]}"


def _read(store: Store, id_: str) -> Json:
    """What was kept; of what is damaged, nothing: it can all be computed again."""
    try:
        return json.loads(store.lineage.read(id_))
    except (StoreError, ValueError):
        return {}


def _keep(store: Store, id_: str, data: Json) -> None:
    try:
        store.lineage.write(id_, json.dumps(data))
    except StoreError:
        # Whoever may only read computes it again the next time.
        return
