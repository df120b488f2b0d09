"""A lawyer's matrix of the shared contracts against what the reader gives, cell by cell.

    python -m benchmarks.topics

`topics.yaml` says in values what each cell of the matrix states. A cell agrees when the facts say
all of it; whatever does not agree is listed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.corpus import SHARED, texts
from loaders import read_text
from ontology.facts import Facts
from ontology.source import read_yaml
from ontology.values import Json

PATH = Path(__file__).with_name("topics.yaml")
SEEDS = SHARED / "contracts" / "seeds"
MATRIX = SHARED / "law" / "topic_matrix.json"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix, with what of it the facts do not say."""

    topic: str
    contract: str
    missing: tuple[Json, ...]

    @property
    def agrees(self) -> bool:
        return not self.missing


def judge(facts: Facts, stated: Sequence[Json]) -> tuple[Json, ...]:
    """What of the statements of a cell does not hold of these facts."""
    return tuple(statement for statement in stated if not _holds(facts, statement))


def _holds(facts: Facts, statement: Mapping[str, Json]) -> bool:
    kind = next(iter(statement))
    wanted = statement[kind]
    match kind:
        case "has" | "none" | "count":
            count = sum(fits({"type": t.type, **t.keys}, wanted) for t in facts.terms)
            return _counted(count, kind, statement)
        case "norm":
            count = sum(_norm_fits(asdict(norm), wanted) for norm in facts.norms)
            return _counted(count, kind, statement)
        case "head":
            return fits(asdict(facts.contract), wanted)
        case "party":
            fields = {key: value for key, value in statement.items() if key != "party"}
            return any(fits(asdict(p), fields) for p in facts.parties if p.role == wanted)
        case "defect" | "no_defect":
            return (wanted in {d.kind for d in facts.defects}) == (kind == "defect")
        case "lost":
            return False
    raise ValueError(f"there is no statement {kind!r}")


def _counted(count: int, kind: str, statement: Mapping[str, Json]) -> bool:
    if "is" in statement:
        return count == int(statement["is"])
    return count == 0 if kind == "none" else count >= int(statement.get("least", 1))


def _norm_fits(norm: Mapping[str, Json], wanted: Mapping[str, Json]) -> bool:
    rest = {k: v for k, v in wanted.items() if k not in ("says", "clause")}
    said = f"{norm['action']} {norm['condition'] or ''} {norm['quote']}"
    begins = str(norm["clause"] or "").startswith(str(wanted.get("clause", "")))
    return fits(norm, rest) and begins and bool(re.search(wanted.get("says", ""), said))


def fits(value: Json, wanted: Json) -> bool:
    """Whether a value holds what is wanted: `any`, a part of a text, of a list, of a mapping."""
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(fits(value.get(k), w) for k, w in wanted.items())
    if isinstance(wanted, list):
        return isinstance(value, list) and set(wanted) <= set(value)
    if wanted is None:
        return value in (None, [])
    if wanted == "any":
        return value not in (None, [])
    if isinstance(wanted, str) and wanted.startswith("~"):
        return wanted[1:] in str(value or "")
    return bool(value == wanted)


def cells(read: Mapping[str, Facts]) -> Iterator[Cell]:
    """Every cell of the matrix, against the facts of its contract."""
    for topic, row in read_yaml(PATH).items():
        for contract, stated in row.items():
            yield Cell(topic, contract, judge(read[contract], stated))


def measure() -> tuple[Cell, ...]:
    """The cells of the shared matrix against the seeds as they are read now."""
    return tuple(cells({source.name: read_text(*source) for source in texts(SEEDS)}))


def main() -> None:
    """Prints the share of cells that agree, and whatever does not."""
    if not SEEDS.is_dir():
        sys.exit(f"{SEEDS} is not there: nothing was measured")
    found = measure()
    agreeing = sum(cell.agrees for cell in found)
    print(f"{agreeing} of {len(found)} cells agree ({agreeing / len(found):.1%})")
    for cell in found:
        for statement in cell.missing:
            print(f"{cell.topic:7} {cell.contract:36} {dict(statement)}")


if __name__ == "__main__":
    main()
