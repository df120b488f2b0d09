"""What every family of faults stands on: the reading, what was read of it, and what counts."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from loaders.clauses import Section
from loaders.grammar.reading import Reading
from loaders.text import BLANK
from loaders.values import durations, money
from loaders.values.durations import Span
from loaders.values.money import Amount
from loaders.words import Cue, load
from loaders.words.needs import needs
from ontology.facts import Contract, Defect, Party, Term

CHAPTERS = ("编", "部分", "章", "节")
"""Forms of label that stand above an article."""

_LABEL = re.compile("甲方|乙方|双方")
_BOUND_IN = ("annex", "instrument", "heading")


@dataclass(frozen=True)
class Ground:
    """A reading with the head, the parties and the terms that were read from it.

    All offsets are offsets of `reading.view.plain`.
    """

    reading: Reading
    contract: Contract
    parties: tuple[Party, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def plain(self) -> str:
        return self.reading.view.plain

    @property
    def source(self) -> str:
        return self.reading.view.source

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.reading.outline.sections

    def defect(self, kind: str, start: int, end: int, detail: str) -> Defect:
        """A fault whose words are `plain[start:end]`, without the space around them."""
        words = self.plain[start:end]
        start += len(words) - len(words.lstrip())
        view = self.reading.view
        first, last = view.span(start, start + len(words.strip()))
        if start and self.plain[start] == BLANK:
            # A gap stands for all the rules or spaces since the character before it.
            first = view.origin[start - 1] + 1
        quote = view.source[first:last]
        first += len(quote) - len(quote.lstrip())
        return Defect(kind, quote.strip(), detail, first, first + len(quote.strip()))

    def finds(self, cue: Cue) -> Iterator[re.Match[str]]:
        """Where a cue is found, at once nowhere if the text lacks what it cannot match without."""
        return _found(cue, self.plain, self._pairs)

    def finds_written(self, cue: Cue) -> Iterator[re.Match[str]]:
        """Where a cue is found in the source, with the labels that the text itself uses."""
        return _found(cue, self.source, self._pairs_written)

    @cached_property
    def durations(self) -> tuple[Span, ...]:
        """Every length of time in the view, in order."""
        return durations.find(self.plain)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Every sum of money in the view, in order."""
        return money.find(self.plain)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return _neighbours(self.plain)

    @cached_property
    def _pairs_written(self) -> frozenset[str]:
        return _neighbours(self.source)

    def section_at(self, position: int) -> Section:
        return self.reading.outline.at(position)

    def article(self, section: int) -> int:
        """The article that a section belongs to: its outermost numbered one below any chapter."""
        path = self.reading.path(section)
        inner = [i for i in path if self.sections[i].form not in CHAPTERS]
        return inner[-1] if inner else path[-1]

    def instrument(self, section: int) -> int | None:
        """The annex or other instrument that a section belongs to, `None` for the body."""
        path = self.reading.path(section)
        return next((i for i in path if self.sections[i].kind in ("annex", "instrument")), None)

    @cached_property
    def children(self) -> dict[int | None, tuple[int, ...]]:
        """The sections right below each section, `None` for those at the top."""
        found: dict[int | None, list[int]] = {}
        for i, section in enumerate(self.sections):
            found.setdefault(section.parent, []).append(i)
        return {parent: tuple(below) for parent, below in found.items()}

    def speaks(self, position: int) -> bool:
        """Whether a place belongs to the contract: no form, no note, no signature."""
        return not self.signs(position) and not self.is_silent(position)

    def is_silent(self, position: int) -> bool:
        """Whether a place belongs to a form bound in or to a note of whoever issued the text."""
        return within(self._silent, position)

    def signs(self, position: int) -> bool:
        """Whether a place is where the parties sign."""
        return self.section_at(position).part == "signature"

    def as_written(self, start: int, end: int) -> bool:
        """Whether `plain[start:end]` is what the source says there.

        What a side is called does not matter: 甲方 may stand for 采购人, 甲方方 for none.
        """
        written = re.sub(r"\s", "", self.reading.view.quote(start, end))
        said = re.sub(r"\s", "", self.plain[start:end])
        if re.search("方方|(甲方|乙方)\\1", said):
            return written.replace("乙方", "甲方") == said.replace("乙方", "甲方")
        rest = [re.escape(part) for part in _LABEL.split(said)]
        return re.fullmatch(r"[^，。；：]{1,12}?".join(rest), written) is not None

    def around(self, start: int, end: int, reach: int) -> tuple[str, str]:
        """Up to `reach` characters before and behind a place, within its line."""
        first, line = self.line_at(start)
        before = self.plain[max(first, start - reach) : start]
        return before, self.plain[end : min(first + len(line), end + reach)]

    def line_at(self, position: int) -> tuple[int, str]:
        """The line that holds a position, with its offset."""
        return self.lines[bisect_right(self._line_starts, position) - 1]

    def view_offset(self, source_offset: int) -> int:
        """Where in the view a place of the source stands."""
        return max(0, bisect_right(self.reading.view.origin, source_offset) - 1)

    @cached_property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """Every line of the view with its offset."""
        starts = [0, *(m.end() for m in re.finditer("\n", self.plain))]
        ends = [*(start - 1 for start in starts[1:]), len(self.plain)]
        return tuple((s, self.plain[s:e]) for s, e in zip(starts, ends, strict=True))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [start for start, _ in self.lines]

    @cached_property
    def _silent(self) -> tuple[tuple[int, int], ...]:
        """The stretches that say nothing as a contract, in order and apart."""
        found = [(s.start, s.end) for s in self.sections if _is_form(s)]
        notes = load("defects/silent_lines")
        found += [
            (start, start + len(line))
            for start, line in self.lines
            if any(cue.pattern.search(line) for cue in notes)
        ]
        return joined(found)


def _found(cue: Cue, text: str, pairs: frozenset[str]) -> Iterator[re.Match[str]]:
    may = any(all(not one.isdisjoint(pairs) for one in sets) for sets in needs(cue.source))
    return cue.pattern.finditer(text) if may else iter(())


def _neighbours(text: str) -> frozenset[str]:
    """Every character and every pair of neighbours of a text."""
    return frozenset(("", *text, *map("".join, pairwise(text))))


def _is_form(section: Section) -> bool:
    if section.kind not in _BOUND_IN or not section.heading:
        return False
    heading = section.heading
    return any(cue.pattern.search(heading) for cue in load("defects/silent_headings"))


def joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def within(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether one of the spans, in order and apart, holds a position."""
    index = bisect_right(spans, (position, sys.maxsize)) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]
