"""Shares and rates: 0.5%, 千分之三, 日万分之五, 每逾期一日按…, with base, period, cap and grace."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from loaders.text import BLANK
from loaders.values import durations, money, numerals
from loaders.words import load
from ontology.values import Base, Duration, Money, Period, Rate, Unit

_NUMBER = rf"[{BLANK}_]?(?:[0-9０-９]+(?:[.．][0-9０-９]+)?)[{BLANK}_]?"
_HAN = r"[零〇一二三四五六七八九十百点壹贰叁肆伍陆柒捌玖拾两0-9.]{1,9}"
_SIGN = {"%": Decimal(1), "％": Decimal(1), "‰": Decimal("0.1"), "‱": Decimal("0.01")}
_PART = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}
_PERCENT = re.compile(
    rf"(?:(?P<low>{_NUMBER})\s*[%％‰‱]?\s*[-–—~～至到]\s*)?(?P<figure>{_NUMBER})\s*(?P<sign>[%％‰‱])"
    rf"(?:\s*[（(]\s*(?:即|大写[:：]?)?\s*(?P<also>[百千万]分之{_HAN})\s*[)）])?"
    rf"|(?:(?P<lowpart>[百千万]分之{_HAN})(?:至|到|-|~))?(?P<part>[百千万])分之\s*[{BLANK}_]?(?P<words>{_HAN})[{BLANK}_]?"
    rf"(?:\s*[（(]\s*(?:即)?\s*(?P<digits>{_NUMBER}\s*[%％‰‱])\s*[)）])?"
    r"|(?P<times>双|[一二两三四五六七八九十0-9]{1,2})倍"
)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in percent at `[start, end)`; `mismatch` is the figure that its brackets contradict."""

    start: int
    end: int
    value: Decimal
    min_value: Decimal | None = None
    mismatch: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RateHit:
    """A rate with the words that state it."""

    start: int
    end: int
    rate: Rate
    limits: bool = False
    """Whether the share only limits something: 累计不超过合同总额的30%."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A sum for each occasion or period: 每次5000元, 每日200元."""

    start: int
    end: int
    amount: Money
    per: Duration | Literal["once", "incident"]


def find_percents(text: str) -> tuple[Percent, ...]:
    """The shares of a text in order."""
    found = (_percent(match) for match in _PERCENT.finditer(text))
    return tuple(p for p in found if p is not None)


def _clean(text: str) -> str:
    return text.strip(f" {BLANK}_").replace("．", ".")


def _percent(match: re.Match[str]) -> Percent | None:
    if match["times"]:
        times = Decimal(2) if match["times"] == "双" else numerals.parse(match["times"])
        return Percent(match.start(), match.end(), times * 100) if times else None
    if match["sign"]:
        value = Decimal(_fold(match["figure"])) * _SIGN[match["sign"]]
        low = Decimal(_fold(match["low"])) * _SIGN[match["sign"]] if match["low"] else None
        also = _of_words(match["also"]) if match["also"] else None
        if also is not None and also != value:
            return Percent(match.start(), match.end(), also, low, value)
        return Percent(match.start(), match.end(), value, low)
    number = numerals.parse(_clean(match["words"]))
    if number is None:
        return None
    value = number * _PART[match["part"]]
    low = _of_words(match["lowpart"]) if match["lowpart"] else None
    if match["digits"]:
        digits = match["digits"]
        other = Decimal(_fold(digits[:-1])) * _SIGN[digits[-1]]
        if other != value:
            return Percent(match.start(), match.end(), other, low, value)
    return Percent(match.start(), match.end(), value, low)


def _fold(figure: str) -> str:
    return _clean(figure).translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def _of_words(words: str) -> Decimal | None:
    number = numerals.parse(_clean(words[3:]))
    return None if number is None else number * _PART[words[0]]


_CAP = re.compile(
    r"(?:不超过|不得超过|不高于|不大于|最高(?:不|限|为)|最多(?:不|为)|上限|封顶)[^。；，,]{0,26}$"
)
_CAP_AFTER = re.compile(r"^[^。；，,]{0,6}(?:为限|为上限|封顶|以内)")
_GRACE = re.compile(r"(?:超过|逾期|逾|满|宽限期?|延误|延期|达到?)[^。；，,]{0,6}$")
_INCIDENT = re.compile(
    r"每(?:发现|发生|出现|有|违反|违规|缺少?|少|漏|迟到|缺勤)?[^。；，,]{0,6}?(?:[一1壹]?\s*)(?:次|项|人次|起|例|处|人天|台|件|人|份|条)|每次|/次|按次|一次"
)


