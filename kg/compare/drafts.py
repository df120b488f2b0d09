"""A draft against the one before: which terms changed, for whom, by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.compare.gains import KeyChange, helps, key_changes, moved
from kg.compare.pairing import pair
from kg.compare.stakes import stakes
from kg.compare.worth import Worth
from kg.finding import both
from kg.grades import Favours
from kg.wording import term_words, value_said
from ontology.facts import Facts, Term
from ontology.term_types import term_types
from ontology.values import Json
from ontology.vocabulary import Words, closed_set

Kind = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class TermChange:
    """One term that is not what it was; `favours` is the side that the change helps."""

    kind: Kind
    type: str
    old: Term | None
    new: Term | None
    keys: tuple[KeyChange, ...]
    favours: Favours
    worth: Worth

    @property
    def weight(self) -> int:
        return stakes()[self.type].weight

    def to_json(self) -> dict[str, Json]:
        kind = term_types()[self.type]
        return {
            "change": self.kind,
            "type": self.type,
            "title": both(kind.title),
            "favours": self.favours,
            "worth": self.worth.to_json(),
            "weight": self.weight,
            "keys": [key_json(self.type, change) for change in self.keys],
            "old": None if self.old is None else term_json(self.old),
            "new": None if self.new is None else term_json(self.new),
        }


def term_json(term: Term) -> dict[str, Json]:
    """A term in words with its place."""
    place = {"quote": term.quote, "clause": term.clause, "start": term.start, "end": term.end}
    return {**both(term_words(term)), **place}


def key_json(type_: str, change: KeyChange) -> dict[str, Json]:
    """One changed key as JSON."""
    return {
        "key": change.key,
        "title": both(key_title(change.key)),
        "old": change.old,
        "new": change.new,
        "said": both(key_words(type_, change)),
        "helps": change.helps,
    }


def key_title(name: str) -> Words:
    """What people call a key."""
    known = closed_set("keys").values
    return known[name].words if name in known else Words(name, name)


def key_words(type_: str, change: KeyChange) -> Words:
    """Old value → new value, in the words of each language; a dash for silence."""
    key = term_types()[type_].keys[change.key]

    def said(lang: Literal["zh", "en"]) -> str:
        values = (change.old, change.new)
        return " → ".join("—" if v in (None, []) else value_said(key, v, lang) for v in values)

    return Words(said("zh"), said("en"))


def changes(old: Facts, new: Facts) -> tuple[TermChange, ...]:
    """What the new draft changes, the costliest first, then by the weight of the type of term.

    Terms are paired by type, sides and matter, not by where they stand; terms that only moved or
    only say the same in other words are no change.
    """
    found: list[TermChange] = []
    for first, second in pair(old.terms, new.terms):
        if first and second and not key_changes(first, second, new):
            continue
        found.append(_change(first, second, new))
    return tuple(sorted(found, key=_rank))


def _change(old: Term | None, new: Term | None, facts: Facts) -> TermChange:
    kind: Kind = "changed" if old and new else "removed" if old else "added"
    term = new or old
    assert term is not None
    keys = key_changes(old, new, facts) if old and new else ()
    return TermChange(
        kind, term.type, old, new, keys, helps(old, new, facts), moved(old, new, facts)
    )


def _rank(change: TermChange) -> tuple[bool, float, int, int, str]:
    amount, term = change.worth.amount, change.new or change.old
    assert term is not None
    size = 0.0 if amount is None else -float(abs(amount))
    return (amount is None, size, -change.weight, term.start, term.type)


def head_changes(old: Facts, new: Facts) -> Mapping[str, tuple[Json, Json]]:
    """What changed in the head of the contract: price, dates, term, number, by name."""
    names = ("title", "number", "total_price", "signed_on", "starts_on", "ends_on", "term")
    pairs = {n: (getattr(old.contract, n), getattr(new.contract, n)) for n in names}
    return {name: values for name, values in pairs.items() if values[0] != values[1]}
