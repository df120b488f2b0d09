"""What stands around a figure in its sentence: the base it is a share of, its period, its grace."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, TypeAlias

from loaders import words
from loaders.values import durations, numerals
from loaders.values.durations import Span
from loaders.words import Cue
from ontology.values import Base, Duration, Period, Unit

Per: TypeAlias = Duration | Literal["once", "incident"]

_REACH = 120
"""Characters before a figure in which what belongs to it is looked for."""

_BREAK = re.compile(r"[。；;！？!?\n]")
_ASIDE = re.compile(r"[（(][^（）()\n]{0,40}[）)]")
_SEGMENT = re.compile(r"[，,：:\t（(]")
_INTRODUCED = re.compile(r"(?:[按以照付取缴除扣]|依据|相当于)[^，,。；;]{0,10}$")
_AS_BASE = re.compile(r"^(?:作?为(?:计算)?(?:基数|基准|基础|依据|标准)|计算)?[，,][^，,]{0,24}$")
_BASE_AFTER = re.compile(
    r"(?:以|按照?)(?P<words>[^，,。；;]{2,24}?)(?:作?为)(?:计算)?(?:基数|基准|基础|依据)"
)
_LINK = re.compile(r"^(?:的| |返还|退还|赔偿|偿还|扣除){0,2}")
_DELIVERY = re.compile(r"交货|交付|供货|交工|竣工|完工|完成|到货|发货|送货|提交|移交|履行")
_LATE = re.compile(r"逾|延|迟|拖欠|推后|超期|误期|晚")
_DELAY = re.compile(r"每[^日天周月季年个]{0,12}(?:逾|延|迟|拖|误|晚|超|推|满|过|隔|中断|停)")
_SUM_NAMED = re.compile(r"(?:[^，,。；;]{0,14}(?:违约金|滞纳金|罚款|利息|赔偿金?))?[，,]")
"""每逾期一日，…, and 按日支付违约金，违约金为…."""
_ENDING = re.compile(r"解除|终止")
_TIER = re.compile(
    r"第 ?[\[［]?(?P<n>[0-9一二三四五六七八九十]{1,3})(?: ?个?(?:工作日|周|星期|日|天|月))?"
    r" ?(?:至|到|-|－|—|~|～) ?第? ?[0-9一二三四五六七八九十]{1,3}[\]］]?"
    r" ?个?(?P<unit>工作日|周|星期|日|天|月)"
)
_TIER_UNITS = {
    "工作日": Unit.BUSINESS_DAY,
    "周": Unit.WEEK,
    "星期": Unit.WEEK,
    "日": Unit.DAY,
    "天": Unit.DAY,
    "月": Unit.MONTH,
}
_GRACE_NAMED = re.compile(r"宽限")
_FREQUENT = (Unit.MINUTE, Unit.HOUR, Unit.DAY, Unit.BUSINESS_DAY, Unit.WEEK)


@dataclass(frozen=True, slots=True)
class Sentences:
    """A text with its lengths of time and the ends of its sentences."""

    text: str
    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    breaks: tuple[int, ...]

    def floor(self, at: int) -> int:
        """Where the sentence of `at` begins, or the reach before it."""
        i = bisect_right(self.breaks, at - 1)
        return max(self.breaks[i - 1] + 1 if i else 0, at - _REACH)

    def ceiling(self, at: int) -> int:
        """Where the sentence of `at` ends, or the reach behind it."""
        i = bisect_left(self.breaks, at)
        return min(self.breaks[i] if i < len(self.breaks) else len(self.text), at + _REACH)

    def between(self, start: int, end: int) -> tuple[Span, ...]:
        """The lengths of time that begin in `[start, end)`."""
        return self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share or sum at `[start, end)`; what belongs to it stands behind `floor`."""

    start: int
    end: int
    floor: int


def sentences(text: str) -> Sentences:
    """Reads the lengths of time of a text once for all its figures."""
    spans = durations.find(text)
    breaks = tuple(match.start() for match in _BREAK.finditer(text))
    return Sentences(text, spans, tuple(span.start for span in spans), breaks)


def role(place: Sentences, figure: Figure) -> str | None:
    """What else than a rate the figure is: `cap`, `threshold`, `tax`, `interest`, or nothing."""
    before = without_asides(place.text[figure.floor : figure.start])
    after = place.text[figure.end : min(figure.end + 24, place.ceiling(figure.end))]
    for cue in words.load("rate_roles"):
        if cue.id.endswith("_before") and cue.pattern.search(before):
            return cue.means
        if cue.id.endswith("_after") and cue.pattern.search(after):
            return cue.means
    return None


def without_asides(text: str) -> str:
    """The text with everything in brackets blanked out, at the same length."""
    return _ASIDE.sub(lambda aside: " " * len(aside.group()), text)


def base(place: Sentences, figure: Figure) -> tuple[Base, int]:
    """What the figure is a share of, and where the words for it start."""
    before = without_asides(place.text[figure.floor : figure.start])
    own = max((m.end() for m in _SEGMENT.finditer(before)), default=0)
    best: tuple[int, int, str] | None = None
    for cue in words.load("rate_bases"):
        for match in cue.pattern.finditer(before):
            start, end = match.span()
            fits = start >= own or _is_announced(before[:start], before[end:])
            if fits and (best is None or (end, -start) > (best[0], -best[1])):
                best = (end, start, cue.means)
    if best:
        return _meant(best[2], before), figure.floor + best[1]
    return _base_after(place, figure), figure.start


