"""Suspension: a right to stop performing, or to have the other stop (Civil Code art. 525–528)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import events, from_condition
from loaders.grammar.events import classify
from loaders.grammar.lists import items_under
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
_ANY = ("complaint", "policy_change", "purpose_lost", "force_majeure", "convenience", "mutual")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each right to suspend, of a list one for each ground, quoted for itself."""
    for hit in reading.hits(load("terms/suspension")):
        if _NO_RIGHT.search(hit.segment_words):
            continue
        who = holder(hit)
        items = items_under(hit)
        for item in items:
            keys = {"holder": who, "cause": _listed_cause(reading.words(item), who)}
            yield reading.term("suspension", item.start, item.end, keys)
        if not items:
            keys = {"holder": who, "cause": _cause(hit, who)}
            yield reading.term("suspension", from_condition(hit, 60), hit.span[1], keys)


def _cause(hit: Hit, who: Role) -> str:
    return _named(next(iter(events(hit)), None), who) or "any"


def _listed_cause(words: str, who: Role) -> str:
    """The cause of a ground in a list: one that nobody breaks is any, one unknown a breach."""
    event = classify(words)
    return _named(event, who) or ("any" if event in _ANY else "breach")


def _named(event: str | None, who: Role) -> str | None:
    if event is None or event in _ANY:
        return None
    if event == "bare_lateness":
        return "late_payment" if who == "vendor" else "breach"
    return _CAUSES.get(event, "breach")
