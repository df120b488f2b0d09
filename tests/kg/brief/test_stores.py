"""The same brief from a folder and from a server."""

import json
from pathlib import Path

from kg.benchmark import store_pool
from kg.brief import brief
from kg.build import add
from kg.risk import assess
from kg.store import Store, open_store
from ontology.facts import Facts

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.json"))


def told(store: Store) -> str:
    contracts = [Facts.from_json(json.loads(path.read_text("utf-8"))) for path in SAMPLES]
    ids = [add(store, facts).contract_id for facts in contracts]
    briefs = [
        brief(facts, assess(store, id_), store_pool(store, facts), side)
        for facts, id_ in zip(contracts[-3:], ids[-3:], strict=True)
        for side in ("buyer", "vendor")
    ]
    assert any(point.peers for made in briefs for point in made.points)
    return json.dumps([made.to_json() for made in briefs], ensure_ascii=False)


def test_both_stores_give_the_same_brief(tmp_path: Path, neo4j_address: str) -> None:
    with open_store(tmp_path / "store") as one, open_store(neo4j_address) as other:
        assert told(one) == told(other)
