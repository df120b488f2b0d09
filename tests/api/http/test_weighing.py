"""What is worked out once for all readers is the same as what is worked out for one alone."""

from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

from api.cli.benchmark_view import rows
from api.contracts import Contract
from api.masking import masked_data
from kg.baseline import with_baseline
from kg.benchmark import Choice, standing, store_pool
from kg.benchmark.corpus import observations
from kg.benchmark.observing import price_from


def test_the_pool_that_is_kept_gives_the_same_benchmark(
    served: Any, alpha: TestClient, river: str, sample: Callable[[str], Contract]
) -> None:
    store = served.server.workspaces.get("alpha").store
    contract = sample("river-city-network-ops")
    alone = standing(contract.facts, with_baseline(store_pool(store, contract.facts)), Choice())
    for _ in range(2):
        page = alpha.get(f"/contracts/{river}/benchmark").json()
        assert page["items"] == masked_data(list(rows(contract, alone, None)))


def test_a_contract_added_while_peers_are_asked_is_left_for_the_next_time(
    served: Any, river: str
) -> None:
    store = served.server.workspaces.get("alpha").store
    # As if the list of contracts had been read before the second was written.
    assert set(observations(store, {river: price_of(store, river)})) == {river}


def price_of(store: Any, contract: str) -> Any:
    cypher = "MATCH (c:Contract {id: $id}) RETURN c.price AS price, c.currency AS currency"
    (row,) = store.query(cypher, {"id": contract})
    return price_from(row["price"], row["currency"])
