import json
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from kg.export.parquet import read_facts, write_tables
from kg.export.public import public
from kg.export.rdf import plain
from kg.identity import contract_id
from ontology.facts import Facts
from ontology.term_types import term_types

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "tests/data/samples").glob("*.json"))


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return rows


def test_the_tables_give_the_same_facts_again(tmp_path: Path) -> None:
    every = [Facts.from_json(json.loads(path.read_text("utf-8"))) for path in SAMPLES]
    counts = {path.stem: n for path, n in write_tables(map(plain, every), tmp_path)}
    assert counts["contracts"] == len(SAMPLES)
    assert counts["terms"] == sum(len(public(facts).terms) for facts in every)
    assert read_facts(tmp_path) == {contract_id(facts): public(facts) for facts in every}


@pytest.mark.parametrize("type_", term_types())
def test_a_term_of_every_type_has_its_columns(
    sampled: Callable[[str, str], Facts], type_: str, tmp_path: Path
) -> None:
    facts = sampled(type_, "both")
    list(write_tables([plain(facts)], tmp_path))
    (row,) = table(tmp_path, "terms")
    assert row["type"] == type_
    for name in term_types()[type_].keys:
        assert any(column.startswith(name) for column in row), name
    assert read_facts(tmp_path) == {contract_id(facts): public(facts)}


def test_money_and_shares_are_exact(harbour: Facts, tmp_path: Path) -> None:
    list(write_tables([plain(harbour)], tmp_path))
    (contract,) = table(tmp_path, "contracts")
    assert contract["total_price"] == Decimal("360000.00")
    payment, _, late, *_ = table(tmp_path, "terms")
    assert (payment["percent"], payment["due_days"]) == (Decimal("12.5"), Decimal("14"))
    assert (payment["owed_by"], payment["owed_to"]) == (["buyer"], ["vendor"])
    assert (late["rate_per_day"], late["rate_cap_percent"]) == (Decimal("0.1"), Decimal("6"))


def test_nothing_personal_is_in_the_tables(harbour: Facts, tmp_path: Path) -> None:
    list(write_tables([plain(harbour)], tmp_path))
    assert "林知远" not in json.dumps(table(tmp_path, "parties"), ensure_ascii=False)


def test_the_same_facts_give_the_same_bytes(harbour: Facts, tmp_path: Path) -> None:
    marks = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        paths = [path for path, _ in write_tables([plain(harbour)], folder)]
        marks.append([sha256(path.read_bytes()).hexdigest() for path in paths])
    assert marks[0] == marks[1]
