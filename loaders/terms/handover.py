"""Handover: results passed on when the contract ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.ending import at_the_end
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.values.durations import find
from loaders.words import load
from ontology.facts import Term
from ontology.values import Json, period_json

_SECRET = re.compile(r"保密|秘密|机密|销毁")
_ORDINARY = re.compile(r"(?:到期|期满|届满|结束)[^，。；]{0,4}前|返还[^，。；]{0,12}资料")
_STAFF = re.compile(r"人员[^，。；]{0,8}(?:变更|更换|变动|调换|离)")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each duty to hand over at the end."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/handover")):
        words = hit.sentence_words
        if hit.sentence.index in seen or in_condition(hit) or not at_the_end(hit):
            continue
        if _SECRET.search(words) or _STAFF.search(words) or _ORDINARY.search(words):
            continue
        seen.add(hit.sentence.index)
        keys = {"obligor": performer(hit), "within": _within(hit)}
        yield reading.term("handover", from_condition(hit, 60), hit.span[1], keys)


def _within(hit: Hit) -> Json:
    words = hit.before + hit.words
    spans = [s for s in find(words) if s.value is not None and s.bound == "within"]
    return period_json(spans[-1].value) if spans else None
