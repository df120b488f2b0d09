"""Automatic numbering: which label Word prints before a paragraph (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from loaders.files.docx.names import MC, W, child, number, switch, value
from loaders.files.docx.number_formats import write

_PLACE = re.compile("%([1-9])")
_CLOSED = ("、", "）", ")", "．", "】", "〕")
DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its label is written and where its count begins."""

    form: str = "decimal"
    words: str = ""
    start: int = 1
    restart: int | None = None
    """The level, counted from 1, after which this one begins anew; 0: never."""
    legal: bool = False
    """All numbers of the label in digits."""
    suffix: str = "tab"
    style: str | None = None


class Numbering:
    """The lists of a document and how far each has counted; paragraphs must come in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Level]] = defaultdict(dict)
        self._restarts: dict[str, dict[int, int]] = defaultdict(dict)
        self._links: dict[str, str] = {}
        self._by_style: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read_lists(root)

    def _read_lists(self, root: etree._Element) -> None:
        for abstract in root.findall(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            self._levels[key] = dict(_levels(abstract))
            if link := value(abstract, "numStyleLink"):
                self._links[key] = link
            if link := value(abstract, "styleLink"):
                self._by_style[link] = key
        for num in root.findall(W + "num"):
            key = num.get(W + "numId", "")
            self._lists[key] = value(num, "abstractNumId") or ""
            for override in num.findall(W + "lvlOverride"):
                self._read_override(key, override)

    def _read_override(self, key: str, override: etree._Element) -> None:
        at = _whole(override.get(W + "ilvl"))
        if (level := child(override, "lvl")) is not None:
            self._overrides[key][at] = _level(level)
        if (start := number(override, "startOverride")) is not None:
            self._restarts[key][at] = start

    def level_of_style(self, num: str, style: str) -> int:
        """The level that a list gives to the paragraphs of a style."""
        levels = self._levels.get(self._abstract(num), {})
        return next((at for at, level in levels.items() if level.style == style), 0)

    def label(self, num: str, at: int) -> str:
        """The label of the next paragraph at a level of a list, with the gap behind it."""
        level = self._level(num, at)
        if level is None:
            return ""
        abstract = self._abstract(num)
        self._count(num, abstract, at, level)
        return self._written(num, abstract, level)

    def _abstract(self, num: str) -> str:
        key = self._lists.get(num, "")
        link = self._links.get(key)
        return self._by_style.get(link, key) if link else key

    def _level(self, num: str, at: int) -> Level | None:
        if num in self._overrides and at in self._overrides[num]:
            return self._overrides[num][at]
        return self._levels.get(self._abstract(num), {}).get(at)

    def _count(self, num: str, abstract: str, at: int, level: Level) -> None:
        counts = self._counts[abstract]
        restart = self._restarts.get(num, {}).get(at)
        if restart is not None and (num, at) not in self._begun:
            counts[at] = restart
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        self._begun.add((num, at))
        for deeper in range(at + 1, DEEPEST):
            below = self._level(num, deeper)
            if below is not None and _begins_anew(below, at):
                counts.pop(deeper, None)

    def _written(self, num: str, abstract: str, level: Level) -> str:
        counts = self._counts[abstract]

        def place(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            of = self._level(num, index) or level
            # A level that no paragraph has reached counts as begun.
            count = counts.setdefault(index, of.start)
            return write(count, "decimal" if level.legal and of.form != "none" else of.form)

        if level.form == "bullet":
            return ""
        words = _PLACE.sub(place, level.words)
        gap = "" if level.suffix == "nothing" or words.endswith(_CLOSED) or not words else " "
        return words + gap


def _begins_anew(level: Level, after: int) -> bool:
    return level.restart is None or after < level.restart


def _levels(abstract: etree._Element) -> list[tuple[int, Level]]:
    return [(_whole(lvl.get(W + "ilvl")), _level(lvl)) for lvl in abstract.findall(W + "lvl")]


def _level(element: etree._Element) -> Level:
    form = child(element, "numFmt")
    if form is None and (choice := element.find(f"{MC}AlternateContent/{MC}Fallback")) is not None:
        form = child(choice, "numFmt")
    start = number(element, "start")
    return Level(
        form=(form.get(W + "val") if form is not None else None) or "decimal",
        words=value(element, "lvlText") or "",
        start=1 if start is None else start,
        restart=number(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        suffix=value(element, "suff") or "tab",
        style=value(element, "pStyle"),
    )


def _whole(words: str | None) -> int:
    return int(words) if words and words.isdigit() else 0
