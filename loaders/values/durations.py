"""Lengths of time in running text: 15日内, 十五（15）个工作日, 一年半, 每逾期一日, 立即, ＿日内.

Days of the calendar (9月30日前), clock times, scores and hours of cover (7×24小时) are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal, TypeAlias, cast

from loaders import words
from loaders.text import BLANK
from loaders.values import numerals
from loaders.values.numerals import GAP, Numeral
from loaders.words.needs import screen
from loaders.words.opening import compiled
from ontology.values import Duration, Period, Unit

Bound: TypeAlias = Literal[
    "within", "at_least", "at_most", "exceeding", "before", "after", "every", "from_nth", "plain"
]

_REACH = 24
_ASIDE = r"(?: ?[（(][^（）()。\n]{0,20}[）)])?"
_TO = re.compile(r" ?(?:[-–—~～]{1,2}|至|到) ?")
_TWIN = re.compile(r" ?[（(] ?(?P<inner>[^（）()]{1,16}?) ?[）)]")
_CLOSING = re.compile(r"[）)](?= ?(?:个?工作日|个月|[日天]|小时)[以之]?内)")
_INCLUSIVE = re.compile(r" ?[（(]含[^（）()]{0,6}[）)]")
_DAYS_MEANT = re.compile(r" ?[（(](?:均?[指为]|即)?(?P<working>工作日)?(?:自然日|日历[日天])?[）)]")
_AND_A_HALF = re.compile(r" ?个半")
_HALF = re.compile(r" ?半(?![数价径])")
_MONTH_OF_DATE = re.compile(rf" ?(?:{GAP}|[0-9〇一二三四五六七八九十]{{1,3}}) ?月")
_ORDINAL = re.compile(r"第 ?\Z")
_COUNT = re.compile(r" ?(?:人|台|项)?次(?![日月年要品级序于])")
# What divides the larger unit into the smaller in 一年零六个月.
_PARTS = {
    (Unit.YEAR, Unit.MONTH): 12,
    (Unit.HOUR, Unit.MINUTE): 60,
    (Unit.DAY, Unit.HOUR): 24,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time at `[start, end)`, with the words that bound it: 提前30日, 15日内.

    `from_nth` counts the day it starts on (第31日起 is 31). A gap left to be filled in is `blank`
    and has no value. `low` is the lower end of a range, whose value is the upper. `other` is the
    figure outside the brackets of 十（15）日, kept where the one inside, the value, disagrees.
    """

    start: int
    end: int
    value: Period | None
    bound: Bound = "plain"
    blank: bool = False
    low: Duration | None = None
    other: Duration | None = None


def find(text: str) -> tuple[Span, ...]:
    """The lengths of time of a text in order; of two that overlap the longer."""
    spans: list[Span] = []
    if _unit_screen().search(text):
        bare = [*_counted(text, numerals.find(text)), *_halves(text), *_gaps(text)]
        spans += [span for quantity in bare if (span := _bounded(text, quantity))]
        spans += _each(text)
    if _period_screen().search(text):
        spans += _worded(text, spans)
    if not spans:
        return ()
    stops = [m.span() for cue in words.load("not_durations") for m in cue.pattern.finditer(text)]
    return _apart(spans, sorted(stops))


def find_counts(text: str) -> tuple[Span, ...]:
    """How often something happens (累计3次, 三次以上), as durations in `event`, in order."""
    spans = []
    for number in numerals.find(text):
        figure = _figure(text, number)
        unit = _COUNT.match(text, figure.end)
        if unit and not _ORDINAL.search(text, max(0, figure.start - 2), figure.start):
            count = Span(figure.start, unit.end(), Duration(figure.value, Unit.EVENT))
            spans.append(_bounded(text, count) or count)
    return _apart(spans, ())


@cache
def _unit() -> re.Pattern[str]:
    units = "|".join(f"(?P<{cue.id}>{cue.source})" for cue in words.load("units"))
    return compiled(f" ?(?:个(?:连续|完整|法定|有效|整)?)? ?(?:{units})")


@cache
def _unit_screen() -> re.Pattern[str]:
    return screen([_unit().pattern])


@cache
def _period_screen() -> re.Pattern[str]:
    return screen(cue.source for cue in words.load("periods"))


@cache
def _before() -> re.Pattern[str]:
    cues = "|".join(f"(?P<{cue.id}>{cue.source})" for cue in words.load("bounds_before"))
    return re.compile(rf"(?:{cues}) ?\Z")


@cache
def _after() -> re.Pattern[str]:
    cues = "|".join(f"(?P<{cue.id}>{cue.source})" for cue in words.load("bounds_after"))
    return re.compile(f"{_ASIDE} ?(?:{cues})(?:{_INCLUSIVE.pattern})?")


