"""Reads HTML: blocks as lines, tables as rows, what the page hides noted and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from loaders.files import plain
from loaders.files.loaded import Loaded, Note, Writer
from ontology.errors import UnreadableDocument

DEEPEST = 200
"""Elements inside each other from which a page is not walked further down."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BLOCKS: Final = (
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table "
    "form fieldset center address figure figcaption body caption"
)
_SKIPPED: Final = (
    "script style noscript template head nav footer aside svg button select iframe object"
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)"
    r"|opacity\s*:\s*0\s*(?:;|$)|mso-hide\s*:\s*all",
    re.I,
)
_WHITE = re.compile(r"(?<![-a-z])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(255,\s*255,\s*255\))", re.I)
_UNDERLINED = re.compile(r"text-decoration[a-z-]*\s*:\s*underline", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LABELLED = re.compile(r"\s*(?:[（(]?[0-9一二三四五六七八九十]+[)）、.．]|第)")


def read(data: bytes, name: str) -> Loaded:
    """The text of a page. Raises `UnreadableDocument`."""
    text = _DECLARED.sub("", _decoded(data, name))
    try:
        parser = html.HTMLParser(huge_tree=True)
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError) as problem:
        raise UnreadableDocument("the page holds nothing that can be read", name) from problem
    if any("depth" in error.message for error in parser.error_log):
        raise UnreadableDocument(
            "its elements are nested deeper than any page's; save what the browser shows as text",
            name,
        )
    page = _Page()
    page.block(root, 0)
    page.line()
    return page.out.loaded()


def _decoded(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    encoding = declared.group(1).decode("ascii").lower() if declared else ""
    if encoding in ("gb2312", "gbk", "gb18030", "x-gbk"):
        encoding = "gb18030"
    if encoding and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass  # A page that misstates its encoding is read like any text.
    return plain.decode(data, name)


_BLOCK_NAMES = frozenset(_BLOCKS.split())
_SKIPPED_NAMES = frozenset(_SKIPPED.split())


class _Page:
    """Writes a page line by line."""

    def __init__(self) -> None:
        self.out = Writer("html")
        self._words: list[str] = []

    def line(self) -> None:
        """Ends the line that is being written."""
        words = "".join(self._words).strip(" \t")
        self._words = []
        if words.strip():
            self.out.write(words + "\n")

    def block(self, element: html.HtmlElement, depth: int) -> None:
        """Writes an element and what stands behind its children."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED_NAMES or depth > DEEPEST:
            return
        if _is_hidden(element):
            self._hide(element)
        elif tag == "table":
            self._table(element, depth)
        elif tag == "br":
            self.line()
        elif tag == "input":
            self._words.append(_box(element))
        else:
            self._plain(element, tag, depth)

    def _plain(self, element: html.HtmlElement, tag: str, depth: int) -> None:
        opens = tag in _BLOCK_NAMES
        if opens:
            self.line()
        begin = self.out.at
        if tag == "li":
            self._words.append(_label(element))
        first = len(self._words)
        self._text(element.text)
        for child in element:
            self.block(child, depth + 1)
            self._text(child.tail)
        if _is_underlined(element, tag):
            self._words[first:] = [_ruled("".join(self._words[first:]))]
        if opens:
            self.line()
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6") and self.out.at > begin:
            self.out.headings.append((begin, int(tag[1])))

    def _text(self, words: str | None) -> None:
        if words:
            self._words.append(_SPACE.sub(" ", words).replace("\xa0", "\u3000"))

    def _table(self, table: html.HtmlElement, depth: int) -> None:
        """A row a line; a table with one column, or with whole pages in a cell, as blocks."""
        self.line()
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        for row in rows:
            cells = [cell for cell in row if cell.tag in ("td", "th") and not _is_hidden(cell)]
            if len(cells) < 2 or any(_lays_out(cell) for cell in cells):
                for cell in cells:
                    self._plain(cell, "div", depth + 1)
                continue
            words = [" ".join("".join(_visible(cell)).split()) for cell in cells]
            if any(words):
                self.out.write(" | ".join(w.replace("|", "／") for w in words) + "\n")

    def _hide(self, element: html.HtmlElement) -> None:
        words = "".join(element.itertext()).strip()
        if words:
            self.out.notes.append(Note("hidden", words, self.out.at, self.out.at))


def _visible(element: html.HtmlElement) -> Iterator[str]:
    """The words of a cell in one line."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _SKIPPED_NAMES or _is_hidden(element):
        return
    words = [element.text or ""]
    for child in element:
        words += _visible(child)
        words.append(child.tail or "")
    if tag in _BLOCK_NAMES or tag == "br":
        words.append(" ")
    joined = "".join(words)
    yield _ruled(joined.replace("\xa0", "\u3000")) if _is_underlined(element, tag) else joined
    if tag == "input":
        yield _box(element)


def _is_hidden(element: html.HtmlElement) -> bool:
    style = element.get("style") or ""
    if element.get("hidden") is not None or _HIDDEN.search(style):
        return True
    return bool(_WHITE.search(style)) and "background" not in style and not _on_colour(element)


def _on_colour(element: html.HtmlElement) -> bool:
    return any(
        "background" in (parent.get("style") or "") or parent.get("bgcolor")
        for parent in element.iterancestors()
    )


def _is_underlined(element: html.HtmlElement, tag: str) -> bool:
    return tag in ("u", "ins") or bool(_UNDERLINED.search(element.get("style") or ""))


def _ruled(words: str) -> str:
    """A gap drawn as underlined spaces reads as underscores."""
    return "_" * max(2, len(words)) if words and not words.strip() and len(words) > 1 else words


def _box(element: html.HtmlElement) -> str:
    if (element.get("type") or "").lower() not in ("checkbox", "radio"):
        return element.get("value") or "____"
    return "☑" if element.get("checked") is not None else "☐"


def _label(item: html.HtmlElement) -> str:
    """The number that a browser prints before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or _LABELLED.match(item.text_content()):
        return ""
    items = [child for child in parent if child.tag == "li"]
    start = parent.get("start") or "1"
    return f"{(int(start) if start.isdigit() else 1) + items.index(item)}. "


def _lays_out(cell: html.HtmlElement) -> bool:
    blocks = [e for e in cell.iter("p", "div", "li") if (e.text_content() or "").strip()]
    return len(blocks) >= 4 or next(cell.iterdescendants("table"), None) is not None
