"""Registers → a workbook: a frozen head, filters, widths, and nothing that a cell could run."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from api.errors import Problem
from api.messages import Speaker
from api.report.printable import printable
from api.report.registers import WIDTHS, Register, Value
from ontology.vocabulary import Lang

LONGEST = 32_000
"""Characters of a cell; the format holds 32,767."""

EPOCH = date(1980, 1, 1)
"""The date of a workbook whose contracts have none: the first that a ZIP file can tell."""

FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
HEAD = FONT | {"bold": True, "bg_color": "#1C2430", "font_color": "#FFFFFF", "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    # Excel takes the cell for words even after somebody edits it, whatever it begins with.
    "quoted": {"text_wrap": True, "quote_prefix": True},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "whole": {"num_format": "0"},
    "figure": {"num_format": "#,##0.00"},
}
FORMULA = ("=", "+", "-", "@")
MOST = 1_000_000
"""Rows of a sheet, below the 1,048,576 of the format."""


def render_workbook(
    sheets: Sequence[Register], lang: Lang, title: str, day: date | None = None
) -> bytes:
    """The registers as .xlsx, the same bytes for the same registers; dated `day`.

    Raises `Problem` where xlsxwriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise Problem("no_report_extra") from error
    say, made = Speaker("registers", lang), io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, options)
    created = day or EPOCH
    book.set_properties(
        {
            "title": printable(title)[:250],
            "author": "Evenhand",
            "created": datetime(created.year, created.month, created.day, tzinfo=UTC),
        }
    )
    head = book.add_format(HEAD)
    looks = {name: book.add_format(FONT | look) for name, look in LOOKS.items()}
    for register in sheets:
        _sheet(book.add_worksheet(say(f"sheet.{register.name}")), register, say, (head, looks))
    book.close()
    return made.getvalue()


def _sheet(sheet: Any, register: Register, say: Speaker, looks: tuple[Any, Any]) -> None:
    head, cells = looks
    heads = register.heads(say)
    for column, (key, words) in enumerate(zip(register.columns, heads, strict=True)):
        sheet.set_column(column, column, WIDTHS[key])
        sheet.write_string(0, column, printable(words), head)
    rows = register.rows[:MOST]
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, at, column, value, cells)
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


def _write(sheet: Any, row: int, column: int, value: Value, looks: Any) -> None:
    match value:
        case None | "":
            return
        case date():
            sheet.write_datetime(row, column, datetime(*value.timetuple()[:3]), looks["day"])
        case Decimal():
            sheet.write_number(row, column, float(value), looks["figure"])
        case int():
            sheet.write_number(row, column, value, looks["whole"])
        case str():
            words = printable(value)
            words = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
            look = "quoted" if words.lstrip().startswith(FORMULA) else "text"
            sheet.write_string(row, column, words, looks[look])