@cache
def _bases() -> tuple[tuple[Base, re.Pattern[str]], ...]:
    return tuple((Base(cue.means), cue.pattern) for cue in load("rate_bases"))


def find_rates(text: str) -> tuple[RateHit, ...]:
    """The rates that a sentence states; a cap belongs to the rate before it."""
    percents = find_percents(text)
    hits: list[RateHit] = []
    for percent in percents:
        if hits and _is_cap(text, percent):
            last = hits[-1]
            if last.rate.cap_percent is None:
                rate = Rate(
                    last.rate.percent,
                    last.rate.base,
                    last.rate.per,
                    last.rate.min_percent,
                    percent.value,
                    last.rate.grace,
                )
                hits[-1] = RateHit(last.start, percent.end, rate)
            continue
        hit = _rate(text, percent, hits[-1].end if hits else 0)
        hits.append(replace(hit, limits=_is_cap(text, percent)))
    return tuple(hits)


def _is_cap(text: str, percent: Percent) -> bool:
    before = text[max(0, percent.start - 40) : percent.start]
    return bool(_CAP.search(before) or _CAP_AFTER.match(text[percent.end :]))


def _rate(text: str, percent: Percent, floor: int) -> RateHit:
    before = text[floor : percent.start]
    base = _base(before, text[percent.end : percent.end + 24])
    per, start = _per(before, floor, text, percent)
    grace = _grace(before)
    rate = Rate(percent.value, base, per, percent.min_value, None, grace)
    return RateHit(min(start, percent.start), percent.end, rate)


def _base(before: str, after: str) -> Base:
    best: tuple[int, Base] | None = None
    for base, pattern in _bases():
        for match in pattern.finditer(before):
            if best is None or match.end() > best[0]:
                best = (match.end(), base)
    if best is not None and len(before) - best[0] < 30:
        return best[1]
    return next(
        (base for base, pattern in _bases() if pattern.match(after.lstrip("的"))), Base.UNSPECIFIED
    )


def _per(
    before: str, floor: int, text: str, percent: Percent
) -> tuple[Duration | Literal["once", "incident"], int]:
    daily = re.search(r"日\s*$|每[日天]\s*$|(?:/|每)[日天]\s*$", before)
    if daily:
        return Duration(Decimal(1), Unit.DAY), floor + daily.start()
    after = text[percent.end : percent.end + 8]
    if re.match(r"\s*(?:/|每)[日天]", after):
        return Duration(Decimal(1), Unit.DAY), percent.start
    found = [
        s for s in durations.find(before) if s.bound == "every" and isinstance(s.value, Duration)
    ]
    if found:
        span = found[-1]
        if isinstance(span.value, Duration) and span.value.unit is not Unit.EVENT:
            return span.value, floor + span.start
    incident = list(_INCIDENT.finditer(before))
    if incident:
        return "incident", floor + incident[-1].start()
    return "once", percent.start


def _grace(before: str) -> Period | None:
    for span in durations.find(before):
        value = span.value
        if not isinstance(value, Duration):
            continue
        if span.bound == "from_nth":
            return Duration(value.n - 1, value.unit) if value.n > 1 else None
        rest = before[span.end : span.end + 6]
        if (
            span.bound == "exceeding"
            and _GRACE.search(before[: span.start] + "超过")
            and re.match(r"(?:的|后|以上|起|部分|仍)", rest)
        ):
            return value
        if "宽限" in before[max(0, span.start - 8) : span.end + 6]:
            return value
    return None


def find_fixed(text: str) -> tuple[Fixed, ...]:
    """The sums of a text that are owed by occasion, by period, or once."""
    found: list[Fixed] = []
    for amount in money.find(text):
        if amount.value is None or amount.words:
            continue
        before = text[max(0, amount.start - 40) : amount.start]
        after = text[amount.end : amount.end + 8]
        every = [
            s
            for s in durations.find(before)
            if s.bound == "every" and isinstance(s.value, Duration)
        ]
        per: Duration | Literal["once", "incident"] = "once"
        if every and isinstance(every[-1].value, Duration):
            per = every[-1].value
        elif re.match(r"\s*(?:/|每)[日天]", after):
            per = Duration(Decimal(1), Unit.DAY)
        elif _INCIDENT.search(before) or re.match(
            r"\s*(?:/|每)[^，。；]{0,2}(?:次|人|台|项|起|例)", after
        ):
            per = "incident"
        found.append(Fixed(amount.start, amount.end, amount.value, per))
    return tuple(found)
