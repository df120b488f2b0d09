"""What users bring that is no good: each time one line that says what to do, and nothing lost."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

SAMPLES = Path(__file__).parents[3] / "api/samples"
GOOD = SAMPLES / "lakeside-data-service.txt"
TEXT = GOOD.read_text("utf-8")

NOVEL = (
    "入夜以后，渡口只剩下一盏灯。老船工把橹横在膝上，听着芦苇里的水声，想起很多年前那个没有回来的人。"
    "“明天还是要起风的。”他对着黑下去的江面说。没有人应他，只有一只夜鹭从岸边惊起，翅膀擦着水飞远了。\n"
) * 30
ENGLISH = (
    "SERVICE AGREEMENT. This Agreement is made between the Client and the Supplier. The Supplier"
    " shall provide the Services, and the Client shall pay the Fees within 30 days of invoice.\n"
) * 30

BAD = [
    ("empty.txt", b"", "the file is empty"),
    ("blank.txt", b" \n\n\t ", "nothing but white space"),
    ("junk.txt", bytes(range(256)) * 40, ""),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(600), "the picture is damaged"),
    ("scan.pdf", b"%PDF-1.7\n" + bytes(600), "the PDF is damaged"),
    ("broken.txt", TEXT.encode().replace("，".encode(), b"\xff\xfe\xc0"), ""),
    ("novel.txt", NOVEL.encode(), "does not look like a contract"),
    ("english.txt", ENGLISH.encode(), "only Chinese contracts are read so far"),
    ("notes.7z", b"7z\xbc\xaf\x27\x1c" + bytes(600), "a 7-Zip archive"),
    ("huge.txt", b"x" * (51 * 1024 * 1024), "MB are more than"),
]


@pytest.mark.parametrize(("name", "data", "said"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_file_is_one_line_and_the_rest_go_on(
    run: Run, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(data)
    ran = run("read", bad, GOOD)
    assert ran.code == 1
    (line,) = ran.err.splitlines()
    assert line.startswith(f"{bad}: ")
    assert said in line
    assert [row["document"]["name"] for row in ran.rows] == [GOOD.stem]


def test_a_missing_file_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("findings", tmp_path / "gone.txt", GOOD, "--json", "--all")
    assert ran.code == 1
    assert "there is no such file" in ran.err
    assert {row["contract"] for row in ran.rows} == {GOOD.stem}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_any_usual_encoding_reads_like_utf_8(run: Run, tmp_path: Path, encoding: str) -> None:
    other = tmp_path / GOOD.name
    other.write_text(TEXT, encoding)
    ran = run("read", GOOD, other)
    assert ran.code == 0, ran.err
    first, second = ran.rows
    assert first == second


def test_a_folder_without_files_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("read", tmp_path)
    assert (ran.code, "no file to read" in ran.err) == (1, True)


def test_two_files_of_one_name_do_not_overwrite_each_other(run: Run, tmp_path: Path) -> None:
    for folder, text in (("a", TEXT), ("b", TEXT.replace("第一条", "第壹条"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "deal.txt").write_text(text, "utf-8")
    ran = run("read", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "out")
    assert ran.code == 1
    assert "would overwrite deal.json" in ran.err
    assert [path.name for path in (tmp_path / "out").glob("*.json")] == ["deal.json"]


def test_a_contract_twice_is_said_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "store"
    counts = "MATCH (n) OPTIONAL MATCH (n)-[e]->() RETURN count(DISTINCT n) AS n, count(e) AS e"
    states, sizes = [], []
    for _ in range(2):
        states += [row["state"] for row in run("add", GOOD, "--store", store, "--json").rows]
        sizes.append(run("query", counts, "--store", store, "--json").rows)
    assert states == ["new", "known"]
    assert sizes[0] == sizes[1]
    assert "known" in run("add", GOOD, "--store", store).out


def test_a_file_in_the_way_of_a_folder_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", "utf-8")
    for verb in (
        ["read", GOOD, "--out", tmp_path / "taken"],
        ["report", GOOD, "--out", tmp_path / "taken"],
        ["add", GOOD, "--store", tmp_path / "taken"],
    ):
        ran = run(*verb)
        assert ran.code == 1, verb
        assert "taken" in ran.err
        assert len(ran.err.splitlines()) == 1
    assert (tmp_path / "taken").read_text("utf-8") == "mine"


def test_a_folder_of_other_things_becomes_no_store(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    ran = run("add", GOOD, "--store", tmp_path)
    assert ran.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_store_from_a_newer_version_is_left_alone(run: Run, filled: Path) -> None:
    marker = filled / "store.json"
    marker.write_text(json.dumps({"store": "evenhand", "version": 99}), "utf-8")
    for verb in (["list"], ["add", GOOD], ["findings"], ["rebuild"]):
        ran = run(*verb, "--store", filled)
        assert ran.code == 1
        assert "install a newer evenhand" in ran.err


def evenhand(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs `evenhand` in a process of its own after a line of shell, such as a limit."""
    main = [sys.executable, "-c", "from api.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        ["sh", "-c", f"{script} exec {shlex.join(main)}"],
        env={**os.environ, "EVENHAND_LANG": "en"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# A limit on the size of files stops a write half way, as a full disk does, and needs no rights.
FULL = "ulimit -f 8;"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / f"{GOOD.stem}.json").write_text("old", "utf-8")
    ran = evenhand(FULL, "read", GOOD, "--out", out)
    assert ran.returncode == 1
    assert "the disk is full and nothing was written" in ran.stderr
    assert [(path.name, path.read_text("utf-8")) for path in out.iterdir()] == [
        (f"{GOOD.stem}.json", "old")
    ]


def test_a_store_on_a_full_disk_keeps_what_it_had(run: Run, filled: Path) -> None:
    before = run("list", "--store", filled, "--json").out
    added = evenhand(FULL, "add", SAMPLES / "plateau-call-centre.txt", "--store", filled)
    assert added.returncode == 1
    assert f"evenhand: {filled}" in added.stderr
    assert run("list", "--store", filled, "--json").out == before


@pytest.mark.skipif(os.name != "posix", reason="permissions of folders are a matter of POSIX")
def test_an_unwritable_place_is_said(run: Run) -> None:
    # Where not even the superuser may make a folder.
    place = Path("/proc/evenhand") if sys.platform == "linux" else Path("/dev/evenhand")
    for verb in (["read", GOOD, "--out", place], ["add", GOOD, "--store", place]):
        ran = run(*verb)
        assert ran.code == 1
        (line,) = ran.err.splitlines()
        assert "cannot be written" in line


@pytest.mark.parametrize(("name", "data"), [row[:2] for row in BAD], ids=[row[0] for row in BAD])
def test_what_is_wrong_is_said_in_chinese_too(
    run: Run, tmp_path: Path, name: str, data: bytes
) -> None:
    bad = tmp_path / name
    bad.write_bytes(data)
    said = run("read", bad, "--lang", "zh").err.removeprefix(f"{bad}: ").strip()
    assert re.search("[一-鿿]", said), said
    assert not re.search("[a-z]{3,} [a-z]{2,} [a-z]{2,}", said), said
