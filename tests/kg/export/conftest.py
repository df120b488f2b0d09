"""Stores with four contracts and their findings, on either engine."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import add
from kg.copying import copy
from kg.record import record
from kg.risk import assess
from kg.store import Store, open_temporary
from ontology.facts import Facts

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "tests/data/samples").glob("*.json"))[:3]

Fill = Callable[[Store], list[str]]


@pytest.fixture
def fill(harbour: Facts) -> Fill:
    """Fills an empty store and gives the ids of its contracts.

    They are judged in a folder and copied: sixty rules that a server must first plan take a minute.
    """

    def filled(store: Store) -> list[str]:
        with open_temporary() as source:
            every = [Facts.from_json(json.loads(path.read_text("utf-8"))) for path in SAMPLES]
            for facts in (harbour, *every):
                added = add(source, facts)
                record(source, added.contract_id, assess(source, added.contract_id))
            assert copy(source, store).alike
            return list(source.facts.ids())

    return filled
