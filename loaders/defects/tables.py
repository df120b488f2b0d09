"""Checks the arithmetic of tables: quantity times price, and columns against their total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.values import numerals
from ontology.facts import Defect
from ontology.values import decimal_text

_CELL = re.compile(
    r"[¥￥]?[ ]?(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)?)[ ]?"
    r"(?:万?元|[台套件个人月年项次条份米片块把张吨]|人月|人天)?"
)
_TEN_THOUSAND = Decimal(10000)
_SLACK = Decimal(1)
"""By how much a product may be off, in the unit of the table: prices are rounded."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: its cells with their offsets."""

    cells: tuple[tuple[int, str], ...]

    @property
    def name(self) -> str:
        return next((cell.strip() for _, cell in self.cells if cell.strip()), "")

    def figure(self, column: int) -> Decimal | None:
        """The number in a cell, `None` where it holds none."""
        if column >= len(self.cells):
            return None
        match = _CELL.fullmatch(self.cells[column][1].strip())
        return numerals.parse(match["figure"]) if match else None


def read(ground: Ground) -> Iterator[Defect]:
    """A price whose unit cannot be right, rows and columns that do not come out."""
    for table in _tables(ground):
        if ground.speaks(table[0].cells[0][0]):
            yield from _products(ground, table)
            yield from _columns(ground, table)


def _tables(ground: Ground) -> Iterator[list[_Row]]:
    """Runs of lines with at least three cells, a head and two more; a total may have fewer."""
    rows: list[_Row] = []
    for start, line in (*ground.lines, (len(ground.plain), "")):
        if line.count("\t") >= (1 if rows else 2):
            cells: list[tuple[int, str]] = []
            for cell in line.split("\t"):
                cells.append((start, cell))
                start += len(cell) + 1
            rows.append(_Row(tuple(cells)))
            continue
        if len(rows) > 2:
            yield rows
        rows = []


def _column(head: _Row, meaning: str) -> int | None:
    name = pattern("table_heads", meaning)
    found = [i for i, (_, cell) in enumerate(head.cells) if name.match(cell.replace(" ", ""))]
    return found[0] if len(found) == 1 else None


def _products(ground: Ground, table: Sequence[_Row]) -> Iterator[Defect]:
    quantity, price, amount = (_column(table[0], name) for name in ("quantity", "price", "amount"))
    if quantity is None or price is None or amount is None:
        return
    checked = [
        (row, one * each, whole)
        for row in table[1:]
        if (one := row.figure(quantity)) and (each := row.figure(price))
        if (whole := row.figure(amount)) is not None
    ]
    wrong = [item for item in checked if abs(item[1] - item[2]) > max(_SLACK, item[2] / 1000)]
    in_ten_thousands = [
        abs(product * _TEN_THOUSAND - whole) <= whole / 100 for _, product, whole in wrong
    ]
    if wrong and len(wrong) == len(checked) and all(in_ten_thousands):
        start, words = table[0].cells[price]
        detail = "单价须以万元计才与金额相符"
        yield ground.defect("number_mismatch", start, start + len(words), detail)
    elif len(wrong) * 2 <= len(checked):
        for row, product, whole in wrong:
            start, words = row.cells[amount]
            detail = f"数量乘单价为{decimal_text(product)}，表中为{decimal_text(whole)}"
            yield ground.defect("number_mismatch", row.cells[0][0], start + len(words), detail)


def _columns(ground: Ground, table: Sequence[_Row]) -> Iterator[Defect]:
    """The amounts above 合计 against it, where no row in between is itself a sum."""
    amount = _column(table[0], "amount")
    if amount is None:
        return
    parts: list[Decimal] = []
    for row in table[1:]:
        if pattern("table_heads", "total").match(row.name):
            yield from _total(ground, row, amount, parts)
            return
        figure = row.figure(amount)
        if figure is None or pattern("table_heads", "subtotal").search(row.name):
            return
        parts.append(figure)


def _total(ground: Ground, row: _Row, amount: int, parts: Sequence[Decimal]) -> Iterator[Defect]:
    figures = [(i, f) for i in range(len(row.cells)) if (f := row.figure(i)) is not None]
    stated = [item for item in figures if item[0] == amount] or figures[-1:]
    total = sum(parts, Decimal(0))
    if len(parts) > 1 and stated and abs(total - stated[0][1]) > _SLACK:
        start, words = row.cells[stated[0][0]]
        detail = f"各项合计{decimal_text(total)}，表中为{decimal_text(stated[0][1])}"
        yield ground.defect("sum_mismatch", row.cells[0][0], start + len(words), detail)
