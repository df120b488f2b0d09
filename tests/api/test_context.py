"""What a file tells beside its contract: in `read --json`, beside the findings, in the report."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.context import NOTED
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
