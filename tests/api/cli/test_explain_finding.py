"""`evenhand explain`: from a finding's id back to the words, the law, the rows and the graph."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
ROOT = Path(__file__).parents[3]
RIVER = ROOT / "api/samples/river-city-network-ops.txt"


def first(run: Run, *where: object) -> dict[str, Any]:
    rows = run("findings", *where, "--json").rows
    return next(row for row in rows if row["rule"] == "PAY-01")


def test_the_digits_that_findings_shows_are_enough(run: Run) -> None:
    finding = first(run, RIVER)
    digits = finding["id"].rpartition("/")[2]
    assert f"#{digits}" in run("findings", RIVER).out
    whole = run("explain", finding["id"], RIVER).out
    assert whole == run("explain", digits, RIVER).out == run("explain", f"#{digits}", RIVER).out
    assert whole == run("explain", digits[:6], RIVER).out


def test_it_shows_words_law_rule_rows_graph_and_query(run: Run) -> None:
    finding = first(run, RIVER)
    out = run("explain", finding["id"], RIVER).out
    for head in (
        "The words",
        "Law",
        "Rule",
        "Rows of the query",
        "Around it in the graph",
        "Query",
    ):
        assert f"\n{head}\n" in out
    assert f"[{finding['start']}:{finding['end']}]" in out
    assert "-[STATED_IN]-> (Clause)" in out
    assert "MATCH (c:Contract {id: $contract})" in out
    assert "法律依据" in run("explain", finding["id"], RIVER, "--lang", "zh").out


def test_json_holds_the_rows_and_the_graph(run: Run) -> None:
    finding = first(run, RIVER)
    (told,) = run("explain", finding["id"], RIVER, "--json").rows
    assert told["finding"] == finding
    assert told["returned"] >= len(told["rows"]) >= 1
    assert told["rows"][0]["subject"] == told["graph"][0]["id"]
    assert {"type": "STATED_IN", "label": "Clause"}.items() <= told["graph"][0]["edges"][-1].items()


def test_a_finding_in_the_store_is_explained_alike(run: Run, filled: Path) -> None:
    rows = run("findings", "--store", filled, "--json").rows
    finding = next(row for row in rows if row["contract"] == "river-city-network-ops")
    by_id = run("explain", finding["id"], "--store", filled)
    assert by_id.code == 0
    assert by_id.out == run("explain", finding["id"].rpartition("/")[2], "--store", filled).out


def test_an_unknown_finding_says_where_to_look(run: Run) -> None:
    ran = run("explain", "000000000000", RIVER)
    assert ran.code == 1
    assert "there is no finding '000000000000'" in ran.err
    assert "没有发现 000000000000" in run("explain", "000000000000", RIVER, "--lang", "zh").err


def test_newer_law_is_noted_beside_that_of_signing(run: Run) -> None:
    finding = first(run, RIVER)
    said = run("explain", finding["id"], RIVER).out
    assert "Replaced from 2025-06-01" in said
    then = run("explain", finding["id"], RIVER, "--on", "2025-04-01").out
    assert "Replaced from 2025-06-01" not in then
