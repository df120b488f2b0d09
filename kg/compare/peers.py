"""A draft against its peers: what they usually say of each matter, and how the draft differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.benchmark import limits
from kg.compare.drafts import key_json, term_json
from kg.compare.gains import KeyChange, helps, key_changes, moved, size
from kg.compare.stakes import stakes
from kg.compare.worth import Worth
from kg.finding import both
from kg.grades import Favours
from kg.wording import term_words
from ontology.facts import Facts, Term
from ontology.shapes import Key, Kind
from ontology.term_types import term_types
from ontology.values import Json


@dataclass(frozen=True, slots=True)
class Peer:
    """A contract to compare with, and the family of forms that it descends from."""

    facts: Facts
    family: str


State = Literal["as_usual", "unlike", "missing", "unusual"]
Matter: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """One matter in the draft against its peers.

    `unlike`: most peers say otherwise; `missing`: most have it, the draft has not; `unusual`: the
    draft has what few have. `usual` is the middle of what peers say, key by key. `having` of `n`
    peers say something of the matter, `families` of their `effective_n` families of forms.
    """

    state: State
    type: str
    draft: Term | None
    usual: Term | None
    having: int
    n: int
    families: int
    effective_n: int
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
            "families": self.families,
            "effective_n": self.effective_n,
            "draft": None if self.draft is None else term_json(self.draft),
            "usual": None if self.usual is None else both(term_words(self.usual)),
            "keys": [key_json(self.type, change) for change in self.keys],
            "favours": self.favours,
            "worth": self.worth.to_json(),
            "weight": stakes()[self.type].weight,
        }


def against(draft: Facts, peers: Sequence[Peer]) -> tuple[Against, ...]:
    """Every matter in which the draft is unlike its peers or like them, the costliest first.

    Empty with fewer peers than a benchmark needs.
    """
    least = limits().minimum
    if len(peers) < least:
        return ()
    said: defaultdict[Matter, list[_Said]] = defaultdict(list)
    for peer in peers:
        for matter, term in _by_matter(peer.facts).items():
            said[matter].append(_Said(term, peer.family))
    mine = _by_matter(draft)
    found = [
        _against(mine.get(matter), said.get(matter, []), draft, peers)
        for matter in sorted({*mine, *said})
        if matter in mine or len(said[matter]) * 2 > len(peers)
    ]
    return tuple(sorted(found, key=_rank))


@dataclass(frozen=True, slots=True)
class _Said:
    term: Term
    family: str


def _by_matter(facts: Facts) -> Mapping[Matter, Term]:
    """The first term of each matter."""
    found: dict[Matter, Term] = {}
    for term in facts.terms:
        found.setdefault(stakes()[term.type].matter(term), term)
    return found


def _against(
    draft: Term | None, said: Sequence[_Said], facts: Facts, peers: Sequence[Peer]
) -> Against:
    common = len(said) * 2 > len(peers)
    enough = draft is None or len(said) >= limits().minimum
    usual = _usual([one.term for one in said]) if enough else None
    keys = _comparable(usual, draft, facts) if usual and draft else ()
    before = usual if common else None
    return Against(
        state=_state(draft, common, keys),
        type=(draft or said[0].term).type,
        draft=draft,
        usual=usual,
        having=len(said),
        n=len(peers),
        families=len({one.family for one in said}),
        effective_n=len({peer.family for peer in peers}),
        keys=keys,
        favours=helps(before, draft, facts),
        worth=moved(before, draft, facts),
    )


def _comparable(usual: Term, draft: Term, facts: Facts) -> tuple[KeyChange, ...]:
    """The keys that differ, but for those of each contract alone."""
    kind = term_types()[draft.type]
    return tuple(
        change for change in key_changes(usual, draft, facts) if not _free(kind.keys[change.key])
    )


def _free(key: Key) -> bool:
    """What is of each contract alone: names, places, dates, sums of its own size, the count."""
    alone = (Kind.PLACE, Kind.DATE, Kind.MONEY)
    return key.kind in alone or key.name == "seq" or (key.kind is Kind.TEXT and key.values is None)


def _state(draft: Term | None, common: bool, keys: Sequence[KeyChange]) -> State:
    if draft is None:
        return "missing"
    if not common:
        return "unusual"
    return "unlike" if keys else "as_usual"


def _usual(terms: Sequence[Term]) -> Term:
    """A term with the middle figure and the commonest word of each key."""
    kind = term_types()[terms[0].type]
    keys = {
        name: _middle([term.keys.get(name) for term in terms], name, kind.id)
        for name, key in kind.keys.items()
        if not _free(key)
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
