"""The paragraphs and rows of a laid-out text, each with the label that it may begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from loaders import numbering
from loaders.layout.lines import columns
from loaders.numbering import BARE, DECIMAL, Label
from loaders.text import Text
from loaders.words import load
from loaders.words.opening import compiled

Role = Literal["label", "heading", "annex", "instrument", "signature", "text"]

LOOK_AHEAD = 60
"""Paragraphs in which the second member of a list is looked for."""

_COUNTED = 4
"""So many bare numbers in a row are no accident."""
BARE_COLUMNS = 60
"""A number without a mark behind it labels a title, which is no wider."""

_END = re.compile("[。；;！？!?]$")
_TICK = re.compile("[□☑]?")


@dataclass(slots=True)
class Paragraph:
    """A line of the plain text from `start`; `role` is what it begins, once that is known.

    `level` is that of a marked heading, 0 where there is none; `width` is in columns.
    """

    start: int
    words: str
    label: Label | None
    level: int
    row: bool
    width: int
    role: Role | None = None

    @property
    def ends(self) -> bool:
        """Whether it closes like a sentence."""
        return bool(_END.search(self.words))

    @property
    def short(self) -> bool:
        """Whether it could be a title or the cell of a table."""
        return self.width <= 60 and not self.ends and self.label is None


@cache
def cue(meaning: str) -> re.Pattern[str]:
    """All marks of one meaning."""
    return compiled("|".join(c.source for c in load("instrument_marks") if c.means == meaning))


def read(text: Text) -> list[Paragraph]:
    """The paragraphs of a text; labels that nothing bears out are left off."""
    levels = dict(text.headings)
    found: list[Paragraph] = []
    at = 0
    for words in text.plain.split("\n"):
        if words:
            row = "\t" in words
            label = None if row else _label(text, words, at)
            found.append(Paragraph(at, words, label, levels.get(at, 0), row, columns(words)))
        at += len(words) + 1
    _drop_lone(found)
    return found


def _label(text: Text, words: str, at: int) -> Label | None:
    """The label that a paragraph begins with, be it behind a box to tick."""
    tick = _TICK.match(words)
    label = numbering.match(words, _gap_after(text, at), tick.end() if tick else 0)
    if label and label.kind == DECIMAL and label.end == len(words) and words[-1].isdigit():
        # A figure in a table that was written a cell a paragraph.
        return None
    return label


def _gap_after(text: Text, start: int) -> numbering.GapAfter:
    def gap(i: int) -> bool:
        at = start + i
        if not 0 < at < len(text.origin) or text.plain[at] in "\n":
            return True
        before = text.origin[at - 1] + 1
        return text.plain[at].isspace() or (
            before < text.origin[at] and text.source[before].isspace()
        )

    return gap


def _drop_lone(paragraphs: Sequence[Paragraph]) -> None:
    """A letter or bare number that begins a list needs its second member near by."""
    places: dict[tuple[str, int], list[int]] = {}
    counted = _counted_through(paragraphs)
    for i, paragraph in enumerate(paragraphs):
        if (label := paragraph.label) and label.weak:
            places.setdefault((label.kind, label.last), []).append(i)
    for i, paragraph in enumerate(paragraphs):
        label = paragraph.label
        if label is None or not label.weak or i in counted:
            continue
        sentence = label.kind == BARE and (paragraph.ends or paragraph.width > BARE_COLUMNS)
        if sentence or (label.last == 1 and not _has_second(paragraphs, places, i)):
            paragraph.label = None


def _counted_through(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The paragraphs that bare numbers count from one through the text, most of them sentences or
    heads of decimal clauses: `7 保险 乙方应…。`, `8 保密 双方应…。`."""
    run: list[int] = []
    spoken = 0
    for i, paragraph in enumerate(paragraphs):
        label = paragraph.label
        if label is None or label.kind != BARE or label.last != len(run) + 1:
            continue
        behind = paragraphs[i + 1].label if i + 1 < len(paragraphs) else None
        heads = behind is not None and (behind.kind, behind.number) == (DECIMAL, (label.last, 1))
        run.append(i)
        spoken += paragraph.ends or heads
    enough = len(run) >= _COUNTED and spoken * 3 >= len(run) * 2
    return frozenset(run) if enough else frozenset()


def _has_second(
    paragraphs: Sequence[Paragraph], places: dict[tuple[str, int], list[int]], i: int
) -> bool:
    label = paragraphs[i].label
    if label is None:
        return False
    if label.kind == BARE:
        near = (paragraph.label for paragraph in paragraphs[i + 1 : i + 4] if paragraph.label)
        return any(other.kind == DECIMAL and other.number[0] == 1 for other in near)
    return any(i < j <= i + LOOK_AHEAD for j in places.get((label.kind, 2), ()))
