"""The names of WordprocessingML (ECMA-376, part 1, section 17) that are read."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of files saved as Strict Open XML."""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of names in `W`."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """The `w:val` of the first descendant along a path."""
    found = child(element, *path)
    return None if found is None else found.get(W + "val")


def number(element: etree._Element | None, *path: str) -> int | None:
    """The same as a whole number, `None` where it is none."""
    words = value(element, *path)
    try:
        return None if words is None else int(words)
    except ValueError:
        return None


def switch(element: etree._Element | None, *path: str) -> bool | None:
    """An on-off property: `None` where it is not stated."""
    found = child(element, *path)
    if found is None:
        return None
    return found.get(W + "val", "true") not in ("0", "false", "off")
