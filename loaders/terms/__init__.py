"""One module for each term type, named like its file in `ontology/terms`.

Each has `read(reading) -> Iterator[Term]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from loaders.grammar.reading import Reading
from ontology.facts import Term
from ontology.term_types import term_types
from ontology.vocabulary import closed_set


def read_terms(reading: Reading) -> tuple[Term, ...]:
    """Every term of the text, in the order of the text, none twice."""
    found = (term for kind in term_types() for term in _read(kind, reading))
    if not reading.roles.decided:
        found = (_without_sides(term) for term in found)
    unique = {(t.type, t.start, t.end, repr(sorted(t.keys.items()))): t for t in found}
    return tuple(sorted(unique.values(), key=lambda t: (t.start, t.end, t.type)))


def _read(kind: str, reading: Reading) -> Iterator[Term]:
    module = import_module(f"loaders.terms.{kind}")
    yield from module.read(reading)


def _without_sides(term: Term) -> Term:
    """The term of a text that does not show who buys: a side it cannot know is unspecified."""
    keys = dict(term.keys)
    for name, key in term_types()[term.type].keys.items():
        if keys.get(name) in ("buyer", "vendor") and key.values:
            allowed = closed_set(key.values)
            keys[name] = "unspecified" if "unspecified" in allowed.values else None
    return replace(term, keys=keys)
