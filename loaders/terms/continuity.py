"""Continuity: must go on serving, or must not suspend, on an occasion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import obligor
from loaders.words import load, pattern
from ontology.facts import Term


def read(reading: Reading) -> Iterator[Term]:
    """One term for each occasion of a sentence that obliges a side to go on."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/continuity")):
        if hit.sentence.index in seen or not _is_duty(hit):
            continue
        seen.add(hit.sentence.index)
        for when in _occasions(hit):
            keys = {"obligor": obligor(hit, "both"), "when": when}
            yield reading.term("continuity", from_condition(hit, 70), hit.end, keys)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("continuity_signs", cue)


def _is_duty(hit: Hit) -> bool:
    words = hit.segment_words
    if in_condition(hit) or not _sign("duty").search(words):
        return False
    if _sign("handed_on").search(hit.before):
        return False
    if "免除" in hit.words:
        return True
    if _sign("running").search(words) and "继续履行" not in words:
        return False
    return not _sign("no_duty").search(words)


def _occasions(hit: Hit) -> tuple[str, ...]:
    """Every occasion the condition names; 因此 points to the sentence before."""
    if "免除" in hit.words:
        return ("any",)
    words = hit.before + hit.segment_words
    previous = hit.sentence.previous
    if _sign("refers_back").search(hit.segment_words) and previous is not None:
        words += hit.reading.words(hit.reading.sentences[previous])
    found = [c.means for c in load("continuity_occasions") if c.pattern.search(words)]
    return tuple(found if _sign("joins").search(words) else found[:1]) or ("any",)
