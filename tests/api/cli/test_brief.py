"""`evenhand brief`: two pages, or one object."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.briefing import LINES, PAGES, WIDTH, width

Run = Callable[..., Any]

SAMPLES = Path(__file__).parents[3] / "api/samples"
RIVER = SAMPLES / "river-city-network-ops.txt"

POINT = {
    *("topic", "now", "ask", "fallback", "walk_away", "worth"),
    *("peers", "argument", "quote", "clause"),
}


def test_one_object_has_the_names_that_scripts_rely_on(run: Run) -> None:
    (row,) = run("brief", RIVER, "--side", "vendor", "--json").rows
    assert row["side"] == "vendor"
    assert row["points"]
    assert all(point.keys() >= POINT for point in row["points"])
    assert all(set(point["ask"]) == {"zh", "en", "figure", "rank"} for point in row["points"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("side", ["buyer", "vendor"])
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*-*.*")), ids=lambda path: path.stem)
def test_it_fits_on_two_pages(run: Run, path: Path, side: str, lang: str) -> None:
    out = run("brief", path, "--side", side, "--lang", lang).out
    lines = out.splitlines()
    assert lines[0].startswith("# ")
    assert sum(-(-width(line) // WIDTH) for line in lines) <= PAGES * LINES
    assert "{" not in out
    assert "None" not in out


def test_it_speaks_the_language_asked_for(run: Run) -> None:
    zh = run("brief", RIVER, "--side", "vendor", "--lang", "zh").out
    en = run("brief", RIVER, "--side", "vendor", "--lang", "en").out
    assert all(
        word in zh for word in ("谈判要点：供应方（乙方）", "**要求**", "**底线**", "《民法典》")
    )
    assert all(word in en for word in ("Negotiation brief for the vendor", "**Ask**", "Civil Code"))
    assert "要求" not in en


def test_it_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    ran = run("brief", RIVER, "--side", "buyer", "--out", out)
    assert ran.out == ""
    assert out.read_text("utf-8") == run("brief", RIVER, "--side", "buyer").out


def test_a_contract_of_a_store_is_briefed_with_its_peers(run: Run, filled: Path) -> None:
    stored = run("brief", "river-city-network-ops", "--side", "vendor", "--store", filled, "--json")
    (row,) = stored.rows
    assert row["contract"] == "river-city-network-ops"
    alone = run(
        *("brief", "river-city-network-ops", "--side", "vendor", "--store", filled),
        *("--no-baseline", "--json"),
    ).rows[0]
    assert any("no figures of peers" in words["en"] for words in alone["limits"])


def test_wrong_calls_are_told(run: Run, tmp_path: Path) -> None:
    assert run("brief", RIVER).code == 2
    assert run("brief", RIVER, "--side", "judge").code == 2
    assert run("brief", tmp_path / "none.txt", "--side", "buyer").code == 1
    ran = run("brief", SAMPLES, "--side", "buyer")
    assert ran.code == 1
    assert "one contract at a time" in ran.err
