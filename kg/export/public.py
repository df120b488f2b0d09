"""The facts as exports give them: without personal data, and written in one way only."""

from __future__ import annotations

from dataclasses import replace

from kg.subgraph import marked, reviews
from ontology.facts import Facts, Norm, Party, Term
from ontology.term_types import term_types
from ontology.values import Json


def public(facts: Facts) -> Facts:
    """The facts that leave a store.

    Keys that are null or an empty list are left out, a fact that stands twice in the list stands
    once, and every type of term has its review.
    """
    return replace(
        facts,
        contract=replace(
            facts.contract,
            term=without_null(facts.contract.term),
            total_price=without_null(facts.contract.total_price),
        ),
        parties=tuple(_party(party) for party in facts.parties),
        terms=tuple(_term(term) for term, _ in marked(facts.terms)),
        norms=tuple(_norm(norm) for norm, _ in marked(facts.norms)),
        defects=tuple(defect for defect, _ in marked(facts.defects)),
        reviews=reviews(facts),
    )


def _party(party: Party) -> Party:
    return Party(
        role=party.role,
        label=party.label,
        name=party.name,
        kind=party.kind,
        place=without_null(party.place) or None,
        uscc=party.uscc,
    )


def _term(term: Term) -> Term:
    known = term_types()[term.type].keys
    said = {name: without_null(term.keys[name]) for name in known if name in term.keys}
    return replace(term, keys={n: value for n, value in said.items() if value not in (None, [])})


def _norm(norm: Norm) -> Norm:
    return replace(norm, deadline=without_null(norm.deadline))


def without_null(value: Json) -> Json:
    """The value without the keys that are null, at any depth."""
    if isinstance(value, dict):
        return {k: without_null(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [without_null(item) for item in value]
    return value
