"""Termination: a power to end the contract early, one term for each ground (Civil Code 562–565)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import condition_segments, events, from_condition
from loaders.grammar.events import alternatives
from loaders.grammar.lists import items_under
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import holder
from loaders.values.durations import Span, find, find_counts
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Duration, Json, period_json

CAUSES = {
    "quality": "quality_failure",
    "service_failure": "quality_failure",
    "data_breach": "security_incident",
    "integrity": "bribery",
    "abandonment": "refusal",
    "late_delivery": "general_breach",
    "bare_lateness": "general_breach",
    "non_cooperation": "general_breach",
    "rework": "general_breach",
    "complaint": "other",
    "non_solicit": "other",
}
_CURE = re.compile(r"(?:纠正|改正|整改|补救|补正|消除|履行|支付|付清|付款|恢复|修复|更换|完成|解决|采取|缴清)")
_FAILS = re.compile(r"未|仍|不|拒")
_NOTICE = re.compile(r"提前|通知|告知|函告")
_NOT_A_POWER = re.compile(r"(?:不得|不能|无权|不可)[^，。；]{0,10}(?:解除|终止)|(?:未经|非经)[^，。；]{0,20}(?:解除|终止)|擅自[^，。；]{0,6}(?:解除|终止)")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each holder and ground; a ground in a list is quoted for itself."""
    for hit in reading.hits(load("terms/termination")):
        if _NOT_A_POWER.search(hit.segment_words):
            continue
        who = _holder(hit)
        items = items_under(hit)
        if items:
            for item in items:
                yield from _grounds(hit, item, who)
            continue
        for cause in _causes(hit, who):
            yield reading.term(
                "termination", from_condition(hit, 160), max(hit.end, hit.span[1]), _keys(hit, who, cause)
            )


def _holder(hit: Hit) -> Role:
    if "mutual" in events(hit) or re.search(r"协商[^，。；]{0,8}(?:一致|同意|决定)", hit.segment_words):
        return "both"
    return holder(hit)


def _causes(hit: Hit, who: Role) -> tuple[str, ...]:
    found = events(hit)
    if not found:
        return ("convenience",)
    late = {"buyer": "general_breach", "vendor": "late_payment"}.get(who, "general_breach")
    return tuple(
        dict.fromkeys(late if e == "bare_lateness" else CAUSES.get(e, e) for e in found)
    )


def _grounds(hit: Hit, item: Sentence, who: Role) -> Iterator[Term]:
    words = hit.reading.words(item)
    for event in alternatives(words) or ("other",):
        cause = CAUSES.get(event, event)
        keys = {"holder": who, "cause": cause} | _times(words)
        yield hit.reading.term("termination", item.start, item.end, keys)


def _keys(hit: Hit, who: Role, cause: str) -> dict[str, Json]:
    plain = hit.reading.view.plain
    stated = "，".join(plain[a:b] for a, b in condition_segments(hit))
    keys: dict[str, Json] = {"holder": who, "cause": cause} | _times(stated)
    if keys["notice"] is None:
        keys["notice"] = _notice(hit.segment_words)
    return keys


def _times(words: str) -> dict[str, Json]:
    """Cure, notice and threshold that a condition states."""
    cure: Json = None
    notice: Json = None
    threshold: Json = None
    for span in find(words):
        if span.value is None:
            continue
        rest = words[span.end : span.end + 30]
        before = words[max(0, span.start - 14) : span.start]
        value = period_json(span.value)
        if span.bound == "within" and _FAILS.search(rest) and _CURE.search(rest):
            cure = cure or value
        elif isinstance(span.value, Duration) and _over(span, before):
            threshold = threshold or value
        elif _NOTICE.search(before[-6:]) and span.bound in ("before", "plain"):
            notice = notice or value
    counts = find_counts(words)
    threshold = threshold or (period_json(counts[0].value) if counts else None)
    return {"cure": cure, "notice": notice, "threshold": threshold}


def _over(span: Span, before: str) -> bool:
    return span.bound in ("exceeding", "at_least") or bool(re.search(r"(?:达|超过|满|连续|累计|逾期)[^，。]{0,6}$", before))


def _notice(words: str) -> Json:
    """A notice period in the power's own segment; 立即解除 is immediate."""
    for span in find(words):
        if isinstance(span.value, Duration) and span.bound in ("before", "plain", "within"):
            return period_json(span.value)
    return "immediate" if re.search(r"(?:立即|即时|直接)[^，。；]{0,8}(?:解除|终止)", words) and "立即" in words else None
