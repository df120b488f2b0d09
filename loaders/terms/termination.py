"""Termination: a power to end the contract early, one term for each ground (Civil Code 562–565)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import (
    condition,
    condition_segments,
    events,
    from_condition,
    in_condition,
)
from loaders.grammar.events import alternatives, grounds
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
    "accident": "security_incident",
    "integrity": "bribery",
    "abandonment": "refusal",
    "late_delivery": "general_breach",
    "bare_lateness": "general_breach",
    "non_cooperation": "general_breach",
    "rework": "general_breach",
    "complaint": "other",
    "non_solicit": "other",
}
_CURE = re.compile(
    r"(?:纠正|改正|整改|补救|补正|消除|履行|支付|付清|付款|恢复|修复|更换|完成|解决|采取|缴清)"
)
_FAILS = re.compile(r"未|仍|不|拒")
_NOTICE = re.compile(r"提前|通知|告知|函告")
_ENDED = re.compile(r"^[^，。；]{0,2}(?:的|之日|后|时|前)")
_AGREED = re.compile(r"协商[^，。；]{0,8}(?:一致|同意|决定)")
_SHORT = 70
"""A ground of several is quoted with the power it gives if that takes no more characters."""
_NOT_A_POWER = re.compile(
    r"(?:不得|不能|无权|不可)[^，。；]{0,10}(?:解除|终止)|(?:未经|非经)[^，。；]{0,20}(?:解除|终止)|擅自[^，。；]{0,6}(?:解除|终止)"
)


def read(reading: Reading) -> Iterator[Term]:
    """One term for each holder and ground; a ground in a list is quoted for itself."""
    for hit in reading.hits(load("terms/termination")):
        if in_condition(hit) or _ENDED.match(hit.after) or _NOT_A_POWER.search(hit.segment_words):
            continue
        who = _holder(hit)
        items = items_under(hit)
        if items:
            for item in items:
                yield from _grounds(hit, item, who)
            continue
        yield from _stated(hit, who)


def _stated(hit: Hit, who: Role) -> Iterator[Term]:
    """The grounds of the cue's own sentence; one of several is quoted for itself."""
    if _AGREED.search(hit.segment_words) or hit.cue.id == "ended_by_agreement":
        yield _term(hit, from_condition(hit, 90), hit.span[1], _keys(hit, "both", "mutual"))
        return
    spans = condition_segments(hit)
    start = spans[0][0] if spans else hit.span[0]
    stated = hit.reading.view.plain[start : hit.start]
    several = grounds(stated) if spans else ()
    if len({event for event, _, _ in several}) < 2:
        for cause in _causes(hit, who):
            yield _term(
                hit, from_condition(hit, 160), max(hit.end, hit.span[1]), _keys(hit, who, cause)
            )
        return
    for event, first, last in several:
        cause = CAUSES.get(event, event) if event != "bare_lateness" else _late(who)
        keys = {"holder": who, "cause": cause} | _times(stated[first:last])
        if keys["notice"] is None:
            keys["notice"] = _notice(hit.segment_words)
        near = hit.span[1] - (start + first) <= _SHORT or last == several[-1][2]
        yield _term(hit, start + first, hit.span[1] if near else start + last, keys)


def _term(hit: Hit, start: int, end: int, keys: dict[str, Json]) -> Term:
    plain = hit.reading.view.plain
    while plain[start] in "，,、或者 ":
        start += 1
    return hit.reading.term("termination", start, end, keys)


def _late(who: Role) -> str:
    return "late_payment" if who == "vendor" else "general_breach"


def _holder(hit: Hit) -> Role:
    if "mutual" in events(hit):
        return "both"
    return holder(hit)


def _causes(hit: Hit, who: Role) -> tuple[str, ...]:
    found = events(hit)
    if not found:
        return ("other",) if condition(hit) else ("convenience",)
    return tuple(
        dict.fromkeys(_late(who) if e == "bare_lateness" else CAUSES.get(e, e) for e in found)
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
        elif (span.bound == "before" or _NOTICE.search(before[-6:])) and _NOTICE.search(words):
            notice = notice or value
    counts = find_counts(words)
    threshold = threshold or (period_json(counts[0].value) if counts else None)
    return {"cure": cure, "notice": notice, "threshold": threshold}


def _over(span: Span, before: str) -> bool:
    return span.bound in ("exceeding", "at_least") or bool(
        re.search(r"(?:达|超过|满|连续|累计|逾期)[^，。]{0,6}$", before)
    )


def _notice(words: str) -> Json:
    """A notice period in the power's own segment; 立即解除 is immediate."""
    for span in find(words):
        if isinstance(span.value, Duration) and span.bound in ("before", "plain", "within"):
            return period_json(span.value)
    return (
        "immediate"
        if re.search(r"(?:立即|即时|直接)[^，。；]{0,8}(?:解除|终止)", words) and "立即" in words
        else None
    )
