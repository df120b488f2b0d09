"""Rewrites a text without changing what it says, keeping the way back to the words it had."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from loaders.layout.draft import Draft
from loaders.values.numerals import parse

WIDTH = 38
"""Characters on a line of a converted page."""

UNBROKEN = 60
"""A line of so many characters was not broken before; breaking broken lines makes stumps."""

PAGE_LINES = 30

_LONG_LINE = re.compile(rf"^[^\t|\n#_＿]{{{UNBROKEN},}}$", re.MULTILINE)
_KEPT_TOGETHER = re.compile(r"[0-9A-Za-z.,%％‰:/@{}\-]")
_CLOSING = "，。；：、！？）》”’」』】,.;:!?)"
_STRUCTURAL = re.compile(r"(?<=第)[一二三四五六七八九十百]{1,5}(?=[章条])")
_DUN = re.compile(r"^(?P<lead>[ \t　]*[0-9]{1,2})、", re.MULTILINE)
_POINT = re.compile(r"^(?P<lead>[ \t　]*[0-9]{1,2})\.(?![0-9.])", re.MULTILINE)
_ENDED = re.compile(r"(?<=[。；：])\n(?=[^\n])")
_LINE_START = re.compile(r"^(?=[^\n\t|#>\-*\s])", re.MULTILINE)
_HALVED = MappingProxyType(dict(zip("，；：（）％", ",;:()%", strict=True)))
_HALF_WIDTH = re.compile("[" + "".join(_HALVED) + "]")
_PAGE_NUMBER = re.compile(
    r"^[ \t　]*(?:[-—–][ ]?)?(?:第[ ]?)?[0-9]{1,3}[ ]?(?:页.*|[-—–/].*)?$", re.MULTILINE
)
_DIGITS = re.compile("(?<![A-Za-z0-9.@/#_-])[0-9]+(?![A-Za-z0-9.@/_-])")


def wrapped(text: str) -> Draft:
    """Long lines broken where a page would end, as converted PDF files have them."""
    draft = Draft(text)
    breaks = (
        at for line in _LONG_LINE.finditer(text) for at in _breaks(line.group(), line.start())
    )
    draft.splice((at, at, "\n") for at in breaks)
    return draft


def _breaks(line: str, offset: int) -> Iterator[int]:
    at = WIDTH
    while at < len(line):
        while at < len(line) and not _may_break(line, at):
            at += 1
        if at < len(line):
            yield offset + at
        at += WIDTH


def _may_break(line: str, at: int) -> bool:
    """No line begins with a closing mark or a space, and no number or word is broken."""
    before, after = line[at - 1], line[at]
    both = _KEPT_TOGETHER.match(before) and _KEPT_TOGETHER.match(after)
    return not (both or after in _CLOSING or after.isspace() or before.isspace())


def renumbered(text: str) -> Draft:
    """第十二条 as 第12条, in references too; 1、 as 1. or the other way, if only one is used."""
    draft = Draft(text)
    draft.replace(_STRUCTURAL, lambda m: str(int(parse(m.group()) or 0)))
    dun, point = _DUN.search(text), _POINT.search(text)
    if dun and not point:
        draft.replace(_DUN, lambda m: f"{m['lead']}.")
    elif point and not dun and not text.lstrip().startswith("#"):
        draft.replace(_POINT, lambda m: f"{m['lead']}、")
    return draft


def half_width(text: str) -> Draft:
    """Punctuation in its half-width forms."""
    draft = Draft(text)
    draft.replace(_HALF_WIDTH, lambda m: _HALVED[m.group()])
    return draft


def full_width(text: str) -> Draft:
    """Figures in their full-width forms."""
    draft = Draft(text)
    draft.replace(_DIGITS, lambda m: "".join(chr(ord(c) + 0xFEE0) for c in m.group()))
    return draft


def spaced_out(text: str) -> Draft:
    """An empty line behind every paragraph that ends with a mark."""
    draft = Draft(text)
    draft.replace(_ENDED, "\n\n")
    return draft


def indented(text: str) -> Draft:
    """Two wide spaces before every line that is neither a row nor a heading."""
    draft = Draft(text)
    draft.replace(_LINE_START, "　　")
    return draft


def carriage_returns(text: str) -> Draft:
    """Lines that end as on Windows."""
    draft = Draft(text)
    draft.replace(re.compile("\n"), "\r\n")
    return draft


def furnished(text: str) -> Draft:
    """Wrapped, with a running head and a page number on every page, inside sentences too.

    A text that has pages of its own is only wrapped: nobody numbers pages twice.
    """
    draft = wrapped(text)
    if len(_PAGE_NUMBER.findall(text)) > 1:
        return draft
    title = next((line.strip(" #*　") for line in text.splitlines() if line.strip(" #*　")), "")
    head = f"{title}（正式文本）\n"
    ends = [m.end() for m in re.finditer("\n", draft.text)][PAGE_LINES::PAGE_LINES]
    ends = [at for at in ends if not _in_table(draft.text, at)]
    pages = len(ends) + 1
    feet = [(at, at, f"第 {page} 页 共 {pages} 页\n{head}") for page, at in enumerate(ends, 1)]
    draft.splice([(0, 0, head), *feet])
    return draft


def _in_table(text: str, at: int) -> bool:
    line_before = text[text.rfind("\n", 0, at - 1) + 1 : at]
    return any(mark in line_before + text[at : at + 80] for mark in "|\t")


Rewriter = Callable[[str], Draft]

LAYOUTS: Mapping[str, Rewriter] = MappingProxyType(
    {
        "lines wrapped": wrapped,
        "numbering changed": renumbered,
        "half-width marks": half_width,
        "full-width figures": full_width,
        "blank lines": spaced_out,
        "lines indented": indented,
        "CRLF": carriage_returns,
        "pages with head and foot": furnished,
    }
)


def plain(words: str) -> str:
    """Words as they compare: without white space, in one width, with Arabic article numbers."""
    words = unicodedata.normalize("NFKC", re.sub(r"\s+", "", words))
    return _STRUCTURAL.sub(lambda m: str(int(parse(m.group()) or 0)), words)
