"""Suspension: a right to stop performing (Civil Code art. 525–528)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import events, from_condition
from loaders.grammar.reading import Reading
from loaders.grammar.sides import holder
from loaders.words import load
from ontology.facts import Term

_DENIED = re.compile(r"(?:不得|无权|不能|不可)[^，。；]{0,16}(?:中止|暂停|停止|暂缓)")
CAUSES = {"late_payment": "late_payment", "non_cooperation": "non_cooperation"}


def read(reading: Reading) -> Iterator[Term]:
    """One term for each right to suspend."""
    for hit in reading.hits(load("terms/suspension")):
        if _DENIED.search(hit.segment_words):
            continue
        who = holder(hit)
        found = events(hit)
        cause = CAUSES.get(found[0], "breach") if found else "any"
        if found and found[0] == "bare_lateness":
            cause = "late_payment" if who == "vendor" else "breach"
        yield reading.term(
            "suspension", from_condition(hit, 60), hit.span[1], {"holder": who, "cause": cause}
        )
