"""The baseline pack is built from contracts and gold: figures alone, the same bytes each time."""

import json
import shutil
from pathlib import Path

import pytest

from benchmarks.baseline import entries, pack, write
from kg.baseline import baseline_mark, read_tables
from kg.benchmark import observe
from kg.identity import contract_id
from loaders import read_text
from ontology.facts import Facts

ROOT = Path(__file__).parents[2]
RIVER = "river-city-network-ops"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Two contracts with the gold of one, and a second filling of the same form in a tender."""
    for folder in ("contracts/seeds", "contracts/tenders", "gold/seeds"):
        (tmp_path / folder).mkdir(parents=True)
    for stem in (RIVER, "lakeside-data-service"):
        shutil.copy(ROOT / f"api/samples/{stem}.txt", tmp_path / "contracts/seeds")
        shutil.copy(ROOT / f"api/samples/{stem}.txt", tmp_path / "contracts/tenders")
    shutil.copy(ROOT / f"tests/data/samples/{RIVER}.json", tmp_path / "gold/seeds")
    again = (ROOT / f"api/samples/{RIVER}.txt").read_text("utf-8").replace("沿江", "临溪")
    (tmp_path / "contracts/tenders/second.txt").write_text(again, "utf-8")
    return tmp_path


def test_gold_is_preferred_and_forms_are_numbered(shared: Path) -> None:
    found = list(entries(shared))
    assert [(entry.contract.name, entry.source) for entry in found] == [
        ("lakeside-data-service", "machine"),
        (RIVER, "gold"),
        ("second", "machine"),
    ]
    members = {member.mark: member for member in pack(found).members}
    lake, river, second = (members[entry.mark] for entry in found)
    assert river.family == second.family != lake.family
    assert {river.family, lake.family} == {"1", "2"}
    gold = Facts.from_json(json.loads((shared / f"gold/seeds/{RIVER}.json").read_text("utf-8")))
    points = pack(found).points
    values = {p.seen.measure for found_ in points.values() for p in found_ if p.member == river}
    assert values == {seen.measure for seen in observe(gold)}


def test_a_contract_of_the_pack_is_known_again(shared: Path) -> None:
    text = (shared / f"contracts/seeds/{RIVER}.txt").read_text("utf-8")
    mark = baseline_mark(contract_id(read_text("another name", text)))
    assert mark in {entry.mark for entry in entries(shared)}


def test_the_version_rises_when_a_figure_changes(shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    found = list(entries(shared))
    first = write(pack(found), out)
    assert "version: 1\n" in first
    assert write(pack(found[::-1]), out) == first
    assert "version: 2\n" in write(pack(found[:2]), out)
    tables = ((out / name).read_text("utf-8") for name in ("contracts.csv", "values.csv"))
    assert len(read_tables(*tables, "here").members) == 2


def test_nothing_of_a_contract_is_printed_or_written(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(pack(list(entries(shared))), tmp_path)
    written = "".join((tmp_path / n).read_text("utf-8") for n in ("contracts.csv", "values.csv"))
    printed = capsys.readouterr().out
    for name in ("沿江", "临溪", "甲方", "乙方", "公司"):
        assert name not in written + printed
