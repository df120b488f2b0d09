"""One server for most tests, with keys on and two workspaces that hold different contracts.

The contracts are put into the stores directly, with the facts written for them by hand: reading is
tested where files are uploaded. Tests that kill a server start one of their own: `test_restart.py`.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.contracts import Contract
from api.http.app import PREFIX, create_app
from api.http.keys import KeyRing
from api.http.scopes import SCOPES, Scope
from api.http.server import Server
from api.http.settings import Settings
from api.service import add
from ontology.values import Json

ALPHA = ("river-city-network-ops", "coastal-cloud-hosting")
BETA = ("harbour-software-dev",)


@dataclass(frozen=True)
class Served:
    """A server under test, and a client for each key."""

    app: FastAPI
    data: Path

    @property
    def server(self) -> Server:
        server: Server = self.app.state.server
        return server

    def key(self, *scopes: Scope, workspace: str = "alpha") -> str:
        ring = KeyRing(self.data)
        try:
            return ring.add("test", frozenset(scopes), workspace)[1]
        finally:
            ring.close()

    def client(self, *scopes: Scope, workspace: str = "alpha") -> TestClient:
        headers = {"Authorization": f"Bearer {self.key(*scopes, workspace=workspace)}"}
        return TestClient(
            self.app,
            base_url=f"http://localhost{PREFIX}",
            headers=headers,
            raise_server_exceptions=False,
        )


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory, sample: Callable[[str], Contract]
) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("data")
    settings = Settings(data=data, keys=True, requests_a_minute=10**6, uploads_a_minute=10**6)
    found = Served(create_app(settings), data)
    for name, stems in (("alpha", ALPHA), ("beta", BETA)):
        workspace = found.server.workspaces.get(name)
        for stem in stems:
            add(workspace.store, sample(stem))
        workspace.boards.changed()
    yield found
    found.server.close()


@pytest.fixture(scope="session")
def alpha(served: Served) -> TestClient:
    """All that a key may do but see personal data, in the workspace with two contracts."""
    return served.client(*(scope for scope in SCOPES if scope != "personal"))


@pytest.fixture(scope="session")
def beta(served: Served) -> TestClient:
    """The same in the workspace with another contract."""
    scopes = tuple(scope for scope in SCOPES if scope != "personal")
    return served.client(*scopes, workspace="beta")


@pytest.fixture(scope="session")
def river(sample: Callable[[str], Contract]) -> str:
    return sample("river-city-network-ops").id


@pytest.fixture(scope="session")
def coastal(sample: Callable[[str], Contract]) -> str:
    return sample("coastal-cloud-hosting").id


@pytest.fixture(scope="session")
def harbour(sample: Callable[[str], Contract]) -> str:
    return sample("harbour-software-dev").id


@pytest.fixture(scope="session")
def ended() -> Callable[[TestClient, str], Json]:
    """Waits for a job to be done or failed."""

    def wait(client: TestClient, job: str) -> Json:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            found = client.get(f"/jobs/{job}").json()
            if found["state"] in ("done", "failed"):
                return found
            time.sleep(0.05)
        raise AssertionError(f"the job is {found}")

    return wait
