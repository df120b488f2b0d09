import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli.export import FORMATS
from kg.export.formats import formats
from ontology.values import Json

Run = Callable[..., Any]


def manifest(folder: Path) -> Json:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def test_the_formats_offered_are_those_described() -> None:
    assert list(formats()) == list(FORMATS)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_writes_its_files_and_says_what_it_drops(
    run: Run, filled: Path, tmp_path: Path, format_: str
) -> None:
    out = tmp_path / "out"
    on = ("--on", "2026-01-05") if format_ == "ocds" else ()
    ran = run("export", "--store", filled, "--format", format_, "--out", out, "--json", *on)
    assert (ran.code, ran.err) == (0, "")
    said = manifest(out)
    assert [row["name"] for row in ran.rows] == [file["name"] for file in said["files"]]
    assert sorted(p.name for p in out.iterdir()) == sorted(
        ["manifest.json", *(file["name"] for file in said["files"])]
    )
    assert (said["format"], said["contracts"], said["left_out"]) == (format_, 3, [])
    assert any("telephone" in words["en"] for words in said["drops"])


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_store_gives_the_same_bytes(
    run: Run, filled: Path, tmp_path: Path, format_: str
) -> None:
    marks = []
    for name in ("one", "other"):
        run("export", "--store", filled, "--format", format_, "--out", tmp_path / name)
        marks.append((tmp_path / name / "manifest.json").read_bytes())
    assert marks[0] == marks[1]


def test_it_says_in_both_languages_what_was_done(run: Run, filled: Path, tmp_path: Path) -> None:
    given = ("export", "coastal-cloud-hosting", "--store", filled, "--format", "odrl")
    english = run(*given, "--out", tmp_path / "en").out
    assert "exported 1 contracts in 1 files" in english
    assert "no place for: " in english
    assert "term termination" in english
    chinese = run(*given, "--lang", "zh", "--out", tmp_path / "zh").out
    assert "已导出 1 份合同" in chinese
    assert "不含：电话、地址、账户、人名" in chinese


def test_an_export_takes_the_place_of_an_earlier_one_alone(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    given = ("export", "--store", filled, "--out", out)
    run(*given, "--format", "turtle")
    run(*given, "--format", "nquads")
    assert sorted(p.name for p in out.iterdir()) == ["contracts.nq", "manifest.json"]
    other = tmp_path / "mine"
    other.mkdir()
    (other / "letter.txt").write_text("mine", "utf-8")
    ran = run("export", "--store", filled, "--out", other, "--format", "turtle", "--lang", "zh")
    assert ran.code == 1
    assert "里面有别的文件" in ran.err
    assert (other / "letter.txt").exists()


def test_what_is_no_award_is_left_out_and_told(run: Run, filled: Path, tmp_path: Path) -> None:
    from kg.store import open_store

    with open_store(filled) as store:
        (one, *_) = store.facts.ids()
        data = json.loads(store.facts.read(one))
        data["contract"]["signed_on"] = None
        store.facts.write(one, json.dumps(data, ensure_ascii=False))
    ran = run("export", "--store", filled, "--out", tmp_path / "out", "--format", "ocds")
    assert ran.code == 1
    assert f"left out {one}: it does not say on what day it was signed" in ran.err
    assert manifest(tmp_path / "out")["left_out"][0]["contract"] == one


def test_a_contract_that_breaks_the_shapes_is_left_out_in_words(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    from kg.store import open_store

    with open_store(filled) as store:
        (one, *_) = store.facts.ids()
        data = json.loads(store.facts.read(one))
        for term in data["terms"]:
            term["quote"] = ""
        store.facts.write(one, json.dumps(data, ensure_ascii=False))
    given = ("export", "--store", filled, "--out", tmp_path / "out", "--format", "turtle")
    ran = run(*given, "--lang", "zh")
    assert ran.code == 1
    assert f"未导出 {one}：" in ran.err
    assert "ev:quote: 须有合同原文" in ran.err
    assert manifest(tmp_path / "out")["contracts"] == 2
    assert run(*given, "--unchecked").code == 0


class TestCheck:
    def exported(self, run: Run, filled: Path, tmp_path: Path, format_: str) -> list[Path]:
        out = tmp_path / "out"
        run("export", "--store", filled, "--out", out, "--format", format_)
        return sorted(p for p in out.iterdir() if p.name != "manifest.json")

    @pytest.mark.parametrize("format_", ["turtle", "jsonld", "nquads", "odrl"])
    def test_accepts_what_was_exported(
        self, run: Run, filled: Path, tmp_path: Path, format_: str
    ) -> None:
        ran = run("export", "--check", *self.exported(run, filled, tmp_path, format_))
        assert ran.code == 0, ran.out
        assert "conforms" in ran.out

    def test_says_what_is_wrong_and_where(self, run: Run, filled: Path, tmp_path: Path) -> None:
        path, *_ = self.exported(run, filled, tmp_path, "turtle")
        text = path.read_text("utf-8")
        path.write_text(text.replace("evv:contract_states.executed", '"signed"'), "utf-8")
        ran = run("export", "--check", path)
        assert ran.code == 1
        assert "Contract: state must be there once, and must be one of executed" in ran.out
        (row,) = run("export", "--check", path, "--json").rows
        assert row["conforms"] is False
        assert row["violations"][0]["property"] == "ev:state"
        assert "合同：状态须有且只有一项" in row["violations"][0]["message"]["zh"]

    def test_refuses_what_is_no_rdf(self, run: Run, tmp_path: Path) -> None:
        bad = tmp_path / "bad.ttl"
        bad.write_text("这不是 Turtle", "utf-8")
        assert "cannot be read as RDF" in run("export", "--check", bad).err
        assert "suffix" in run("export", "--check", tmp_path / "x.doc").err
        assert "cannot be read as RDF" in run("export", "--check", tmp_path / "no.ttl").err


def test_the_list_says_what_comes_in_again(run: Run) -> None:
    rows = {row["name"]: row for row in run("export", "--list", "--json").rows}
    assert rows["turtle"]["returns"] == "facts"
    assert rows["ocds"]["returns"] == "no"
    assert "SHACL" in run("export", "--list").out


def test_a_format_is_needed(run: Run) -> None:
    ran = run("export")
    assert ran.code == 2
    assert "parquet" in ran.err
