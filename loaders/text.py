"""The loaded text: what the file said, what the reader reads, and the offsets between them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BLANK = "＿"
"""Stands in the plain text for any gap left to be filled in: underscores, wide spaces, braces."""


@dataclass(frozen=True, slots=True)
class Text:
    """`source` as loaded and `plain` as read; `plain[i]` came from `source[origin[i]]`.

    In `plain`, a line is a paragraph or a table row: wrapped lines are joined, page furniture and
    layout spaces are gone, full-width forms are folded, and a gap to be filled in is one `BLANK`.
    Cells of a row are separated by tabs. `headings` are the lines that the file marked as such, as
    (offset in `plain`, level): 1 to 6 as in Markdown, 7 for a line in bold.
    """

    name: str
    source: str
    plain: str
    origin: Sequence[int]
    headings: tuple[tuple[int, int], ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.source.encode()).hexdigest()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of `plain[start:end]`, which must not be empty."""
        return self.origin[start], self.origin[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The words of the source behind `plain[start:end]`."""
        first, last = self.span(start, end)
        return self.source[first:last]

    def relabel(self, spans: Sequence[tuple[int, int, str]]) -> Text:
        """A text that reads `word` where `plain[start:end]` stands, for each (start, end, word).

        The first half of a word maps to the start of what it replaces, its last character to the
        end, so that a quote which begins or ends with the word covers the original words.
        """
        pieces: list[str] = []
        origin: list[int] = []
        at = 0
        shifts = [(0, 0)]
        for start, end, word in spans:
            pieces += [self.plain[at:start], word]
            origin += self.origin[at:start]
            origin += [self.origin[start]] * (len(word) - 1) + [self.origin[end - 1]]
            at = end
            shifts.append((end, shifts[-1][1] + len(word) - (end - start)))
        pieces.append(self.plain[at:])
        origin += self.origin[at:]
        ends = [end for end, _ in shifts]
        headings = tuple((o + shifts[bisect_right(ends, o) - 1][1], n) for o, n in self.headings)
        return Text(self.name, self.source, "".join(pieces), origin, headings)


def parts_holding(words: str, marks: str, plain: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text between marks that hold one of the words; words are of the form
    一|二, marks single characters."""
    end = 0
    stop = re.compile(f"[{marks}]")
    for found in re.finditer(words, plain):
        if found.start() >= end:
            start = max(end, *(plain.rfind(mark, end, found.start()) + 1 for mark in marks))
            close = stop.search(plain, found.end())
            end = close.start() if close else len(plain)
            yield start, end
