"""Reads workbooks: a row of a sheet is a row of a table, a lone cell a line of text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

from loaders.files.loaded import Loaded, Note, Place, Writer
from loaders.files.package import Package
from ontology.errors import UnreadableDocument

MOST_COLUMNS = 16_384
"""The columns of a sheet: one that has more is damaged."""

_DAMAGED = "the workbook is damaged and cannot be opened; save it anew in Excel"

Row = tuple[list[str], list[Any]]
"""The coordinates of some cells of a row, and what is in them."""

MAX_CELLS = 1_000_000
"""The most filled cells that are read."""


def read_xlsx(data: bytes, name: str) -> Loaded:
    """The text of an .xlsx workbook. Raises `UnreadableDocument`."""
    import openpyxl

    package = Package(data, name)
    for part in package.parts:
        if part.endswith(".xml"):
            package.read(part)  # A bomb is refused before the library unpacks it.
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as problem:  # openpyxl lets errors of every part of it through
        raise UnreadableDocument(_DAMAGED, name) from problem
    out = Writer("xlsx")
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            _hidden(out, sheet.title, (c.value for row in sheet.iter_rows() for c in row))
            continue
        folded, unseen = _folded(sheet), []
        rows: list[Row] = []
        for row in sheet.iter_rows():
            shown = [c for c in row if not folded(c.row, c.column)]
            unseen += [c.value for c in row if folded(c.row, c.column)]
            rows.append(([c.coordinate for c in shown], [c.value for c in shown]))
        _write(out, sheet.title, rows, name)
        _hidden(out, sheet.title, unseen)
    return out.loaded()


def _folded(sheet: Any) -> Callable[[int, int], bool]:
    """Whether the cell of a row and a column of a sheet is folded away."""
    rows = {number for number, size in sheet.row_dimensions.items() if size.hidden}
    columns = [(s.min, s.max) for s in sheet.column_dimensions.values() if s.hidden]
    return lambda row, column: row in rows or any(a <= column <= b for a, b in columns)


def _hidden(out: Writer, title: str, values: Iterable[Any]) -> None:
    """Notes what nobody sees who opens the workbook."""
    words = " ".join(_text(value) for value in values if value not in (None, ""))
    if words:
        out.notes.append(Note("hidden", f"{title}: {words}"))


def read_xls(data: bytes, name: str) -> Loaded:
    """The text of an old .xls workbook. Raises `UnreadableDocument`."""
    import python_calamine
    from openpyxl.utils import get_column_letter

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(each, book.get_sheet_by_name(each.name)) for each in book.sheets_metadata]
        found = [(each, sheet.start or (0, 0), sheet.to_python()) for each, sheet in sheets]
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # calamine has one error a format, and panics as no Exception
        raise UnreadableDocument(_DAMAGED, name) from problem
    out = Writer("xls")
    for each, (first, left), rows in found:
        if each.visible != python_calamine.SheetVisibleEnum.Visible:
            _hidden(out, each.name, (value for row in rows for value in row))
            continue
        widest = max((len(row) for row in rows), default=0)
        if left + widest > MOST_COLUMNS:
            raise UnreadableDocument(_DAMAGED, name)
        letters = [get_column_letter(left + 1 + n) for n in range(widest)]
        named = (
            ([f"{letter}{number}" for letter in letters[: len(row)]], row)
            for number, row in enumerate(rows, first + 1)
        )
        _write(out, each.name, named, name)
    return out.loaded()


def _write(out: Writer, title: str, rows: Iterable[Row], name: str) -> None:
    count = 0
    for cells, values in rows:
        filled = [(i, _text(v)) for i, v in enumerate(values) if v not in (None, "")]
        count += len(filled)
        if count > MAX_CELLS:
            raise UnreadableDocument(
                f"more than {MAX_CELLS:,} cells; name the sheet's contract as a file of its own",
                name,
            )
        if not filled:
            continue
        for n, (i, words) in enumerate(filled):
            out.write(" | " if n else "")
            out.write(words, Place(0, sheet=title, cell=cells[i]))
        out.write("\n")


def _text(value: object) -> str:
    """A cell as it reads: whole numbers without a point, dates without a midnight."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = value.strftime("%Y-%m-%d") if hasattr(value, "strftime") else str(value)
    return " ".join(words.split())
