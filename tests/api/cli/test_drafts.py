"""`evenhand compare --changes` and `--peers`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ROOT = Path(__file__).parents[3]
OLD = ROOT / "api/samples/river-city-network-ops.txt"


EDITS = (
    ("万分之零点五", "万分之五"),
    ("本合同由甲方负责解释。", ""),
    ("并应立即恢复", "并应当立即恢复"),
)
SAID = {"zh": ["有利于供应方", "只改了文字"], "en": ["for the vendor", "words only"]}


@pytest.fixture
def new(tmp_path: Path) -> Path:
    text = OLD.read_text("utf-8")
    for before, after in EDITS:
        assert before in text
        text = text.replace(before, after)
    path = tmp_path / "revised.txt"
    path.write_text(text, "utf-8")
    return path


def test_changes_are_terms_first_then_words(run: Run, new: Path) -> None:
    rows = run("compare", OLD, new, "--changes", "--json").rows
    terms = [row for row in rows if row["kind"] == "term"]
    assert [(t["type"], t["change"], t["favours"]) for t in terms] == [
        ("penalty", "changed", "vendor"),
        ("discretion", "removed", "vendor"),
    ]
    assert terms[0]["keys"][0]["key"] == "rate"
    alone = [row for row in rows if row["kind"] == "text" and not row["terms"]]
    assert [row["change"] for row in alone] == ["reworded"]
    assert "并应当立即恢复" in alone[0]["new"][0]["text"]


@pytest.mark.parametrize("lang", SAID)
def test_changes_are_told_in_both_languages(run: Run, new: Path, lang: str) -> None:
    ran = run("compare", OLD, new, "--changes", "--lang", lang)
    assert ran.code == 0
    assert all(words in ran.out for words in SAID[lang])


def test_a_draft_against_itself_has_no_changes(run: Run) -> None:
    ran = run("compare", OLD, OLD, "--changes")
    assert "No term changed." in ran.out
    assert run("compare", OLD, OLD, "--changes", "--json").rows == []


def test_changes_need_two_contracts(run: Run) -> None:
    ran = run("compare", OLD, "--changes")
    assert ran.code == 1
    assert "takes two contracts" in ran.err
    assert run("compare", OLD, OLD, "--changes", "--peers").code == 2


def test_differences_come_ranked_with_their_worth(run: Run, filled: Path) -> None:
    rows = run("compare", "--store", filled, "--differing", "--json").rows
    sums = [float(row["worth"]["amount"]) for row in rows if row["worth"]["amount"] is not None]
    assert sums
    assert sums == sorted(sums, reverse=True)
    rest = [row["weight"] for row in rows if row["worth"]["amount"] is None]
    assert rest == sorted(rest, reverse=True)
    assert "by what they are worth" in run("compare", "--store", filled, "--differing").out


def test_one_contract_alone_is_said(run: Run) -> None:
    assert "only one contract" in run("compare", OLD).err


def test_few_peers_are_said(run: Run, filled: Path) -> None:
    ran = run("compare", OLD, "--peers", "--store", filled)
    assert "fewer than 5" in ran.err
    assert ran.out == ""


def test_a_draft_against_the_store(run: Run, tmp_path: Path) -> None:
    run("add", ROOT / "api/samples", "--store", tmp_path / "all")
    rows = run("compare", OLD, "--peers", "--store", tmp_path / "all", "--json").rows
    assert {row["state"] for row in rows} == {"unlike", "missing", "unusual", "as_usual"}
    assert all(row["having"] <= row["n"] for row in rows)
    assert "usually:" in run("compare", OLD, "--peers", "--store", tmp_path / "all").out
