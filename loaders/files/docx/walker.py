"""Walks the body of a Word file and writes down what a reader of the page sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from lxml import etree

from loaders.files.docx import runs
from loaders.files.docx.names import MATH, MC, W, child, number, value
from loaders.files.docx.numbering import Numbering
from loaders.files.docx.styles import Styles
from loaders.files.how import Revisions
from loaders.files.loaded import Note, Place, Writer

_ADDED = (W + "ins", W + "moveTo")
_TAKEN = (W + "del", W + "moveFrom")
_INLINE = {
    W + tag
    for tag in ("hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo", "sdtContent")
}
_DEEPEST_HEADING = 5
_LONGEST_HEADING = 60
_LAYOUT_LINES = 4
"""Paragraphs in one cell from which a table lays out a page rather than lists facts."""


@dataclass(slots=True)
class Piece:
    """Words of one run; `change` is the element of the tracked change that they belong to.

    `mark` is where a comment begins or ends: a piece without words. `source` is the run itself.
    """

    words: str
    run: int
    shown: bool = True
    hidden: bool = False
    change: etree._Element | None = None
    mark: etree._Element | None = None
    source: etree._Element | None = None


@dataclass(slots=True)
class Walker:
    """Writes the blocks of one story (body, footnote) in order."""

    numbering: Numbering
    styles: Styles
    revisions: Revisions
    out: Writer
    paragraphs: dict[etree._Element, int]
    comments: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """Ids of footnotes and endnotes, as referred to."""
    part: str | None = None
    """The part of the package that is walked, `None` for the body."""
    sources: list[tuple[int, int, etree._Element]] = field(default_factory=list)
    """The runs that were written: from where to where in the text."""
    _open_comments: dict[str, int] = field(default_factory=dict)
    _boxes: list[etree._Element] = field(default_factory=list)
    _in_field: list[bool] = field(default_factory=list)
    _runs: int = 0

    def blocks(self, parent: etree._Element) -> None:
        """Writes each paragraph and table under an element."""
        for element in parent:
            tag = element.tag
            if tag == W + "p":
                self.paragraph(element)
            elif tag == W + "tbl":
                self.table(element)
            elif tag == W + "sdt":
                self._control(element)
            elif tag in _INLINE or tag in self._kept():
                self.blocks(element)
            elif tag == MC + "AlternateContent":
                self.blocks(_choice(element))
            elif tag == W + "altChunk":
                self._note("skipped", "embedded document")

    def _control(self, sdt: etree._Element) -> None:
        if (content := child(sdt, "sdtContent")) is not None:
            self.blocks(content)

    def paragraph(self, p: etree._Element) -> None:
        """Writes a paragraph with its label, then the text boxes anchored in it."""
        properties = child(p, "pPr")
        style = value(properties, "pStyle") or self.styles.default
        self._runs, boxes, self._boxes = 0, self._boxes, []
        begin = self.out.at
        pieces = list(self._pieces(p))
        mark_gone = self._mark_is_gone(properties)
        seen = any(piece.shown and not piece.hidden and piece.words for piece in pieces)
        if not self.styles.is_contents(style) and (seen or not mark_gone):
            self._write(p, properties, style, pieces)
            self._close(begin, mark_gone)
            self._heading(properties, style, begin)
        else:
            self._without_trace(pieces)
        found, self._boxes = self._boxes, boxes
        for box in found:
            self.blocks(box)

    def _write(
        self,
        p: etree._Element,
        properties: etree._Element | None,
        style: str | None,
        pieces: Sequence[Piece],
    ) -> None:
        index = self.paragraphs.get(p)
        label = self._label(properties, style)
        if label:
            self.out.write(label, Place(0, paragraph=index, part=self.part))
        change, begun, words = None, self.out.at, ""
        for piece in [*pieces, Piece("", -1)]:
            if piece.change is not change:
                self._changed(change, words, begun)
                change, begun, words = piece.change, self.out.at, ""
            words += piece.words
            if piece.mark is not None:
                self._comment(piece.mark)
            if piece.hidden and piece.words.strip():
                self._note("hidden", piece.words)
            elif piece.shown:
                if piece.source is not None and piece.words:
                    at = self.out.at
                    self.sources.append((at, at + len(piece.words), piece.source))
                place = Place(0, paragraph=index, run=piece.run, part=self.part)
                self.out.write(piece.words, place)

    def _without_trace(self, pieces: Sequence[Piece]) -> None:
        """Notes the changes of a paragraph that is not there on the side that is read."""
        for change, group in groupby(pieces, key=lambda piece: piece.change):
            self._changed(change, "".join(piece.words for piece in group), self.out.at)

    def _changed(self, change: etree._Element | None, words: str, begun: int) -> None:
        if change is None or not words:
            return
        author = change.get(W + "author")
        kind: Literal["inserted", "deleted"] = "inserted" if change.tag in _ADDED else "deleted"
        self.out.notes.append(Note(kind, words, begun, self.out.at, author))

    def _close(self, begin: int, mark_gone: bool) -> None:
        if not mark_gone and self.out.at > begin:
            self.out.write("\n")

    def _heading(self, properties: etree._Element | None, style: str | None, begin: int) -> None:
        level = number(properties, "outlineLvl")
        level = self.styles.outline(style) if level is None else level
        length = self.out.at - begin
        if level is not None and level <= _DEEPEST_HEADING and 1 < length <= _LONGEST_HEADING:
            self.out.headings.append((begin, level + 1))

    def _label(self, properties: etree._Element | None, style: str | None) -> str:
        num, at = value(properties, "numPr", "numId"), number(properties, "numPr", "ilvl")
        if num is None:
            for key, stated in self.styles.chain(style):
                if stated.num is not None:
                    num = stated.num
                    named = self.numbering.level_of_style(num, key)
                    at = at if at is not None else stated.level or named
                    break
        return "" if num in (None, "0") else self.numbering.label(str(num), at or 0)

    def _kept(self) -> tuple[str, ...]:
        return _ADDED if self.revisions == "accepted" else _TAKEN

    def _mark_is_gone(self, properties: etree._Element | None) -> bool:
        marks = child(properties, "rPr")
        gone = _TAKEN if self.revisions == "accepted" else _ADDED
        return marks is not None and any(marks.find(tag) is not None for tag in gone)

    def _pieces(
        self, parent: etree._Element, change: etree._Element | None = None, blank: bool = False
    ) -> Iterator[Piece]:
        for element in parent:
            tag = element.tag
            if tag == W + "r":
                yield from self._run(element, change, blank)
            elif tag in _ADDED or tag in _TAKEN:
                yield from self._pieces(element, element, blank)
            elif tag in _INLINE:
                yield from self._pieces(element, change, blank)
            elif tag == W + "sdt":
                left_open = child(element, "sdtPr", "showingPlcHdr") is not None
                content = child(element, "sdtContent")
                if content is not None and left_open:
                    yield Piece("____", self._runs, change=change)
                yield from () if content is None else self._pieces(content, change, left_open)
            elif tag == MC + "AlternateContent":
                yield from self._pieces(_choice(element), change, blank)
            elif tag in (W + "commentRangeStart", W + "commentRangeEnd"):
                yield Piece("", -1, change=change, mark=element)
            elif tag in (MATH + "oMath", MATH + "oMathPara"):
                words = "".join(t.text or "" for t in element.iter(MATH + "t"))
                yield Piece(words, self._runs, change=change)

    def _run(
        self, run: etree._Element, change: etree._Element | None, blank: bool
    ) -> Iterator[Piece]:
        index, self._runs = self._runs, self._runs + 1
        self._anchored(run)
        if self._is_instruction(run) or blank:
            return
        shown = change is None or change.tag in self._kept()
        words = runs.words(run, deleted=True)
        marked = runs.is_hidden(run)
        hidden = marked or runs.is_white(run)
        if marked is None and (style := value(run, "rPr", "rStyle")):
            hidden = hidden or self.styles.hidden(style)
        yield Piece(words, index, shown, hidden, change, source=run)

    def _anchored(self, run: etree._Element) -> None:
        """Remembers the text boxes and notes that hang on a run."""
        for element in run:
            if element.tag == MC + "AlternateContent":
                element = _choice(element)
            if element.tag in (W + "footnoteReference", W + "endnoteReference"):
                kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
                self.notes.append(f"{kind} {element.get(W + 'id')}")
            self._boxes += [box for box in element.iter(_BOX) if _box_of(box) is _box_of(run)]

    def _is_instruction(self, run: etree._Element) -> bool:
        """Whether a run belongs to the code of a field, not to its result."""
        for element in run.iterfind(W + "fldChar"):
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                self._in_field.append(True)
                return child(element, "ffData", "checkBox") is None
            if kind == "separate" and self._in_field:
                self._in_field[-1] = False
            elif kind == "end" and self._in_field:
                self._in_field.pop()
        return any(self._in_field)

    def _comment(self, element: etree._Element) -> None:
        """Notes where a comment's words begin and end."""
        key = element.get(W + "id", "")
        if element.tag == W + "commentRangeStart":
            self._open_comments[key] = self.out.at
        elif key in self._open_comments and key in self.comments:
            author, words = self.comments[key]
            start = self._open_comments.pop(key)
            self.out.notes.append(Note("comment", words, start, self.out.at, author or None))

    def _note(self, kind: Literal["hidden", "skipped"], words: str) -> None:
        self.out.notes.append(Note(kind, words, self.out.at, self.out.at))

    def table(self, table: etree._Element) -> None:
        """Writes a table, a row a line; cells that hold whole pages are written one by one."""
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl"), None) is not table or self._row_is_gone(row):
                continue
            cells = [c for c in row.iter(W + "tc") if next(c.iterancestors(W + "tr"), None) is row]
            if any(_lays_out(cell) for cell in cells):
                for cell in cells:
                    self.blocks(cell)
            else:
                self._row(cells)

    def _row_is_gone(self, row: etree._Element) -> bool:
        properties = child(row, "trPr")
        gone = _TAKEN if self.revisions == "accepted" else _ADDED
        return properties is not None and any(properties.find(tag) is not None for tag in gone)

    def _row(self, cells: Sequence[etree._Element]) -> None:
        begin, written = self.out.at, False
        for cell in cells:
            if written:
                self.out.write(" | ")
            written = True
            if value(cell, "tcPr", "vMerge") == "continue" or _continues(cell):
                continue
            self._cell(cell)
        if self.out.at > begin:
            self.out.write("\n")

    def _cell(self, cell: etree._Element) -> None:
        """Writes the paragraphs of a cell in one line."""
        first = len(self.out.pieces)
        self.blocks(cell)
        while len(self.out.pieces) > first and self.out.pieces[-1] == "\n":
            self.out.at -= len(self.out.pieces.pop())
        for i in range(first, len(self.out.pieces)):
            self.out.pieces[i] = self.out.pieces[i].translate(_ONE_LINE)


_BOX = W + "txbxContent"
_ONE_LINE = str.maketrans("\n\f\t|", "   ／")


def _box_of(element: etree._Element) -> etree._Element | None:
    """The text box that an element stands in."""
    return next(element.iterancestors(_BOX), None)


def _continues(cell: etree._Element) -> bool:
    """A `w:vMerge` without a value goes on with the cell above."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and merge.get(W + "val") is None


def _lays_out(cell: etree._Element) -> bool:
    """Whether a cell holds a piece of the contract rather than one entry of a table."""
    full = [
        p for p in cell.findall(W + "p") if any((t.text or "").strip() for t in p.iter(W + "t"))
    ]
    return len(full) >= _LAYOUT_LINES or cell.find(W + "tbl") is not None


def _choice(element: etree._Element) -> etree._Element:
    """The first reading of alternate content, which newer programs show."""
    readings = (element.find(MC + name) for name in ("Choice", "Fallback"))
    return next((reading for reading in readings if reading is not None), element)
