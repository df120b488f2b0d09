"""Which sentences of a draft changed, and whether any term changed with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from kg.compare.drafts import TermChange
from ontology.facts import Facts, Term
from ontology.values import Json

Kind = Literal["reworded", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text without white space at either end, and where it stands."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def plain(self) -> str:
        """The sentence without white space, which is not what a drafter changes."""
        return re.sub(r"\s+", "", self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that are not what they were; `terms`: a change of terms stands in them."""

    kind: Kind
    old: tuple[Sentence, ...]
    new: tuple[Sentence, ...]
    clause: str | None
    terms: bool

    def to_json(self) -> dict[str, Json]:
        return {
            "change": self.kind,
            "clause": self.clause,
            "terms": self.terms,
            "old": [{"text": x.text, "start": x.start, "end": x.end} for x in self.old],
            "new": [{"text": x.text, "start": x.start, "end": x.end} for x in self.new],
        }


def passages(
    old: tuple[Facts, str], new: tuple[Facts, str], terms: Iterable[TermChange]
) -> tuple[Passage, ...]:
    """The sentences that changed between two drafts, each a facts document with its text.

    One that only stands elsewhere now is moved, whatever its number.
    """
    before, after = sentences(old[1], old[0]), sentences(new[1], new[0])
    changed = tuple(terms)
    found: list[Passage] = []
    plain = [line.plain for line in before], [line.plain for line in after]
    matcher = SequenceMatcher(None, *plain, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            found += _split(before[a:b], after[c:d])
    return tuple(_placed(passage, old[0], new[0], changed) for passage in _moves(found))


_INDENT = re.compile(r"[ \t\u3000]*")

WRAPPED = 20
"""A line at least so long that ends in no stop may go on in the next."""


def sentences(text: str, facts: Facts) -> tuple[Sentence, ...]:
    """The sentences of a text, whatever lines they stand in; headings stand for themselves."""
    heads = {clause.start for clause in facts.clauses}
    found, start = [], 0
    for match in re.finditer(r"[。；;]|\n", text):
        end = match.end()
        if match.group() == "\n" and _goes_on(text[start : end - 1], text, end, heads):
            continue
        found.append(_sentence(text[start:end], start))
        start = end
    found.append(_sentence(text[start:], start))
    return tuple(sentence for sentence in found if sentence.text)


def _goes_on(line: str, text: str, end: int, heads: Set[int]) -> bool:
    """Whether a line was only broken for its width."""
    last = line.rsplit("\n", 1)[-1].strip()
    indent = _INDENT.match(text, end)
    following = indent.end() if indent else end
    return len(last) >= WRAPPED and not last.endswith(("：", ":")) and following not in heads


def _sentence(raw: str, start: int) -> Sentence:
    return Sentence(raw.strip(), start + len(raw) - len(raw.lstrip()))


ALIKE = 0.5
"""From how much in common a sentence counts as the same one in other words."""


NEAR = 20
"""Among so many of the next sentences the one that a changed sentence became is looked for."""


def _split(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Passage]:
    """A run of changes one by one: each old sentence with the next new one like it."""
    found: list[Passage] = []
    rest = list(new)
    for sentence in old:
        like = next((x for x in rest[:NEAR] if _alike(sentence, x)), None)
        if like is None:
            found.append(Passage("removed", (sentence,), (), None, False))
            continue
        skipped = rest[: rest.index(like)]
        found += [Passage("added", (), (x,), None, False) for x in skipped]
        found.append(Passage("reworded", (sentence,), (like,), None, False))
        rest = rest[rest.index(like) + 1 :]
    return found + [Passage("added", (), (x,), None, False) for x in rest]


def _alike(one: Sentence, other: Sentence) -> bool:
    matcher = SequenceMatcher(None, one.plain, other.plain, autojunk=False)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(bound() >= ALIKE for bound in bounds)


def _moves(found: Sequence[Passage]) -> list[Passage]:
    """A sentence gone here and come there, but for its number, was moved."""
    gone = [p for p in found if p.kind == "removed"]
    result = list(found)
    for passage in found:
        if passage.kind != "added":
            continue
        twin = next((p for p in gone if _unnumbered(p.old[0]) == _unnumbered(passage.new[0])), None)
        if twin is not None:
            gone.remove(twin)
            result.remove(twin)
            moved = Passage("moved", twin.old, passage.new, None, False)
            result[result.index(passage)] = moved
    return result


_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章条节款]|[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?)+"
)


def _unnumbered(sentence: Sentence) -> str:
    return _NUMBER.sub("", sentence.plain)


def _placed(passage: Passage, old: Facts, new: Facts, changed: Sequence[TermChange]) -> Passage:
    """The passage with its clause, and whether it holds a term that changed."""
    touched = any(_holds(passage.old, c.old) or _holds(passage.new, c.new) for c in changed)
    where = _clause(new, passage.new) if passage.new else _clause(old, passage.old)
    return replace(passage, clause=where, terms=touched)


def _holds(held: Sequence[Sentence], term: Term | None) -> bool:
    return term is not None and any(s.start < term.end and term.start < s.end for s in held)


def _clause(facts: Facts, held: Sequence[Sentence]) -> str | None:
    """The innermost clause around the first of the sentences."""
    around = [c for c in facts.clauses if c.start <= held[0].start < c.end]
    return min(around, key=lambda c: (c.end - c.start, -c.start)).id if around else None
