"""`evenhand report` in every format, by name and by suffix."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from kg.store import open_store

SAMPLES = Path(__file__).parents[3] / "api/samples"
OPS = SAMPLES / "river-city-network-ops.txt"
HOSTING = SAMPLES / "coastal-cloud-hosting.txt"
BEGINNINGS = {"html": b"<!DO", "docx": b"PK\x03\x04", "pdf": b"%PDF", "xlsx": b"PK\x03\x04"}


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "xlsx", "ics"])
def test_a_report_is_written_in_the_format_of_its_name(
    run: Callable[..., Any], tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"report.{form}"
    ran = run("report", HOSTING, "--out", path)
    assert (ran.code, ran.out.strip()) == (0, str(path))
    assert path.read_bytes().startswith(BEGINNINGS.get(form, b"BEGIN:VCALENDAR\r\n"))


def test_several_contracts_go_into_a_folder(run: Callable[..., Any], tmp_path: Path) -> None:
    ran = run("report", OPS, HOSTING, "--format", "ics", "--out", tmp_path / "there", "--json")
    assert ran.code == 0
    assert [Path(row["path"]).name for row in ran.rows] == [f"{p.stem}.ics" for p in (OPS, HOSTING)]


def test_a_contract_that_a_format_cannot_hold_is_told_and_the_rest_go_on(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    blank = SAMPLES / "blank-ops-template.txt"
    ran = run("report", blank, HOSTING, "--format", "ics", "--out", tmp_path)
    assert [path.name for path in tmp_path.glob("*.ics")] == ["coastal-cloud-hosting.ics"]
    assert "nothing in it has a date" in ran.err
    alone = run("report", blank, "--out", tmp_path / "alone.ics")
    assert alone.code == 1
    assert "nothing in it has a date" in alone.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((OPS, HOSTING, "--out", "one.pdf"), "holds one report; here are 2"),
        ((OPS, "--out", "one.pdf", "--format", "docx"), "is not that of --format docx"),
        ((OPS, HOSTING, "--kind", "draft"), "one draft at a time; here are 2"),
        ((OPS, HOSTING, "--annotate", "copy.docx"), "takes one .docx"),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any,
    complaint: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    ran = run("report", *arguments)
    assert ran.code == 2
    assert complaint in ran.err.replace("\n", " ")


def test_a_comparison_takes_two_and_a_draft_the_store_that_is_named(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    alone = run("report", OPS, "--kind", "comparison", "--out", tmp_path / "c.html")
    assert alone.code == 1
    assert "two contracts or more" in alone.err
    both = run("report", OPS, HOSTING, "--kind", "comparison", "--out", tmp_path / "c.html")
    assert both.code == 0
    store = tmp_path / "store"
    run("add", SAMPLES, "--store", store)
    out = tmp_path / "d.html"
    arguments = ("--kind", "draft", "--store", store, "--no-baseline", "--out", out)
    ran = run("report", OPS, *arguments)
    assert ran.code == 0
    page = out.read_text("utf-8")
    assert "contracts of the store: 8" in page
    assert "Unlike its peers" in page


def test_a_store_in_use_that_was_not_named_does_not_stand_in_the_way(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EVENHAND_STORE", raising=False)
    store = tmp_path / "data/evenhand/store"
    run("add", HOSTING)
    out = tmp_path / "r.html"
    with open_store(str(store)):
        ran = run("report", HOSTING, "--out", out)
        named = run("report", HOSTING, "--out", out, "--store", store)
    assert (ran.code, out.exists()) == (0, True)
    assert "has the store open" in ran.err
    assert named.code == 1


def test_a_commented_copy_is_written_beside_the_report(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    word = docx.Document()
    for line in OPS.read_text("utf-8").split("\n"):
        word.add_paragraph(line)
    original, copy = tmp_path / "contract.docx", tmp_path / "copy.docx"
    word.save(str(original))
    ran = run("report", original, "--out", tmp_path / "r.html", "--annotate", copy)
    assert ran.code == 0
    assert f"at their words: {copy}" in ran.err
    assert len(list(docx.Document(str(copy)).comments)) > 20
    over = run("report", original, "--out", tmp_path / "r.html", "--annotate", original)
    assert over.code == 2
    assert "not write over the original" in over.err
