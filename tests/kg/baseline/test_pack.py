"""The figures that come with the program: whole, without words, and read as they were written."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kg.baseline import (
    baseline,
    baseline_mark,
    contracts_table,
    description,
    read_tables,
    values_table,
    with_baseline,
)
from kg.baseline.pack import FOLDER
from kg.benchmark import Member, Observation, Pool, Profile, Why, measures, pool_of, standing
from kg.benchmark.profiles import bands, kinds
from ontology.errors import OntologyError
from ontology.facts import Contract, Document, Facts, Term
from ontology.places import resolve
from ontology.term_types import term_types

POOL = pool_of(
    [
        (
            Member(
                "b1",
                "1",
                Profile("lease", "云南省", "company", "1m-5m", 2023),
                "gold",
                None,
                frozenset({"bond"}),
            ),
            [
                Observation("bond-share", "vendor", Decimal("7.5")),
                Observation("secrecy-years", "both", None, Why.PERPETUAL),
            ],
        ),
        (Member("b2", "1", Profile(), "machine"), []),
    ]
)


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((FOLDER / name).read_text("utf-8"))))


def test_the_pack_is_what_it_says_it_is() -> None:
    told, pool = description(), baseline()
    assert told.contracts == len(pool.members) == told.gold + told.machine
    assert told.families == len({member.family for member in pool.members})
    assert told.values == sum(map(len, pool.points.values()))
    assert told.contracts >= 30
    assert told.gold >= 20


def test_every_value_has_its_measure_and_unit() -> None:
    for row in rows("values.csv"):
        assert row["unit"] == measures()[row["measure"]].unit
        assert row["side"] in ("buyer", "vendor", "both", "third_party", "unspecified")
        assert bool(row["value"]) != bool(row["why"])


def test_the_pack_holds_figures_and_closed_words_alone() -> None:
    """Nothing in it can name anyone: every cell is a number, a province or a word of ours."""
    bands_ = {band.id for band in bands()}
    for row in [*rows("values.csv"), *rows("contracts.csv")]:
        assert re.fullmatch("b[0-9a-f]{12}", row["contract"])
        assert row["family"].isdigit()
        assert row["source"] in ("gold", "machine")
        assert row["kind"] in {"", *kinds()}
        assert row["price_band"] in {"", *bands_}
        assert row["buyer_kind"] in ("", "public_body", "company", "individual")
        assert re.fullmatch("|[0-9]{4}", row["year"])
        known = resolve(row["region"]) if row["region"] else None
        assert known is None or (known["city"] in (None, row["region"]) and not known["county"])
        if "value" in row:
            assert re.fullmatch(r"|[0-9]+(\.[0-9]+)?", row["value"])
            assert row["measure"] in measures()
        else:
            assert set(row["has"].split()) <= set(term_types())


def test_tables_are_read_as_they_were_written() -> None:
    again = read_tables(contracts_table(POOL), values_table(POOL), "here")
    assert again == POOL
    assert values_table(again) == values_table(POOL)


@pytest.mark.parametrize(
    ("contracts", "values", "message"),
    [
        ("contract\nb1\n", values_table(POOL), "the columns must be"),
        (contracts_table(POOL), values_table(POOL).replace("bond-share", "bond"), "no measure"),
        (contracts_table(pool_of([])), values_table(POOL), "no contract is marked"),
    ],
)
def test_tables_that_do_not_fit_are_refused(contracts: str, values: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        read_tables(contracts, values, "here")


def bond(percent: str, name: str = "青禾") -> Facts:
    keys: dict[str, Any] = {"provider": "vendor", "percent": percent}
    return Facts(
        Document(name, "e" * 64),
        Contract(title="公园长椅油漆约定"),
        terms=(Term("bond", None, "押金", 0, 2, keys),),
    )


def test_a_newcomer_stands_where_pandas_puts_them_in_the_pack() -> None:
    frame = pd.read_csv(FOLDER / "values.csv", dtype={"value": str})
    mine = frame[(frame.measure == "bond-share") & frame.side.isin(["vendor", "both"])]
    peers = mine.value.astype(float)
    placed = standing(bond("7"), with_baseline(Pool())).values[0].position
    assert placed.n == len(peers)
    assert placed.effective_n == mine.family.nunique()
    expected = 100 * ((peers < 7).sum() + (peers == 7).sum() / 2) / len(peers)
    assert float(placed.percentile or 0) == pytest.approx(expected)
    assert [float(q) for q in placed.quartiles or ()] == pytest.approx(
        list(peers.quantile([0.25, 0.5, 0.75]))
    )


def test_a_contract_of_the_store_that_the_pack_holds_too_counts_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import kg.baseline.pack as pack

    twin = Member(baseline_mark("c0123456789abcdef"), "9", Profile(), "gold")
    monkeypatch.setattr(pack, "baseline", lambda: pool_of([(twin, [])]))
    own = Member("c0123456789abcdef", "x", Profile(), "store")
    assert with_baseline(pool_of([(own, [])])).members == (own,)


def test_tampered_figures_are_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import kg.baseline.pack as pack

    for name in ("contracts.csv", "values.csv"):
        text = (FOLDER / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("gold", "machine"), "utf-8")
    monkeypatch.setattr(pack, "FOLDER", tmp_path)
    description()
    read: Callable[[], Pool] = pack.baseline.__wrapped__
    with pytest.raises(OntologyError, match=r"pack\.yaml"):
        read()
