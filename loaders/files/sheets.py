"""Reads workbooks: a row of a sheet is a row of a table, a lone cell a line of text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from loaders.files.loaded import Loaded, Note, Place, Writer
from loaders.files.package import Package
from ontology.errors import UnreadableDocument

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
        raise UnreadableDocument(
            "the workbook is damaged and cannot be opened; save it anew in Excel", name
        ) from problem
    out = Writer("xlsx")
    for sheet in book.worksheets:
        rows = (([c.coordinate for c in row], [c.value for c in row]) for row in sheet.iter_rows())
        if sheet.sheet_state != "visible":
            words = " ".join(_text(v) for _, row in rows for v in row if v is not None)
            if words:
                out.notes.append(Note("hidden", f"{sheet.title}: {words}"))
            continue
        _write(out, sheet.title, rows, name)
    return out.loaded()


def read_xls(data: bytes, name: str) -> Loaded:
    """The text of an old .xls workbook. Raises `UnreadableDocument`."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(s, book.get_sheet_by_name(s).to_python()) for s in book.sheet_names]
    except Exception as problem:  # calamine has one error a format
        raise UnreadableDocument(
            "the workbook is damaged and cannot be opened; save it anew in Excel", name
        ) from problem
    out = Writer("xls")
    for title, rows in sheets:
        _write(out, title, ((None, row) for row in rows), name)
    return out.loaded()


def _write(
    out: Writer, title: str, rows: Iterable[tuple[list[str] | None, list[Any]]], name: str
) -> None:
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
            out.write(words, Place(0, sheet=title, cell=cells[i] if cells else None))
        out.write("\n")


def _text(value: object) -> str:
    """A cell as it reads: whole numbers without a point, dates without a midnight."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = value.strftime("%Y-%m-%d") if hasattr(value, "strftime") else str(value)
    return " ".join(words.split())
