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

Marks = Mapping[str, str]
"""The digest of the facts of each contract: what was computed from the same holds still."""


def same_form(one: Sketch, other: Sketch) -> bool:
    """Whether two contracts descend from one form."""
    return min(one.size, other.size) >= LEAST_SIZE and containment(one, other) >= SHARED


def families(store: Store) -> Mapping[str, str]:
    """The family of each contract in a store: the smallest id of those that share its form.

    The first time, and for new contracts, their texts are read; what comes out is kept in the
    store, where it may be written to.
    """
    rows = store.query("MATCH (c:Contract) RETURN c.id AS id, c.facts_digest AS mark ORDER BY id")
    marks = {row["id"]: row["mark"] for row in rows}
    whole = digest(VERSION, sorted(marks.items()))
    kept = _read(store, _FAMILIES)
    if kept.get("of") == whole:
        found: Mapping[str, str] = kept["families"]
        return found
    found = clusters(_sketches(store, marks), same_form)
    _keep(store, _FAMILIES, {"of": whole, "families": found})
    return found


def _sketches(store: Store, marks: Marks) -> Mapping[str, Sketch]:
    """The sketch of each contract; those of before are taken as they were."""
    kept = _read(store, _SKETCHES)
    known = kept.get("sketches", {}) if kept.get("version") == VERSION else {}
    found = {
        id_: _unpacked(known[id_])
        if id_ in known and known[id_]["of"] == mark
        else sketch(_passages(store, id_))
        for id_, mark in marks.items()
    }
    packed = {id_: {"of": marks[id_], **_packed(one)} for id_, one in found.items()}
    _keep(store, _SKETCHES, {"version": VERSION, "sketches": packed})
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
_SKETCHES = f"m{digest('lineage', 'sketches')[:16]}"


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
