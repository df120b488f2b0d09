"""Every notebook runs from top to bottom, and is stored without output."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

PRINTED = {
    "00-tour": ("44 terms", "154800.00", "'side': 'buyer', 'grounds': 6"),
    "01-read-a-contract": ("违约金 Penalty", "line ", "('obligation', 'vendor')"),
    "02-the-graph": ("who-can-terminate", "MultiDiGraph with ", "Contract 3"),
    "03-ask-your-own": ("the same answer: True", "closeMatch", "须为以下之一", "'terms.parquet'"),
    "04-compare-the-portfolio": ("the vendor", "-192900.00", "no term changed:", "5 of 7"),
    "06-exposure": ("terminated_by_vendor", "九.4", "464,400.00"),
    "05-benchmark": ("付款期限", "effective_n", "第三章.第九条"),
    "07-prepare-a-negotiation": ("lean -1.0", "-128600.00", "no term changed:", "data_leak"),
    "08-a-new-tender": ("39 faults", "HSE-01 high", "service_down", "ASY-03"),
}
"""What a run must have shown, by the name of the notebook."""


def cells(path: Path) -> list[dict[str, Any]]:
    return [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]


def run(cell: dict[str, Any], notebook: str, names: dict[str, Any]) -> Any:
    """Runs a cell as Jupyter does: the value of an expression that ends it is shown."""
    tree = ast.parse("".join(cell["source"]), f"{notebook}:{cell['id']}")
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, f"{notebook}:{cell['id']}", "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), f"{notebook}:{cell['id']}", "eval"), names)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_runs(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    names: dict[str, Any] = {}
    for cell in cells(path):
        shown = run(cell, path.name, names)
        if hasattr(shown, "_repr_html_"):
            assert shown._repr_html_()
    printed = capsys.readouterr().out
    assert [words for words in PRINTED.get(path.stem, ()) if words not in printed] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_is_stored_without_output(path: Path) -> None:
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells(path))


def test_every_notebook_is_in_the_list_and_must_have_shown_something() -> None:
    page = (ROOT / "notebooks/README.md").read_text("utf-8")
    assert [path.stem for path in NOTEBOOKS] == sorted(PRINTED)
    assert [path.name for path in NOTEBOOKS if path.name not in page] == []
