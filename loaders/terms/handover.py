"""Handover: results, work in hand or premises given over when the contract ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import in_condition
from loaders.grammar.deadlines import deadline
from loaders.grammar.ending import at_the_end
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.values.durations import find
from loaders.words import load, pattern
from ontology.facts import Term
from ontology.values import Json, period_json

_ALSO_LENT = re.compile(r"[料钥匙件果册][及和、与](?:甲方|乙方)(?:所)?提供的")
"""移交全部档案资料及甲方提供的办公用房: what was lent only comes along."""
# What is given back because it is secret, or because the other side lent it, is data_return.


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that has something given over at the end."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/handover")):
        if hit.sentence.index in seen or in_condition(hit) or not at_the_end(hit):
            continue
        if _is_another(hit):
            continue
        seen.add(hit.sentence.index)
        due = deadline(hit)
        start = min(due.start if due else hit.span[0], hit.span[0])
        keys: dict[str, Json] = {"obligor": performer(hit), "within": _within(hit)}
        yield reading.term("handover", start, hit.span[1], keys)


def _within(hit: Hit) -> Json:
    """The time for the handover: beside it, else for the first of the acts it closes."""
    due = deadline(hit)
    if due is not None and due.span is not None:
        return period_json(due.span.value) if due.span.value else None
    spans = [s for s in find(hit.before) if s.bound == "within" and s.value is not None]
    if not spans and _sees("then_given", hit.after):
        spans = [s for s in find(hit.after) if s.bound == "within" and s.value is not None][:1]
    return period_json(spans[-1].value) if spans and spans[-1].value else None


def _is_another(hit: Hit) -> bool:
    """Whether it is about secrets, money, an offender, or only in what comes before something."""
    before = hit.reading.view.plain[hit.span[0] : hit.start]
    secret = _sees("secret", hit.sentence_words)
    if secret and not (hit.cue.id == "hands_over" and _ALSO_LENT.search(secret.string)):
        return True
    if _sees("elsewhere", hit.sentence_words):
        return True
    given = hit.words if hit.cue.id == "gives_over_results" else hit.segment_words
    return bool(_sees("money", given)) or bool(_sees("no_duty", before))


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("ending_signs", sign).search(words)
