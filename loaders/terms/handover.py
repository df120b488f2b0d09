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
from loaders.words import load
from ontology.facts import Term
from ontology.values import Json, period_json

# What is given back because it is secret, or because the other side lent it, is data_return.
_SECRET = re.compile(
    r"保密|秘密|机密|涉密|销毁|(?:甲方|乙方|对方|披露方)(?:所)?提供(?:给[甲乙]方)?的"
)
_MONEY = re.compile(r"保证金|押金|款项|价款|费用|租金|定金|利息|服务费")
_NO_DUTY = re.compile(
    r"(?:未|不|拒绝|拒不|逾期|直至|无法|迟延|可|自)[^，。；]{0,12}$|(?:凭|持|经|待)[^，。；]{0,6}$"
)
_REMOVED = re.compile(r"司法机关|公安|检察|人员(?:更换|变更|变动)|验收依据")


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
    return period_json(spans[-1].value) if spans else None


def _is_another(hit: Hit) -> bool:
    """Whether it is about secrets, money, an offender, or only in what comes before something."""
    before = hit.reading.view.plain[hit.span[0] : hit.start]
    if _SECRET.search(hit.sentence_words) or _REMOVED.search(hit.sentence_words):
        return True
    return bool(_MONEY.search(hit.segment_words)) or bool(_NO_DUTY.search(before))
