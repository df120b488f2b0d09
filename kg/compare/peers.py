"""A draft against its peers: what they usually say of each matter, and how the draft differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.compare.drafts import key_json, term_json
from kg.compare.gains import KeyChange, helps, key_changes, moved, size
from kg.compare.stakes import stakes
from kg.compare.worth import Worth
from kg.finding import both
from kg.grades import Favours
from kg.wording import term_words
from ontology.facts import Facts, Term
from ontology.term_types import term_types
from ontology.values import Json

LEAST = 5
"""Below so many peers nothing is called usual."""

State = Literal["as_usual", "unlike", "missing", "unusual"]
Matter: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """One matter in the draft against its peers.

    `unlike`: most peers say otherwise; `missing`: most have it, the draft has not; `unusual`: the
    draft has what few have. `usual` is the middle of what peers say, key by key.
    """

    state: State
    type: str
    draft: Term | None
    usual: Term | None
    having: int
    n: int
    keys: tuple[KeyChange, ...]
    favours: Favours
    worth: Worth

    def to_json(self) -> dict[str, Json]:
        return {
            "state": self.state,
            "type": self.type,
            "title": both(term_types()[self.type].title),
            "having": self.having,
            "n": self.n,
            "draft": None if self.draft is None else term_json(self.draft),
            "usual": None if self.usual is None else both(term_words(self.usual)),
            "keys": [key_json(self.type, change) for change in self.keys],
            "favours": self.favours,
            "worth": self.worth.to_json(),
            "weight": stakes()[self.type].weight,
        }


def against(draft: Facts, peers: Sequence[Facts]) -> tuple[Against, ...]:
    """Every matter in which the draft is unlike its peers or like them, the costliest first.

    Empty with fewer than `LEAST` peers.
    """
    if len(peers) < LEAST:
        return ()
    said: defaultdict[Matter, list[Term]] = defaultdict(list)
    for peer in peers:
        for matter, term in _by_matter(peer).items():
            said[matter].append(term)
    mine = _by_matter(draft)
    found = [
        _against(mine.get(matter), said.get(matter, ()), draft, len(peers))
        for matter in sorted({*mine, *said})
        if matter in mine or len(said[matter]) * 2 > len(peers)
    ]
    return tuple(sorted(found, key=_rank))


def _by_matter(facts: Facts) -> Mapping[Matter, Term]:
    """The first term of each matter."""
    found: dict[Matter, Term] = {}
    for term in facts.terms:
        found.setdefault(stakes()[term.type].matter(term), term)
    return found


def _against(draft: Term | None, peers: Sequence[Term], facts: Facts, n: int) -> Against:
    usual = _usual(peers) if len(peers) >= LEAST else None
    if draft is None:
        assert usual is not None or peers
        usual = usual or _usual(peers)
    type_ = (draft or usual or peers[0]).type
    keys = key_changes(usual, draft, facts) if usual and draft else ()
    state: State = (
        "missing"
        if draft is None
        else "unusual"
        if len(peers) * 2 <= n
        else "unlike"
        if keys
        else "as_usual"
    )
    before = usual if state in ("missing", "unlike", "as_usual") else None
    return Against(
        state,
        type_,
        draft,
        usual,
        len(peers),
        n,
        keys,
        helps(before, draft, facts),
        moved(before, draft, facts),
    )


def _usual(terms: Sequence[Term]) -> Term:
    """A term with the middle figure and the commonest word of each key."""
    kind = term_types()[terms[0].type]
    keys = {
        name: _middle([term.keys.get(name) for term in terms], name, kind.id) for name in kind.keys
    }
    return Term(kind.id, None, "", -1, -1, keys)


def _middle(values: Iterable[Json], name: str, type_: str) -> Json:
    """The median of what can be put in order, else the commonest; silence where most are silent."""
    every = list(values)
    stated = [value for value in every if value not in (None, [])]
    if len(stated) * 2 <= len(every):
        return None
    kind = term_types()[type_].keys[name].kind
    sizes = [size(kind, value) for value in stated]
    if all(found is not None for found in sizes):
        order = sorted(range(len(stated)), key=lambda i: (sizes[i] or (), str(stated[i])))
        return stated[order[(len(order) - 1) // 2]]
    counts = Counter(map(repr, stated))
    return min(stated, key=lambda value: (-counts[repr(value)], repr(value)))


def _rank(item: Against) -> tuple[int, bool, float, int, str, str]:
    order = {"unlike": 0, "missing": 0, "unusual": 0, "as_usual": 1}
    amount = item.worth.amount
    worth = 0.0 if amount is None else -float(abs(amount))
    weight = -stakes()[item.type].weight
    said = item.draft or item.usual
    assert said is not None
    return (order[item.state], amount is None, worth, weight, item.type, term_words(said).zh)
