"""Says of each fact why it was read, and which sentences with a modal gave no fact at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.clauses import outline
from loaders.grammar.conditions import condition
from loaders.grammar.reading import Hit, Reading, prepare
from loaders.grammar.sentences import Sentence
from loaders.layout import read_text as lay_out
from loaders.parties import read_parties
from loaders.roles import find_roles
from loaders.words import load
from ontology.facts import Facts, Term

PLACES = ("body", "annex")
"""Parts of a contract whose sentences bind; cover and signature page only name."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Explained:
    """A term with the cue that woke its reader, and the provision that it was read from.

    `cue` is the id of a record in `words/terms/<type>.yaml`, `None` where the term stands apart
    from what woke its reader. The provision of a list item is the head of its list. `condition` is
    what the provision makes its consequence depend on, "" for nothing.
    """

    term: Term
    cue: str | None
    provision: str
    condition: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that says must, may or must not, and gave neither a term nor a norm."""

    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why each term was read, and what was passed over among so many modal sentences."""

    terms: tuple[Explained, ...]
    modal: int
    unread: tuple[Unread, ...]

    @property
    def share(self) -> float:
        """The part of the modal sentences that nothing accounts for."""
        return len(self.unread) / self.modal if self.modal else 0.0


def explain(facts: Facts, source: str, *, buyer: str | None = None) -> Explanation:
    """Why these facts were read from this source, under the same `buyer`."""
    text = lay_out(facts.document.name, source)
    roles = find_roles(text, buyer=buyer)
    tree = outline(text)
    reading = prepare(text, roles, read_parties(text, tree, roles), tree)
    modal = _modal(reading)
    spans = [(term.start, term.end) for term in facts.terms]
    read = _Covered([*spans, *((norm.start, norm.end) for norm in facts.norms)])
    unread = (s for s in modal if not read.touches(reading.view.span(s.start, s.end)))
    return Explanation(
        terms=tuple(_explained(facts, reading)),
        modal=len(modal),
        unread=tuple(_unread(reading, sentence) for sentence in unread),
    )


def _modal(reading: Reading) -> list[Sentence]:
    """The sentences that say must, may or must not, where contracts bind."""
    indices = sorted({hit.sentence.index for hit in reading.hits(load("modals"))})
    sentences = (reading.sentences[index] for index in indices)
    return [sentence for sentence in sentences if reading.part(sentence) in PLACES]


def _unread(reading: Reading, sentence: Sentence) -> Unread:
    return Unread(
        reading.outline.sections[sentence.section].id,
        reading.view.quote(sentence.start, sentence.end),
    )


def _explained(facts: Facts, reading: Reading) -> Iterator[Explained]:
    woken = {kind: _hits(reading, kind) for kind in sorted({term.type for term in facts.terms})}
    origin = reading.view.origin
    for term in facts.terms:
        at = reading.sentence_at(bisect_right(origin, term.start) - 1)
        hit = _woken_by(woken[term.type], (term.start, term.end), at)
        sentence = hit.sentence if hit else at
        yield Explained(
            term=term,
            cue=hit.cue.id if hit else None,
            provision=reading.view.quote(sentence.start, sentence.end) if sentence else term.quote,
            condition=condition(hit) if hit else "",
        )


def _woken_by(hits: Sequence[tuple[Span, Hit]], span: Span, at: Sentence | None) -> Hit | None:
    """The hit within a term's words, else the one in the head of the list that they stand in."""
    head = at.head if at else None
    own = (hit for place, hit in hits if _overlap(place, span))
    above = (hit for _, hit in hits if hit.sentence.index == head)
    return next(own, None) or next(above, None)


def _hits(reading: Reading, kind: str) -> list[tuple[Span, Hit]]:
    """The hits of the cues of a type, with their place in the source."""
    return [(reading.view.span(h.start, h.end), h) for h in reading.hits(load(f"terms/{kind}"))]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class _Covered:
    """Which places the facts cover, joined so that each can be asked for in logarithmic time."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans: list[Span] = []
        for start, end in sorted(spans):
            if self._spans and start <= self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def touches(self, span: Span) -> bool:
        before = bisect_right(self._starts, span[1] - 1) - 1
        return before >= 0 and _overlap(self._spans[before], span)
