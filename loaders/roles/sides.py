"""Gathers the labels of each side and decides which side buys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.roles.labels import NEUTRAL, Introduction, dictionary, stems
from loaders.roles.payer import Balance, balance
from loaders.roles.scope import Named, Scope
from loaders.text import Text
from loaders.words import load
from ontology.errors import EvenhandError

OPPOSITE: dict[Named, Named] = {"buyer": "vendor", "vendor": "buyer"}

_LEAST = 2
"""Sentences by which one reading must lead, beside a third of all that speak."""

_PROCURING = frozenset({"purchaser", "winner"})
"""The role words of public procurement."""

_ACTS, _FAR = 4, 2
"""How often a side is named that acts, and how many times as often as one that does not."""

_OVERWHELMING = 5
"""Sentences that outweigh a role word in the introduction of a side, if hardly any contradicts."""


@dataclass(frozen=True, slots=True)
class Side:
    """Labels and names that a text uses for one and the same side."""

    labels: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def neutral(self) -> tuple[str, ...]:
        return tuple(label for label in self.labels if re.fullmatch(NEUTRAL, label))

    @property
    def means(self) -> Named | None:
        """What the role words among the labels say, `None` where they say nothing or disagree."""
        found = {cue.means for cue in map(dictionary, self.labels) if cue} - {"either"}
        roles: tuple[Named, ...] = ("buyer", "vendor", "third_party")
        return next((role for role in roles if found == {role}), None)


def gather(plain: str, introduced: Iterable[Introduction]) -> tuple[Side, ...]:
    """The sides of a text: introductions that share a label or a name speak of one side."""
    sides: list[Side] = []
    for item in introduced:
        names = (item.name,) if item.name else ()
        joined = Side(item.labels, names)
        rest = []
        for side in sides:
            if _same(side, joined):
                labels = dict.fromkeys((*side.labels, *joined.labels))
                joined = Side(tuple(labels), tuple(dict.fromkeys((*side.names, *joined.names))))
            else:
                rest.append(side)
        sides = [*rest, joined]
    known = {label for side in sides for label in side.labels}
    for label in ("甲方", "乙方"):
        if label not in known and len(re.findall(label, plain)) > 1:
            sides.append(Side((label,)))
    return tuple(sorted(sides, key=lambda side: _first(plain, side)))


def decide(
    plain: str, sides: Sequence[Side], buyer: str | None = None
) -> tuple[tuple[Side, Named], ...]:
    """The role of each side; sides beside the two main ones are third parties."""
    pair = _main_pair(plain, sides)
    first: Named | None
    if buyer is not None:
        pair, first = _as_told(sides, pair, buyer)
    else:
        first = _weigh(plain, *pair) if len(pair) == 2 else _means(pair)
    second = OPPOSITE.get(first) if first else None
    roles = dict(zip(pair, (first or "unspecified", second or "unspecified"), strict=False))
    return tuple((side, roles.get(side, "third_party")) for side in sides)


def scope_of(plain: str, decided: Iterable[tuple[Side, Named]]) -> Scope:
    """The meaning of every label in a text whose sides are decided."""
    decided = tuple(decided)
    labels = tuple((label, role) for side, role in decided for label in side.labels)
    names = tuple((name, role) for side, role in decided for name in side.names)
    named: dict[str, Named] = {}
    at_odds = False
    for label, role in labels:
        cue = dictionary(label)
        if cue and cue.id in stems():
            named.setdefault(cue.id, role)
            at_odds |= role in OPPOSITE and cue.means != role
    # 承包方 is the buyer of a subcontract and its 发包人 signs nothing: the dictionary is mute.
    if not at_odds:
        for cue in load("roles"):
            if cue.id not in named and cue.pattern.search(plain):
                named[cue.id] = "buyer" if cue.means == "buyer" else "vendor"
        labels += _acting(plain, labels)
    return Scope(0, labels, names, tuple(named.items()))


def _acting(plain: str, labels: Sequence[tuple[str, Named]]) -> tuple[tuple[str, Named], ...]:
    """Role words that act as a side, unintroduced, where both sides are called by a letter."""
    known = dict(labels)
    if {known.get("甲方"), known.get("乙方")} != {"buyer", "vendor"}:
        return ()
    found = (cue.pattern.search(plain) for cue in load("acting_titles"))
    words = (match.group() for match in found if match)
    return tuple((word, "vendor") for word in words if word not in known)


def _same(one: Side, other: Side) -> bool:
    if one.neutral and other.neutral:
        return bool(set(one.neutral) & set(other.neutral))
    return bool(set(one.labels) & set(other.labels) or set(one.names) & set(other.names))


def _first(plain: str, side: Side) -> int:
    places = [plain.find(word) for word in (*side.labels, *side.names)]
    return min((place for place in places if place >= 0), default=len(plain))


def _main_pair(plain: str, sides: Sequence[Side]) -> tuple[Side, ...]:
    """The two sides of the contract; with 甲方 and 乙方 in it, no other word makes a side."""
    neutral = [side for side in sides if side.neutral]
    candidates = neutral if len(neutral) > 1 else list(sides)
    candidates = [side for side in candidates if side.means != "third_party"]
    buyers = [side for side in candidates if side.means == "buyer"]
    vendors = [side for side in candidates if side.means == "vendor"]
    if buyers and vendors:
        return _by_use(plain, candidates, (buyers[0], vendors[0]))
    return tuple(candidates[:2])


def _by_use(plain: str, sides: Sequence[Side], pair: tuple[Side, Side]) -> tuple[Side, Side]:
    """The pair that role words name, but for one that hardly acts beside a third that does.

    In a subcontract the 发包人 of the works stands in the head, and its 承包人 buys.
    """
    uses = {side.labels: sum(plain.count(label) for label in side.labels) for side in sides}
    others = [side for side in sides if side not in pair]
    busiest = max(others, key=lambda side: uses[side.labels], default=None)
    idle = min(pair, key=lambda side: uses[side.labels])
    if busiest is None or uses[busiest.labels] < max(_ACTS, _FAR * uses[idle.labels]):
        return pair
    kept = pair[0] if idle is pair[1] else pair[1]
    return (kept, busiest) if idle is pair[1] else (busiest, kept)


def _means(pair: tuple[Side, ...]) -> Named | None:
    return pair[0].means if pair else None


def _weigh(plain: str, one: Side, other: Side) -> Named | None:
    """The role of `one`, `None` where the text does not show it."""
    votes = 0
    for side, sign in ((one, 1), (other, -1)):
        votes += sign * {"buyer": 1, "vendor": -1}.get(side.means or "", 0)
    evidence = balance(_as_a_and_b(plain, one, other))
    lead = evidence.straight - evidence.reverse
    clear = abs(lead) >= _LEAST and 3 * abs(lead) >= evidence.straight + evidence.reverse
    if votes and not (lead * votes < 0 and _overrules(evidence)):
        return "buyer" if votes > 0 else "vendor"
    if clear:
        return "buyer" if lead > 0 else "vendor"
    return _by_kind(plain, one, other) if not evidence.reverse or not evidence.straight else None


def _by_kind(plain: str, one: Side, other: Side) -> Named | None:
    """In a text that speaks of 采购人 or 中标人, the public body buys and the company sells."""
    if not any(cue.pattern.search(plain) for cue in load("roles") if cue.id in _PROCURING):
        return None
    kinds = [_kind(side) for side in (one, other)]
    if kinds == ["public_body", "company"]:
        return "buyer"
    return "vendor" if kinds == ["company", "public_body"] else None


def _kind(side: Side) -> str | None:
    name = side.names[0] if side.names else ""
    return next((cue.means for cue in load("party_kinds") if cue.pattern.search(name)), None)


def _overrules(evidence: Balance) -> bool:
    """Whether the clauses speak against the role words with one voice: a 发包方 that lets land."""
    less, more = sorted(evidence)
    return more >= _OVERWHELMING and more > 4 * less


def _as_a_and_b(plain: str, one: Side, other: Side) -> str:
    """The text as if `one` were called 甲方 and `other` 乙方, for the evidence to be read on."""
    scope = scope_of("", ((one, "buyer"), (other, "vendor")))
    spans = [
        (mention.start, mention.end, "甲方" if mention.role == "buyer" else "乙方")
        for mention in scope.mentions(plain, 0, len(plain))
    ]
    return Text("", plain, plain, range(len(plain))).relabel(spans).plain


def _as_told(
    sides: Sequence[Side], pair: tuple[Side, ...], buyer: str
) -> tuple[tuple[Side, ...], Named]:
    told = next((side for side in sides if buyer in (*side.labels, *side.names)), None)
    if told is None:
        known = "、".join(label for side in sides for label in side.labels)
        raise EvenhandError(f"no side of this contract is called {buyer!r}; it names {known}")
    if told in pair:
        return pair, "buyer" if told is pair[0] else "vendor"
    return (told, *(side for side in sides if side is not told))[:2], "buyer"
