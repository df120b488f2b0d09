"""Fixtures shared by all packages.

Facts are built in the tests from a few words, or read from `tests/data`; stores are real and live
in `tmp_path`; nothing of ours is mocked. A test that needs a program which the machine lacks is
skipped with that as its reason, and so named in the summary; EVENHAND_REQUIRE_ALL=1 fails it.
The server store is tested on a real Neo4j, started once; each test finds its database empty.
"""

import os
from collections.abc import Iterator

import pytest
from neo4j import GraphDatabase

from benchmarks.server import NoServer, Server, new_server

ELSEWHERE = "measures on ../shared"
"""The reason of a test on contracts that are not part of this project: never a failure."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    report = yield
    required = os.environ.get("EVENHAND_REQUIRE_ALL") == "1" and not hasattr(report, "wasxfail")
    if report.skipped and required and ELSEWHERE not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} did not run: {call.excinfo and call.excinfo.value}"
    return report


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Neo4j without a password, started by whoever asks first."""
    # Compiling little suits many short tests.
    server = new_server(tmp_path_factory.mktemp("neo4j"), options=("-XX:TieredStopAtLevel=1",))
    try:
        server.start()
    except NoServer as error:
        pytest.skip(f"THE SERVER STORE IS NOT TESTED: {error}")
    yield server
    server.stop()


@pytest.fixture
def neo4j_address(neo4j_server: Server) -> str:
    """The address of a Neo4j with nothing in it but the constraints of those before."""
    with GraphDatabase.driver(neo4j_server.address) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return neo4j_server.address
