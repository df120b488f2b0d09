"""Tables with rules: pdfplumber puts the cells together, the words stay as read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from loaders.files.page_lines import Char, Line, line_of, lines

FEWEST_RULES = 4
"""Drawn lines on a page from which tables are looked for."""

SNAP = 3.0
"""Points by which the ends of rules may miss each other, as pdfplumber has it."""

SHORTEST = 3.0
"""Points from which a mark is a rule."""

LAYOUT_LINES = 6
"""Lines in one cell from which a table lays out a page rather than lists facts."""

STRAIGHT = 1.5
"""Points that the ends of a rule may differ across it."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line in points from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def flat(self) -> bool:
        return self.bottom - self.top <= STRAIGHT


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table as boxes of cells; `None` where a merged cell goes on."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


def with_tables(drawn: Sequence[Rule], found: list[Line]) -> list[Line]:
    """The lines of a page, those inside the tables that rules make replaced by one line a row."""
    tables = _tables(drawn)
    if not tables:
        return found
    kept: list[Line] = []
    for line in found:
        rest = [c for c in line.chars if not any(_inside(c, t.box) for t in tables)]
        if len(rest) == len(line.chars):
            kept.append(line)
        else:
            kept += lines(rest)
    for table in tables:
        chars = [c for line in found for c in line.chars if _inside(c, table.box)]
        at = next((i for i, line in enumerate(kept) if line.top >= table.box[1]), len(kept))
        kept[at:at] = _rows(table, chars)
    return kept


def _tables(drawn: Sequence[Rule]) -> tuple[Table, ...]:
    """The tables that rules enclose; pdfplumber finds where they cross."""
    if len(drawn) < FEWEST_RULES:
        return ()
    from pdfplumber import table as plumber

    edges = plumber.merge_edges([_edge(rule) for rule in drawn], SNAP, SNAP, SNAP, SNAP)
    long = [e for e in edges if e["width"] + e["height"] >= SHORTEST]
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(long, SNAP, SNAP))
    # The page is only needed for the words in a table, which are taken from its lines.
    page: Any = None
    grids = [plumber.Table(page, group) for group in plumber.cells_to_tables(cells)]
    return tuple(
        Table(grid.bbox, tuple(tuple(row.cells) for row in grid.rows))
        for grid in sorted(grids, key=lambda grid: grid.bbox[1])
        if len(grid.rows) > 1 and max(len(row.cells) for row in grid.rows) > 1
    )


def _edge(rule: Rule) -> dict[str, float | str]:
    return {
        "x0": rule.left,
        "x1": rule.right,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.right - rule.left,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.flat and rule.right - rule.left > SNAP else "v",
    }


def _rows(table: Table, chars: Sequence[Char]) -> list[Line]:
    written: list[Line] = []
    for row in table.rows:
        cells = [lines(c for c in chars if _inside(c, box)) if box else [] for box in row]
        if any(len(cell) >= LAYOUT_LINES for cell in cells):
            written += [line for cell in cells for line in cell]
            continue
        inked = [c for cell in cells for line in cell for c in line.chars]
        line = line_of(inked)
        if line is not None:
            line.words = " | ".join("".join(part.words for part in cell) for cell in cells)
            written.append(line)
    return written


def _inside(char: Char, box: Box) -> bool:
    left, top, right, bottom = box
    across, down = (char.left + char.right) / 2, (char.top + char.bottom) / 2
    return left <= across <= right and top <= down <= bottom
