"""By which day something is due: a date, or a time counted from a day that the contract states.

合同签订后10个工作日内 can be counted from the day of signing; 验收合格后10个工作日内 cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from loaders import words
from loaders.values import dates, durations
from ontology.values import Duration

Moment = Literal["signing", "effective", "start", "end", "ended"]

_REACH = 24
"""Characters before a figure in which its anchor stands."""

_FIGURE = re.compile(r"[^0-9０-９〇零一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]*")
_AHEAD = re.compile(r"(?:提?前|之前|以前)?(?:至少|最少|不少于|不得少于)?$")


@dataclass(frozen=True, slots=True)
class DueBy:
    """When something is due: on a `date`, or a `period` `after` a moment, else before it.

    `start` and `end` are those of the words of time in the quote.
    """

    start: int
    end: int
    date: str | None = None
    moment: Moment | None = None
    period: Duration | None = None
    after: bool = True


def due_by(quote: str) -> tuple[DueBy, ...]:
    """The days in a quote by which something is due, in the order of the words."""
    return tuple(sorted((*_dates(quote), *_counted(quote)), key=lambda found: found.start))


def _dates(quote: str) -> Iterator[DueBy]:
    cues = {cue.id: cue.pattern for cue in words.load("anchors")}
    for day in dates.find(quote):
        if day.iso is None or len(day.iso) < len("2024-05-01"):
            continue
        follows = cues["by_day"].match(quote[day.end :])
        if follows or cues["until_day"].search(quote[: day.start]):
            yield DueBy(day.start, day.end, date=day.iso)


def _counted(quote: str) -> Iterator[DueBy]:
    for span in durations.find(quote):
        if span.blank or not isinstance(span.value, Duration):
            continue
        if span.bound not in ("within", "before"):
            continue
        lead = _FIGURE.match(quote[span.start : span.end])
        head = quote[: span.start] + (lead.group() if lead else "")
        ahead = _AHEAD.search(head)
        before = span.bound == "before" or bool(ahead and "前" in ahead.group())
        head = head[: ahead.start()] if ahead else head
        moment = _moment(head.rstrip())
        if moment:
            yield DueBy(span.start, span.end, None, moment, span.value, not before)


def _moment(head: str) -> Moment | None:
    """What the words right before a figure count from."""
    near = head[-_REACH:]
    for cue in words.load("anchors"):
        for moment in get_args(Moment):
            if cue.means == moment and cue.pattern.search(near):
                found: Moment = moment
                return found
    return None
