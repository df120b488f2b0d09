"""What a pattern cannot match without, so that most sentences need not be searched for most cues.

Any match of 逾期[^。]{0,8}(?:交付|交货) holds the pair 逾期 and one of the pairs 交付, 交货.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

Strings: TypeAlias = frozenset[str]
Needs: TypeAlias = tuple[Strings, ...]

_MOST = 64
"""Alternatives beyond which a set of strings is no longer spelt out."""
_NOTHING: Strings = frozenset({""})
_ZERO_WIDTH = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


@cache
def needs(source: str) -> tuple[Needs, ...]:
    """For each alternative of a pattern, sets of pairs of characters, some of single ones; a match
    of the alternative holds one of each set. An alternative without sets may match anything."""
    parsed = _parser.parse(source)
    if parsed.state.flags & re.IGNORECASE:
        return ((),)
    split = len(parsed) == 1 and parsed[0][0] is _constants.BRANCH
    branches = parsed[0][1][1] if split else [parsed]
    return tuple(tuple(_pairs(branch)) for branch in branches)


def screen(sources: Iterable[str]) -> re.Pattern[str]:
    """A pattern that is quickly searched for, and found wherever one of the patterns is."""
    best = [max(sets, key=_worth, default=_NOTHING) for source in sources for sets in needs(source)]
    return re.compile("|".join(map(re.escape, sorted(_shortest(frozenset().union(*best))))))


def _shortest(strings: Strings) -> Strings:
    return frozenset(s for s in strings if not any(o != s and o in s for o in strings))


def _pairs(items: Iterable[Any]) -> Iterator[Strings]:
    for strings in _sets(items):
        yield frozenset(string[:2] for string in strings)
        if max(map(len, strings)) > 2:
            yield frozenset(string[-2:] for string in strings)


def _sets(items: Iterable[Any]) -> Iterator[Strings]:
    """Sets of strings of which a match of the sequence holds one each."""
    run = _NOTHING
    for item in items:
        if item[0] in _ZERO_WIDTH:
            continue
        spelt = _spelt(item)
        if spelt is not None and len(run) * len(spelt) <= _MOST:
            run = frozenset(a + b for a, b in product(run, spelt))
            continue
        if "" not in run:
            yield run
        yield from _inside(item)
        run = spelt or _NOTHING
    if "" not in run:
        yield run


def _spelt(item: Any) -> Strings | None:
    """Everything that one item can match, `None` where that is too much to spell out."""
    kind, value = item
    if kind is _constants.LITERAL:
        return frozenset({chr(value)})
    if kind is _constants.IN:
        single = all(op is _constants.LITERAL for op, _ in value) and len(value) <= _MOST
        return frozenset(chr(char) for _, char in value) if single else None
    if kind is _constants.SUBPATTERN:
        return _all_spelt(value[-1])
    if kind is _constants.BRANCH:
        return _united([_all_spelt(branch) for branch in value[1]])
    if kind in _REPEATS and value[1] == 1:
        once = _all_spelt(value[2])
        return once if once is None or value[0] == 1 else once | _NOTHING
    return None


def _all_spelt(items: Iterable[Any]) -> Strings | None:
    whole = _NOTHING
    for item in items:
        spelt = _NOTHING if item[0] in _ZERO_WIDTH else _spelt(item)
        if spelt is None or len(whole) * len(spelt) > _MOST:
            return None
        whole = frozenset(a + b for a, b in product(whole, spelt))
    return whole


def _inside(item: Any) -> Iterator[Strings]:
    """The sets of an item that cannot be spelt out."""
    kind, value = item
    if kind is _constants.SUBPATTERN:
        yield from _sets(value[-1])
    elif kind in _REPEATS and value[0]:
        yield from _sets(value[2])
    elif kind is _constants.BRANCH:
        best = [max(_sets(branch), key=_worth, default=None) for branch in value[1]]
        if (united := _united(best)) is not None:
            yield united


def _worth(strings: Strings) -> tuple[int, int]:
    """A set of pairs tells more than one of single characters, a small one more than a large."""
    return min(2, *map(len, strings), 2), -len(strings)


def _united(sets: list[Strings | None]) -> Strings | None:
    """All of them together; nothing is known where it is not known of one."""
    known = [strings for strings in sets if strings is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None
