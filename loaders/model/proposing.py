"""The facts of the grammar, with what a model adds to the types that it left absent."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.layout import read_text as lay_out
from loaders.model.asking import ask
from loaders.model.checking import NotAFact, Squeezed, checked, proposals
from loaders.model.endpoint import Endpoint, ModelFailed
from loaders.model.question import pieces, system
from ontology.facts import Facts, Review, Term
from ontology.term_types import faults, term_types
from ontology.values import Json
from ontology.vocabulary import closed_set

LOG = logging.getLogger(__name__)

PATIENCE = 3
"""Answers that may fail before no more is asked."""

SHOWN = 80
"""Characters of a refused quote that are logged."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proposal that is no fact, and why."""

    type: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """Facts with those of a model among them, what was refused, and answers that failed."""

    facts: Facts
    refused: tuple[Refusal, ...] = ()
    failed: tuple[str, ...] = ()


def propose(facts: Facts, text: str, endpoint: Endpoint) -> Proposed:
    """Asks a model for the types that were looked for in vain; whatever it does, `facts` stand.

    Refusals and failures are given back, and logged.
    """
    wanted = tuple(review.type for review in facts.reviews if review.state == "absent")
    found: list[Term] = []
    refused: list[Refusal] = []
    failed: list[str] = []
    squeezed = Squeezed.of(lay_out(facts.document.name, text))
    for piece in pieces(text, endpoint.asks) if wanted else ():
        if len(failed) == PATIENCE:
            break
        try:
            items = proposals(ask(endpoint, system(wanted), piece))
        except ModelFailed as error:
            LOG.warning("%s gave nothing: %s", endpoint.name, error.message)
            failed.append(error.message)
            continue
        for item in items:
            try:
                found.append(checked(item, wanted, squeezed, facts))
            except NotAFact as reason:
                refused.append(_refusal(item, str(reason), endpoint))
    return Proposed(_with(facts, found, endpoint), tuple(refused), tuple(failed))


def _refusal(item: Json, reason: str, endpoint: Endpoint) -> Refusal:
    said = item if isinstance(item, dict) else {}
    refusal = Refusal(str(said.get("type"))[:SHOWN], str(said.get("quote"))[:SHOWN], reason)
    LOG.warning("%s: refused %r, %r: %s", endpoint.name, refusal.type, refusal.quote, reason)
    return refusal


def _with(facts: Facts, found: Sequence[Term], endpoint: Endpoint) -> Facts:
    """With the new terms in the order of the text, none twice, and the searches they answer."""
    sided = [replace(term, reader=endpoint.name) for term in _sided(facts, found)]
    once = {(t.type, t.start, t.end, repr(sorted(t.keys.items()))): t for t in sided}
    new = sorted(once.values(), key=lambda t: (t.start, t.end, t.type))
    clauses: dict[str, list[str]] = {}
    for term in new:
        clauses.setdefault(term.type, []).append(term.clause or "")
    reviews = tuple(
        Review(r.type, "found", tuple(dict.fromkeys(filter(None, clauses[r.type]))))
        if r.type in clauses
        else r
        for r in facts.reviews
    )
    terms = sorted((*facts.terms, *new), key=lambda t: (t.start, t.end, t.type))
    return replace(facts, terms=tuple(terms), reviews=reviews)


def _sided(facts: Facts, found: Sequence[Term]) -> Iterator[Term]:
    """Where the text does not show who buys, a model does not know it either."""
    if {"buyer", "vendor"} <= {party.role for party in facts.parties}:
        yield from found
        return
    for term in found:
        keys = dict(term.keys)
        for name, key in term_types()[term.type].keys.items():
            if keys.get(name) in ("buyer", "vendor") and key.values:
                open_ = "unspecified" in closed_set(key.values).values
                keys[name] = "unspecified" if open_ else None
        if not list(faults(replace(term, keys=keys))):
            yield replace(term, keys=keys)
