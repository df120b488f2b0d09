"""The times of ending a contract: to cure, to give notice, and how long or often it takes."""

from __future__ import annotations

import re

from loaders.grammar.reading import Hit
from loaders.values.durations import Span, find, find_counts
from loaders.words import pattern
from ontology.values import Duration, Json, period_json

Times = dict[str, Json]
"""The keys `cure`, `notice` and `threshold` of a termination."""


def sign(cue: str) -> re.Pattern[str]:
    """A pattern of `loaders/words/termination_signs.yaml`."""
    return pattern("termination_signs", cue)


def times(words: str) -> Times:
    """Cure, notice and threshold that a condition states."""
    cure: Json = None
    notice: Json = None
    threshold: Json = None
    for span in find(words):
        if span.value is None:
            continue
        value = period_json(span.value)
        if isinstance(span.value, Duration) and _is_cure(words, span):
            cure = cure or value
        elif isinstance(span.value, Duration) and _runs(words, span):
            threshold = threshold or value
        elif _is_notice(words, span):
            notice = notice or value
    counts = find_counts(words)
    threshold = threshold or (period_json(counts[0].value) if counts else None)
    return {"cure": cure, "notice": notice, "threshold": threshold}


def with_cure(stated: Times, hit: Hit, words: str) -> Times:
    """The times of a ground that only says 逾期未改正, with the time to cure that a duty or demand
    before it in the sentence, or the sentence before, allows."""
    uncured = any(sign("uncured").match(part) for part in words.split("，"))
    if stated["cure"] is not None or not uncured:
        return stated
    reading, before = hit.reading, hit.sentence.previous
    told = [hit.before] + ([reading.words(reading.sentences[before])] if before is not None else [])
    for text in told:
        allowed = [s for s in find(text) if s.bound == "within" and s.value is not None]
        for span in allowed:
            if sign("puts_right").match(text[span.end :]):
                return stated | {"cure": period_json(span.value)}
    return stated


def with_notice(stated: Times, hit: Hit) -> Times:
    """The times of a ground with the notice that the power itself asks for."""
    return stated if stated["notice"] is not None else stated | {"notice": _notice(hit)}


def _is_cure(words: str, span: Span) -> bool:
    """接到通知后10日内仍未改正: the time in which a wrong can still be put right."""
    rest, before = words[span.end : span.end + 30], words[: span.start]
    if not (sign("fails").search(rest) or sign("failed").search(before)):
        return False
    if span.bound == "within":
        return bool(sign("asks").search(before) or sign("cures").search(rest))
    return span.bound != "before" and bool(sign("asks").search(before))


def _runs(words: str, span: Span) -> bool:
    before = words[max(0, span.start - 14) : span.start]
    return span.bound in ("exceeding", "at_least") or bool(sign("runs").search(before))


def _is_notice(words: str, span: Span) -> bool:
    told = span.bound == "before" or sign("notifies").search(words[: span.start][-6:])
    return bool(told and sign("notifies").search(words))


def _notice(hit: Hit) -> Json:
    """The notice that goes with the power, in its segment or behind it; 立即解除 is immediate."""
    for words, bounds in (
        (hit.segment_words, ("before", "plain", "within", "after")),
        (hit.after, ("before",)),
    ):
        if sign("notifies").search(words):
            for span in find(words):
                if isinstance(span.value, Duration) and span.bound in bounds:
                    return period_json(span.value)
    return "immediate" if sign("at_once").search(hit.segment_words) else None
