"""Finds rows of a form that name a thing and leave the cell beside it empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.defects.cover_fields import paper
from loaders.defects.field_places import SIGNS, Empty
from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.layout.folding import HAN
from loaders.text import BLANK
from loaders.words import load

_ROW = re.compile(rf"(?P<name>[ （）()/、{HAN}A-Za-z]{{2,16}})\t(?P<value>[^\t\n]*)")
_FEWEST = 3
_LONGEST_UNIT = 4

_WIDE = 2
Line = tuple[int, str]


def find(ground: Ground) -> Iterator[Empty]:
    """Empty rows of forms of two columns, and one row for each table of prices with gaps."""
    yield from _forms(ground)
    yield from _prices(ground)


def _prices(ground: Ground) -> Iterator[Empty]:
    """The first row of a table of quantities and prices that lacks one of them."""
    table: list[Line] = []
    for start, line in (*ground.lines, (len(ground.plain), "")):
        if line.count("\t") >= _WIDE:
            table.append((start, line))
            continue
        if len(table) > 1 and ground.speaks(table[0][0]):
            yield from _unpriced(table)
        table = []


def _unpriced(table: Sequence[Line]) -> Iterator[Empty]:
    priced = pattern("table_heads", "priced")
    heads = [i for i, cell in enumerate(table[0][1].split("\t")) if priced.match(cell.strip())]
    first, last = table[0][0], table[-1][0] + len(table[-1][1])
    for start, line in table[1:]:
        cells = [cell.strip(f" {BLANK}") for cell in line.split("\t")]
        if not heads or pattern("table_heads", "total").match(cells[0]) or len(cells) <= heads[-1]:
            continue
        if cells[0] and any(not cells[i] for i in heads):
            said = "".join(cells)
            at, words = (start, line) if len(said) > _FEWEST else table[0]
            yield Empty(at, at + len(words.rstrip()), (first, last), "表中的数量或价格")
            return


def _forms(ground: Ground) -> Iterator[Empty]:
    table: list[Line] = []
    for start, line in (*ground.lines, (len(ground.plain), "")):
        if line.count("\t") == 1:
            table.append((start, line))
            continue
        if len(table) >= _FEWEST and ground.speaks(table[0][0]):
            yield from _empty_rows(table)
        # A cell may go on below: 广告计费方式 / （按月或按次）⇥按月.
        if not (table and line and len(line) <= _FEWEST * _LONGEST_UNIT):
            table = []


def _empty_rows(table: list[Line]) -> Iterator[Empty]:
    heads = pattern("table_heads", "column")
    if any(SIGNS.search(line) for _, line in table) or heads.search(table[0][1]):
        table = [row for row in table if not SIGNS.search(row[1]) and not heads.search(row[1])]
    for start, line in table:
        match = _ROW.fullmatch(line)
        if match is None or not match["name"].strip() or paper().match(line):
            continue
        if _is_unsaid(match["value"]) and not pattern("table_heads", "optional").search(line):
            end = start + len(line.rstrip())
            yield Empty(start, end, (start, start + len(line)), match["name"].strip())


def _is_unsaid(value: str) -> bool:
    """Whether a cell holds nothing, or a unit without its number."""
    said = value.strip(f" {BLANK}/")
    if not said:
        return "/" not in value
    units = (cue.pattern for cue in load("gap_units") if cue.means == "always")
    return said == "万" or (
        len(said) <= _LONGEST_UNIT and any(unit.fullmatch(said) for unit in units)
    )
