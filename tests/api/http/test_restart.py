"""A server that is killed loses no upload and leaves no contract by half.

Each test starts `evenhand serve` as a process of its own and ends it with SIGKILL.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from kg.adding import text_of
from kg.build import contracts, load_facts
from kg.doctor import examine
from kg.store import open_store
from ontology.values import Json

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "api/samples").glob("*-*.txt"))[:4]
PATIENCE = 240.0


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server on the data of a folder; killed at the end, if it still runs."""
    command = [sys.executable, "-c", "import sys; from api.cli import main; main(sys.argv[1:])"]
    process = subprocess.Popen(
        [*command, "serve", "--port", "0", "--data", str(folder / "data"),
         "--store", str(folder / "store"), "--lang", "en"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said.startswith("Serving at http"), said
        yield process, httpx.Client(base_url=said.split()[2].rstrip(";"), timeout=60)
    finally:
        process.kill()
        process.wait()


def upload(client: httpx.Client, path: Path) -> str:
    answer = client.post("/contracts", files={"file": (path.name, path.read_bytes())})
    assert answer.status_code == 202
    job: str = answer.json()["id"]
    return job


def all_ended(client: httpx.Client, jobs: list[str]) -> list[Json]:
    deadline = time.monotonic() + PATIENCE
    found: list[Json] = []
    while time.monotonic() < deadline:
        found = [client.get(f"/jobs/{job}").json() for job in jobs]
        if all(job["state"] in ("done", "failed") for job in found):
            return found
        time.sleep(0.2)
    raise AssertionError([job["state"] for job in found])


def whole(folder: Path) -> set[str]:
    """The names of the contracts in a store, each with its facts, text and findings."""
    with open_store(folder / "store") as store:
        assert examine(store).complaints == ()
        for kept in contracts(store):
            assert text_of(store, kept.id)
            load_facts(store, kept.id)
            cypher = "MATCH (c:Contract {id: $id})-[:HAS_TERM]->(t) RETURN count(t) AS n"
            assert store.query(cypher, {"id": kept.id})[0]["n"] > 10
        return {kept.name for kept in contracts(store)}


@pytest.mark.parametrize("moment", [0.0, 0.5, 3.0], ids=lambda s: f"after {s} s")
def test_killed_during_uploads_it_takes_them_up_again(tmp_path: Path, moment: float) -> None:
    with serving(tmp_path) as (process, client):
        jobs = [upload(client, path) for path in SAMPLES]
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with serving(tmp_path) as (process, client):
        found = all_ended(client, jobs)
        assert [job["state"] for job in found] == ["done"] * len(SAMPLES), found
        listed = client.get("/contracts").json()
        assert {row["name"] for row in listed["items"]} == {path.stem for path in SAMPLES}
        assert not list((tmp_path / "data/workspaces/default/uploads").iterdir())
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)
    assert whole(tmp_path) == {path.stem for path in SAMPLES}


def test_no_process_outlives_the_server(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, client):
        all_ended(client, [upload(client, SAMPLES[0])])
        children = [
            int(found.name)
            for found in Path("/proc").glob("[0-9]*")
            if _parent(found) == process.pid
        ]
        assert children
        process.kill()
        process.wait()
        deadline = time.monotonic() + 30
        while any(_runs(child) for child in children) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not [child for child in children if _runs(child)]


def test_a_second_server_on_the_same_store_says_so(tmp_path: Path) -> None:
    with serving(tmp_path):
        second = subprocess.run(
            [sys.executable, "-c", "import sys; from api.cli import main; main(sys.argv[1:])",
             "serve", "--port", "0", "--data", str(tmp_path / "other"),
             "--store", str(tmp_path / "store"), "--lang", "en"],
            cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert second.returncode == 1
        assert "has the store open" in second.stderr
        assert "Traceback" not in second.stderr


def test_beyond_loopback_it_does_not_start_without_keys(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; from api.cli import main; main(sys.argv[1:])",
         "serve", "--host", "0.0.0.0", "--port", "0", "--data", str(tmp_path), "--lang", "en"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
    )  # fmt: skip
    assert ran.returncode == 1
    assert "evenhand key add" in ran.stderr


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _runs(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
