"""Contracts side by side: topic × contract, with the words behind every cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from kg.compare.stakes import OTHER
from kg.grades import Favours
from kg.wording import term_words
from ontology.facts import Facts, Term
from ontology.term_types import TermType, term_types
from ontology.values import Json
from ontology.vocabulary import Words, closed_set

CellState = Literal["found", "absent", "blank", "referred", "not_read"]

# What an edge gives its side: a power, protection or payment helps it, a debt or a bond helps the
# other one.
HELPS = ("HELD_BY", "PROTECTS", "OWNED_BY", "OWED_TO", "EXCUSES")


@dataclass(frozen=True, slots=True)
class Said:
    """One term in a cell: what it comes to, its own words, and whom it helps."""

    words: Words
    quote: str
    clause: str | None
    start: int
    end: int
    favours: Favours


@dataclass(frozen=True, slots=True)
class Cell:
    """What one contract says under one type of term."""

    contract: str
    state: CellState
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One type of term across contracts; `differs` when they do not all say the same."""

    topic: str
    type: str
    differs: bool
    cells: tuple[Cell, ...]

    def to_json(self) -> dict[str, Json]:
        kind, topic = term_types()[self.type], closed_set("topics").values[self.topic]
        return {
            "topic": self.topic,
            "topic_title": asdict(topic.words),
            "type": self.type,
            "title": asdict(kind.title),
            "differs": self.differs,
            "cells": [_cell_json(cell) for cell in self.cells],
        }


def _cell_json(cell: Cell) -> dict[str, Json]:
    values = [
        {
            **asdict(said.words),
            "quote": said.quote,
            "clause": said.clause,
            "start": said.start,
            "end": said.end,
            "favours": said.favours,
        }
        for said in cell.said
    ]
    return {"contract": cell.contract, "state": cell.state, "values": values}


def compare(contracts: Sequence[Facts]) -> tuple[Row, ...]:
    """One row for each type of term that any of the contracts has or was searched for.

    Rows stand in the order of the topics, cells in the order of `contracts`.
    """
    topics = list(closed_set("topics").values)
    kinds = sorted(term_types().values(), key=lambda kind: (topics.index(kind.topic), kind.id))
    rows = (_row(kind, contracts) for kind in kinds)
    return tuple(row for row in rows if any(cell.state != "not_read" for cell in row.cells))


def nearest(facts: Facts, others: Iterable[Facts], count: int) -> tuple[Facts, ...]:
    """The contracts that agree on most kinds of things, by the share of what either has."""
    mine = _kinds(facts)

    def distance(other: Facts) -> tuple[float, str, str]:
        theirs = _kinds(other)
        shared, either = len(mine & theirs), len(mine | theirs)
        return (-shared / either if either else 0.0, other.document.name, other.document.sha256)

    return tuple(sorted(others, key=distance)[:count])


def _kinds(facts: Facts) -> frozenset[tuple[str, str, str]]:
    """Type, key and value of all that is said in words of closed sets."""
    return frozenset(
        (term.type, key.name, str(term.keys[key.name]))
        for term in facts.terms
        for key in term_types()[term.type].keys.values()
        if key.values and key.name in term.keys
    )


def _row(kind: TermType, contracts: Sequence[Facts]) -> Row:
    cells = tuple(_cell(kind, facts) for facts in contracts)
    contents = {_content(kind, facts) for facts in contracts}
    return Row(kind.topic, kind.id, len(contents) > 1, cells)


def _cell(kind: TermType, facts: Facts) -> Cell:
    said = tuple(_said(term) for term in facts.terms if term.type == kind.id)
    return Cell(facts.document.name, "found" if said else _state(kind.id, facts), said)


def _state(type_id: str, facts: Facts) -> CellState:
    for review in facts.reviews:
        # A review that found something stands beside terms; without them nothing can be shown.
        if review.type == type_id and review.state != "found":
            return review.state
    return "not_read"


def _content(kind: TermType, facts: Facts) -> tuple[str, ...]:
    """What a cell says without the words it is said in, so that two wordings can be equal."""
    return tuple(sorted({_keys(t.keys.items()) for t in facts.terms if t.type == kind.id}))


def _keys(items: Iterable[tuple[str, Json]]) -> str:
    return json.dumps(dict(items), sort_keys=True, ensure_ascii=False)


def _said(term: Term) -> Said:
    return Said(term_words(term), term.quote, term.clause, term.start, term.end, favours(term))


def favours(term: Term) -> Favours:
    """Whom a term helps as its roles tell it: `none` where it helps both, or does not say.

    A payment is what the contract is for, and helps neither more than the other.
    """
    kind = term_types()[term.type]
    if kind.id == "payment":
        return "none"
    helped: set[str] = set()
    for key, edge in kind.edges.items():
        role = str(term.keys.get(key))
        helped.add(role if edge in HELPS else OTHER.get(role, role))
    if kind.forum:
        helped.add(str(term.keys.get("forum_side")))
    helped -= {"None", "unspecified", "third_party", "neutral", "defendant"}
    for side in OTHER.values():
        if helped == {side}:
            return side
    return "none"
