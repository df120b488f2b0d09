"""Reads how long the contract runs: from when, until when, and the length where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.text import BLANK
from loaders.values import dates, durations
from loaders.words import pattern
from ontology.values import Duration, Unit

_FROM = re.compile(
    r"(?:\s*[0-9]{1,2}[:：时][0-9]{0,2}分?)?(?:[（(][^（）]{0,8}[)）])?(?:当日|当天)?(?:起|开始|始)"
)
_LENGTHS = (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)
_PLAIN = ("plain", "at_most")
_OWN = re.compile("本(?:(?:合同|协议)(?:项下)?的?)?$")
_NEXT_TOO = re.compile("[。；](?!(?:本期|本次|即|具体|其中|起止|自|从)[^。；]{0,6}[0-9＿])")
"""The end of what is said, unless the next sentence gives the dates."""

_SINCE = re.compile(
    r"[自从][^，。；]{0,50}?(?:起|止|后)(?:计算|算|始|计)?|[0-9＿]{1,4}年[0-9＿]{1,2}月[^，。；]{0,30}?止"
)
_SAYS = re.compile(
    r"(?:要求|合计|共计|总计|一共|暂定|均|共|计|约|期限|为期|为|是|即|年度|[:：，,、（() \t])*"
)
_REACH = 45
"""Characters after the name of the time in which its dates begin."""


@dataclass(frozen=True, slots=True)
class Period:
    """When the contract runs; `blank` where its dates are left open."""

    starts_on: str | None = None
    ends_on: str | None = None
    term: Duration | None = None
    blank: bool = False


def read_period(plain: str) -> Period:
    """The time of performance, else of validity, else of the work; the rest fills what it lacks."""
    starts = ends = None
    term = None
    blank = False
    for found in _candidates(plain):
        if (starts, ends) == (None, None) and (found.starts_on or found.ends_on):
            starts, ends = found.starts_on, found.ends_on
        term = term or found.term
        blank |= found.blank
    return Period(starts, ends, term, blank and not (starts or ends or term))


def _candidates(plain: str) -> Iterator[Period]:
    """What is said of each name, strongest name first; 本合同有效期 before 项目有效期."""
    lines = plain.split("\n")
    other = pattern("period_names", "other_time")
    for name in ("performance", "validity", "work"):
        found = [
            (not _OWN.search(line[: match.start()]), i, match.end())
            for i, line in enumerate(lines)
            for match in pattern("period_names", name).finditer(line)
            if not other.search(line[_before(match) : match.end()])
        ]
        yield from (_read(_after(lines, i, at)) for _, i, at in sorted(found))
    yield Period(_day_after(plain, "begin"), _day_after(plain, "finish"))


def _day_after(plain: str, name: str) -> str | None:
    """The day set for the beginning or the end of works."""
    for match in pattern("period_names", name).finditer(plain):
        words = plain[match.end() : match.end() + _REACH].split("\n")[0]
        days = dates.find(words)
        if days and days[0].start < 2 and days[0].iso:
            return days[0].iso
    return None


def _before(match: re.Match[str]) -> int:
    return max(0, match.start() - 8)


def _after(lines: list[str], i: int, at: int) -> str:
    """What is said after the name: the rest of its sentence, or the line under a heading."""
    rest = _NEXT_TOO.split(lines[i][at:])[0]
    if len(rest.strip(" :：\t" + BLANK)) < 2 and len(lines[i]) <= 30 and i + 1 < len(lines):
        return _NEXT_TOO.split(lines[i + 1])[0]
    return rest


def _read(words: str) -> Period:
    """The time in a sentence that a name of it begins."""
    starts = ends = None
    for days in dates.find_ranges(words):
        if days.start <= _REACH and (days.last.iso or (days.first and days.first.iso)):
            starts, ends = days.first.iso if days.first else None, days.last.iso
            break
    else:
        for day in dates.find(words):
            if day.iso and _FROM.match(words, day.end):
                starts = day.iso
                break
    blank = BLANK in words[:_REACH] and not (starts or ends)
    return Period(starts, ends, _length(words), blank)


def _length(words: str) -> Duration | None:
    """The length that is said of the time itself, with nothing but its beginning in between."""
    for span in durations.find(words):
        gap = _SINCE.sub("", words[: span.start])
        if not _SAYS.fullmatch(gap):
            return None
        value = span.value
        if isinstance(value, Duration) and value.unit in _LENGTHS and span.bound in _PLAIN:
            return value
    return None
