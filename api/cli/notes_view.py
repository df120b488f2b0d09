"""What a file holds besides its text, in one line each: where the contract was found, changes, …"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from api.cli.screen import Screen

if TYPE_CHECKING:
    from loaders.files.loaded import NoteKind
    from loaders.opening import Opened

SHOWN: tuple[NoteKind, ...] = (
    "hidden",
    "inserted",
    "deleted",
    "comment",
    "macro",
    "uncertain",
    "lost",
    "skipped",
)
"""Kinds of notes that a reader must know of; headers are none of them."""

LONGEST = 40


def show(screen: Screen, opened: Opened | None) -> None:
    """Says on standard error what a reader of the file should know."""
    if opened is None:
        return
    part, loaded = opened.part, opened.loaded
    if part is not None:
        first, last = loaded.place(0), loaded.place(len(loaded.text) - 1)
        pages = first and last and first.page and f"{first.page}–{last.page}"
        key = "read.part_pages" if pages else "read.part"
        where = pages or f"{part.start:,}–{part.end:,}"
        said = screen.say(
            key, name=opened.name, title=part.title, where=where, sure=f"{part.sure:.0%}"
        )
        screen.note(said)
    counts = Counter(note.kind for note in loaded.notes)
    for kind in (kind for kind in SHOWN if counts[kind]):
        words = next(note.words for note in loaded.notes if note.kind == kind)
        words = " ".join(words.split())
        words = words if len(words) <= LONGEST else words[:LONGEST] + "…"
        screen.note(
            screen.say(f"read.note_{kind}", name=opened.name, count=counts[kind], words=words)
        )
