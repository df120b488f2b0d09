"""A contract into a store with all that belongs to it: graph, findings, text, lineage."""

from __future__ import annotations

from kg.build import Added
from kg.build import add as add_facts
from kg.lineage import note
from kg.record import record
from kg.risk import assess
from kg.store import NotInStore, Store
from ontology.facts import Facts


def add(store: Store, facts: Facts, *, text: str = "") -> Added:
    """Adds a contract with its findings, and its text where given; the same again changes nothing.

    Raises `InvalidFacts` where the facts do not fit the ontology; then nothing is written.
    """
    added = add_facts(store, facts)
    # Whoever was interrupted before these adds again, and then they are made good.
    if added.new or added.changed or not _has_findings(store, added.contract_id):
        record(store, added.contract_id, assess(store, added.contract_id))
    if text and (added.new or not text_of(store, added.contract_id)):
        store.texts.write(added.contract_id, text)
    note(store, added.contract_id)
    return added


def _has_findings(store: Store, contract: str) -> bool:
    cypher = "MATCH (:Contract {id: $id})-[:HAS_FINDING]->(f) RETURN count(f) AS n"
    return bool(store.query(cypher, {"id": contract})[0]["n"])


def text_of(store: Store, contract: str) -> str:
    """The text of a contract, empty where none was kept."""
    try:
        return store.texts.read(contract)
    except NotInStore:
        return ""
