"""Warranty: defective work made good without charge (Civil Code art. 582)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.values.durations import find
from loaders.words import load
from ontology.facts import Term
from ontology.values import Duration, Json, period_json

REMEDIES = (
    ("repair", re.compile(r"维修|修复|修理|返修|保修|包修|维护|维保")),
    ("replace", re.compile(r"更换|调换|退换|包换")),
    ("rework", re.compile(r"返工|整改|重做|补救|纠正|处理")),
    ("refund", re.compile(r"退货|退款|包退")),
)
_FAULT = re.compile(
    r"质量|不合格|不符合|缺陷|瑕疵|故障|损坏|问题|异议|没有满足|未满足|不达标|未达到|质保|保修|三包|返工|整改|未通过"
)
_FAILS = re.compile(r"未(?:按|能|及时)|返工费")
_OTHER = re.compile(
    r"保密|泄密|泄露|人员[^，。；]{0,6}(?:更换|调换)|更换[^，。；]{0,6}(?:人员|团队|项目经理|工程师)|逾期|安全隐患|消防"
)


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that obliges a side to make good."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/warranty")):
        words = hit.sentence_words
        if hit.sentence.index in seen or in_condition(hit) or _OTHER.search(words):
            continue
        if hit.cue.id == "free_repair" and not _is_due(hit) or _FAILS.search(hit.segment_words):
            continue
        if performer(hit) == "buyer":
            continue  # the side that pays makes nothing good
        seen.add(hit.sentence.index)
        keys: dict[str, Json] = {
            "obligor": performer(hit),
            "duration": _duration(hit),
            "remedy": _remedy(hit),
        }
        yield reading.term("warranty", from_condition(hit, 80), max(hit.end, hit.span[1]), keys)


def _is_due(hit: Hit) -> bool:
    around = [hit.sentence_words, *hit.reading.headings(hit.sentence.section)]
    return any(_FAULT.search(words) for words in around)


def _remedy(hit: Hit) -> str | None:
    return next((name for name, cue in REMEDIES if cue.search(hit.words)), None)


def _duration(hit: Hit) -> Json:
    if hit.cue.id != "period" and not re.search(r"保修|质保|保证期|维护期", hit.sentence_words):
        return None
    spans = [s for s in find(hit.sentence_words) if isinstance(s.value, Duration)]
    long = [s for s in spans if isinstance(s.value, Duration) and (s.value.days or 0) >= 30]
    return period_json(long[0].value) if long else None
