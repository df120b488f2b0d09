"""Paragraph styles: what a paragraph inherits of numbering, outline and visibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from loaders.files.docx.names import W, child, number, switch, value

_DEEPEST = 30
"""Styles that a style may rest on; a circle ends there."""


@dataclass(frozen=True, slots=True)
class Style:
    """What one style states itself."""

    name: str
    based_on: str | None
    num: str | None
    level: int | None
    outline: int | None
    hidden: bool | None


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default: str | None = None
        for element in root.findall(W + "style") if root is not None else ():
            key = element.get(W + "styleId", "")
            self._styles[key] = _style(element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in (
                "1",
                "true",
            ):
                self.default = key

    def chain(self, key: str | None) -> Iterator[tuple[str, Style]]:
        """A style and those that it rests on, nearest first."""
        for _ in range(_DEEPEST):
            if key is None or key not in self._styles:
                return
            style = self._styles[key]
            yield key, style
            key = style.based_on

    def outline(self, key: str | None) -> int | None:
        """The outline level, from 0, of the paragraphs of a style."""
        return next((s.outline for _, s in self.chain(key) if s.outline is not None), None)

    def hidden(self, key: str | None) -> bool:
        return next((s.hidden for _, s in self.chain(key) if s.hidden is not None), False)

    def is_contents(self, key: str | None) -> bool:
        """Whether a style is that of an entry in a table of contents."""
        name = self._styles[key].name.lower() if key in self._styles else ""
        return name.startswith(("toc ", "目录")) or name == "table of figures"


def _style(element: etree._Element) -> Style:
    properties = child(element, "pPr")
    return Style(
        name=value(element, "name") or "",
        based_on=value(element, "basedOn"),
        num=value(properties, "numPr", "numId"),
        level=number(properties, "numPr", "ilvl"),
        outline=number(properties, "outlineLvl"),
        hidden=switch(element, "rPr", "vanish"),
    )
