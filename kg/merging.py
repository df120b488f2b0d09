"""Merging names by hand, and taking merges back, whoever made them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.decisions import Decision, decided, forget, keep
from kg.identity import normal_name
from kg.naming import Alias, name_form
from kg.parties import settle_again
from kg.store import NotInStore, Row, Store
from ontology.errors import StoreError


@dataclass(frozen=True, slots=True)
class Merge:
    """One name that stands for the party of another, and why."""

    alias: str
    name: str
    party: str
    party_name: str
    reason: str
    because: str | None


_ALL = """
MATCH (a:Alias)-[o:OF]->(p:Party)
RETURN a.id AS id, a.name AS name, a.form AS form, a.code AS code, a.former AS former,
  p.id AS party, p.name AS party_name, o.reason AS reason, o.because AS because
ORDER BY party_name, party, name, id
"""


def merges(store: Store) -> tuple[Merge, ...]:
    """Every merge in force, by party."""
    return tuple(
        Merge(
            row["id"],
            row["name"] or row["code"],
            row["party"],
            row["party_name"] or row["code"],
            row["reason"],
            row["because"],
        )
        for row in store.query(_ALL)
        if row["reason"]
    )


def merge(store: Store, one: str, other: str) -> tuple[Alias, Alias]:
    """Makes one party of two, each given by name, credit code or id. Raises `StoreError`."""
    rows = store.query(_ALL)
    first, second = _find(store, rows, one), _find(store, rows, other)
    if first["party"] == second["party"]:
        raise StoreError(f"{one} and {other} are one party already", store.address)
    for decision in decided(store):
        if decision.kind == "part" and {first["id"], second["id"]} & set(decision.aliases):
            forget(store, decision)
    keep(store, Decision("join", (first["id"], second["id"])))
    pair = _alias(first), _alias(second)
    store.write(settle_again(store, pair))
    return pair


def undo(store: Store, given: str) -> tuple[Alias, str]:
    """Takes back the merge of this name, and says for what reason it was made.

    A merge by rule is not made again until somebody merges the two by hand. Raises `StoreError`.
    """
    rows = store.query(_ALL)
    found = _merged(store, rows, given)
    by_hand = [
        decision
        for decision in decided(store)
        if decision.kind == "join" and found["id"] in decision.aliases
    ]
    for decision in by_hand:
        forget(store, decision)
    if not by_hand:
        keep(store, Decision("part", (found["id"],)))
    family = [_alias(row) for row in rows if row["party"] == found["party"]]
    store.write(settle_again(store, family))
    return _alias(found), found["reason"]


def _merged(store: Store, rows: list[Row], given: str) -> Row:
    """The merged name that is meant; of a party by its only merge."""
    meant = [row for row in rows if row["reason"] and given in (row["id"], row["name"])]
    if not meant:
        party = _find(store, rows, given)["party"]
        meant = [row for row in rows if row["reason"] and row["party"] == party]
    if not meant:
        raise StoreError(
            f"no merge has made {given}: see them with `evenhand merge`", store.address
        )
    if len(meant) > 1:
        raise StoreError(
            f"{given} is more than one merge: give an id ({', '.join(row['id'] for row in meant)})",
            store.address,
        )
    return meant[0]


def _find(store: Store, rows: list[Row], given: str) -> Row:
    exact = [row for row in rows if given in (row["id"], row["party"], row["code"])]
    by_name = [row for row in rows if row["name"] and row["name"] == normal_name(given)]
    by_form = [row for row in rows if row["form"] and row["form"] == name_form(given)]
    found = exact or by_name or by_form
    if not found:
        raise NotInStore(
            f"no party is called {given!r}: see them in `evenhand list`", store.address
        )
    if len({row["party"] for row in found}) > 1:
        raise StoreError(
            f"{given} is more than one party: give an id"
            f" ({', '.join(sorted({row['party'] for row in found}))})",
            store.address,
        )
    return found[0]


def _alias(row: Row) -> Alias:
    return Alias(row["id"], row["name"] or "", row["form"] or "", row["code"], row["former"])
