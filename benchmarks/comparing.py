"""What two readings of one contract have in common, fact by fact."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

from benchmarks.rewriting import plain
from loaders.layout.draft import Draft
from ontology.facts import Facts, Term
from ontology.term_types import term_types
from ontology.values import Json

Fact = tuple[str, str, str]
"""Kind, the words it stands in, its keys; equal where readings say the same of the same words."""

Words = Callable[[str], str]
Values = Callable[[Json], Json]


def unchanged(words: str) -> str:
    """Words that need no translation between the two texts."""
    return words


def as_read(value: Json) -> Json:
    """Values that need no translation between the two readings."""
    return value


@dataclass(frozen=True, slots=True)
class Frame:
    """How the facts of a rewritten text are brought back to the text that it was made from.

    `words` translates text that stands in keys, `values` the values themselves.
    """

    draft: Draft
    source: str
    words: Words = unchanged
    values: Values = as_read

    def quote(self, start: int, end: int) -> str:
        """The words of the source that a span of the rewritten text came from."""
        origin = self.draft.origin
        return plain(self.source[origin[start] : origin[end - 1] + 1])


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts of two readings agree, and which do not."""

    before: int
    after: int
    same: int
    lost: tuple[Fact, ...] = field(default=())
    gained: tuple[Fact, ...] = field(default=())

    @property
    def share(self) -> float:
        """Facts in common over those of either reading; 1 where there is nothing to compare."""
        either = self.before + self.after
        return 2 * self.same / either if either else 1.0


def frame(text: str) -> Frame:
    """The frame of a text that was not rewritten."""
    return Frame(Draft(text), text)


def terms(facts: Facts, frame: Frame) -> Iterator[Fact]:
    """The terms by their strict keys."""
    for term in facts.terms:
        keys = {key: term.keys.get(key) for key in term_types()[term.type].strict}
        yield term.type, frame.quote(term.start, term.end), _say(keys, frame)


def directed(facts: Facts, frame: Frame, naming: Sequence[str] = ("",)) -> Iterator[Fact]:
    """The terms by the keys that say who, if their words hold one of the labels in `naming`."""
    for term in facts.terms:
        sides = {key: term.keys.get(key) for key in directions(term)}
        words = frame.quote(term.start, term.end)
        if sides and any(label in words for label in naming):
            yield term.type, words, _say(sides, frame)


def directions(term: Term) -> tuple[str, ...]:
    """The strict keys of a term that say who."""
    kind = term_types()[term.type]
    return tuple(k for k in kind.strict if k in kind.edges or k == "forum_side")


def everything(facts: Facts, frame: Frame) -> Iterator[Fact]:
    """Terms, norms, defects, and each field of the contract and of its parties."""
    yield from terms(facts, frame)
    for norm in facts.norms:
        keys: Json = {"modality": norm.modality, "bearer": norm.bearer, "deadline": norm.deadline}
        yield "norm", frame.quote(norm.start, norm.end), _say(keys, frame)
    for defect in facts.defects:
        yield "defect", frame.quote(defect.start, defect.end), defect.kind
    for name, value in asdict(facts.contract).items():
        yield "contract", name, _say(value, frame)
    for party in facts.parties:
        for name, value in asdict(party).items():
            if name != "label":
                yield f"party.{party.role}", name, _say(value, frame)


def compare(before: Sequence[Fact], after: Sequence[Fact]) -> Tally:
    """Pairs equal facts one to one."""
    first, second = Counter(before), Counter(after)
    lost, gained = first - second, second - first
    return Tally(
        before=len(before),
        after=len(after),
        same=len(before) - lost.total(),
        lost=tuple(lost.elements()),
        gained=tuple(gained.elements()),
    )


def _say(value: Json, frame: Frame) -> str:
    return json.dumps(_words(frame.values(value), frame), ensure_ascii=False, sort_keys=True)


def _words(value: Json, frame: Frame) -> Json:
    """The value with its text brought back; lists in one order, since they are sets of names."""
    if isinstance(value, str):
        return plain(frame.words(value))
    if isinstance(value, list):
        return sorted((_words(item, frame) for item in value), key=str)
    if isinstance(value, dict):
        return {key: _words(item, frame) for key, item in value.items()}
    return value
