"""The least that each measure may come to: `floors.yaml`, whose figures only ever rise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from ontology.source import read_yaml

PATH = Path(__file__).with_name("floors.yaml")

Floors = dict[str, dict[str, dict[str, float]]]
"""Section, row, measure: `score.samples`, `penalty`, `exact`."""

_HEAD = """\
# The least that the reader may come to. A figure here only ever rises: with a measure rises
# its floor (`python -m benchmarks.score --raise`, `python -m benchmarks.metamorphic --raise`).
"""


def read_floors() -> Floors:
    """All floors; empty where nothing has been measured yet."""
    return read_yaml(PATH) if PATH.exists() else {}


def raise_floors(section: str, measured: Mapping[str, Mapping[str, float]]) -> None:
    """Lifts the floors of a section to what was measured, where that is higher."""
    every = read_floors()
    rows = every.setdefault(section, {})
    for name, measures in measured.items():
        row = rows.setdefault(name, {})
        for measure, value in measures.items():
            # Rounded down, so that the measure itself still stands on its floor.
            row[measure] = max(row.get(measure, 0.0), math.floor(value * 1000) / 1000)
    PATH.write_text(_HEAD + "\n".join(_lines(every)) + "\n", "utf-8")


def _lines(every: Floors) -> Iterator[str]:
    for section in sorted(every):
        yield f"\n{section}:"
        for name, row in sorted(every[section].items()):
            figures = ", ".join(f"{measure}: {value:.3f}" for measure, value in sorted(row.items()))
            yield f"  {name}: {{{figures}}}"


def below(section: str, measured: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """What fell under its floor, one line each; a row that was not measured came to nothing."""
    for name, least in read_floors().get(section, {}).items():
        for measure, floor in least.items():
            value = measured.get(name, {}).get(measure, 0.0)
            if value < floor:
                yield f"{section}: {name} {measure} {value:.3f} is under its floor {floor:.3f}"
