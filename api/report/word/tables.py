"""Tables of a Word report: fixed widths, a head on every page, and the two figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, RGBColor, Twips

from api.report.blocks import Lean, Run, Spread, Tone
from api.report.word import styles

Writing: TypeAlias = Callable[[Any, Iterable[Run]], None]

AFTER_SHADE = ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")
AFTER_INDENT = ("w:tblLayout", "w:tblCellMar", "w:tblLook")
INDENT = 108
"""Twentieths of a point: the margin of cells unless a style says otherwise."""

SIZES: dict[Tone, float] = {"high": 11, "medium": 8, "low": 5}
NAME, STEPS = 16, 20
"""Of the bar: what a name takes of a hundred, and into how many cells the rest is cut."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on the whole width of the page."""

    table: Any
    cells: tuple[tuple[Any, ...], ...]

    def cell(self, row: int, column: int) -> Any:
        return self.cells[row][column]

    def write(
        self,
        row: int,
        column: int,
        lines: Sequence[Sequence[Run]],
        writing: Writing,
        *,
        keep: bool = False,
    ) -> None:
        """Writes paragraphs into a cell; `keep` holds its row with the next."""
        cell = self.cell(row, column)
        for i, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            styles.wear(paragraph, styles.CELL)
            if keep:
                paragraph.paragraph_format.keep_with_next = True
            writing(paragraph, line)

    def fill(self, row: int, column: int, colour: str) -> None:
        _put(self.cell(row, column)._tc.get_or_add_tcPr(), styles.shade(colour), AFTER_SHADE)

    def edge(self, row: int, column: int, colour: str) -> None:
        """A coloured line on the left of a cell."""
        line = _borders("w:tcBorders", {"left": (colour, 12)})
        _put(self.cell(row, column)._tc.get_or_add_tcPr(), line, ("w:shd", *AFTER_SHADE))

    def merge(self, row: int, column: int, span: int) -> None:
        if span > 1:
            self.cell(row, column).merge(self.cell(row, column + span - 1))

    def repeat_first(self) -> None:
        """The first row stands again at the top of each page."""
        self.keep_whole(0)
        self.table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def keep_whole(self, row: int) -> None:
        """A row does not go over the end of a page."""
        self.table._tbl.tr_lst[row].get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def grid(word: Word, widths: Sequence[int], rows: int, *, lines: bool = True) -> Grid:
    """An empty table; `widths` are shares of the width of the page."""
    table = word.add_table(rows, len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    if lines:
        sides = ("top", "bottom", "insideH")
        found = _borders("w:tblBorders", dict.fromkeys(sides, (styles.LINE, 4)))
        _put(properties, found, ("w:shd", *AFTER_INDENT))
    _put(properties, _indent(), ("w:tblBorders", "w:shd", *AFTER_INDENT))
    cells = tuple(tuple(row.cells) for row in table.rows)
    whole = sum(widths)
    for i, share in enumerate(widths):
        width = Emu((styles.WIDTH - INDENT * Twips(1)) * share // whole)
        table.columns[i].width = width
        for row in cells:
            row[i].width = width
    return Grid(table, cells)


def _put(properties: Any, element: Any, before: tuple[str, ...]) -> None:
    """Puts a property where the schema wants it: Word calls a file broken that does not."""
    properties.insert_element_before(element, *before)


def _indent() -> Any:
    """Moves a table in by the margin of its cells, so that its edge is that of the text."""
    element = OxmlElement("w:tblInd")
    element.set(qn("w:w"), str(INDENT))
    element.set(qn("w:type"), "dxa")
    return element


def _borders(tag: str, sides: dict[str, tuple[str, int]]) -> Any:
    borders = OxmlElement(tag)
    for side, (colour, eighths) in sides.items():
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", eighths), ("space", 0), ("color", colour)):
            line.set(qn(f"w:{name}"), str(value))
        borders.append(line)
    return borders


def bar(word: Word, lean: Lean, writing: Writing) -> None:
    """The balance as a bar of cells between the names of the sides."""
    middle = STEPS // 2
    widths = (NAME * STEPS, *((100 - 2 * NAME,) * STEPS), NAME * STEPS)
    made = grid(word, widths, 1, lines=False)
    made.write(0, 0, ((Run(lean.buyer, "buyer"),),), writing)
    made.write(0, STEPS + 1, ((Run(lean.vendor, "vendor"),),), writing)
    reach = round(abs(lean.index) * middle)
    tone: Tone = "buyer" if lean.index < 0 else "vendor"
    full = range(middle - reach, middle) if lean.index < 0 else range(middle, middle + reach)
    for step in range(STEPS):
        colour = styles.COLOURS[tone][0] if step in full else styles.COLOURS["rule"][1]
        made.fill(0, step + 1, colour)
    for one in made.cells[0]:
        one.paragraphs[0].paragraph_format.space_after = Pt(0)
        one.paragraphs[0].paragraph_format.keep_with_next = True
    made.edge(0, middle + 1, styles.INK)
    said = styles.added(word, styles.LABELS)
    said.alignment = WD_ALIGN_PARAGRAPH.CENTER
    writing(said, [Run(lean.words)])


def spread_table(word: Word, spread: Spread, writing: Writing) -> None:
    """Findings as blocks, those for the buyer on the left, those for the vendor on the right."""
    writing(styles.added(word, styles.LEAD), [Run(spread.caption)])
    made = grid(word, (38, 24, 38), len(spread.rows) + 1)
    made.write(0, 0, ((Run(spread.buyer, "buyer"),),), writing)
    made.write(0, 2, ((Run(spread.vendor, "vendor"),),), writing)
    made.repeat_first()
    for at, row in enumerate(spread.rows, 1):
        made.write(at, 1, ((Run(row.title),),), writing)
        for column, tones in ((0, row.buyer), (2, row.vendor)):
            _blocks(made.cell(at, column).paragraphs[0], tones)
    sides = (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT)
    for cells in made.cells:
        for one, side in zip(cells, sides, strict=True):
            styles.wear(one.paragraphs[0], styles.CELL)
            one.paragraphs[0].alignment = side
    styles.gap(word, 4)


def _blocks(paragraph: Any, tones: Sequence[Tone]) -> None:
    for tone in tones:
        run = paragraph.add_run("■")
        run.font.size = Pt(SIZES[tone])
        run.font.color.rgb = RGBColor.from_string(styles.COLOURS[tone][0])
