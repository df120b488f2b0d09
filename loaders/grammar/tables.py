"""Tables: the rows under a head row, each cell with the head of its column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at `[start, end)` of the view under a column head."""

    head: str
    words: str
    start: int
    end: int


def tables(view: str) -> Iterator[tuple[tuple[Cell, ...], ...]]:
    """The rows of each table, without its head row; a table of one row has none."""
    rows: list[tuple[Cell, ...]] = []
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


def _cells(line: str, heads: tuple[str, ...], at: int) -> Iterator[Cell]:
    for number, words in enumerate(line.rstrip("\n").split("\t")):
        head = heads[number].strip() if number < len(heads) else ""
        yield Cell(head, words.strip(), at, at + len(words))
        at += len(words) + 1
