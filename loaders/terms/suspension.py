"""Suspension: a right to stop performing, or to have the other stop (Civil Code art. 525–528)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import events, from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import holder
from loaders.words import load
from ontology.facts import Role, Term

_NO_RIGHT = re.compile(
    r"(?:不得|无权|不能|不可)[^，。；]{0,16}(?:中止|暂停|停止|暂缓)|协商|[此该本被]暂停"
    r"|(?:解除|终止)[^，。；]{0,8}[并且、]停止"
)
"""Denied, agreed between both, a suspension spoken of, or an end for good."""
_CAUSES = {"late_payment": "late_payment", "non_cooperation": "non_cooperation"}
_ANY = ("policy_change", "purpose_lost", "force_majeure", "convenience", "mutual")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each right to suspend."""
    for hit in reading.hits(load("terms/suspension")):
        if not _NO_RIGHT.search(hit.segment_words):
            who = holder(hit)
            keys = {"holder": who, "cause": _cause(hit, who)}
            yield reading.term("suspension", from_condition(hit, 60), hit.span[1], keys)


def _cause(hit: Hit, who: Role) -> str:
    found = next(iter(events(hit)), None)
    if found is None or found in _ANY:
        return "any"
    if found == "bare_lateness":
        return "late_payment" if who == "vendor" else "breach"
    return _CAUSES.get(found, "breach")
