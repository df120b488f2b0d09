"""Which aliases name one party, and why: a function of the aliases and of what people decided.

By credit code first; then by name, where that name belongs to no two codes; then by an earlier
name that a contract gives. Names that merely look alike stay apart: 测控 and 测拧 may be a slip of
recognition or two companies, and only a person can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kg.identity import digest
from kg.naming import Alias


class Reason(StrEnum):
    """Why an alias names the party of another."""

    CODE = "code"
    NAME = "name"
    FORM = "form"
    FORMER = "former"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided: pairs that are one party, and aliases that no rule may merge."""

    joined: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """An alias with its party; `reason` and `because` (another alias) are of a merge."""

    alias: Alias
    party: str
    reason: Reason | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class _Bond:
    reason: Reason
    one: str
    other: str


def resolve(aliases: Iterable[Alias], decisions: Decisions) -> tuple[Named, ...]:
    """The party of every alias, the same in whatever order they come."""
    known = {alias.id: alias for alias in sorted(aliases, key=lambda alias: alias.id)}
    free = [alias for alias in known.values() if alias.id not in decisions.apart]
    bonds = [*_by_code(free), *_by_name(free)]
    bonds += _by_former_name(free, bonds)
    bonds += [
        _Bond(Reason.HAND, one, other)
        for one, other in sorted(decisions.joined)
        if one in known and other in known
    ]
    return tuple(
        named
        for group in _groups(known, bonds)
        for named in _named([known[id_] for id_ in group], bonds, decisions)
    )


def _by_code(aliases: Sequence[Alias]) -> Iterator[_Bond]:
    groups: dict[str, list[Alias]] = defaultdict(list)
    for alias in aliases:
        if alias.code:
            groups[alias.code].append(alias)
    for group in groups.values():
        yield from _chain(group, Reason.CODE)


def _by_name(aliases: Sequence[Alias]) -> Iterator[_Bond]:
    groups: dict[str, list[Alias]] = defaultdict(list)
    for alias in aliases:
        if alias.form:
            groups[alias.form].append(alias)
    for group in groups.values():
        codeless = [alias for alias in group if alias.code is None]
        yield from _chain(codeless, Reason.NAME)
        coded = [alias for alias in group if alias.code]
        # One name with two codes is two organisations, and nobody knows which one is meant.
        if codeless and len({alias.code for alias in coded}) == 1:
            yield _bond(codeless[0], coded[0], Reason.NAME)


def _by_former_name(aliases: Sequence[Alias], bonds: Sequence[_Bond]) -> list[_Bond]:
    """Renamings, unless they would make one party of two codes."""
    by_form: dict[str, list[Alias]] = defaultdict(list)
    for alias in aliases:
        by_form[alias.form].append(alias)
    renamed = [
        _Bond(Reason.FORMER, alias.id, earlier.id)
        for alias in aliases
        if alias.former
        for earlier in by_form.get(alias.former, [])
        if earlier.id != alias.id
    ]
    known = {alias.id: alias for alias in aliases}
    kept: list[_Bond] = []
    for group in _groups(known, [*bonds, *renamed]):
        codes = {known[id_].code for id_ in group} - {None}
        if len(codes) <= 1:
            kept += [bond for bond in renamed if bond.one in group]
    return kept


def _chain(aliases: Sequence[Alias], reason: Reason) -> Iterator[_Bond]:
    for one, other in pairwise(aliases):
        yield _bond(one, other, reason)


def _bond(one: Alias, other: Alias, reason: Reason) -> _Bond:
    if reason is Reason.NAME and one.name != other.name:
        reason = Reason.FORM
    return _Bond(reason, one.id, other.id)


def _groups(known: Mapping[str, Alias], bonds: Iterable[_Bond]) -> list[frozenset[str]]:
    near = _near(bonds)
    groups: list[frozenset[str]] = []
    seen: set[str] = set()
    for id_ in known:
        if id_ in seen:
            continue
        group, ahead = {id_}, [id_]
        while ahead:
            for bond, next_ in near.get(ahead.pop(), ()):
                del bond
                if next_ not in group:
                    group.add(next_)
                    ahead.append(next_)
        seen |= group
        groups.append(frozenset(group))
    return groups


def _near(bonds: Iterable[_Bond]) -> Mapping[str, list[tuple[_Bond, str]]]:
    near: dict[str, list[tuple[_Bond, str]]] = defaultdict(list)
    for bond in bonds:
        near[bond.one].append((bond, bond.other))
        near[bond.other].append((bond, bond.one))
    return near


def _named(group: Sequence[Alias], bonds: Sequence[_Bond], decisions: Decisions) -> Iterator[Named]:
    """The aliases of one party, each with the bond by which it is reached from the first."""
    order = sorted(group, key=lambda a: (a.code is None, a.code or "", a.name, a.id))
    first = order[0]
    alone = len(order) == 1 and first.id in decisions.apart
    party = f"p{digest('apart', first.id)[:16]}" if alone else first.party
    reached: dict[str, tuple[Reason | None, str | None]] = {first.id: (None, None)}
    ahead, near = [first.id], _near(bonds)
    while ahead:
        at = ahead.pop(0)
        for bond, next_ in near.get(at, ()):
            if next_ not in reached:
                reached[next_] = (bond.reason, at)
                ahead.append(next_)
    for alias in order:
        reason, because = reached[alias.id]
        yield Named(alias, party, reason, because)
