"""What a file tells beside its contract: in `read --json`, beside the findings, in the report."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from api.context import NOTED
from benchmarks.material import as_docx, as_scan, by_office
from loaders.files.loaded import Loaded, Place
from ontology.values import Json

Run = Callable[..., Json]
SECRET = "乙方放弃一切抗辩权"
"""What the file `hiding` hides."""


def test_read_gives_the_context_beside_the_facts(run: Run, tender: Path) -> None:
    (row,) = run("read", tender, "--json").rows
    assert row["schema"] == "contract-facts/1"
    told = row["context"]
    assert told["part"]["title"] == "合同条款及格式"
    assert [(fact["key"], fact["value"]) for fact in told["tender"]] == [
        ("project_number", "YX-2031-7"),
        ("budget", {"amount": "355000.00", "currency": "CNY"}),
        ("opening", "2031-05-06T09:30"),
    ]


def test_facts_alone_hold_nothing_of_the_tender(run: Run, tender: Path) -> None:
    ran = run("read", tender)
    assert "context" not in ran.rows[0]
    assert (
        "项目编号 YX-2031-7；预算 355,000 元；开标 2031-05-06 09:30"
        in run("read", tender, "--lang", "zh").err
    )
    assert "budget CNY 355,000" in ran.err


def test_hidden_words_stand_beside_the_findings(run: Run, hiding: Path) -> None:
    rows = run("findings", hiding, "--json").rows
    (noted,) = [row for row in rows if row["status"] == "noted"]
    assert (noted["rule"], noted["severity"]) == NOTED["hidden"]
    assert noted["quote"] == SECRET
    # Words that are not in the text have the place of what follows them.
    assert noted["place"]["paragraph"] == 6
    shown = {key for row in rows if row["status"] == "flagged" for key in row} - {"place"}
    assert set(noted) - {"place"} >= shown


def test_hidden_words_are_told_on_the_terminal_and_read_nowhere_else(
    run: Run, hiding: Path
) -> None:
    ran = run("findings", hiding)
    assert SECRET in ran.out
    (row,) = run("read", hiding, "--json").rows
    assert [note["kind"] for note in row["context"]["notes"]] == ["hidden"]
    del row["context"]
    assert SECRET not in str(row)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_shows_what_the_file_tells(
    run: Run, tender: Path, hiding: Path, tmp_path: Path, lang: str
) -> None:
    out = tmp_path / "out"
    assert run("report", tender, hiding, "--out", out, "--lang", lang).code == 0
    page = (out / "tender.html").read_text("utf-8")
    assert "YX-2031-7" in page
    assert 'href="#file"' in page
    assert "355,000" in page
    assert SECRET in (out / "hiding.html").read_text("utf-8")


def test_a_file_that_tells_nothing_has_no_such_section(
    run: Run, plain: Path, tmp_path: Path
) -> None:
    assert run("report", plain, "--out", tmp_path / "out").code == 0
    assert 'id="file"' not in (tmp_path / "out" / "plain.html").read_text("utf-8")
    assert "context" not in run("read", plain, "--json").rows[0]


def test_terms_from_a_scan_carry_how_surely_their_words_were_recognised(
    run: Run, plain: Path, tmp_path: Path
) -> None:
    pytest.importorskip("rapidocr")
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice")
    path = tmp_path / "scan.pdf"
    path.write_bytes(as_scan(by_office(as_docx(plain.read_text("utf-8")), "pdf"), "clean"))
    (row,) = run("read", path, "--json").rows
    told = {(term["start"], term["end"]): term["sure"] for term in row["context"]["terms"]}
    assert row["terms"]
    assert set(told) == {(term["start"], term["end"]) for term in row["terms"]}
    assert all(50 <= sure <= 100 for sure in told.values())
    rows = run("findings", path, "--json").rows
    assert all(r["place"]["sure"] <= 100 for r in rows if r["status"] == "flagged" and r["quote"])


def test_the_confidence_of_a_stretch_is_that_of_its_least_sure_line() -> None:
    places = (Place(0, sure=99), Place(10, sure=60), Place(20, sure=90), Place(30))
    loaded = Loaded("x" * 40, "image", places)
    spans = [(0, 10), (5, 11), (10, 20), (20, 30), (0, 40), (30, 40)]
    assert [loaded.sure(*span) for span in spans] == [99, 60, 60, 90, 60, None]
    assert Loaded("x").sure(0, 1) is None
