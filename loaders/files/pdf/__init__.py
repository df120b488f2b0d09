"""Reads PDF with a text layer by PDFium; pages without one are left to recognition."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.files.loaded import Loaded, Note, Place, Writer
from loaders.files.page_lines import Char, Line, lines
from loaders.files.page_tables import with_tables
from loaders.files.pdf import unseen
from loaders.files.pdf.drawn import rules
from ontology.errors import UnreadableDocument

MAX_PAGES = 2_000
"""The most pages that are read."""

FEWEST = 8
"""Characters on a page with a picture below which its text layer is no text."""

UNMAPPED = 0.2
"""The share of characters without a Unicode value from which a page counts as a picture."""

_PICTURES = (
    "this PDF holds pictures of pages and no text; install evenhand[ocr] to have them "
    "recognised, or ask for the original file"
)
_NOTHING_SEEN = "nothing was recognised on it; scan it again, straight and with 200 dpi or more"
_ONE_AT_A_TIME = Lock()
"""PDFium is not thread-safe, not even with different documents (manual of pypdfium2)."""

Recognise = Callable[["pdfium.PdfPage", int, Writer], bool]
"""Writes what is recognised on a page of a number; false where nothing can be."""


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    width: float
    height: float


def read(
    data: bytes,
    name: str,
    password: str | None = None,
    recognise: Recognise | None = None,
    beat: Callable[[], None] = lambda: None,
) -> Loaded:
    """The text of a PDF, a form feed before each page but the first; `beat` after each page.

    Raises `UnreadableDocument`.
    """
    with _ONE_AT_A_TIME:
        document = _open(data, name, password)
        try:
            return _read(document, name, recognise, beat)
        finally:
            document.close()


def _open(data: bytes, name: str, password: str | None) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data, password=password)
        count = len(document)
    except pdfium.PdfiumError as problem:
        if "assword" in str(problem):
            said = "the password does not open this PDF" if password else "this PDF is encrypted"
            raise UnreadableDocument(f"{said}; give its password with --password", name) from None
        raise UnreadableDocument(
            "the PDF is damaged and cannot be opened; ask for it again or print it anew", name
        ) from problem
    if count > MAX_PAGES:
        document.close()
        raise UnreadableDocument(
            f"{count:,} pages are more than the {MAX_PAGES:,} that are read; "
            "cut the contract out of the larger document",
            name,
        )
    return document


def _read(
    document: pdfium.PdfDocument,
    name: str,
    recognise: Recognise | None,
    beat: Callable[[], None],
) -> Loaded:
    out, lost = Writer("pdf"), []
    for index in range(len(document)):
        if index:
            out.write("\f")
        try:
            written = _page(document, index, out, recognise)
        except pdfium.PdfiumError:
            written = False
        if not written:
            lost.append(index + 1)
        beat()
    if len(lost) == len(document):
        raise UnreadableDocument(_NOTHING_SEEN if recognise else _PICTURES, name)
    for number in lost:
        out.notes.append(Note("lost", f"page {number} is a picture, or damaged, and was not read"))
    if count := pdfium.raw.FPDFDoc_GetJavaScriptActionCount(document):
        out.notes.append(Note("macro", f"JavaScript ({count})"))
    return out.loaded()


def _page(
    document: pdfium.PdfDocument, index: int, out: Writer, recognise: Recognise | None
) -> bool:
    """Writes a page; false where it is a picture that nothing recognises."""
    page = document[index]
    try:
        here = _Page(index + 1, *page.get_size())
        chars = list(_chars(page, here))
        if _is_picture(page, chars):
            return recognise is not None and recognise(page, here.number, out)
        chars = _seen(page, chars, out)
        _write(out, with_tables(rules(page), lines(chars)), here)
        return True
    finally:
        page.close()


def _chars(page: pdfium.PdfPage, here: _Page) -> Iterator[Char]:
    """The characters of a page in PDFium's order, from the top left."""
    text = page.get_textpage()
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        # Without a Unicode map PDFium gives the number of the shape, which is no character.
        unknown = raw.FPDFText_HasUnicodeMapError(text, i) == 1
        if unknown or code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            code = 0xFFFD
        made = raw.FPDFText_IsGenerated(text, i) == 1
        raw.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        yield Char(
            chr(code),
            left.value,
            here.height - top.value,
            right.value,
            here.height - bottom.value,
            made,
        )
    text.close()


def _seen(page: pdfium.PdfPage, chars: list[Char], out: Writer) -> list[Char]:
    """The characters that the page shows; the others are noted."""
    for box in unseen.boxes(page):
        hidden = [c for c in chars if not c.made and _inside(c, box)]
        if words := "".join(c.word for c in hidden).strip():
            out.notes.append(Note("hidden", words, out.at, out.at))
            gone = set(map(id, hidden))
            chars = [c for c in chars if id(c) not in gone]
    return chars


def _inside(char: Char, box: unseen.Box) -> bool:
    left, top, right, bottom = box
    across, down = (char.left + char.right) / 2, (char.top + char.bottom) / 2
    return left - 1 <= across <= right + 1 and top - 1 <= down <= bottom + 1


def _is_picture(page: pdfium.PdfPage, chars: list[Char]) -> bool:
    words = [c.word for c in chars if not c.word.isspace()]
    unmapped = sum(w == "\ufffd" or "\ue000" <= w <= "\uf8ff" for w in words)
    if unmapped > UNMAPPED * len(words) and len(words) > FEWEST:
        return True
    if len(words) >= FEWEST:
        return False
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
    return next(page.get_objects(filter=kinds, max_depth=2), None) is not None


def _write(out: Writer, found: list[Line], here: _Page) -> None:
    for line in found:
        box = (
            round(1000 * line.left / here.width),
            round(1000 * line.top / here.height),
            round(1000 * line.right / here.width),
            round(1000 * line.bottom / here.height),
        )
        out.write(line.words, Place(0, page=here.number, box=box))
        out.write("\n")