def _meant(means: str, before: str) -> Base:
    if means == "late_part":
        return Base.DELAYED_ITEM if _DELIVERY.search(before) else Base.OVERDUE_AMOUNT
    return Base(means)


def _is_announced(before: str, after: str) -> bool:
    """Tells 按未付金额，每日… from a condition that merely names a sum: 未付服务费的，…"""
    return bool(_INTRODUCED.search(before)) and bool(_AS_BASE.match(after))


def _base_after(place: Sentences, figure: Figure) -> Base:
    after = place.text[figure.end : place.ceiling(figure.end)]
    named = _BASE_AFTER.search(after)
    # 双倍返还押金, 10%的合同款.
    after = named["words"] if named else _LINK.sub("", after)
    found = [
        (match.end() - match.start(), cue.means)
        for cue in words.load("rate_bases")
        if (match := cue.pattern.search(after) if named else cue.pattern.match(after))
    ]
    # Of equals the first in the file.
    return _meant(max(found, key=lambda f: f[0])[1], "") if found else Base.UNSPECIFIED


def period(place: Sentences, figure: Figure) -> tuple[Per, int]:
    """How often the figure falls due, and where the words for it start."""
    text = place.text
    before, after = text[figure.floor : figure.start], text[figure.end : place.ceiling(figure.end)]
    for cue in _cues("_right_before"):
        if match := cue.pattern.search(before):
            return _meaning(cue), figure.floor + match.start()
    for cue in _cues("_right_after"):
        if cue.pattern.match(after):
            return _meaning(cue), figure.start
    own = max((m.end() for m in _SEGMENT.finditer(before)), default=0)
    for span in reversed(place.between(figure.floor, figure.start)):
        runs = _runs(text, span, figure, figure.floor + own)
        if runs and isinstance(span.value, Duration):
            return span.value, span.start
    cut = _SEGMENT.search(after)
    tail = figure.end + (cut.start() if cut else len(after))
    for span in place.between(figure.end, tail):
        if span.bound == "every" and isinstance(span.value, Duration):
            return span.value, figure.start
    for cue in _cues("_anywhere"):
        matches = list(cue.pattern.finditer(before))
        if matches:
            return _meaning(cue), figure.floor + matches[-1].start()
        if cue.means != "incident" and cue.pattern.search(text[figure.end : tail]):
            return _meaning(cue), figure.start
    return "once", figure.start


@cache
def _cues(ending: str) -> tuple[Cue, ...]:
    return tuple(cue for cue in words.load("rate_periods") if cue.id.endswith(ending))


def _meaning(cue: Cue) -> Per:
    if cue.means == "incident":
        return "incident"
    n, _, unit = cue.means.partition(" ")
    return Duration(Decimal(n), Unit(unit))


def _runs(text: str, span: Span, figure: Figure, own: int) -> bool:
    """Tells 每逾期一日 and 每日按… from how often something is done: 每季度考核不合格的，…"""
    if span.bound != "every" or not isinstance(span.value, Duration):
        return False
    if _DELAY.match(text, span.start, span.end):
        return True
    gap = text[span.end : figure.start]
    if span.start >= own:
        return span.value.unit in _FREQUENT or len(gap) <= 16
    return span.value.unit in _FREQUENT and bool(_SUM_NAMED.match(gap))


def grace(place: Sentences, figure: Figure, per: Per) -> Period | None:
    """The time before the figure starts to run, or before its tier of delay begins."""
    text, running = place.text, isinstance(per, Duration)
    if running and (tier := _TIER.search(text, figure.floor, figure.start)):
        first = numerals.parse(tier["n"])
        later = first is not None and first > 1
        return Duration(first - 1, _TIER_UNITS[tier["unit"]]) if first and later else None
    found: list[Duration] = []
    for span in place.between(figure.floor, figure.start):
        value = span.value
        if not isinstance(value, Duration) or span.bound == "every" or value == per:
            continue
        if span.bound == "from_nth":
            return Duration(value.n - 1, value.unit) if value.n > 1 else None
        context = text[max(figure.floor, span.start - 12) : span.end]
        if _GRACE_NAMED.search(text[max(figure.floor, span.start - 8) : span.end + 5]):
            return value
        if not running and _ENDING.search(text, span.end, figure.start):
            # 逾期超过30日的，可解除合同，并按…: a sum for the ending, not a tier of the delay.
            continue
        late = bool(_LATE.search(context))
        if (
            (span.bound == "exceeding" and (late or running))
            or (span.bound == "at_least" and late)
            or (span.bound == "after" and running)
        ):
            found.append(_lower(span, value))
    return found[0] if found and found[0].n else None


def _lower(span: Span, value: Duration) -> Duration:
    """Where a tier begins: after 10 days for 逾期10日至30日 and for 逾期11日至30日 alike."""
    if span.low is None:
        return value
    n = span.low.n
    return Duration(n - 1 if n % 5 == 1 else n, value.unit)
