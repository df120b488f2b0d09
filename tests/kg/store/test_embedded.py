"""What is particular to the store in a folder: its layout, its refusals, its recovery."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build import add, contracts, rebuild
from kg.store import SCHEMA_VERSION, Statement, open_store, open_temporary
from ontology.errors import StoreError
from ontology.facts import Facts

ROOT = Path(__file__).parents[3]


def in_another_process(code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("ARCADEDB_")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**env, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(cwd / "state")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_store_is_a_folder_that_says_which_layout_it_has(tmp_path: Path, harbour: Facts) -> None:
    folder = tmp_path / "a" / "b"
    with open_store(folder) as store:
        id_ = add(store, harbour).contract_id
        assert store.address == str(folder)
    assert json.loads((folder / "store.json").read_text("utf-8"))["version"] == SCHEMA_VERSION
    assert [path.name for path in (folder / "facts").iterdir()] == [f"{id_}.json"]


def test_a_file_address_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "合同 库"
    with open_store(folder.as_uri()) as store:
        assert store.address == str(folder)
    assert (folder / "store.json").exists()


def test_a_store_is_quiet_and_leaves_nothing_outside_its_folder(tmp_path: Path) -> None:
    code = "from kg.store import open_store\nopen_store('store').close()"
    done = in_another_process(code, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_temporary_store_is_gone_afterwards(harbour: Facts) -> None:
    with open_temporary() as store:
        add(store, harbour)
        folder = Path(store.address)
        assert folder.exists()
    assert not folder.exists()


def test_two_temporary_stores_know_nothing_of_each_other(harbour: Facts) -> None:
    with open_temporary() as one, open_temporary() as other:
        add(one, harbour)
        assert (len(contracts(one)), len(contracts(other))) == (1, 0)


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", "utf-8")
    with pytest.raises(StoreError, match="holds other things"):
        open_store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("", "utf-8")
    with pytest.raises(StoreError, match="not a folder"):
        open_store(tmp_path / "store")
    with pytest.raises(StoreError, match="not a folder"):
        open_store(tmp_path / "store" / "below")


def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(StoreError, match="cannot be written: change its permissions"):
        open_store(tmp_path / "store")


def test_a_store_open_in_another_process_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "store"):
        code = (
            "from kg.store import open_store\n"
            "from ontology.errors import StoreError\n"
            "try: open_store('store')\n"
            "except StoreError as error: print(error.message)"
        )
        done = in_another_process(code, tmp_path)
    assert "has the store open" in done.stdout, done.stderr


def test_a_graph_in_use_is_not_given_up_for_a_fresh_one(tmp_path: Path, harbour: Facts) -> None:
    with open_store(tmp_path / "store") as store:
        add(store, harbour)
        code = "from kg.store import open_store\nopen_store('store', fresh=True)"
        done = in_another_process(code, tmp_path)
        assert "StoreInUse" in done.stderr
        assert len(contracts(store)) == 1
    with open_store(tmp_path / "store") as store:
        assert len(contracts(store)) == 1


def test_a_store_opened_twice_in_one_process_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "store"), pytest.raises(StoreError, match="has the store open"):
        open_store(tmp_path / "store")


def test_the_layout_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    marker = tmp_path / "store" / "store.json"
    marker.write_text('{"store": "evenhand", "version": 99}', "utf-8")
    with pytest.raises(StoreError, match="install a newer evenhand"):
        open_store(tmp_path / "store")


def test_the_graph_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.write([Statement("MATCH (m:Meta {id: 'schema'}) SET m.version = 99")])
    with pytest.raises(StoreError, match="install a newer evenhand"):
        open_store(tmp_path / "store")


def test_a_marker_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    (tmp_path / "store" / "store.json").write_text("{", "utf-8")
    with pytest.raises(StoreError, match=r"store\.json cannot be read"):
        open_store(tmp_path / "store")


def lose_the_graph(graph: Path) -> None:
    shutil.rmtree(graph)


def spoil_the_settings(graph: Path) -> None:
    (graph / "configuration.json").write_text("spoilt", "utf-8")


def spoil_the_names(graph: Path) -> None:
    for path in graph.glob("dictionary*"):
        path.write_bytes(b"\0" * path.stat().st_size)


@pytest.mark.parametrize("damage", [lose_the_graph, spoil_the_settings, spoil_the_names])
def test_a_damaged_graph_is_refused_and_can_be_rebuilt(
    tmp_path: Path, harbour: Facts, damage: object
) -> None:
    with open_store(tmp_path / "store") as store:
        add(store, harbour)
        before = store.query("MATCH (n) RETURN count(n) AS nodes")
    assert callable(damage)
    damage(tmp_path / "store" / "graph")
    with pytest.raises(StoreError, match="run `evenhand rebuild`"):
        open_store(tmp_path / "store")
    with open_store(tmp_path / "store", fresh=True) as store:
        assert rebuild(store) == 1
    with open_store(tmp_path / "store") as store:
        assert store.query("MATCH (n) RETURN count(n) AS nodes") == before


def test_an_interrupted_rebuild_leaves_the_store_marked(tmp_path: Path, harbour: Facts) -> None:
    class Interrupted(Exception):
        pass

    def interrupt(_: str) -> None:
        raise Interrupted

    with open_store(tmp_path / "store") as store:
        add(store, harbour)
        with pytest.raises(Interrupted):
            rebuild(store, interrupt)
    with pytest.raises(StoreError, match="incomplete"):
        open_store(tmp_path / "store")


def test_a_killed_writer_leaves_whole_contracts(tmp_path: Path, harbour: Facts) -> None:
    (tmp_path / "facts.json").write_text(harbour.dumps(), "utf-8")
    code = """
import json, os, signal
from dataclasses import replace
from hashlib import sha256
from kg.build import add
from kg.store import open_store
from ontology.facts import Facts
facts = Facts.from_json(json.load(open('facts.json', encoding='utf-8')))
store = open_store('store')
write = store.write
for i in range(4):
    digest = sha256(str(i).encode()).hexdigest()
    if i == 3:
        # Killed between the facts and the graph: the worst moment there is.
        store.write = lambda work: os.kill(os.getpid(), signal.SIGKILL)
    add(store, replace(facts, document=replace(facts.document, sha256=digest)))
"""
    done = in_another_process(code, tmp_path)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with open_store(tmp_path / "store") as store:
        assert len(contracts(store)) == 3
        counts = store.query(
            "MATCH (c:Contract) RETURN COUNT { (c)-[:HAS_TERM]->() } AS terms,"
            " COUNT { (c)<-[:IN]-() } AS sides ORDER BY c.id"
        )
        assert counts == [{"terms": 5, "sides": 2}] * 3
        assert rebuild(store) == 4
