"""A draft against the one before: the terms, and the words that changed without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.contracts import Contract
from kg.compare import TermChange, changes
from kg.compare.drafts import head_changes
from kg.compare.passages import Passage, passages
from ontology.values import Json


@dataclass(frozen=True, slots=True)
class Redline:
    """What became of a draft; `textless` are contracts whose words are not at hand."""

    old: Contract
    new: Contract
    head: Mapping[str, tuple[Json, Json]]
    terms: tuple[TermChange, ...]
    passages: tuple[Passage, ...]
    textless: tuple[Contract, ...]

    @property
    def words_only(self) -> tuple[Passage, ...]:
        """The passages in which no term changed."""
        return tuple(passage for passage in self.passages if not passage.terms)

    def lines(self) -> Iterator[Json]:
        """The head, then terms, then passages, each line with its `kind`."""
        for name, (old, new) in self.head.items():
            yield {"kind": "head", "key": name, "old": old, "new": new}
        for change in self.terms:
            yield {"kind": "term", **change.to_json()}
        for passage in self.passages:
            yield {"kind": "text", **passage.to_json()}


def redline(old: Contract, new: Contract) -> Redline:
    """Compares two drafts: terms by what they say, words sentence by sentence."""
    terms = changes(old.facts, new.facts)
    textless = tuple(contract for contract in (old, new) if not contract.text)
    words = () if textless else passages((old.facts, old.text), (new.facts, new.text), terms)
    return Redline(old, new, head_changes(old.facts, new.facts), terms, words, textless)
