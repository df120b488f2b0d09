"""One module for each term type, named like its file in `ontology/terms`.

Each has `read(reading) -> Iterator[Term]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from loaders.grammar.reading import Reading
from ontology.facts import Term
from ontology.term_types import term_types


def read_terms(reading: Reading) -> tuple[Term, ...]:
    """Every term of the text, in the order of the text, none twice."""
    found = (term for kind in term_types() for term in _read(kind, reading))
    unique = {(t.type, t.start, t.end, repr(sorted(t.keys.items()))): t for t in found}
    return tuple(sorted(unique.values(), key=lambda t: (t.start, t.end, t.type)))


def _read(kind: str, reading: Reading) -> Iterator[Term]:
    module = import_module(f"loaders.terms.{kind}")
    yield from module.read(reading)
