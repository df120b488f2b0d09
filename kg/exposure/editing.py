"""Contracts as they could be: the same facts with a term changed, added or left out."""

from __future__ import annotations

from dataclasses import replace

from ontology.facts import Facts, Term
from ontology.values import Json


def with_keys(facts: Facts, term: Term, **keys: Json) -> Facts:
    """The contract with some keys of one of its terms changed, as `rate=...` or `amount=...`.

    The words of the term stay: they are those of the contract, not of the proposal.
    """
    changed = replace(term, keys={**term.keys, **keys})
    return replace(facts, terms=tuple(changed if one is term else one for one in facts.terms))


def with_term(facts: Facts, term: Term) -> Facts:
    """The contract with one term more, such as a cap that it lacks."""
    return replace(facts, terms=(*facts.terms, term))


def without(facts: Facts, term: Term) -> Facts:
    """The contract without one of its terms."""
    return replace(facts, terms=tuple(one for one in facts.terms if one is not term))
