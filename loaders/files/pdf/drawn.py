"""The straight rules drawn on a page, from which tables are made."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.files.page_tables import STRAIGHT, Rule

MOST = 20_000
"""Rules on a page beyond which it is a drawing."""


def rules(page: pdfium.PdfPage) -> list[Rule]:
    """The level and upright lines of a page's drawn paths."""
    height = page.get_height()
    found: list[Rule] = []
    for drawn in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=1):
        for (x0, y0), (x1, y1) in _strokes(drawn):
            if abs(x0 - x1) <= STRAIGHT or abs(y0 - y1) <= STRAIGHT:
                top, bottom = height - max(y0, y1), height - min(y0, y1)
                found.append(Rule(min(x0, x1), top, max(x0, x1), bottom))
        if len(found) > MOST:
            return []
    return found


Point = tuple[float, float]


def _strokes(drawn: pdfium.PdfObject) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path, where they stand on the page."""
    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for i in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, here
        last = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, first
            last = first
