"""Words of a page that nobody sees: written in white where the page is white."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

WHITE = 250
"""The least of red, green and blue from which ink counts as white."""

LIT = 235
"""The brightness that all of a place has where nothing shows."""

MOST = 20_000
"""Objects on a page that are looked at."""

Box = tuple[float, float, float, float]


def boxes(page: pdfium.PdfPage) -> tuple[Box, ...]:
    """The boxes, in points from the top left, of words that the page does not show."""
    written = tuple(_white(page))
    if not written:
        return ()
    bitmap = page.render(scale=1, grayscale=True)
    try:
        return tuple(box for box in written if _shows_nothing(bitmap, box))
    finally:
        bitmap.close()


def _white(page: pdfium.PdfPage) -> Iterator[Box]:
    """The boxes of words that are written in white, be it on a dark ground or not."""
    height = page.get_height()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for i in range(min(raw.FPDFPage_CountObjects(page), MOST)):
        drawn = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
        if min(red.value, green.value, blue.value) < WHITE:
            continue
        # Mode 3 draws nothing: the words under a scan, which shows them itself.
        if raw.FPDFTextObj_GetTextRenderMode(drawn) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            continue
        if raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            yield left.value, height - top.value, right.value, height - bottom.value


def _shows_nothing(bitmap: pdfium.PdfBitmap, box: Box) -> bool:
    """Whether a place of a rendered page is all of one light."""
    left, right = max(0, int(box[0])), min(bitmap.width, int(box[2]) + 1)
    rows = range(max(0, int(box[1])), min(bitmap.height, int(box[3]) + 1))
    stripes = (
        bytes(bitmap.buffer[y * bitmap.stride + left : y * bitmap.stride + right]) for y in rows
    )
    return right > left and all(min(stripe) >= LIT for stripe in stripes)
