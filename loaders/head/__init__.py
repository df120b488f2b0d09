"""Reads what the contract says of itself: title, number, signing, term, price, law, copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from loaders.clauses import Outline
from loaders.head.cover import read_number, read_project
from loaders.head.period import read_period
from loaders.head.price import read_price
from loaders.head.signing import read_copies, read_effective, read_signed_at, read_signed_on
from loaders.head.title import read_title
from loaders.text import Text
from loaders.words import pattern
from ontology.facts import Contract, Party

State: TypeAlias = Literal["executed", "draft", "template"]


def read_contract(text: Text, outline: Outline, parties: Sequence[Party]) -> Contract:
    """The facts of the whole contract."""
    body = _without_annexes(text, outline)
    period, price = read_period(body), read_price(body)
    signed_on = read_signed_on(body)
    return Contract(
        title=read_title(text),
        project=read_project(body),
        number=read_number(body),
        state=_state(parties, signed_on, price.blank or period.blank),
        signed_on=signed_on,
        signed_at=read_signed_at(body),
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        term=period.term.to_json() if period.term else None,
        total_price=price.total.to_json() if price.total else None,
        price_in_words=price.words,
        tax=price.tax,
        governing_law="CN" if pattern("head_phrases", "law").search(text.plain) else None,
        copies=read_copies(body),
        effective_on=read_effective(body),
    )


def _without_annexes(text: Text, outline: Outline) -> str:
    """The words of the contract itself: an annex has titles, prices and dates of its own."""
    kept = [
        text.plain[section.start : section.own_end]
        for section in outline.sections
        if section.part != "annex"
    ]
    return "".join(kept) if any(kept) else text.plain


def _state(parties: Sequence[Party], signed_on: str | None, blank: bool) -> State:
    """Executed where both names and a day stand; a template where a name or the price is open."""
    named = [party for party in parties if party.name and party.role != "third_party"]
    if len(named) < 2:
        return "template"
    if signed_on and signed_on.count("-") == 2:
        return "executed"
    return "template" if blank else "draft"