@cache
def _each_unit() -> re.Pattern[str]:
    cues = {cue.id: cue.source for cue in words.load("bounds_before")}
    return compiled(f"(?:{cues['every']}|{cues['every_by']}) ?(?P<half>半)?{_unit().pattern}")


@cache
def _half_unit() -> re.Pattern[str]:
    return re.compile(rf"(?<![上下前后过多一大小])半{_unit().pattern}")


@cache
def _gap_unit() -> re.Pattern[str]:
    twin = rf"(?: ?[（(](?:{GAP})?[）)])?"
    # ＿年＿月＿日 and ＿年度 are dates.
    date = rf"(?!度)(?<!年(?= ?(?:{GAP}|[0-9]{{1,2}}) ?月))"
    return re.compile(rf"(?<![0-9年月])(?<!月 ){GAP}{twin}{_unit().pattern}{date}")


@cache
def _bounds() -> dict[str, Bound]:
    cues = (*words.load("bounds_before"), *words.load("bounds_after"))
    return {cue.id: cast(Bound, cue.means) for cue in cues}


def _counted(text: str, numbers: Sequence[Numeral]) -> Iterator[Span]:
    """Every number with a unit of time behind it."""
    for i, number in enumerate(numbers):
        span = _quantity(text, number)
        if span is None:
            continue
        if i + 1 < len(numbers):
            span = _with_part(text, span, numbers[i + 1])
        yield _from_lower_end(text, numbers[i - 1], span) if i else span


