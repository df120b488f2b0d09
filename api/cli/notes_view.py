"""What a file holds besides its text, in one line each: where the contract was found, changes, …"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from api.cli.screen import Screen
from api.messages import Speaker

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
    from api.context import tender_rows, where

    if opened is None:
        return
    if (at := where(opened, screen.lang)) is not None:
        screen.note(screen.say("read.part", name=opened.name, where=at))
    if opened.tender:
        told = Speaker("context", screen.lang)
        said = told("tender.joined").join(
            told("tender.one", key=key, value=value)
            for key, value in tender_rows(opened, screen.lang)
        )
        screen.note(screen.say("read.tender", name=opened.name, said=said))
    notes = opened.loaded.notes
    counts = Counter(note.kind for note in notes)
    for kind in (kind for kind in SHOWN if counts[kind]):
        words = next(note.words for note in notes if note.kind == kind)
        words = " ".join(words.split())
        words = words if len(words) <= LONGEST else words[:LONGEST] + "…"
        screen.note(
            screen.say(f"read.note_{kind}", name=opened.name, count=counts[kind], words=words)
        )
