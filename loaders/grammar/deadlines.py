"""By when an act is due: a length of time, a date, or an event before or with which it is done."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.grammar.reading import Hit
from loaders.values import dates
from loaders.values.durations import Span, find
from loaders.words import pattern
from ontology.values import Duration, Unit


@dataclass(frozen=True, slots=True)
class Deadline:
    """When, said from `start` in the view: a span (null where left blank), a date (null too), or an
    event; `dated` where a date stands that no calendar has."""

    start: int
    span: Span | None = None
    date: str | None = None
    dated: bool = False


def deadline(hit: Hit) -> Deadline | None:
    """The time nearest before the cue's act: in its own segment, else in the segments before that
    state only when. An announcement ahead of time (提前三日) is none."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    for index in range(hit.segment, -1, -1):
        start, end = sentence.segments[index]
        end = hit.start if index == hit.segment else end
        words = plain[start:end]
        if index != hit.segment and not _sees("says_when", words):
            break
        found = _in(words, start) or _short_date(plain[sentence.start : end], words, start)
        if found is not None and (index == hit.segment or _governs(found)):
            return found
    return None


def _governs(found: Deadline) -> bool:
    """An earlier segment's time holds on unless it limits something else (修复不得超过6小时)."""
    return found.span is None or found.span.bound != "at_most"


def _in(words: str, start: int) -> Deadline | None:
    """The last time that the words state, a figure before an event."""
    spans = [s for s in find(words) if _is_due(s, words)]
    days = dates.find(words)
    if any(day.blank for day in days):
        return Deadline(start)
    if spans and (not days or spans[-1].start > days[-1].start):
        last = replace(spans[-1], start=spans[-1].start + start, end=spans[-1].end + start)
        return Deadline(start, span=last)
    if days:
        return Deadline(start, date=days[-1].iso, dated=days[-1].impossible)
    if _sees("day_of_month", words) or _sees("clock", words) or _sees("event", words):
        return Deadline(start)
    return None


def _short_date(sentence: str, words: str, start: int) -> Deadline | None:
    """9月15日前, in the year of the date before it."""
    short = _sees("short_date", words)
    if short is None:
        return None
    year = next((d.iso[:4] for d in reversed(dates.find(sentence)) if d.iso), None)
    month, day = (int(part) for part in short.groups())
    return Deadline(start, date=f"{year}-{month:02d}-{day:02d}" if year else None)


def _is_due(span: Span, words: str) -> bool:
    if span.value == "perpetual" or span.value == "immediate":
        return False
    if span.bound == "before":
        days = isinstance(span.value, Duration) and span.value.unit not in (Unit.HOUR, Unit.MINUTE)
        ahead = words[span.start :].startswith("提前") or _sees("ahead", words[: span.start])
        return (days or span.blank) and not ahead
    if span.bound == "plain" and isinstance(span.value, Duration):
        # 合同生效后15个工作日，提交…: the word for within is left out.
        return bool(_sees("since", words[: span.start])) and not words[span.end :].strip()
    return span.bound in ("within", "at_most")


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("delivery_signs", sign).search(words)
