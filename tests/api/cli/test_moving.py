"""`copy`, `doctor` and `merge`, on a folder and on a server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_store_goes_to_a_server_and_comes_back(
    run: Run, filled: Path, neo4j_address: str, tmp_path: Path
) -> None:
    there = run("copy", filled, neo4j_address, "--json")
    back = run("copy", neo4j_address, tmp_path / "back", "--json")
    assert (there.code, back.code) == (0, 0)
    assert len({row["hash"] for row in [*there.rows, *back.rows]}) == 1
    assert there.rows[0]["counts"]["texts"] == 3
    named = [
        [row["name"] for row in run("list", "--store", store, "--json").rows]
        for store in (filled, neo4j_address, tmp_path / "back")
    ]
    assert named[0] == named[1] == named[2]
    said = run("copy", filled, neo4j_address)
    assert "both stores hold the same" in said.out


def test_a_server_shows_a_report_with_its_text(
    run: Run, filled: Path, neo4j_address: str, tmp_path: Path
) -> None:
    run("copy", filled, neo4j_address)
    out = tmp_path / "pages"
    run("report", "river-city-network-ops", "--store", neo4j_address, "--out", out)
    page = (out / "river-city-network-ops.html").read_text("utf-8")
    run("report", "river-city-network-ops", "--store", filled, "--out", tmp_path / "local")
    local = (tmp_path / "local" / "river-city-network-ops.html").read_text("utf-8")
    assert page == local


def test_the_doctor_counts_and_finds_a_store_whole(run: Run, filled: Path) -> None:
    ran = run("doctor", filled)
    assert ran.code == 0
    assert "Contract 3" in ran.out
    assert "The store is whole." in ran.out


def test_the_doctor_says_what_is_wrong_and_what_to_do(run: Run, filled: Path) -> None:
    lost = sorted((filled / "facts").iterdir())[0]
    lost.unlink()
    ran = run("doctor", filled, "--lang", "zh")
    assert ran.code == 1
    assert f"{lost.stem}: 图中有，没有事实" in ran.out
    assert "evenhand remove" in ran.out
    rows = run("doctor", filled, "--json").rows
    assert rows[1:] == [{"kind": "no_facts", "where": lost.stem, "what": ""}]


def test_parties_are_merged_and_the_merge_undone(run: Run, filled: Path) -> None:
    parties = [row["parties"] for row in run("list", "--store", filled, "--json").rows]
    one, other = parties[0][0]["name"], parties[1][0]["name"]
    assert "No names have been merged." in run("merge", "--store", filled).out
    (made,) = run("merge", one, other, "--store", filled, "--json").rows
    assert made["reason"] == "hand"
    assert json.dumps(run("merge", "--store", filled, "--json").rows) == json.dumps([made])
    assert run("merge", "--undo", made["name"], "--store", filled, "--json").rows == []
    assert run("merge", one, "--store", filled).code == 2
