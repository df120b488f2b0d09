"""The lines of a draft, with what decides whether they belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from loaders import numbering
from loaders.layout.draft import Draft
from loaders.layout.folding import HAN
from loaders.words import load
from loaders.words.opening import compiled

_SPACE = " \t\f"
_BULLET = re.compile(
    r"[•·●◆◇■▪▶►➢➤✦★※∙○][ \t]{0,20}(?=\S)|[-*+–][ \t]{1,20}(?![0-9]{1,4}[ ]*[-–—]$)(?=\S)"
)
_RULED = re.compile(r"[|:\- \t]*-[|:\- \t]*|[-=*—–_·─━~#]{3,}")
_PIPE = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"\t")
_LABEL_TAB = re.compile(r"[^\t]{1,12}\t+[^\t]+")


@dataclass(slots=True)
class Line:
    """`draft.text[start:end]` without the spaces around it; `width` in columns, Chinese two each.

    `cells` are the offsets of what separates the cells of a row, as (start, end); in a line that
    is no row, those of its tabs.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    width: int = 0
    blanks: int = 0
    """Empty lines before this one."""
    page: bool = False
    """Whether a page begins here."""
    heading: int = 0
    bullet: bool = False
    row: bool = False
    cells: tuple[tuple[int, int], ...] = ()
    label: numbering.Label | None = None
    is_field: bool = False

    @property
    def words(self) -> str:
        """The text without the spaces that spread it out."""
        return self.text.replace(" ", "")


@cache
def cue(meaning: str) -> re.Pattern[str]:
    """All words of one meaning among the fields."""
    return compiled("|".join(c.source for c in load("fields") if c.means == meaning))


@cache
def _field() -> re.Pattern[str]:
    names = cue("field").pattern
    return re.compile(
        rf"[（(]?(?:[{HAN}]{{0,4}}(?:{names}))[^，。；：:\n]{{0,16}}(?:[：:]|[（(](?:签|盖|公章))"
    )


def names_field(words: str) -> bool:
    """Whether words begin with the name of a field, such as 地址： or 甲方（盖章）."""
    return bool(_field().match(words.replace(" ", "")))


def cut(draft: Draft, headings: Sequence[tuple[int, int]]) -> list[Line]:
    """The lines that hold anything, with marks of lists and rules of tables taken off."""
    found: list[Line] = []
    at = blanks = mark = 0
    page = False
    for raw in draft.text.split("\n"):
        start, at = at, at + len(raw) + 1
        page = page or "\f" in raw
        line = _line(raw, start)
        if line is None:
            blanks += 1
            continue
        line.blanks, line.page = blanks, page
        while mark < len(headings) and headings[mark][0] <= draft.origin[line.start]:
            line.heading = headings[mark][1]
            mark += 1
        found.append(line)
        blanks, page = 0, False
    return found


def _line(raw: str, start: int) -> Line | None:
    text = raw.strip(_SPACE)
    if not text or (_RULED.fullmatch(text) and "__" not in text):
        return None
    indent = len(raw) - len(raw.lstrip(_SPACE))
    bullet = _BULLET.match(text)
    first = indent + (bullet.end() if bullet else 0)
    end = indent + len(text)
    piped = _is_piped(text)
    row = piped or ("\t" in text and not _labelled_by_tab(text))
    if piped:
        # " | 甲方 | 乙方" begins with an empty cell; "| 甲方 | 乙方 |" is framed.
        framed = text.startswith("|") and (text.endswith("|") or raw.startswith("|"))
        first += framed
        end -= text.endswith("|") and end > first
    elif row:
        # An empty first or last cell is a cell.
        first, end = len(raw) - len(raw.lstrip(" \f")), len(raw.rstrip(" \f"))
    words = raw[first:end]
    if not words.strip(" \t|"):
        return None
    line = Line(start + first, start + end, words, indent=indent, width=columns(words))
    separator = _PIPE if piped else _TAB
    line.cells = tuple(
        (start + m.start(), start + m.end()) for m in separator.finditer(raw, first, end)
    )
    line.bullet, line.row = bool(bullet), row
    if not row:
        line.label = numbering.match(words, lambda i: words[i : i + 1].isspace())
        line.is_field = names_field(words)
    return line


def _is_piped(text: str) -> bool:
    return "|" in text and (text.startswith("|") or " | " in text + " " or text.count("|") > 1)


def columns(text: str) -> int:
    """Width on paper: a Chinese character takes two columns."""
    return len(text) + (len(text.encode("utf-8", "replace")) - len(text)) // 2


def _labelled_by_tab(text: str) -> bool:
    """Whether the one tab only sets off a clause label, as Word writes its lists."""
    if not _LABEL_TAB.fullmatch(text):
        return False
    label = numbering.match(text.replace("\t", " "), lambda _: True)
    return (
        label is not None
        and label.kind != numbering.BARE
        and text[label.end :].startswith(("\t", " "))
    )