def _quantity(text: str, number: Numeral) -> Span | None:
    figure = _figure(text, number)
    value, other, at = figure.value, figure.other, figure.end
    if more := _AND_A_HALF.match(text, at):
        value, at = value + Decimal("0.5"), more.end()
    unit = _unit().match(text, at)
    if not unit or _is_calendar(text, number, unit):
        return None
    kind, end = Unit(unit.lastgroup or ""), unit.end()
    if not more and (half := _HALF.match(text, end)):
        value, end = value + Decimal("0.5"), half.end()
    if meant := _DAYS_MEANT.match(text, end):
        kind, end = (Unit.BUSINESS_DAY if meant["working"] else kind), meant.end()
    elif (twin := _TWIN.match(text, end)) and (said := _in_full(twin["inner"], kind)):
        value, other, end = said, value, twin.end()
    disagrees = Duration(other, kind) if other is not None and other != value else None
    return Span(figure.start, end, Duration(value, kind), other=disagrees)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with what its brackets say: the one inside counts, `other` is the one outside."""

    start: int
    end: int
    value: Decimal
    other: Decimal | None = None


def _figure(text: str, number: Numeral) -> _Figure:
    start, end = number.left, number.right
    if twin := _TWIN.match(text, end):
        inner = twin["inner"].strip(numerals.MARKS)
        again = numerals.parse(inner)
        if again is not None:
            return _Figure(start, twin.end(), again, number.value)
        if not inner:
            # 十五（＿）日: the form was filled in once.
            return _Figure(start, twin.end(), number.value)
    if text[start - 1 : start] in ("（", "(") and (closing := _CLOSING.match(text, end)):
        # ＿（15）日内: or only in brackets.
        before = text[max(0, start - 4) : start - 1]
        opening = start - 1 - len(before) + len(before.rstrip(BLANK))
        return _Figure(opening, closing.end(), number.value)
    aside = _INCLUSIVE.match(text, end)
    return _Figure(start, aside.end() if aside else end, number.value)


def _is_calendar(text: str, number: Numeral, unit: re.Match[str]) -> bool:
    """Tells 2026年, 20＿年, 24年5月 and 2026年3月内 from lengths."""
    if unit.lastgroup == Unit.YEAR:
        century = number.value == 20 and number.right > number.end
        return century or number.value >= 1000 or bool(_MONTH_OF_DATE.match(text, unit.end()))
    return unit.lastgroup == Unit.MONTH and text[number.left - 1 : number.left] == "年"


def _in_full(inner: str, kind: Unit) -> Decimal | None:
    """The number of 三十日 in 30日（三十日）, if the unit is the same."""
    inner = inner.lstrip("即为")
    for number in numerals.find(inner)[:1]:
        unit = _unit().match(inner, number.right)
        if unit and unit.end() == len(inner) and number.left == 0 and unit.lastgroup == kind:
            return number.value
    return None


def _with_part(text: str, span: Span, number: Numeral) -> Span:
    """Adds the smaller unit of 一年零六个月, 1年6个月."""
    if text[span.end : number.left].strip() not in ("", "又", "加", "另") or not isinstance(
        span.value, Duration
    ):
        return span
    unit = _unit().match(text, number.right)
    factor = unit and _PARTS.get((span.value.unit, Unit(unit.lastgroup or "")))
    if not unit or not factor:
        return span
    value = Duration(span.value.n * factor + number.value, Unit(unit.lastgroup or ""))
    return replace(span, end=unit.end(), value=value)


def _from_lower_end(text: str, lower: Numeral, span: Span) -> Span:
    """Widens 15日 to 10-15日 or 10日至15日."""
    if not isinstance(span.value, Duration) or lower.value >= span.value.n:
        return span
    unit = _unit().match(text, lower.right)
    between = text[unit.end() if unit else lower.right : span.start]
    if not _TO.fullmatch(between):
        return span
    kind = Unit(unit.lastgroup or "") if unit else span.value.unit
    return replace(span, start=lower.left, low=Duration(lower.value, kind))


def _halves(text: str) -> Iterator[Span]:
    for match in _half_unit().finditer(text):
        value = Duration(Decimal("0.5"), Unit(match.lastgroup or ""))
        yield Span(*match.span(), value)


def _gaps(text: str) -> Iterator[Span]:
    for match in _gap_unit().finditer(text):
        yield Span(*match.span(), None, blank=True)


def _each(text: str) -> Iterator[Span]:
    for match in _each_unit().finditer(text):
        n = Decimal("0.5") if match["half"] else Decimal(1)
        yield Span(*match.span(), Duration(n, Unit(match.lastgroup or "")), "every")


def _worded(text: str, counted: Iterable[Span]) -> Iterator[Span]:
    ends = sorted(span.end for span in counted if span.bound != "every")
    for cue in words.load("periods"):
        for match in cue.pattern.finditer(text):
            start, end = match.span()
            if cue.id == "survival" and _follows_a_length(text, start, ends):
                continue
            if cue.means == "immediate":
                yield Span(start, end, "immediate")
            elif cue.means in ("perpetual", "survival"):
                yield Span(start, end, "perpetual")
            else:
                n, _, unit = cue.means.partition(" ")
                span = Span(start, end, Duration(Decimal(n), Unit(unit)))
                yield _bounded(text, span) or span


def _follows_a_length(text: str, start: int, ends: Sequence[int]) -> bool:
    i = bisect_right(ends, start)
    return (
        i > 0
        and start - ends[i - 1] <= 14
        and not re.search("[。；;\n]", text[ends[i - 1] : start])
    )


def _bounded(text: str, span: Span) -> Span | None:
    """The span with the bound that the words beside it give; `None` for the name of a period."""
    after = _after().match(text, span.end)
    right = _bounds()[after.lastgroup or ""] if after else None
    if ordinal := _ORDINAL.search(text, max(0, span.start - 2), span.start):
        return _ordinal(replace(span, start=ordinal.start()), right, after)
    before = _before().search(text[max(0, span.start - _REACH) : span.start])
    left = _bounds()[before.lastgroup or ""] if before else None
    start = span.start - min(span.start, _REACH) + before.start() if before else span.start
    end = after.end() if after else span.end
    if left == "every":
        return replace(span, start=start, bound="every")
    return replace(span, start=start, end=end, bound=_choose(left, right))


def _choose(left: Bound | None, right: Bound | None) -> Bound:
    if right == "within":
        return "within"
    if "before" in (left, right):
        return "before"
    # Without 第 no day is counted: 逾期30日起.
    return left or ("after" if right == "from_nth" else right) or "plain"


def _ordinal(span: Span, right: Bound | None, after: re.Match[str] | None) -> Span | None:
    # 第二年 and 第一天 name a period, 第31日起 counts the days before it.
    if right != "from_nth" and not _is_count_of_days(span.value):
        return None
    end = after.end() if after else span.end
    return replace(span, end=end, bound=right or "plain")


def _is_count_of_days(value: Period | None) -> bool:
    days = (Unit.DAY, Unit.BUSINESS_DAY, Unit.HOUR)
    return isinstance(value, Duration) and value.unit in days and value.n > 1


def _apart(spans: Iterable[Span], stops: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Spans that overlap no stop, in order; of two that overlap each other the longer."""
    kept: list[Span] = []
    i = 0
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        while i < len(stops) and stops[i][1] <= span.start:
            i += 1
        if i < len(stops) and stops[i][0] < span.end:
            continue
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
        elif span.end - span.start > kept[-1].end - kept[-1].start:
            kept[-1] = span
    return tuple(kept)
