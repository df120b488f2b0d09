"""Facts as a notebook shows them: what a contract is, what a term says, where a clause stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ontology.html import Html, card, element, faint, quoted, reader, table
from ontology.term_types import term_types
from ontology.vocabulary import label

if TYPE_CHECKING:
    from ontology.facts import Clause, Facts, Term


def facts_card(facts: Facts) -> Html:
    """Who agreed what for how much, and how much was understood of it."""
    lang, contract = reader(), facts.contract
    sides = [party for party in facts.parties if party.role in ("buyer", "vendor")]
    rows = [[label("roles", p.role, lang), p.label, p.name] for p in sides]
    price = contract.total_price or {}
    said = {
        "state": label("contract_states", contract.state, lang),
        "price": f"{price['amount']} {price['currency']}" if price else None,
        "signed_on": contract.signed_on,
        "starts_on": contract.starts_on,
        "ends_on": contract.ends_on,
    }
    counts = {"terms": facts.terms, "norms": facts.norms, "defects": facts.defects}
    head = " · ".join(f"{name} {value}" for name, value in said.items() if value)
    tail = " · ".join(f"{len(found)} {name}" for name, found in counts.items())
    kinds = Counter(term.type for term in facts.terms)
    most = ", ".join(f"{term_types()[kind].title.say(lang)} {n}" for kind, n in _ordered(kinds))
    return card(
        contract.title or facts.document.name,
        element("div", head),
        table(["role", "label", "name"], rows),
        element("div", tail),
        element("div", faint(most)),
    )


def _ordered(kinds: Counter[str]) -> list[tuple[str, int]]:
    return sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[:8]


def term_card(term: Term) -> Html:
    """The words of a term, and what each key holds."""
    kind = term_types().get(term.type)
    title = term.type if kind is None else kind.title.say(reader())
    rows = [[name, _said(value)] for name, value in term.keys.items() if value not in (None, [])]
    by = [element("div", faint(f"read by {term.reader}"))] if term.reader else []
    place = f"{term.clause or '—'} [{term.start}, {term.end})"
    return card(
        title, element("div", quoted(term.quote)), faint(place), table(["key", "value"], rows), *by
    )


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_said(v)}" for name, v in value.items() if v is not None)
    return ", ".join(map(_said, value)) if isinstance(value, list) else str(value)


def clause_card(clause: Clause) -> Html:
    """The number and heading of a clause; its words are in the text, see `kg.clauses`."""
    title = " ".join(part for part in (clause.label, clause.heading) if part) or clause.id
    return card(title, faint(f"{clause.part} [{clause.start}, {clause.end})"))
