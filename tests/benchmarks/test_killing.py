"""A few of the kills that `python -m benchmarks.killing` deals by the dozen."""

from pathlib import Path

import pytest

from benchmarks.killing import Tally, embedded, served
from benchmarks.server import NoServer, new_server


def unharmed(tally: Tally) -> bool:
    return (tally.torn, tally.lost, tally.incomplete) == (0, 0, 0)


def test_a_killed_writer_leaves_whole_contracts_and_adding_again_completes_them() -> None:
    tally = embedded(seed=7, kills=3)
    assert tally.kills == 3
    assert unharmed(tally), tally


def test_neither_a_killed_writer_nor_a_killed_server_tears_a_contract(tmp_path: Path) -> None:
    server = new_server(tmp_path, options=("-XX:TieredStopAtLevel=1",))
    try:
        server.start()
    except NoServer as error:
        pytest.skip(f"THE SERVER STORE IS NOT TESTED: {error}")
    try:
        tally = served(seed=7, kills=2, server=server)
    finally:
        server.kill()
    assert tally.kills == 2
    assert unharmed(tally), tally
