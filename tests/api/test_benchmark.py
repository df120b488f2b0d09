"""`evenhand benchmark`: JSON Lines with their names, the view for people, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kg.baseline.pack import FOLDER
from kg.benchmark import measures
from kg.build import add
from kg.store import open_store
from ontology.facts import Contract, Document, Facts, Term

SAMPLES = Path(__file__).parents[2] / "api" / "samples"
RIVER = SAMPLES / "river-city-network-ops.txt"

PROMISED = {
    *("contract", "term", "key", "value", "unit", "percentile", "n", "effective_n", "peers"),
    *("quartiles", "outlier", "quote", "clause", "measure", "side", "missing", "why", "notes"),
}

Run = Callable[..., Any]


def bonds(folder: Path, count: int) -> str:
    """A store of contracts with a bond of 1, 2, 3 … percent."""
    with open_store(folder) as store:
        for n in range(1, count + 1):
            keys: dict[str, Any] = {"provider": "vendor", "percent": str(n)}
            term = Term("bond", None, f"押金百分之{n}", 0, 4, keys)
            name = f"p{n:02d}"
            add(
                store,
                Facts(
                    Document(name, f"{n:016x}" * 4), Contract(title="长椅油漆约定"), terms=(term,)
                ),
            )
    return str(folder)


def test_every_value_is_one_object_with_the_names_promised(run: Run) -> None:
    ran = run("benchmark", RIVER, "--json")
    assert ran.code == 0
    assert ran.rows
    assert all(set(row) >= PROMISED for row in ran.rows)
    text = RIVER.read_text("utf-8")
    values = [row for row in ran.rows if not row["missing"]]
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in values)
    assert all("share" in row for row in ran.rows if row["missing"])


def test_percentiles_of_a_file_are_those_that_pandas_finds_in_the_pack(run: Run) -> None:
    frame = pd.read_csv(FOLDER / "values.csv")
    several = {"highest": "max", "lowest": "min", "sum": "sum"}
    rows = [r for r in run("benchmark", RIVER, "--json", "--peers", "all").rows if not r["missing"]]
    placed = [row for row in rows if row["percentile"] is not None]
    assert len(placed) > 10
    for row in placed:
        mine = frame[frame.measure == row["measure"]].dropna(subset="value")
        if row["side"] != "both":
            mine = mine[mine.side.isin([row["side"], "both"])]
        how = several[measures()[row["measure"]].several]
        peers = mine.groupby("contract").value.agg(how)
        assert row["n"] == len(peers)
        below, equal = (peers < row["value"]).sum(), (peers == row["value"]).sum()
        assert row["percentile"] == pytest.approx(100 * (below + equal / 2) / len(peers))
        assert row["quartiles"] == pytest.approx(list(peers.quantile([0.25, 0.5, 0.75])))


def test_a_store_gives_the_peers_where_it_is_named(run: Run, tmp_path: Path) -> None:
    store = bonds(tmp_path / "store", 12)
    ran = run("benchmark", "p03", "--store", store, "--no-baseline", "--json")
    (row,) = ran.rows
    assert (row["value"], row["n"], row["percentile"]) == (3.0, 11, pytest.approx(100 * 2 / 11))
    assert row["peers"]["sources"] == {"store": 11, "gold": 0, "machine": 0}
    both = run("benchmark", "p03", "--store", store, "--json").rows[0]
    assert both["n"] > 11
    assert both["peers"]["sources"]["gold"] > 0


def test_a_store_of_two_says_that_it_cannot_say(run: Run, tmp_path: Path) -> None:
    store = bonds(tmp_path / "store", 2)
    ran = run("benchmark", "p01", "--store", store, "--no-baseline", "--json")
    (row,) = ran.rows
    assert (row["n"], row["percentile"], row["quartiles"], row["outlier"]) == (1, None, None, None)
    assert row["why"] == ["too_few"]
    assert row["notes"] == [
        {"zh": "同类只有 1 份，少于 5 份，不给数字", "en": "peers: 1, fewer than 5, so no figure"}
    ]


def test_all_of_a_store_is_placed_within_itself(run: Run, tmp_path: Path) -> None:
    store = bonds(tmp_path / "store", 6)
    rows = run("benchmark", "--store", store, "--no-baseline", "--json").rows
    assert [(row["contract"], row["percentile"]) for row in rows] == [
        (f"p{n:02d}", 20 * (n - 1)) for n in range(1, 7)
    ]


def test_nothing_to_compare_with_is_said(run: Run) -> None:
    ran = run("benchmark", RIVER, "--no-baseline")
    assert ran.code == 1
    assert "name a store with --store" in ran.err


def test_a_dimension_that_there_is_not_is_refused(run: Run) -> None:
    ran = run("benchmark", RIVER, "--peers", "kind,colour")
    assert ran.code == 2
    assert "'colour'" in ran.err
    assert "price_band" in ran.err


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Time for payment", "peers", "line of the law", "too few", "forms")),
        ("zh", ("付款期限", "同类四分位", "法律线", "放宽了", "个范本")),
    ],
)
def test_people_read_it_in_their_language(run: Run, lang: str, words: tuple[str, ...]) -> None:
    ran = run("benchmark", RIVER, "--lang", lang)
    assert ran.code == 0
    assert [word for word in words if word not in ran.out] == []


def test_one_side_sees_what_concerns_it(run: Run) -> None:
    rows = run("benchmark", RIVER, "--side", "vendor", "--json").rows
    assert {row["side"] for row in rows if not row["missing"]} == {"vendor", "both"}


def test_the_same_question_has_the_same_bytes(run: Run) -> None:
    assert run("benchmark", RIVER, "--json").out == run("benchmark", RIVER, "--json").out


def test_json_is_the_same_in_every_language(run: Run) -> None:
    outs = [run("benchmark", RIVER, "--json", "--lang", lang).out for lang in ("zh", "en")]
    assert outs[0] == outs[1]
    assert all(json.loads(line) for line in outs[0].splitlines())
