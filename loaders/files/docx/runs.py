"""The words of a run: text, breaks, symbols, boxes, and what a reader of the page cannot see."""

from __future__ import annotations

import re

from lxml import etree

from loaders.files.docx.names import W, child, switch, value

TAB_WIDTH = 4
"""Underscores that an underlined tab becomes."""

_SYMBOLS = {
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xFC): "√",
    ("wingdings", 0xA8): "☐",
    ("wingdings", 0x6F): "☐",
    ("wingdings", 0x71): "☐",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x53): "☒",
    ("wingdings 2", 0x54): "☒",
    ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0xA3): "☐",
    ("wingdings 2", 0x2A): "☐",
}
"""Characters of picture fonts that stand for a box or a tick."""

_PICTURED = re.compile("[\uf000-\uf0ff]")
"""Characters of picture fonts where a program wrote them as text."""


def words(run: etree._Element, *, deleted: bool) -> str:
    """The text of a run; that of `w:delText` too where deleted words are to be read."""
    pieces = (piece(element, deleted=deleted) for element in run)
    text = "".join(pieces)
    if _PICTURED.search(text):
        font = _font(run)
        text = _PICTURED.sub(lambda m: _SYMBOLS.get((font, ord(m.group()) & 0xFF), ""), text)
    return _ruled(text) if text and _is_underlined(run) else text


def piece(element: etree._Element, *, deleted: bool = True) -> str:
    """The words of one element of a run."""
    tag = element.tag
    if tag == W + "t" or (tag == W + "delText" and deleted):
        return element.text or ""
    if tag in (W + "tab", W + "ptab"):
        return "\t"
    if tag in (W + "br", W + "cr"):
        return "\f" if element.get(W + "type") == "page" else "\n"
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        return _symbol(element)
    if tag == W + "fldChar":
        return _box(element)
    if tag == W + "ruby":
        return "".join(t.text or "" for t in element.iterfind(f"{W}rubyBase//{W}t"))
    return ""


def _font(run: etree._Element) -> str:
    fonts = child(run, "rPr", "rFonts")
    return "" if fonts is None else (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "").lower()


def _symbol(element: etree._Element) -> str:
    font = (element.get(W + "font") or "").lower()
    try:
        code = int(element.get(W + "char", ""), 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOLS.get((font, code), "")


def _box(field: etree._Element) -> str:
    """The box of a form field that can be ticked."""
    box = child(field, "ffData", "checkBox")
    if box is None:
        return ""
    ticked = switch(box, "checked")
    return "☑" if (ticked if ticked is not None else switch(box, "default")) else "☐"


def _is_underlined(run: etree._Element) -> bool:
    return value(run, "rPr", "u") not in (None, "none")


def _ruled(text: str) -> str:
    """A gap drawn as an underlined space reads as the underscores that it looks like."""
    if text.strip(" \u3000\xa0\t") or not ("\t" in text or len(text) > 1 or "\u3000" in text):
        return text
    return "".join("_" * (TAB_WIDTH if c == "\t" else 2 if c == "\u3000" else 1) for c in text)


def is_hidden(run: etree._Element) -> bool | None:
    """Whether a run is marked as hidden, `None` where it does not say."""
    return switch(run, "rPr", "vanish")


def is_white(run: etree._Element) -> bool:
    """Whether words are white on white: no colour lies behind the run, its line or its cell."""
    if (value(run, "rPr", "color") or "").upper() != "FFFFFF":
        return False
    if value(run, "rPr", "highlight") not in (None, "none"):
        return False
    around = (child(run, "rPr", "shd"), *_behind(run))
    return not any(_is_dark(shade) for shade in around)


def _behind(run: etree._Element) -> list[etree._Element | None]:
    tags = {W + "p": "pPr", W + "tc": "tcPr", W + "tbl": "tblPr"}
    return [child(e, tags[e.tag], "shd") for e in run.iterancestors(*tags)]


def _is_dark(shade: etree._Element | None) -> bool:
    if shade is None:
        return False
    fill = (shade.get(W + "fill") or "auto").upper()
    return fill not in ("AUTO", "FFFFFF") or shade.get(W + "themeFill") is not None
