"""The examples in the OpenAPI and in docs/api.md are run against a server, and print what is there.

What an example leaves out with `…`, such as the id of a job, may be anything.
"""

import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import pytest
import uvicorn
from fastapi.routing import APIRoute

from api.contracts import Contract
from api.http.app import PREFIX, SUBJECTS, create_app
from api.http.settings import Settings
from api.service import add, read_file

ROOT = Path(__file__).parents[3]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ ((?:[^\n]*(?:\\|\|)\n)*[^\n]*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def examples() -> Iterator[tuple[str, str, str]]:
    for subject in SUBJECTS:
        for route in subject.router.routes:
            if isinstance(route, APIRoute):
                yield from found(route.name, cleandoc(route.endpoint.__doc__ or ""))
    yield from found("docs/api.md", (ROOT / "docs/api.md").read_text("utf-8"))


def found(where: str, text: str) -> Iterator[tuple[str, str, str]]:
    for block in BLOCK.findall(text):
        for command, printed in COMMAND.findall(block):
            if "$API" in command:
                yield where, command, printed


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose workspace holds the two contracts of the examples."""
    app = create_app(Settings(data=tmp_path_factory.mktemp("data")))
    workspace = app.state.server.workspaces.get("default")
    for stem in ("river-city-network-ops", "coastal-cloud-hosting"):
        for contract in read_file(ROOT / f"api/samples/{stem}.txt"):
            assert isinstance(contract, Contract)
            add(workspace.store, contract)
    workspace.boards.changed()
    config = uvicorn.Config(app, port=0, log_level="error")
    listening = uvicorn.Server(config)
    socket = config.bind_socket()
    thread = threading.Thread(target=listening.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not listening.started:
        time.sleep(0.01)
    host, port = socket.getsockname()
    yield f"http://{host}:{port}{PREFIX}"
    listening.should_exit = True
    thread.join()


EXAMPLES = sorted(examples())


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 12


@pytest.mark.parametrize(
    ("where", "command", "printed"), EXAMPLES, ids=[f"{e[0]}-{i}" for i, e in enumerate(EXAMPLES)]
)
def test_an_example_prints_what_stands_there(
    address: str, tmp_path: Path, where: str, command: str, printed: str
) -> None:
    text = (ROOT / "api/samples/river-city-network-ops.txt").read_bytes()
    (tmp_path / "draft.txt").write_bytes(text)
    ran = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "API": address},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    wanted = re.escape(printed.strip()).replace("…", ".*")
    assert re.fullmatch(wanted, ran.stdout.strip(), re.DOTALL), f"{where}:\n{ran.stdout[:2000]}"
