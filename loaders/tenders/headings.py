"""The headings of the parts of a tender document, without its table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.values.numerals import parse
from loaders.words import load

UNITS = ("卷", "册", "编", "篇", "部分", "章", "节")
"""What parts of a document are called, the larger first."""

LONGEST = 48
"""Characters of the longest title."""

SHORTEST_PART = 120
"""Characters below which what follows a heading is the next line of a table of contents."""

_NUMBERED = re.compile(
    r"^[^\S\n#*]*第 ?([一二三四五六七八九十百0-9]{1,4}) ?(卷|册|编|篇|部分|章|节)"
    r"[ \t\u3000、.．:：—-]*([^\n]{0,60})$",
    re.MULTILINE,
)
_LISTED = re.compile(
    r"^[^\S\n#*]*(?:([一二三四五六七八九十]{1,3})(、|[.．])|[（(]([一二三四五六七八九十]{1,3})([）)])"
    r"|([0-9]{1,2})([.．、]|(?=[ \t\u3000])))[ \t\u3000]*([^\n]{2,60})$",
    re.MULTILINE,
)
LISTED = {"、": "、", ".": "、", "．": "、", ")": "）", "）": "）"}
"""The units of parts that are numbered as the items of a list are."""

FIGURES = "1"
"""The unit of parts that are numbered by figures."""
_LONE = re.compile(
    r"^[^\S\n#*]*(附件|附录)?([0-9一二三四五六七八九十]{0,3})[：:、 \t\u3000]*([^\n]{4,48})$",
    re.MULTILINE,
)
_FORM_OF_CONTRACT = re.compile("条款|格式|样[本稿式]|范本|文本|草案|拟|示范|模板|(?:合同|协议)书?$")
MAIN = ("invitation", "instructions", "assessment")
SHORT_TITLE = 12
"""Characters of a title that stands on a line of its own without a number."""

_LEADER = re.compile(
    r"[ \t.．·…—_-]*(?:[.．·…_]{2,}|\t|[ ]{2,})[ \t.．·…_-]*[0-9]{0,4}[ \t]*$|[ \t]+[0-9]{1,4}$"
)
"""The dots and the page number behind an entry of a table of contents."""

_MARKS = re.compile(r"[*#\s\u3000]+$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at an offset: its unit, number and title; `meaning` is an id of tender_titles.

    `rank` is lower for a unit that holds others.
    """

    start: int
    end: int
    unit: str
    number: int
    title: str
    meaning: str | None
    rank: int = len(UNITS)


def headings(text: str) -> tuple[Heading, ...]:
    """The headings behind which a part of the document stands, in order."""
    lines: dict[int, Heading] = {}
    for heading in (*_numbered(text), *_listed(text), *_lone(text)):
        lines.setdefault(heading.start, heading)
    found = sorted(lines.values(), key=lambda heading: heading.start)
    ranks = _ranks(found)
    ranked = [replace(h, rank=ranks.get(h.unit, len(UNITS))) for h in found]
    return tuple(_without_contents(ranked, len(text)))


def _ranks(found: Sequence[Heading]) -> dict[str, int]:
    """The units by rank; of 部分 and 章 the one holds the other that a document begins with."""
    order = list(UNITS)
    first = next((h.unit for h in found if h.unit in ("部分", "章")), None)
    if first == "章":
        order.remove("部分")
        order.insert(order.index("章") + 1, "部分")
    return {unit: rank for rank, unit in enumerate(order)}


def _numbered(text: str) -> Iterator[Heading]:
    for match in _NUMBERED.finditer(text):
        words, unit, title = match.groups()
        title = _clean(title)
        if len(title) <= LONGEST and not re.search("[。；，]$", title):
            yield Heading(match.start(), match.end(), unit, _value(words), title, meaning(title))


def _listed(text: str) -> Iterator[Heading]:
    """一、合同格式, （四）合同格式, 4 合同格式: only where the title names a part of a tender."""
    for match in _LISTED.finditer(text):
        words, mark, within, bracket, figure, _, title = match.groups()
        title = _clean(title)
        told = meaning(title) if len(title) <= LONGEST else None
        # A clause of the contract may be headed 二、合同价款; the part is called by more.
        if told == "contract" and not _FORM_OF_CONTRACT.search(title):
            continue
        if told and not re.search("[。；，：:]", title):
            unit = FIGURES if figure else LISTED[mark or bracket]
            number = _value(words or within or figure)
            yield Heading(match.start(), match.end(), unit, number, title, told)


def _lone(text: str) -> Iterator[Heading]:
    """A title of a line of its own, 附件3 采购合同（格式）."""
    for match in _LONE.finditer(text):
        title = _clean(match.group(3))
        told = meaning(title) if len(title) <= 24 else None
        alone = told in ("contract", "bid_forms") or (told in MAIN and len(title) <= SHORT_TITLE)
        if match.group(2) and not match.group(1):
            continue  # 2. 合同价款 is an item of a list.
        if told and (match.group(1) or alone) and _is_title(title):
            number = _value(match.group(2) or "0")
            yield Heading(match.start(), match.end(), match.group(1) or "", number, title, told)


def _is_title(title: str) -> bool:
    return not re.search("[。；，：:、？]|[0-9]{2}|应|须|的(?!合同)|按|与|签订后", title)


def meaning(title: str) -> str | None:
    """Which part of a tender a title names."""
    words = re.sub(r"\s", "", title)
    return next((cue.id for cue in load("tender_titles") if cue.pattern.search(words)), None)


def _clean(title: str) -> str:
    return _MARKS.sub("", _LEADER.sub("", title)).strip(" \t\u3000*#")


@cache
def _value(words: str) -> int:
    number = parse(words)
    return int(number) if number is not None else 0


def _without_contents(found: Sequence[Heading], length: int) -> list[Heading]:
    """Drops headings that only list the parts: nothing follows them but the next heading."""
    kept: list[Heading] = []
    for i in range(len(found) - 1, -1, -1):
        heading = found[i]
        after = found[i + 1] if i + 1 < len(found) else None
        filled = (after.start if after else length) - heading.end >= SHORTEST_PART
        # 第二册 stands right before its 第一章, which is what fills it.
        holds = after is not None and kept[-1:] == [after] and after.rank > heading.rank
        if filled or holds or not any(_same(heading, other) for other in found[i + 1 :]):
            kept.append(heading)
    return kept[::-1]


def _same(one: Heading, other: Heading) -> bool:
    def plain(h: Heading) -> str:
        return re.sub(r"\W", "", h.title)

    numbered = one.number and one.number == other.number
    return one.unit == other.unit and bool(numbered or plain(one) == plain(other))
