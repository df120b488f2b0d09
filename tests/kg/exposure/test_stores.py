"""What is worked out from the facts that a store keeps is what was worked out before."""

from kg.build import add, load_facts
from kg.exposure import expose, scenarios
from kg.store import Store
from ontology.facts import Facts
from ontology.values import Json


def rows(facts: Facts) -> list[Json]:
    return [row.to_json() for s in scenarios().values() for row in expose(facts, s)]


def test_a_stored_contract_costs_the_same_on_either_engine(store: Store, harbour: Facts) -> None:
    added = add(store, harbour)
    assert rows(load_facts(store, added.contract_id)) == rows(harbour)
