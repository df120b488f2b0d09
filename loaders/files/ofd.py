"""Reads OFD, the fixed-layout format of Chinese offices (GB/T 33190-2016)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from math import isfinite

from lxml import etree

from loaders.files.loaded import Loaded, Place, Writer
from loaders.files.package import Package
from ontology.errors import UnreadableDocument

_SAME_LINE = 0.5
"""The share of a line's height by which pieces of one line may differ."""


def read(data: bytes, name: str) -> Loaded:
    """The text of an OFD file. Raises `UnreadableDocument`."""
    package = Package(data, name)
    out = Writer("ofd")
    page_number = 0
    for document in _texts(package.xml("OFD.xml"), "DocRoot"):
        root = package.xml(document.lstrip("/"))
        folder = posixpath.dirname(document.lstrip("/"))
        for page in _tagged(root, "Page"):
            location = page.get("BaseLoc")
            if location:
                page_number += 1
                path = posixpath.normpath(posixpath.join(folder, location.lstrip("/")))
                _page(package.xml(path), page_number, out)
    if not out.at:
        raise UnreadableDocument(
            "this OFD file holds no text; if it shows some, print it to PDF and read that", name
        )
    return out.loaded()


def _page(root: etree._Element | None, number: int, out: Writer) -> None:
    if number > 1:
        out.write("\f")
    line: list[str] = []
    at: float | None = None
    for piece in _tagged(root, "TextObject"):
        box = _box(piece.get("Boundary") or "0 0 0 0")
        words = "".join(code.text or "" for code in _tagged(piece, "TextCode"))
        if not words:
            continue
        if at is not None and abs(box[1] - at) > _SAME_LINE * max(box[3], 1):
            _write(out, line, number)
            line = []
        line.append(words)
        at = box[1]
    _write(out, line, number)


def _box(words: str) -> tuple[float, ...]:
    """Left, top, width and height; nothing of them where one is no number."""
    try:
        box = tuple(float(v) for v in words.split())
    except ValueError:
        box = ()
    return box if len(box) == 4 and all(map(isfinite, box)) else (0.0, 0.0, 0.0, 0.0)


def _write(out: Writer, line: list[str], number: int) -> None:
    if line:
        out.write("".join(line), Place(0, page=number))
        out.write("\n")


def _tagged(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The elements of a name in whatever namespace the program that wrote the file used."""
    if root is not None:
        yield from (e for e in root.iter() if etree.QName(e).localname == name)


def _texts(root: etree._Element | None, name: str) -> list[str]:
    return [element.text for element in _tagged(root, name) if element.text]
