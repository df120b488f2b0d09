"""Renewal: going on after the term, or notice of it, before the term runs out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.values.durations import Span, find
from loaders.words import load
from ontology.facts import Term
from ontology.values import Json, period_json

_BEFORE_END = re.compile(
    r"(?:期满|届满|到期|终止|期限|结束)(?:日|之日|的)?[^，。；]{0,4}前|前[^，。；]{0,16}(?:期满|届满|到期)|提前|合同期内|期内"
)
_NOT_RENEWAL = re.compile(
    r"续保|发票|未能?就续|拒绝续|不(?:再|予)续签?(?:的|$)|保证金|保函|知识产权|许可|工期|解除(?:本)?合同(?!期)|违约"
)
_ORDER = ("renews_itself", "renews", "tells_before_the_end")
_STATES = re.compile(r"(?:续签|续约|续租)(?:次数|不超过|条件|合同的依据)")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence; a new agreement made only after the end is none."""
    hits = groupby(reading.hits(load("terms/renewal")), key=lambda hit: hit.sentence.index)
    for _, group in hits:
        hit = min(group, key=lambda h: _ORDER.index(h.cue.id))
        words = hit.sentence_words
        if _NOT_RENEWAL.search(words) or _STATES.search(hit.segment_words):
            continue
        notice = _notice(words)
        if hit.cue.id != "renews_itself" and notice is None and not _BEFORE_END.search(words):
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
    said = _BEFORE_END.search(hit.sentence_words)
    at = notice.start if notice is not None else said.start() if said else None
    if at is not None:
        first, last = sentence.segments[sentence.segment_at(sentence.start + at)]
        start, end = min(start, first), max(end, last)
    return start, end
