"""A term with the contract that states it, and a clause with its own words and what is lit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.finding import Finding
from ontology.facts import Clause, Facts, Term
from ontology.html import Html, card, element, faint, joined, reader
from ontology.values import Json
from ontology.vocabulary import Lang, Words

LIT = {"high": "rgba(213,94,0,.35)", "medium": "rgba(230,159,0,.35)", "low": "rgba(86,180,233,.3)"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A term and the name of its contract."""

    contract: str
    term: Term

    def _repr_html_(self) -> str:
        return self.term._repr_html_()


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a clause that a finding is about; offsets are those of the text."""

    start: int
    end: int
    grade: Literal["high", "medium", "low"]
    rule: str
    title: Words


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause with the words that are its own and not those of a clause below it."""

    clause: Clause
    pieces: tuple[tuple[int, str], ...]
    marks: tuple[Mark, ...] = ()

    @property
    def words(self) -> str:
        """Its own words."""
        return "".join(piece for _, piece in self.pieces)

    def _repr_html_(self) -> str:
        lang, clause = reader(), self.clause
        title = " ".join(part for part in (clause.label, clause.heading) if part) or clause.id
        lit = joined(_lit(start, words, self.marks, lang) for start, words in self.pieces)
        place = faint(f"{clause.part} [{clause.start}, {clause.end})")
        return card(title, element("div", lit, style="white-space:pre-wrap"), place)


def passage_row(passage: Passage, lang: Lang) -> dict[str, Json]:
    """A clause as a flat record."""
    clause = passage.clause
    return {
        "id": clause.id,
        "label": clause.label,
        "heading": clause.heading,
        "part": clause.part,
        "words": passage.words,
        "findings": [f"{mark.rule} {mark.title.say(lang)}" for mark in passage.marks],
    }


def passages(facts: Facts, text: str, findings: Iterable[Finding]) -> tuple[Passage, ...]:
    """Every clause with its own words, those of findings marked."""
    marks = sorted(_marks(findings), key=lambda mark: (mark.start, -mark.end, mark.rule))
    below: dict[str | None, list[Clause]] = {}
    for clause in facts.clauses:
        below.setdefault(clause.parent, []).append(clause)
    made = []
    for clause in facts.clauses:
        pieces = tuple(_own(clause, below.get(clause.id, []), text))
        held = tuple(m for m in marks if any(s <= m.start < s + len(w) for s, w in pieces))
        made.append(Passage(clause, pieces, held))
    return tuple(made)


def _marks(findings: Iterable[Finding]) -> Iterator[Mark]:
    for found in findings:
        for place in (found.place, *found.more):
            if place.start is not None and place.end is not None:
                yield Mark(place.start, place.end, found.severity, found.rule, found.title)


def _own(clause: Clause, below: Sequence[Clause], text: str) -> Iterator[tuple[int, str]]:
    at = clause.start
    for child in sorted(below, key=lambda c: c.start):
        if at < child.start:
            yield at, text[at : child.start]
        at = max(at, child.end)
    if at < clause.end:
        yield at, text[at : clause.end]


def _lit(start: int, words: str, marks: Sequence[Mark], lang: Lang) -> Html:
    """The words with the marks in them; of marks that overlap, the first keeps its words."""
    out, at, end = [], start, start + len(words)
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        out.append(Html(joined([words[at - start : first - start]])))
        lit = words[first - start : last - start]
        style = f"background:{LIT[mark.grade]};color:inherit"
        out.append(element("mark", lit, style=style, title=f"{mark.rule} {mark.title.say(lang)}"))
        at = last
    return joined([*out, words[at - start :]])
