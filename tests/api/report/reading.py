"""What the formats of a report say, read back by other programs than those that wrote them."""

import io
import re
from html.parser import HTMLParser

import docx
import pypdfium2 as pdfium

from api.report.printable import printable

SPACES = re.compile(r"[\s\u200b\u3000\xa0]+")
HEADER, FOOTER = 22 / 25.4 * 72, 20 / 25.4 * 72
"""What stands above and below the text of a page, in points."""


def squeezed(text: str) -> str:
    """Words without the spaces that each format sets in its own way."""
    return SPACES.sub("", printable(text))


def pdf_words(data: bytes) -> str:
    """The text of all pages of a PDF; what stands at the foot of each is told once, at the end."""
    said, foot = "", ""
    for page in pdfium.PdfDocument(data):
        width, height = page.get_size()
        text = page.get_textpage()
        said += text.get_text_bounded(0, FOOTER, width, height - HEADER)
        foot = text.get_text_bounded(0, 0, width, FOOTER)
    said += foot
    # pdfium marks a hyphen at the end of a line by a sign of its own.
    return squeezed(said.replace("\ufffe", "-").replace("\x02", "-"))


def docx_words(data: bytes) -> str:
    """All words of a Word file in their order, then those at the foot of its pages."""
    word = docx.Document(io.BytesIO(data))
    parts = (word.element.body, word.sections[0].footer._element)
    return squeezed("".join(e.text or "" for part in parts for e in part.iter(f"{W}t")))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Reader(HTMLParser):
    """The words in the main part of a page, but for those that only a screen needs."""

    SKIPPED = ("style", "script", "nav", "fieldset")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._skipping: list[str] = []
        self._main = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._main |= tag == "main"
        classes = (dict(attrs).get("class") or "").split()
        hidden = self._skipping or tag in self.SKIPPED or "sr" in classes
        if hidden and tag not in ("br", "input", "meta", "path", "circle"):
            self._skipping.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping and tag == self._skipping[-1]:
            self._skipping.pop()
        self._main &= tag != "main"

    def handle_data(self, data: str) -> None:
        if self._main and not self._skipping and squeezed(data):
            self.pieces.append(squeezed(data))


def html_words(data: bytes) -> str:
    """The words of a page in their order."""
    return "".join(Reader(data.decode()).pieces)
