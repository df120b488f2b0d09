"""Verbs over a store: `list`, `findings`, `compare`, `report`, `query`, `remove`, `rebuild`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

FINDING_KEYS = {
    "contract",
    "rule",
    "status",
    "severity",
    "favours",
    "clause",
    "quote",
    "start",
    "end",
    "more_quotes",
    "why",
    "remedy",
    "basis",
}


def test_list_gives_one_object_a_contract(run: Run, filled: Path) -> None:
    rows = run("list", "--store", filled, "--json").rows
    names = ["coastal-cloud-hosting", "lakeside-data-service", "river-city-network-ops"]
    assert [row["name"] for row in rows] == names
    river = rows[2]
    assert {party["role"] for party in river["parties"]} == {"buyer", "vendor"}
    assert set(river["findings"]) == {"high", "medium", "low"}
    assert river["lean"] < 0 < rows[0]["lean"]


def test_list_is_a_table_for_people(run: Run, filled: Path) -> None:
    ran = run("list", "--store", filled)
    assert "river-city-network-ops" in ran.out
    assert "\x1b[" not in ran.out, "colour is for terminals"


def test_findings_have_the_keys_that_scripts_rely_on(run: Run, filled: Path) -> None:
    rows = run("findings", "--store", filled, "--json").rows
    assert rows
    assert all(row.keys() >= FINDING_KEYS for row in rows)
    assert {row["status"] for row in rows} == {"flagged"}
    assert all(set(row["remedy"]) == {"vendor", "buyer"} for row in rows)


def test_findings_of_a_side_leave_out_what_favours_it(run: Run, filled: Path) -> None:
    every = run("findings", "--store", filled, "--json").rows
    vendor = run("findings", "--store", filled, "--json", "--side", "vendor").rows
    assert vendor == [row for row in every if row["favours"] != "vendor"]
    assert len(vendor) < len(every)


def test_all_adds_the_rules_that_found_nothing(run: Run, filled: Path) -> None:
    every = run("findings", "--store", filled, "--json", "--all").rows
    quiet = [row for row in every if row["status"] != "flagged"]
    assert quiet
    assert all(row["why"]["zh"] and row["severity"] is None for row in quiet)
    assert [row for row in every if row["status"] == "flagged"] == run(
        "findings", "--store", filled, "--json"
    ).rows


def test_findings_for_people_name_rule_and_words(run: Run, filled: Path) -> None:
    row = run("findings", "--store", filled, "--json").rows[0]
    shown = run("findings", "--store", filled, "--lang", "zh").out
    assert row["rule"] in shown
    assert row["title"]["zh"] in shown


def test_compare_gives_one_object_a_row(run: Run, filled: Path) -> None:
    rows = run("compare", "--store", filled, "--json").rows
    assert all(len(row["cells"]) == 3 for row in rows)
    assert {row["type"] for row in rows} >= {"payment", "penalty", "dispute"}


def test_compare_of_two_shows_only_them(run: Run, filled: Path) -> None:
    ran = run("compare", "lakeside-data-service", "river-city-network-ops", "--store", filled)
    assert "lakeside-data-service" in ran.out
    assert "coastal-cloud-hosting" not in ran.out


def test_compare_can_be_narrowed(run: Run, filled: Path) -> None:
    rows = run("compare", "--store", filled, "--json", "--topic", "dispute", "--differing").rows
    assert {row["topic"] for row in rows} == {"dispute"}
    assert all(row["differs"] for row in rows)


def test_report_writes_a_page_each_and_an_index(run: Run, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    rows = run("report", "--store", filled, "--out", out, "--json").rows
    assert sorted(path.name for path in out.iterdir()) == [
        "coastal-cloud-hosting.html",
        "index.html",
        "lakeside-data-service.html",
        "river-city-network-ops.html",
    ]
    index = (out / "index.html").read_text("utf-8")
    assert all(f'href="{Path(row["path"]).name}"' in index for row in rows)


def test_report_of_one_by_id(run: Run, filled: Path, tmp_path: Path) -> None:
    river = run("list", "--store", filled, "--json").rows[2]
    ran = run("report", river["id"], "--store", filled, "--out", tmp_path / "pages")
    assert [p.name for p in (tmp_path / "pages").iterdir()] == ["river-city-network-ops.html"]
    assert ran.code == 0


def test_query_list_names_title_and_params(run: Run) -> None:
    rows = run("query", "--list", "--json").rows
    assert [set(row) for row in rows] == [{"name", "title", "params"}] * len(rows)
    assert "portfolio" in {row["name"] for row in rows}


def test_a_named_query_answers(run: Run, filled: Path) -> None:
    rows = run("query", "portfolio", "--store", filled, "--json").rows
    assert len(rows) == 3


def test_findings_stand_in_the_graph_and_survive_a_rebuild(run: Run, filled: Path) -> None:
    cypher = "MATCH (f:Finding) RETURN f.severity AS severity, count(*) AS n ORDER BY severity"
    listed = run("list", "--store", filled, "--json").rows
    wanted = {
        level: sum(row["findings"][level] for row in listed) for level in ("high", "medium", "low")
    }
    for _ in range(2):
        rows = run("query", cypher, "--store", filled, "--json").rows
        assert {row["severity"]: row["n"] for row in rows} == wanted
        run("rebuild", "--store", filled)


def test_cypher_and_a_file_with_it_answer_alike(run: Run, filled: Path, tmp_path: Path) -> None:
    cypher = "MATCH (c:Contract) WHERE c.name STARTS WITH $start RETURN c.name AS name"
    path = tmp_path / "mine.cypher"
    path.write_text(f"// my own question\n{cypher}\n", "utf-8")
    asked = [
        run("query", given, "--store", filled, "--json", "--param", "start=river").rows
        for given in (cypher, path)
    ]
    assert asked == [[{"name": "river-city-network-ops"}]] * 2


def test_a_query_stops_at_its_limit_and_says_so(run: Run, filled: Path) -> None:
    ran = run(
        "query", "MATCH (t:Term) RETURN t.id AS id ORDER BY id", "--limit", 5, "--store", filled
    )
    assert "the first 5 rows" in ran.err


def test_a_query_cannot_write(run: Run, filled: Path) -> None:
    before = run("list", "--store", filled, "--json").out
    ran = run("query", "MATCH (n) DETACH DELETE n", "--store", filled)
    assert (ran.code, "only reading" in ran.err) == (1, True)
    assert run("list", "--store", filled, "--json").out == before


def test_remove_takes_a_name_and_forgets_the_text(run: Run, filled: Path) -> None:
    (row,) = run("remove", "lakeside-data-service", "--store", filled, "--json").rows
    assert row["state"] == "removed"
    assert not list((filled / "texts").glob(f"{row['id']}*"))
    assert len(run("list", "--store", filled, "--json").rows) == 2


def test_rebuild_gives_the_same_findings(run: Run, filled: Path) -> None:
    before = run("findings", "--store", filled, "--json").out
    assert run("rebuild", "--store", filled).out == "Rebuilt from the facts of 3 contracts.\n"
    assert run("findings", "--store", filled, "--json").out == before


@pytest.mark.parametrize("verb", ["list", "findings", "compare", "report", "query portfolio"])
def test_asking_makes_no_store(run: Run, tmp_path: Path, verb: str) -> None:
    ran = run(*verb.split(), "--store", tmp_path / "none")
    assert ran.code == 1
    assert "there is no store here yet" in ran.err
    assert not (tmp_path / "none").exists()


def test_rules_lists_all_and_prints_one(run: Run) -> None:
    rows = run("rules", "--json").rows
    assert "ASY-01" in {row["id"] for row in rows}
    page = run("rules", "asy-01").out
    assert "Termination right without a mirror" in page
    assert "MATCH" in page


def test_the_same_command_prints_the_same_bytes(run: Run, filled: Path) -> None:
    first, second = (run("findings", "--store", filled, "--json", "--all").out for _ in range(2))
    assert first == second
    assert json.loads(first.splitlines()[0])
