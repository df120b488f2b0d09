"""Patterns that are tried only where they can begin, which makes searching some five times faster.

`re` tries every alternative of a pattern at every character; a look ahead at the characters that
an alternative can begin with fails much sooner: 应当|必须 is found as (?=[应必])(?:应当|必须).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 100
"""Characters of a range beyond which nothing is gained."""
_START = ""
"""Stands among the characters for the beginning of the text."""
_ZERO_WIDTH = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


def compiled(source: str) -> re.Pattern[str]:
    """The pattern of a source; it matches what the source matches, and is found sooner."""
    parsed = _parser.parse(source)
    plain = parsed.state.flags == re.UNICODE and parsed.getwidth()[0]
    first = None if not plain or _is_quick(parsed) else _first(parsed)
    if first is None:
        return re.compile(source)
    start = "^|" if _START in first else ""
    chars = "".join(re.escape(char) for char in sorted(first))
    return re.compile(f"(?={start}[{chars}])(?:{source})" if chars else source)


def _is_quick(items: Any) -> bool:
    """Whether `re` by itself looks for the character that the pattern begins with."""
    kind, value = items[0]
    if kind is _constants.SUBPATTERN:
        return bool(value[-1]) and _is_quick(value[-1])
    if kind is _constants.BRANCH:
        return all(branch and branch[0][0] is _constants.LITERAL for branch in value[1])
    return kind in (_constants.LITERAL, _constants.IN)


def _first(items: Iterable[Any]) -> frozenset[str] | None:
    """The characters that a sequence can begin with, `None` where they are not known or many."""
    found: frozenset[str] = frozenset()
    for item in items:
        if item == (_constants.AT, _constants.AT_BEGINNING):
            return found | {_START}
        if item[0] in _ZERO_WIDTH:
            continue
        first, least = _of_item(item)
        if first is None:
            return None
        found |= first
        if least:
            break
    return found


def _of_item(item: Any) -> tuple[frozenset[str] | None, int]:
    """The characters that one item can begin with, and how many it matches at least."""
    kind, value = item
    if kind is _constants.LITERAL:
        return frozenset(chr(value)), 1
    if kind is _constants.IN:
        return _of_class(value), 1
    if kind is _constants.SUBPATTERN:
        return _first(value[-1]), value[-1].getwidth()[0]
    if kind is _constants.BRANCH:
        firsts = [_first(branch) for branch in value[1]]
        known = [first for first in firsts if first is not None]
        least = min(branch.getwidth()[0] for branch in value[1])
        return (frozenset().union(*known) if len(known) == len(firsts) else None), least
    if kind in _REPEATS:
        return _first(value[2]), value[0] and value[2].getwidth()[0]
    return None, 0


def _of_class(members: Iterable[Any]) -> frozenset[str] | None:
    found: set[str] = set()
    for kind, value in members:
        if kind is _constants.LITERAL:
            found.add(chr(value))
        elif kind is _constants.RANGE and value[1] - value[0] < _MOST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found)
