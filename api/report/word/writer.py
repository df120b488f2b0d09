"""Writes the blocks of a document with python-docx."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, RGBColor

from api.report.blocks import (
    Badges,
    Block,
    Bullets,
    Cell,
    Columns,
    Document,
    Heading,
    Lean,
    Paragraph,
    Quote,
    Run,
    Spread,
    Table,
    Text,
    Tone,
)
from api.report.printable import breakable, printable
from api.report.word import styles
from api.report.word.fields import bookmark, contents, field, packed, titled
from api.report.word.tables import Grid, bar, grid, spread_table

STYLES = {"body": "Normal", "lead": styles.LEAD, "verdict": styles.VERDICT} | {
    "subhead": styles.SUBHEAD
}
DEEPEST = 4
WHOLE = 260
"""Characters of the longest cell up to which a row is kept on one page."""


def write(document: Document) -> bytes:
    """The document as the bytes of a Word file."""
    word = docx.Document()
    styles.prepare(word, document.lang)
    _masthead(word, document)
    _around(word, document)
    number = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            _heading(word, block, number)
            number += block.level < 3
        else:
            _block(word, block)
    return packed(word, document)


def _masthead(word: Word, document: Document) -> None:
    runs(styles.added(word, styles.SUBHEAD), [Run(document.kind)])
    runs(styles.added(word, "Title"), [Run(document.title)])
    if document.subtitle:
        runs(styles.added(word, "Subtitle"), [Run(document.subtitle)])
    if document.sides:
        made = grid(word, (1,) * len(document.sides), 1, lines=False)
        for i, side in enumerate(document.sides):
            made.fill(0, i, styles.COLOURS[side.tone][1])
            lines = ((Run(side.role, side.tone),), (Run(side.name, "strong"),))
            made.write(0, i, lines, runs)
        styles.gap(word, 6)
    if document.head:
        made = grid(word, (18, 32, 18, 32), (len(document.head) + 1) // 2, lines=False)
        for i, (title, value) in enumerate(document.head):
            made.write(i // 2, i % 2 * 2, ((Run(title, "muted"),),), runs)
            made.write(i // 2, i % 2 * 2 + 1, ((Run(value),),), runs)
    runs(styles.added(word, styles.CONTENTS), [Run(document.contents)])
    contents(word, document)


def _around(word: Word, document: Document) -> None:
    """What stands on every page: the title above, the origin and the page below."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    runs(header, [Run(f"{document.title}  ·  {document.kind}")])
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(styles.WIDTH, WD_ALIGN_PARAGRAPH.RIGHT)
        runs(paragraph, [Run(document.footer)])
        paragraph.add_run("\t")
        before, rest = document.page.split("{page}")
        between, after = rest.split("{pages}")
        for words, code in ((before, "PAGE"), (between, "NUMPAGES")):
            paragraph.add_run(words)
            field(paragraph, code)
        paragraph.add_run(after)


def _heading(word: Word, block: Heading, number: int) -> None:
    paragraph = styles.added(word, f"Heading {block.level}")
    paragraph.paragraph_format.page_break_before = block.anchor == "contract" or None
    paragraph.add_run(titled(block))
    if block.level < 3:
        bookmark(paragraph, number)


def _block(word: Word, block: Block) -> None:
    match block:
        case Paragraph():
            runs(styles.added(word, STYLES[block.style]), block.runs)
        case Badges():
            _badges(word, block.runs)
        case Quote():
            _quote(word, block)
        case Bullets():
            for item in block.items:
                runs(styles.added(word, "List Bullet"), [Run(item)])
        case Columns():
            _columns(word, block)
        case Table():
            _table(word, block)
        case Lean():
            bar(word, block, runs)
        case Spread():
            spread_table(word, block, runs)
        case Text():
            for line in block.lines:
                paragraph = styles.added(word, styles.CONTRACT)
                paragraph.paragraph_format.left_indent = Mm(4 * min(line.depth, DEEPEST))
                runs(paragraph, line.runs)


def _badges(word: Word, found: Sequence[Run]) -> None:
    paragraph = styles.added(word, styles.LABELS)
    for run in found:
        runs(paragraph, [Run(f"\u00a0{run.text}\u00a0", run.tone or "rule")])
        paragraph.add_run("  ")


def _quote(word: Word, block: Quote) -> None:
    paragraph = styles.added(word, styles.QUOTE)
    paragraph.paragraph_format.left_indent = Mm(4)
    properties = paragraph._p.get_or_add_pPr()
    styles.border(properties, "left", styles.COLOURS[block.tone][0], 18, 8)
    said = [Run(f"{block.number}  ", "strong")] if block.number else []
    said += [Run(f"\u00a0{block.badge}\u00a0", "rule"), Run(" ")] if block.badge else []
    said += [Run(block.before, "muted"), Run(block.words, block.tone), Run(block.after, "muted")]
    said += [Run(f"   {block.place}", "muted")] if block.place else []
    runs(paragraph, [run for run in said if run.text])


def _columns(word: Word, block: Columns) -> None:
    made = grid(word, (1,) * len(block.columns), 1, lines=False)
    for i, column in enumerate(block.columns):
        made.edge(0, i, styles.COLOURS[column.tone][0])
        made.write(0, i, ((Run(column.title, "strong"),), (Run(column.words),)), runs)
        for paragraph in made.cell(0, i).paragraphs:
            styles.wear(paragraph, styles.ASK)
        title = made.cell(0, i).paragraphs[0].runs[0]
        title.font.color.rgb = RGBColor.from_string(styles.COLOURS[column.tone][0])
    styles.gap(word, 4)


def _table(word: Word, block: Table) -> None:
    if block.caption:
        runs(styles.added(word, styles.LEAD), [Run(block.caption)])
    made: Grid = grid(word, block.widths, len(block.rows) + bool(block.head))
    if block.head:
        for i, title in enumerate(block.head):
            made.write(0, i, ((Run(title, "strong"),),), runs)
            made.fill(0, i, styles.HEAD_FILL)
        made.repeat_first()
    for at, row in enumerate(block.rows, 1 if block.head else 0):
        column = 0
        if max(_length(one) for one in row.cells) <= WHOLE:
            made.keep_whole(at)
        for one in row.cells:
            made.merge(at, column, one.span)
            made.write(at, column, one.lines, runs, keep=row.group)
            if row.group:
                made.fill(at, column, styles.GROUP_FILL)
            column += one.span
    styles.gap(word, 6)


def _length(one: Cell) -> int:
    return sum(len(run.text) for line in one.lines for run in line)


def runs(paragraph: Any, found: Iterable[Run]) -> None:
    """Writes words, each in the style of its tone; line breaks in them stay."""
    for one in found:
        run = paragraph.add_run()
        for i, line in enumerate(breakable(printable(one.text)).split("\n")):
            if i:
                run.add_break(WD_BREAK.LINE)
            run.add_text(line)
        _toned(run, one.tone)
        if one.ref:
            above = paragraph.add_run(one.ref)
            above.font.superscript = True
            above.font.color.rgb = RGBColor.from_string(styles.COLOURS["high"][0])


def _toned(run: Any, tone: Tone) -> None:
    if tone in styles.COLOURS:
        run._r.style = f"Words{tone}"
    elif tone == "strong":
        run.bold = True
    elif tone == "muted":
        run.font.color.rgb = RGBColor.from_string(styles.SOFT)
    elif tone == "term":
        run.underline = 4  # dotted
