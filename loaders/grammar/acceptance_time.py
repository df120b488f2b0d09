"""When an acceptance must be done: the time stated for it, and who sets the day."""

from __future__ import annotations

from dataclasses import replace

from loaders.grammar.acceptance_signs import NAMED, cue, sees
from loaders.grammar.reading import Hit
from loaders.values.durations import Span, find
from ontology.facts import Role

_NEXT_TO = 4
"""Within so many characters behind its name a period needs no word for within."""


def allowed(hit: Hit) -> Span | None:
    """The time stated for the act: before it in its segment or in a segment of time, or after it
    (验收应在七日内完成)."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    if sees("of_the_work", plain[hit.span[0] : hit.start]):
        return None
    rest = plain[hit.end : hit.span[1]]
    reaches = [(hit.span[0], hit.end)]
    if hit.segment and not cue("afterwards").match(rest):
        before = sentence.segments[hit.segment - 1]
        if sees("of_time", plain[before[0] : before[1]]):
            reaches.append(before)
    for low, high in reaches:
        spans = [_moved(s, low) for s in find(plain[low:high])]
        spans = [s for s in spans if s.bound in ("within", "at_most") or _says_when(plain, s)]
        if spans:
            return spans[-1]
    if (set_by := day_setter(hit)) is not None:
        return set_by[1]
    done = hit.cue.id in ("accepts", "reviews") and sees("carried_out", rest)
    after = [_moved(s, hit.end) for s in find(rest) if s.bound == "within"]
    return after[0] if done and after and not cue("afterwards").match(rest) else None


def day_setter(hit: Hit) -> tuple[Role, Span] | None:
    """Who fixes the day and how soon: 甲方在收到申请后7日内，确定日期，由双方验收."""
    plain, segments = hit.reading.view.plain, hit.sentence.segments
    if hit.cue.id != "accepts" or hit.segment < 1:
        return None
    low = segments[max(0, hit.segment - 2)][0]
    found = sees("sets_the_day", plain[low : hit.span[0]])
    spans = [s for s in find(plain[low : hit.span[0]]) if s.bound == "within"] if found else []
    if not found or not spans:
        return None
    return NAMED[found.group(1)], _moved(spans[-1], low)


def beside(hit: Hit) -> Span | None:
    """The period right behind the name of the act."""
    return next((_moved(s, hit.end) for s in find(hit.after) if _is_set(s)), None)


def _is_set(span: Span) -> bool:
    """验收期限为收货后7日内, 复验期为5个工作日."""
    return span.bound == "within" or (span.bound == "plain" and span.start < _NEXT_TO)


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)


def _says_when(plain: str, span: Span) -> bool:
    """当日, 次日 and 及时 need no 内."""
    return span.value == "immediate" or bool(cue("named_day").match(plain, span.start))


def timed_from(hit: Hit, period: Span | None) -> int:
    """Where the segment begins that states the time or date of the act."""
    if period is not None:
        return hit.sentence.segments[hit.sentence.segment_at(period.start)][0]
    plain = hit.reading.view.plain
    before = hit.sentence.segments[hit.segment - 1] if hit.segment else hit.span
    return before[0] if sees("of_time", plain[before[0] : before[1]]) else hit.span[0]
