"""The instalments that a table of payments lists, one to a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from loaders.grammar.instalments import Instalment
from loaders.grammar.reading import Reading
from loaders.values.instalments import Share, due
from loaders.values.money import find as find_money
from loaders.values.numerals import parse
from loaders.values.percents import find_percents
from ontology.values import Money, decimal_text

_PLAN = re.compile(r"付款|支付|收款|期次|节点|阶段|款项|期数|租金")
_PRICE_LIST = re.compile(r"单价|数量|规格|型号|评分|分值|品牌|扣")
_TOTAL_ROW = re.compile(r"^(?:合计|总计|小计|共计)")
_IN_SIGNS = str.maketrans(dict.fromkeys(",，\t "))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell at `[start, end)` of the view under a column head."""

    head: str
    words: str
    start: int
    end: int


def _tables(view: str) -> Iterator[tuple[tuple[_Cell, ...], ...]]:
    """The rows of each table, without its head row; a table of one row has none."""
    rows: list[tuple[_Cell, ...]] = []
    heads: tuple[str, ...] = ()
    at = 0
    for line in (*view.splitlines(keepends=True), "\n"):
        if "\t" not in line:
            if rows:
                yield tuple(rows)
            rows, heads = [], ()
        elif not heads:
            heads = tuple(line.split("\t"))
        else:
            rows.append(tuple(_cells(line, heads, at)))
        at += len(line)


def _cells(line: str, heads: tuple[str, ...], at: int) -> Iterator[_Cell]:
    for number, words in enumerate(line.rstrip("\n").split("\t")):
        head = heads[number].strip() if number < len(heads) else ""
        yield _Cell(head, words.strip(), at, at + len(words))
        at += len(words) + 1


def tabled(reading: Reading) -> Iterator[Instalment]:
    """The rows of a table whose head row speaks of payments and of shares or sums."""
    for rows in _tables(reading.view.plain):
        heads = "\t".join(cell.head for cell in rows[0])
        if not _PLAN.search(heads) or _PRICE_LIST.search(heads):
            continue
        for row in rows:
            one = _row(reading, row)
            if one is not None:
                yield one


def _row(reading: Reading, row: Sequence[_Cell]) -> Instalment | None:
    sentence = reading.sentence_at(row[0].start)
    words = "\t".join(cell.words for cell in row)
    if sentence is None or _TOTAL_ROW.match(row[0].words):
        return None
    percent = next((p for cell in row if (p := _cell_percent(cell)) is not None), None)
    amount = next((a for cell in row if (a := _cell_sum(cell)) is not None), None)
    if percent is None and amount is None:
        return None
    figures = Share(None if percent is None else decimal_text(percent), amount, 0)
    return Instalment(row[0].start, row[-1].end, sentence, words, figures, due(words))


def _cell_percent(cell: _Cell) -> Decimal | None:
    if not re.search(r"比例|占比|%|份额", cell.head) and "%" not in cell.words[-1:]:
        return None
    found = find_percents(cell.words)
    value = found[0].value if found else parse(cell.words)
    return value if value is not None and 0 < value <= 100 else None


def _cell_sum(cell: _Cell) -> Money | None:
    found = [a.value for a in find_money(cell.words) if a.value]
    if not re.search(r"金额|元|款项|租金|支付额", cell.head):
        return None
    if found:
        return found[0]
    value = parse(cell.words.translate(_IN_SIGNS))
    if value is None:
        return None
    return Money(value * (10000 if "万元" in cell.head else 1))
