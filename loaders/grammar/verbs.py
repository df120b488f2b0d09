"""The verb of an act that no modal announces: 定期巡检, 接到通知后派人到场."""

from __future__ import annotations

import re
from functools import cache

from loaders.words import load, pattern
from loaders.words.opening import compiled

_TAIL = 48
"""How far back from a verb its adjuncts are looked at."""


@cache
def _verbs() -> re.Pattern[str]:
    return compiled("|".join(cue.source for cue in load("act_verbs")))


def _context(name: str) -> re.Pattern[str]:
    return pattern("verb_contexts", name)


def act_verb(words: str) -> int | None:
    """Where the verb of an act stands, if nothing but adjuncts and people stand before it."""
    first = True
    for match in _verbs().finditer(words):
        before = words[: match.start()].strip()
        tail, after = before[-_TAIL:], words[match.end() :]
        people = _context("people").search(tail)
        fits = first and (
            not before or bool(people) or _context("preposes").search(before) is not None
        )
        nominal = _context("nominal").match(match.group()) and _context("noun_after").match(after)
        if nominal or _context("relative").match(after):
            first = fits
            continue
        if not after and (people or _context("placed").search(tail)):
            return None
        if fits or (first and _context("adverbial").search(tail)) or _context("timed").search(tail):
            return match.start()
        first = False
    measure = _context("at_least").search(words)
    return measure.start() if measure else None


def timed_verb(words: str) -> bool:
    """Whether a verb follows a time in the words: 收到发票后十日内支付."""
    return any(
        _context("timed").search(words, max(0, match.start() - _TAIL), match.start())
        for match in _verbs().finditer(words)
    )
