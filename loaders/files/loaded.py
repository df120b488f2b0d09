"""What a file gave: its text, and where in the file each stretch of the text stood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import Literal

Format = Literal[
    "text", "docx", "doc", "rtf", "odt", "pdf", "html", "xlsx", "xls", "ofd", "eml", "zip", "image"
]
"""What a file is, told from its first bytes."""

NoteKind = Literal[
    "inserted", "deleted", "comment", "hidden", "header", "macro", "uncertain", "lost", "skipped"
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text from `start` on stood, until the next place begins.

    `paragraph` and `run` count from 0 in the order of a Word file, `page` from 1; `box` is left,
    top, right and bottom in thousandths of the page's width and height; `sheet` and `cell` name a
    place in a workbook, `part` a file in an archive, or the notes of a Word file; `sure` is the
    confidence of recognised text in percent.
    """

    start: int
    paragraph: int | None = None
    run: int | None = None
    page: int | None = None
    box: tuple[int, int, int, int] | None = None
    sheet: str | None = None
    cell: str | None = None
    part: str | None = None
    sure: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a file that its text alone does not show: a change, a comment, hidden words.

    `start` and `end` are offsets in the text; both the same where the words are not in it.
    """

    kind: NoteKind
    words: str
    start: int = 0
    end: int = 0
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """The text of one file, its line ends as `\\n`, and what else a reader may want of the file.

    `headings` are the lines that the file marks as such, as (offset, level).
    """

    text: str
    format: Format = "text"
    places: tuple[Place, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    notes: tuple[Note, ...] = ()

    def place(self, offset: int) -> Place | None:
        """Where the character at an offset stood, where the format knows it."""
        at = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[at - 1] if at else None

    def sure(self, start: int, end: int) -> int | None:
        """The least confidence, in percent, of the lines that a stretch of recognised text is in.

        `None` for what was not recognised.
        """
        first = max(0, bisect_right(self.places, start, key=lambda place: place.start) - 1)
        last = bisect_left(self.places, end, key=lambda place: place.start)
        told = (place.sure for place in self.places[first:last])
        return min((sure for sure in told if sure is not None), default=None)

    def part(self, start: int, end: int) -> Loaded:
        """The stretch of this text between two offsets, with what belongs to it."""
        first = self.place(start)
        kept = [p for p in self.places if start < p.start < end]
        opening = [replace(first, start=start)] if first else []
        places = tuple(replace(p, start=p.start - start) for p in opening + kept)
        inside = (n for n in self.notes if start <= n.start <= end and n.end <= end)
        notes = tuple(replace(n, start=n.start - start, end=n.end - start) for n in inside)
        headings = tuple((o - start, level) for o, level in self.headings if start <= o < end)
        return Loaded(self.text[start:end], self.format, places, headings, notes)


@dataclass(slots=True)
class Writer:
    """Collects the text of a file piece by piece, with the places of the pieces."""

    format: Format
    pieces: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    at: int = 0

    def write(self, words: str, place: Place | None = None) -> None:
        """Appends words; `place.start` is set to where they begin."""
        if not words:
            return
        if place is not None:
            self.places.append(replace(place, start=self.at))
        self.pieces.append(words)
        self.at += len(words)

    def loaded(self) -> Loaded:
        return Loaded(
            "".join(self.pieces),
            self.format,
            tuple(self.places),
            tuple(self.headings),
            tuple(self.notes),
        )
