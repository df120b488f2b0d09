"""The cases of a rule: small pieces of contract-facts/1, each with the outcome it must have."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.grades import Favours, Grade, Status
from ontology.facts import SCHEMA, Clause, Defect, Facts, Norm, Review, Term
from ontology.values import Json

CASE_SIGNED_ON = "2025-09-01"
"""When the contract of a case was signed, where the case does not say."""

_PARTIES = (
    {"role": "buyer", "label": "甲方", "name": "某中心", "kind": "public_body"},
    {"role": "vendor", "label": "乙方", "name": "某公司", "kind": "company"},
)

PIECES = ("contract", "parties", "terms", "norms", "defects", "reviews")
"""What a case may say of its contract; everything else follows from it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A contract in small. `status` is the expected outcome; the rest where it is `flagged`.

    `edge` names the thresholds on whose brink the case stands, `line` where it is written.
    """

    name: str
    facts: Facts
    status: Status
    severity: Grade | None = None
    favours: Favours | None = None
    edge: tuple[str, ...] = ()
    line: int = 1


def case_facts(piece: Json, key: str, reads: tuple[str, ...]) -> Facts:
    """The facts of a case: quotes laid out in a text, clauses made, the search recorded.

    `key` keeps two cases with the same words apart. A type that the rule reads and the piece does
    not hold was searched and not found.
    """
    contract = {"state": "executed", "signed_on": CASE_SIGNED_ON, **piece.get("contract", {})}
    terms = [_placed(term) for term in piece.get("terms", [])]
    norms = [_norm(norm) for norm in piece.get("norms", [])]
    facts = Facts.from_json(
        {
            "schema": SCHEMA,
            "document": {"name": key},
            "contract": contract,
            "parties": piece.get("parties", _PARTIES),
            "terms": terms,
            "norms": norms,
            "defects": [{"detail": None, **defect} for defect in piece.get("defects", [])],
            "reviews": [{"clauses": [], **review} for review in piece.get("reviews", [])],
        },
        key,
    )
    return _searched(_laid_out(facts, key), reads)


def _placed(term: Json) -> Json:
    return {"quote": term.get("type", ""), **term}


def _norm(norm: Json) -> Json:
    spare = {"counterparty": None, "condition": None, "deadline": None}
    return {**spare, "quote": norm.get("action", ""), **norm}


Placed = TypeVar("Placed", Term, Norm, Defect)


def _laid_out(facts: Facts, key: str) -> Facts:
    """The facts with offsets into a text that holds each quote once, after a line with `key`."""
    text = key + "\n"
    quotes = [*(t.quote for t in facts.terms), *(n.quote for n in facts.norms)]
    for quote in (*quotes, *(defect.quote for defect in facts.defects)):
        if quote not in text:
            text += quote + "\n"

    def place(items: tuple[Placed, ...]) -> tuple[Placed, ...]:
        starts = [text.index(item.quote) for item in items]
        return tuple(
            replace(item, start=start, end=start + len(item.quote))
            for item, start in zip(items, starts, strict=True)
        )

    named = {t.clause for t in facts.terms if t.clause} | {
        n.clause for n in facts.norms if n.clause
    }
    ids = {".".join(name.split(".")[: i + 1]) for name in named for i in range(name.count(".") + 1)}
    clauses = tuple(
        Clause(i, i.rpartition(".")[2], None, i.rpartition(".")[0] or None, 0, len(text))
        for i in sorted(ids)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(
        facts,
        document=replace(facts.document, sha256=digest, chars=len(text)),
        clauses=clauses,
        terms=place(facts.terms),
        norms=place(facts.norms),
        defects=place(facts.defects),
    )


def _searched(facts: Facts, reads: tuple[str, ...]) -> Facts:
    held = {term.type for term in facts.terms}
    said = {review.type for review in facts.reviews}
    rest = tuple(
        Review(name, "found" if name in held else "absent")
        for name in sorted(held | set(reads))
        if name not in said
    )
    return replace(facts, reviews=facts.reviews + rest)
