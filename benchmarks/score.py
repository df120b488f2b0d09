"""Scores the reader on all gold at hand against the last committed result: `make score`.

The samples of this repository and the shared seeds are read anew and compared with their gold by
the shared scorer. `--public` adds the held-out contracts, as totals alone: whoever reads their
misses has spent them. Exit status 1 when a type falls under its floor.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import ROOT, SAMPLES, SHARED
from benchmarks.floors import below, raise_floors
from loaders import read_text

LAST = Path(__file__).with_name("last_score.json")

Row = Mapping[str, float]
Rows = Mapping[str, Row]
COUNTS = ("gold", "pred", "found", "exact")


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Contracts with gold beside them, paired by the stem of the file."""

    name: str
    gold: Path
    texts: Path


def gold_sets(shared: Path, *, public: bool) -> tuple[GoldSet, ...]:
    """The sets to score; the held-out one only when asked for."""
    sets = [
        GoldSet("samples", ROOT / "tests" / "data" / "samples", SAMPLES),
        GoldSet("seeds", shared / "gold" / "seeds", shared / "contracts" / "seeds"),
    ]
    if public:
        sets.append(GoldSet("public", shared / "gold" / "public", shared / "contracts" / "public"))
    return tuple(sets)


def score(gold: GoldSet, tool: Path, *, misses: bool) -> tuple[Rows, str]:
    """The rows that the scorer gives for a set, and its list of misses where wanted."""
    with tempfile.TemporaryDirectory() as folder:
        predicted, figures = Path(folder) / "facts", Path(folder) / "rows.json"
        predicted.mkdir()
        for path in sorted(gold.gold.glob("*.json")):
            text = next(p for p in sorted(gold.texts.iterdir()) if p.stem == path.stem)
            facts = read_text(path.stem, text.read_text("utf-8"))
            (predicted / path.name).write_text(facts.dumps(), "utf-8")
        call = [sys.executable, tool, "--gold", gold.gold, "--pred", predicted, "--json", figures]
        done = subprocess.run(
            [*map(str, call), *(["--misses"] if misses else [])],
            check=True,
            capture_output=True,
            text=True,
        )
        rows: Rows = json.loads(figures.read_text("utf-8"))
    listed = [line for line in done.stdout.splitlines() if line.startswith('["')]
    return rows, "\n".join(listed)


def differences(before: Rows, after: Rows) -> Iterator[str]:
    """What was gained and lost since a result, one line for each row whose counts moved."""
    if not before:
        yield "  there is no last result; --update makes this one"
        return
    for name in sorted({*before, *after}):
        old, new = (rows.get(name, dict.fromkeys(COUNTS, 0)) for rows in (before, after))
        if all(old[count] == new[count] for count in COUNTS):
            continue
        moves = " ".join(f"{count} {old[count]:g}→{new[count]:g}" for count in COUNTS)
        gain = f1(new, "exact") - f1(old, "exact")
        sign = "gain" if gain > 0 else "loss" if gain < 0 else "move"
        yield f"  {sign}  {name:20} {moves}  exact F1 {gain:+.3f}"


def measures(rows: Rows) -> dict[str, dict[str, float]]:
    """F1 of found and exact for each type of term, for norms and for defects."""
    return {
        name: {measure: f1(row, measure) for measure in ("found", "exact")}
        for name, row in rows.items()
        if "." not in name and name not in ("DIRECTION", "VALUES")
    }


def table(rows: Rows) -> Iterator[str]:
    """The rows of a set as lines to print."""
    yield f"  {'what':22}{'gold':>6}{'pred':>6}{'found':>7}{'exact':>7}{'F1':>8}{'exact F1':>10}"
    for name, row in rows.items():
        figures = "".join(f"{row[c]:{w}g}" for c, w in zip(COUNTS, (6, 6, 7, 7), strict=True))
        yield f"  {name:22}{figures}{f1(row, 'found'):8.3f}{f1(row, 'exact'):10.3f}"


def f1(row: Row, hit: str) -> float:
    """Hits over gold and predicted alike; 1 where there is neither."""
    either = row.get("gold", 0) + row.get("pred", 0)
    return 2 * row[hit] / either if either else 1.0


def main() -> int:
    """Reads, scores, prints; `--update` makes the figures the last result."""
    given = _arguments()
    tool = given.shared / "tools" / "score.py"
    if not tool.exists():
        print(f"not run: the scorer ({tool} is not there)")
        return 0
    last = json.loads(LAST.read_text("utf-8")) if LAST.exists() else {}
    complaints: list[str] = []
    for gold in gold_sets(given.shared, public=given.public):
        if not gold.gold.is_dir() or not gold.texts.is_dir():
            print(f"not run: {gold.name} ({gold.gold} or {gold.texts} is not there)")
            continue
        rows, misses = score(gold, tool, misses=given.misses and gold.name != "public")
        print(f"{gold.name}", *table(rows), sep="\n")
        print(
            f"{gold.name} since the last result",
            *differences(last.get(gold.name, {}), rows),
            sep="\n",
        )
        if given.lift:
            raise_floors(f"score.{gold.name}", measures(rows))
        complaints += below(f"score.{gold.name}", measures(rows))
        if misses:
            print(misses)
        last[gold.name] = {n: {c: int(row[c]) for c in COUNTS} for n, row in sorted(rows.items())}
    if given.update:
        LAST.write_text(json.dumps(last, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(*complaints, sep="\n")
    return 1 if complaints else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with gold and scorer")
    parser.add_argument("--public", action="store_true", help="score the held-out set, totals only")
    parser.add_argument("--misses", action="store_true", help="list misses, never the held-out")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors")
    parser.add_argument("--update", action="store_true", help="make this the last result")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
