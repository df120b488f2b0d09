"""The vocabulary of reports: what every format writes, and nothing that only one of them knows.

A document is a head and a row of blocks. A tone says what words are about (a severity, a side);
each format has its own way of showing it, and none may show words that are not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from ontology.vocabulary import Lang

Tone = Literal["", "high", "medium", "low", "buyer", "vendor", "rule", "muted", "strong", "term"]
Style = Literal["body", "lead", "verdict", "subhead"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one tone; `ref` is the number of the finding that they belong to."""

    text: str
    tone: Tone = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first to third level; the first two stand in the table of contents."""

    text: str
    level: int = 1
    anchor: str = ""
    count: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    runs: tuple[Run, ...]
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Badges:
    """A line of labels under a heading."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the contract within their sentence, and where they stand.

    `number` is that of the finding where these are its first words, `badge` what to make of them.
    """

    words: str
    place: str
    tone: Tone
    before: str = ""
    after: str = ""
    number: str = ""
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences that stand one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What one side can do, under its title."""

    title: str
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Columns:
    """Words for each side, beside each other."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: paragraphs of runs; `span` columns wide."""

    lines: tuple[tuple[Run, ...], ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a `group` row heads those after it."""

    cells: tuple[Cell, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head; `widths` are shares of the width of the page."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Lean:
    """A bar from −1 (all for the buyer) to +1 (all for the vendor) with what it says."""

    index: float
    words: str
    buyer: str
    vendor: str


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """The severities of the findings on one subject, by the side that they favour."""

    title: str
    buyer: tuple[Tone, ...]
    vendor: tuple[Tone, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Findings as blocks under the side that they favour."""

    caption: str
    buyer: str
    vendor: str
    rows: tuple[SpreadRow, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a contract: how deep its clause lies, and whether one begins here."""

    runs: tuple[Run, ...]
    depth: int = 0
    head: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """The contract itself."""

    lines: tuple[TextLine, ...]


Block: TypeAlias = (
    Heading | Paragraph | Badges | Quote | Bullets | Columns | Table | Lean | Spread | Text
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the contract as the head of a report names it."""

    tone: Tone
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report; `day` is the day that it is dated by, if any."""

    lang: Lang
    kind: str
    title: str
    subtitle: str
    sides: tuple[Side, ...]
    head: tuple[tuple[str, str], ...]
    contents: str
    blocks: tuple[Block, ...]
    footer: str
    page: str
    day: date | None = None


def plain(text: str, tone: Tone = "") -> tuple[Run, ...]:
    """Words of one tone as runs."""
    return (Run(text, tone),)


def cell(*texts: str, tone: Tone = "", span: int = 1) -> Cell:
    """A cell of plain lines."""
    return Cell(tuple(plain(text, tone) for text in texts), span)


def words(document: Document) -> Iterator[str]:
    """Every piece of text that a report says, in its order."""
    yield from (document.kind, document.title, document.subtitle)
    for side in document.sides:
        yield from (side.role, side.name)
    for title, value in document.head:
        yield from (title, value)
    for block in document.blocks:
        yield from said(block)
    yield document.footer


def said(block: Block) -> Iterator[str]:
    """The pieces of text of one block."""
    match block:
        case Heading():
            yield from (block.text, block.count)
        case Paragraph() | Badges():
            yield from _runs(block.runs)
        case Quote():
            yield from (block.number, block.badge, block.before, block.words, block.after)
            yield block.place
        case Bullets():
            yield from block.items
        case Columns():
            for column in block.columns:
                yield from (column.title, column.words)
        case Table():
            yield block.caption
            yield from block.head
            for row in block.rows:
                for one in row.cells:
                    for line in one.lines:
                        yield from _runs(line)
        case Lean():
            yield from (block.buyer, block.vendor, block.words)
        case Spread():
            yield from (block.caption, block.buyer, block.vendor)
            yield from (row.title for row in block.rows)
        case Text():
            for text in block.lines:
                yield from _runs(text.runs)


def _runs(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        yield run.text
        yield run.ref


def sections(blocks: Iterable[Block]) -> Iterator[tuple[Heading, tuple[Block, ...]]]:
    """The blocks under each heading of the first level."""
    heading: Heading | None = None
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            if heading:
                yield heading, tuple(found)
            heading, found = block, []
        else:
            found.append(block)
    if heading:
        yield heading, tuple(found)
