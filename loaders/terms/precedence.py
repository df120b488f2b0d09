"""Precedence: the order of documents that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.lists import items_under
from loaders.grammar.reading import Hit, Reading
from loaders.words import load
from ontology.facts import Term

_WINNER = re.compile(r"(?:以|按照?)([^，。；]{1,24}?)(?:为准|执行|优先)")
_LOSERS = re.compile(r"(?:如|若)?(?:因)?([^，。；]{2,40}?)(?:与|同|和|之间)[^，。；]{0,30}(?:冲突|不一致|矛盾|抵触|不符)")
_AMOUNTS = re.compile(r"大写|小写|金额|数据|实际|尺寸")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each rule of precedence."""
    for hit in reading.hits(load("terms/precedence")):
        if _AMOUNTS.search(hit.words):
            continue
        yield reading.term("precedence", _start(hit), max(hit.end, hit.span[1]), {"order": _order(hit)})


def _start(hit: Hit) -> int:
    return hit.span[0]


def _order(hit: Hit) -> list[str]:
    if hit.cue.id == "order":
        return [hit.reading.words(item).strip("“”《》\"") for item in items_under(hit)]
    if hit.cue.id == "replaces":
        return ["本合同"]
    winner = _WINNER.search(hit.words)
    loser = _LOSERS.search(hit.segment_words)
    named = [m.group(1).strip("的《》“”") for m in (winner, loser) if m]
    return list(dict.fromkeys(named))
