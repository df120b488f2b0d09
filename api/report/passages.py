"""A contract's text cut into lines and pieces, so that found words can be lit where they stand.

Marks may overlap in any way: the text is cut at every edge of every mark, and each piece knows all
the marks that cover it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ontology.facts import Clause


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to light: what they are for (`ref`), how loudly (`weight`, 0 is a mere term)."""

    start: int
    end: int
    ref: str
    weight: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks, heaviest first; `opens` are the marks that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()

    @property
    def weight(self) -> int:
        return self.marks[0].weight if self.marks else 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source with the clause that begins in it, if any."""

    pieces: tuple[Piece, ...]
    depth: int = 0
    clause: Clause | None = None
    part: str = "body"

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def lines(text: str, clauses: Sequence[Clause], marks: Iterable[Mark]) -> tuple[Line, ...]:
    """The text as lines; the joined pieces of all lines are the text without its line breaks."""
    usable = sorted(
        (m for m in marks if 0 <= m.start < m.end <= len(text)),
        key=lambda m: (m.start, -m.weight, m.end, m.ref),
    )
    depths = _depths(clauses)
    heads = sorted((c for c in clauses if c.label is not None), key=lambda c: c.start)
    found: list[Line] = []
    at, head = 0, 0
    last: Clause | None = None
    for raw in text.split("\n"):
        end = at + len(raw)
        opened: Clause | None = None
        while head < len(heads) and heads[head].start <= end:
            last = heads[head]
            # The first clause that begins in a line names it: deeper ones follow on the same line.
            opened = opened or last
            head += 1
        found.append(
            Line(
                _pieces(text, at, end, usable),
                depths.get(last.id, 0) if last else 0,
                opened,
                last.part if last else "body",
            )
        )
        at = end + 1
    return tuple(found)


def _depths(clauses: Sequence[Clause]) -> dict[str, int]:
    parents = {c.id: c.parent for c in clauses}
    depths: dict[str, int] = {}
    for clause in clauses:
        depth, parent = 0, clause.parent
        while parent is not None and parent in parents and depth < len(parents):
            depth, parent = depth + 1, parents[parent]
        depths[clause.id] = depth
    return depths


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    here = [m for m in marks if m.start < end and m.end > start]
    edges = sorted(
        {start, end, *(max(m.start, start) for m in here), *(min(m.end, end) for m in here)}
    )
    pieces = []
    for left, right in pairwise(edges):
        over = [m for m in here if m.start <= left and m.end >= right]
        pieces.append(
            Piece(
                text[left:right],
                tuple(sorted(over, key=lambda m: (-m.weight, m.start, m.ref))),
                tuple(m for m in over if m.start == left),
                tuple(m for m in over if m.end == right),
            )
        )
    return tuple(pieces)
