"""Rows of tables, each with the row of heads above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its sentence, and where each cell stands in the view."""

    sentence: Sentence
    cells: tuple[tuple[int, int], ...]


def headed_rows(reading: Reading) -> Iterator[tuple[Row, Row]]:
    """Every row but the first of each table, after that first row, which holds the heads."""
    head: Row | None = None
    for sentence in reading.sentences:
        row = _row(reading, sentence)
        if len(row.cells) < 2:
            head = None
        elif head is None or head.sentence.section != sentence.section:
            head = row
        else:
            yield head, row


def _row(reading: Reading, sentence: Sentence) -> Row:
    cells: list[tuple[int, int]] = []
    at = sentence.start
    for cell in reading.words(sentence).split("\t"):
        cells.append((at, at + len(cell)))
        at += len(cell) + 1
    return Row(sentence, tuple(cells))
