"""Renewal: talks or notice before the term runs out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import holder
from loaders.values.durations import find
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, period_json

_DEAD = re.compile(r"未(?:就)?[^，。；]{0,10}(?:续签|续约)|不再续|无法续|续签[^，。；]{0,6}(?:的|前|时)$")
_BEFORE_END = re.compile(r"(?:到期|期满|届满|期限|合同期|租期|服务期)[^，。；]{0,6}(?:日)?(?:前|届满前)|前[^，。；]{0,6}(?:通知|协商|提出)|提前")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that opens a renewal."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/renewal")):
        if hit.sentence.index in seen or _DEAD.search(hit.segment_words.strip()):
            continue
        if reading.part(hit.sentence) in ("cover", "signature"):
            continue
        notice = _notice(hit)
        if notice is None and not _BEFORE_END.search(hit.sentence_words):
            continue
        seen.add(hit.sentence.index)
        keys = {"notice": notice, "holder": _holder(hit)}
        yield reading.term("renewal", from_condition(hit, 60), hit.span[1], keys)


def _holder(hit: Hit) -> Role:
    side = holder(hit)
    return "both" if side == "unspecified" else side


def _notice(hit: Hit) -> Json:
    """The time before expiry that the sentence states."""
    words = hit.sentence_words
    for span in find(words):
        tail = words[span.end : span.end + 4]
        head = words[max(0, span.start - 14) : span.start]
        if span.value is not None and (
            span.bound == "before" or tail.startswith("前") or re.search(r"前\s*$|提前$", head)
        ):
            return period_json(span.value)
    return None
