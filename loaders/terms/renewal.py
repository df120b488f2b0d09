"""Renewal: going on after the term, or notice of it, before the term runs out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.values.durations import Span, find
from loaders.words import load, pattern
from ontology.facts import Term
from ontology.values import Json, period_json

_ORDER = ("renews_itself", "renews", "tells_before_the_end")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence; a new agreement made only after the end is none."""
    hits = groupby(reading.hits(load("terms/renewal")), key=lambda hit: hit.sentence.index)
    for _, group in hits:
        hit = min(group, key=lambda h: _ORDER.index(h.cue.id))
        words = hit.sentence_words
        if _sees("no_renewal", words) or _sees("only_counts", hit.segment_words):
            continue
        notice = _notice(words)
        if hit.cue.id != "renews_itself" and notice is None and not _sees("before_the_end", words):
            continue
        stated = period_json(notice.value) if notice and notice.value else None
        keys: dict[str, Json] = {"notice": stated, "holder": performer(hit, "both")}
        yield reading.term("renewal", *_quote(hit, notice), keys)


def _notice(words: str) -> Span | None:
    """How long before the end: 期满前30日, 届满两个月之前, 提前三个月; blank too."""
    for span in find(words):
        said = words[max(0, span.start - 10) : span.end]
        if span.value in ("immediate", "perpetual"):
            continue
        if span.bound == "before" or "前" in said:
            return span
    return None


def _quote(hit: Hit, notice: Span | None) -> tuple[int, int]:
    """The segments from the cue to the time of the notice."""
    sentence = hit.sentence
    start, end = hit.span
    said = _sees("before_the_end", hit.sentence_words)
    at = notice.start if notice is not None else said.start() if said else None
    if at is not None:
        first, last = sentence.segments[sentence.segment_at(sentence.start + at)]
        start, end = min(start, first), max(end, last)
    return start, end


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("ending_signs", sign).search(words)
