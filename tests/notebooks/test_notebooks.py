"""Every notebook runs from top to bottom, and is stored without output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

PRINTED = {
    "00-first-look": ("termination", "'side': 'buyer'"),
    "01-read-a-contract": ("违约金 Penalty", "line ", "('obligation', 'vendor')"),
    "02-the-graph": ("who-can-terminate", "MultiDiGraph with ", "Contract 3"),
    "03-ask-your-own": ("the same answer: True", "closeMatch", "须为以下之一", "'terms.parquet'"),
    "04-compare-the-portfolio": ("the vendor", "-192900.00", "no term changed:", "5 of 7"),
    "06-exposure": ("terminated_by_vendor", "九.4", "464,400.00"),
    "05-benchmark": ("付款期限", "effective_n", "第三章.第九条"),
}
"""What a run must have shown, by the name of the notebook."""


def cells(path: Path) -> list[dict[str, Any]]:
    return [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_runs(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    names: dict[str, Any] = {}
    for cell in cells(path):
        exec(compile("".join(cell["source"]), f"{path.name}:{cell['id']}", "exec"), names)
    printed = capsys.readouterr().out
    assert [words for words in PRINTED.get(path.stem, ()) if words not in printed] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_is_stored_without_output(path: Path) -> None:
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells(path))


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS
