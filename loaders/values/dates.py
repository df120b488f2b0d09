"""Dates in running text: 2025年10月24日, 2025.10.24, 二〇二五年十月, 2026年＿月＿日."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders import words
from loaders.text import BLANK
from loaders.values import numerals

_MARK = f"[{BLANK}_【】XxＸ× ]"
_ZERO = "OoＯ○"
_HAN = "".join(numerals.DIGITS)
_YEAR = (
    rf"{_MARK}{{0,6}}(?P<year>[0-9０-９]{{2,4}}|[{_HAN}{_ZERO}]{{4}})?"
    rf"(?P<year_gap>{_MARK}{{0,6}})年"
)
_MONTH = rf"{_MARK}{{0,6}}(?P<month>[0-9０-９]{{1,2}}|[{_HAN}十拾元]{{1,3}})?{_MARK}{{0,6}}月(?!球)"
_DAY = rf"{_MARK}{{0,6}}(?P<day>[0-9０-９]{{1,2}}|[{_HAN}十拾廿卅]{{1,4}})?{_MARK}{{0,6}}"
# 2024年5月20前: the 日 is left out, but not before a counter (5月20个工作日).
_DAY_END = r"(?:[日号](?![常均历])|(?=[，,。；;）)、\n]|[前止起至到—-]|$))"
_WRITTEN = re.compile(rf"(?<![0-9０-９]){_YEAR}{_MONTH}(?:{_DAY}{_DAY_END})?")
_YEAR_END = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2}) ?年")
_FIGURES = re.compile(
    r"(?<![0-9A-Za-z])(?<![A-Za-z][-./_])(?P<year>(?:19|20)[0-9]{2}) ?(?P<sep>[-./．／－]) ?"
    r"(?P<month>[0-9]{1,2}) ?(?P=sep) ?(?P<day>[0-9]{1,2})(?![0-9])"
    r"(?!(?P=sep)[0-9]{1,3}(?![0-9]))日?"
)
_GAP_MONTH = re.compile(rf"(?<![年{BLANK}_0-9]){numerals.GAP} ?月 ?{numerals.GAP} ?[日号]")
_EMPTY = re.compile(r"(?:(?<=[自至于从到：:为在])|(?<!\w))年[ \u3000]{0,12}月[ \u3000]{0,12}日")
_SCREEN = re.compile("[年月]|[0-9] ?[-./．／－]")
_SHORT = re.compile(
    rf"(?:(?P<month>[0-9]{{1,2}}|[{_HAN}十拾]{{1,3}}) ?月(?!球))?"
    rf"(?: ?(?P<day>[0-9]{{1,2}}|[{_HAN}十拾廿卅]{{1,4}}) ?[日号])?"
)


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date at `[start, end)`: ISO day or month, or why there is none.

    `blank` where a part waits to be filled in, `impossible` where no calendar has it.
    """

    start: int
    end: int
    iso: str | None
    blank: bool = False
    impossible: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """From `first` to `last`, at `[start, end)`; `first` is `None` where an event begins it."""

    start: int
    end: int
    first: DateHit | None
    last: DateHit


def find(text: str) -> tuple[DateHit, ...]:
    """The dates of a text in order, with those left blank and those no calendar has."""
    if not _SCREEN.search(text):
        return ()
    hits = [*_written(text), *_figures(text), *_year_ends(text)]
    hits += [
        DateHit(*match.span(), None, blank=True)
        for pattern in (_GAP_MONTH, _EMPTY)
        for match in pattern.finditer(text)
    ]
    kept: list[DateHit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or kept[-1].end <= hit.start:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return tuple(kept)


def find_ranges(text: str) -> tuple[DateRange, ...]:
    """The periods 自…起至…止 of a text in order; 2026年1月1日至12月31日 takes over the year."""
    found: list[DateRange] = []
    hits = find(text)
    for i, hit in enumerate(hits):
        if found and hit.start < found[-1].end:
            continue
        to = _cue("to").match(text, hit.end)
        if to:
            follows = i + 1 < len(hits) and hits[i + 1].start == to.end()
            last = hits[i + 1] if follows else _shortened(text, hit, to.end())
            if last:
                found.append(DateRange(hit.start, _end(text, last), hit, last))
                continue
        reach = max(0, hit.start - 32, found[-1].end if found else 0)
        if opening := _cue("open_start").search(text[reach : hit.start]):
            found.append(DateRange(reach + opening.start(), _end(text, hit), None, hit))
    return tuple(found)


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {cue.id: cue.pattern for cue in words.load("dates")}


def _cue(name: str) -> re.Pattern[str]:
    return _cues()[name]


def _end(text: str, hit: DateHit) -> int:
    end = _cue("end").match(text, hit.end)
    return end.end() if end else hit.end


def _written(text: str) -> Iterator[DateHit]:
    for match in _WRITTEN.finditer(text):
        written = match.group().lstrip()
        span = (match.end() - len(written), match.end())
        year, month, day = match["year"], match["month"], match["day"]
        if year is None and written[0] == "年":
            # 次年5月1日 names a year in words; 年 月 日 is read elsewhere.
            continue
        # 20＿年 and 202＿年 are begun, 24年 is short for 2024年.
        begun = year is not None and (
            len(year) == 3 or (len(year) == 2 and match["year_gap"].strip())
        )
        open_day = day is None and written[-1] in "日号"
        if begun or year is None or month is None or open_day:
            yield DateHit(*span, None, blank=True)
        else:
            yield _hit(text, span, year, month, day)


def _figures(text: str) -> Iterator[DateHit]:
    for match in _FIGURES.finditer(text):
        yield _hit(text, match.span(), match["year"], match["month"], match["day"])


def _year_ends(text: str) -> Iterator[DateHit]:
    for match in _YEAR_END.finditer(text):
        if last := _cue("last_day").match(text, match.end()):
            yield DateHit(match.start(), last.end(), f"{match['year']}-12-31")


def _hit(text: str, span: tuple[int, int], year: str, month: str, day: str | None) -> DateHit:
    """A date all of whose parts are there; 5月底 is the last day of May."""
    start, end = span
    y, m, d = _number(year), _number("1" if month == "元" else month), _number(day or "0")
    y = y + 2000 if len(year) == 2 else y
    if day is None and (last := _cue("last_day").match(text, end)):
        d, end = monthrange(y, m)[1] if 0 < m < 13 and y else 0, last.end()
    elif day is None and (part := _cue("part_of_month").match(text, end)):
        end = part.end()
    possible = 1900 <= y < 2200 and 1 <= m <= 12 and (d <= monthrange(y, m)[1])
    if not possible or (day is not None and d == 0):
        return DateHit(start, end, None, impossible=True)
    return DateHit(start, end, f"{y:04d}-{m:02d}" + (f"-{d:02d}" if d else ""))


def _number(text: str) -> int:
    value = numerals.parse(text)
    return -1 if value is None else int(value)


def _shortened(text: str, first: DateHit, at: int) -> DateHit | None:
    """The end of 2026年1月1日至12月31日, 2026年1月至6月, 2026年7月1日至次年6月30日."""
    if first.iso is None:
        return None
    year, month = int(first.iso[:4]), first.iso[5:7]
    start = at
    for name, step in (("next_year", 1), ("same_year", 0)):
        if named := _cue(name).match(text, at):
            year, at = year + step, named.end()
    match = _SHORT.match(text, at)
    if not match or match.end() == at or (len(first.iso) == 10 and match["day"] is None):
        return None
    span = (start, match.end())
    return _hit(text, span, str(year), match["month"] or month, match["day"])
