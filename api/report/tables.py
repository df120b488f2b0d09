"""The tables of a report in the vocabulary of all formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from api.messages import Speaker
from api.report.beside import Beside, Noted
from api.report.blocks import (
    Badges,
    Block,
    Cell,
    Heading,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
    Tone,
    cell,
    plain,
)
from api.report.overview import BoardRow, ComparedCell, ComparedRow, Comparison
from api.report.said import MirrorRow, TermRow, Value

GRADES: Mapping[str, Tone] = {"high": "high", "medium": "medium", "low": "low"}


def mirror_table(rows: Sequence[MirrorRow], names: Mapping[str, str], say: Speaker) -> Table:
    """What works for the buyer beside what works for the vendor."""
    head = (
        say("mirror.topic"),
        say("mirror.for_side", side=names["buyer"]),
        say("mirror.for_side", side=names["vendor"]),
    )
    return Table(head, tuple(_mirror_rows(rows, say)), (20, 40, 40))


def _mirror_rows(rows: Sequence[MirrorRow], say: Speaker) -> Iterator[Row]:
    for row in rows:
        title = row.title
        if row.buyer or row.vendor:
            halves = (_values(row.buyer, say), _values(row.vendor, say))
            yield Row((cell(title, tone="strong"), *halves))
            title = ""
        if row.both:
            shared = (plain(say("mirror.equal"), "rule"), *_value_lines(row.both))
            yield Row((cell(title, tone="strong"), Cell(shared, span=2)))


def _values(values: Sequence[Value], say: Speaker) -> Cell:
    return Cell(_value_lines(values)) if values else cell(say("mirror.nothing"), tone="muted")


def _value_lines(values: Sequence[Value]) -> tuple[tuple[Run, ...], ...]:
    lines: list[tuple[Run, ...]] = []
    for value in values:
        lines += [plain(said) for said in value.said]
        place = f"{value.clause} " if value.clause else ""
        lines.append(plain(f"{place}“{value.quote}”", "muted"))
    return tuple(lines)


def term_table(topics: Sequence[tuple[str, tuple[TermRow, ...]]], say: Speaker) -> Table:
    """Every type of term that was read, topic by topic."""
    rows: list[Row] = []
    for topic, found in topics:
        rows.append(Row((cell(topic, tone="strong", span=2),), group=True))
        for row in found:
            rows.append(Row((cell(row.title, tone="strong"), Cell(_value_lines(row.values)))))
    return Table((say("terms.topic"), say("terms.value")), tuple(rows), (22, 78))


def board_table(rows: Sequence[BoardRow], say: Speaker) -> Table:
    """Every rule with its result and, where it found nothing, why."""
    made = []
    for row in rows:
        status = cell(say(f"board.{row.status}"), tone=GRADES.get(row.severity or "", "muted"))
        said = [plain(row.title)] if row.number else [plain(row.title), plain(row.reason, "muted")]
        made.append(Row((status, Cell(tuple(said)), cell(row.rule, tone="rule"))))
    return Table((), tuple(made), (16, 70, 14))


def comparison_table(comparison: Comparison, say: Speaker) -> Table:
    """This contract and its neighbours, type by type."""
    first, *others = comparison.names
    head = (say("mirror.topic"), f"{first} {say('comparison.this')}", *others)
    return matrix(head, comparison.topics, say)


def matrix(
    head: tuple[str, ...], topics: Sequence[tuple[str, tuple[ComparedRow, ...]]], say: Speaker
) -> Table:
    """Types of terms down, contracts across."""
    rows: list[Row] = []
    for topic, found in topics:
        rows.append(Row((cell(topic, tone="strong", span=len(head)),), group=True))
        for row in found:
            title = f"{row.title} ≠" if row.differs else row.title
            cells = (_compared(one, say) for one in row.cells)
            rows.append(Row((cell(title, tone="strong"), *cells)))
    columns = len(head) - 1
    return Table(head, tuple(rows), (18, *(82 // columns for _ in range(columns))))


def _compared(one: ComparedCell, say: Speaker) -> Cell:
    lines = [plain(said.text) for said in one.said]
    if not lines:
        lines.append(plain(say(f"comparison.{one.state}"), "muted"))
    if one.more:
        lines.append(plain(say("comparison.more", count=one.more), "muted"))
    return Cell(tuple(lines))


def beside_tables(told: Beside, say: Speaker) -> Iterator[Block]:
    """What the file tells beside the contract."""
    if told.where:
        yield Paragraph(plain(told.where))
    if told.tender:
        rows = tuple(Row((cell(title, tone="strong"), cell(said))) for title, said in told.tender)
        yield Table((say("file.tender"), ""), rows, (30, 70))
    for note in told.noted:
        yield from _noted(note, say)


def _noted(note: Noted, say: Speaker) -> Iterator[Block]:
    tone = GRADES[note.severity]
    grade = say("severity.heading", severity=say(f"severity.{note.severity}"))
    yield Heading(note.title, 3)
    yield Badges((Run(grade, tone), Run(note.rule, "rule")))
    for words in note.words:
        yield Quote(words, "", tone)
    if note.more:
        yield Paragraph(plain(say("file.more", count=note.more)))
    yield Paragraph(plain(f"{note.why} {note.advice}"))
