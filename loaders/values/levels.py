"""Figures by which a service is measured: limits, intervals, shares, counts and hours of cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from loaders.values import cover, durations, numerals
from loaders.values.percents import find_percents
from ontology.values import Duration, Unit, decimal_text

Kind: TypeAlias = Literal["limit", "least", "interval", "percent", "count", "cover", "name"]

_LIMITS = ("within", "at_most", "plain")
_LESSONS = re.compile(r" ?个?(?:学时|课时)")
# 每逾期一日 and 每缺勤一天 measure a breach, not a service.
_OF_A_BREACH = re.compile(r"^[每按逐](?:间?隔)?(?![0-9半一二两三四五六七八九十个日天周星月季年自])")
_STEP = re.compile(r"每(?:超过?|高于|高出|低于?|降低?|增加|上升|提高)$")
_WEEKDAY = re.compile(r"每(?:周|星期)[一二三四五六日天末](?![次天个])")
_NAMES = {"日": "day", "周": "week", "月": "month", "季": "quarter"}
_NAME = re.compile(
    r"(?<![每按逐一二两三四五六七八九十半0-9])[日周月季](?=报|度|[^，。；、]{0,12}(?:报告|报表|简报|总结))"
)


@dataclass(frozen=True, slots=True)
class Level:
    """A figure at `[start, end)`; `value` is a decimal string, null for hours of cover.

    `firm` where its own words bound it (内, 不超过); a bare 4小时 says little by itself.
    """

    start: int
    end: int
    kind: Kind
    value: str | None
    unit: str
    coverage: str | None = None
    firm: bool = True


def find(text: str) -> tuple[Level, ...]:
    """The figures of a text, in order."""
    found = [*_spans(text), *_lessons(text), *_counts(text), *_shares(text), *_names(text)]
    found += [
        Level(c.start, c.end, "cover", None, "coverage", c.coverage) for c in cover.find(text)
    ]
    return tuple(sorted(found, key=lambda level: (level.start, level.end)))


def _spans(text: str) -> Iterator[Level]:
    period_end = -2
    for span in durations.find(text):
        if not isinstance(span.value, Duration) or _OF_A_BREACH.match(text[span.start : span.end]):
            continue
        value, unit = decimal_text(span.value.n), _unit(span.value.unit)
        if span.bound == "every":
            period_end = span.end
            yield Level(span.start, span.end, "interval", value, unit)
        elif span.bound == "at_least" or span.start - period_end in (0, 1):
            # 每周5天 is a share of each week, no limit.
            yield Level(span.start, span.end, "least", value, unit)
        elif span.bound in _LIMITS:
            yield Level(span.start, span.end, "limit", value, unit, firm=span.bound != "plain")


def _unit(unit: Unit) -> str:
    """Levels know no business days: 5个工作日 is 5 days."""
    return "day" if unit is Unit.BUSINESS_DAY else unit.value


def _lessons(text: str) -> Iterator[Level]:
    """培训不少于8学时 is a number of hours."""
    for number in numerals.find(text):
        unit = _LESSONS.match(text, number.right)
        if unit:
            yield Level(number.left, unit.end(), "least", decimal_text(number.value), "hour")


def _counts(text: str) -> Iterator[Level]:
    for span in durations.find_counts(text):
        if isinstance(span.value, Duration) and span.bound in ("at_least", "plain"):
            firm = span.bound == "at_least"
            value = decimal_text(span.value.n)
            yield Level(span.start, span.end, "count", value, "count", firm=firm)


def _shares(text: str) -> Iterator[Level]:
    for share in find_percents(text):
        if share.value is not None and not _STEP.search(text[: share.start]):
            yield Level(share.start, share.end, "percent", decimal_text(share.value), "percent")


def _names(text: str) -> Iterator[Level]:
    """每周一, 日报, 周报, 月报, 季度报告 say how often by their names."""
    for match in _WEEKDAY.finditer(text):
        yield Level(match.start(), match.end(), "interval", "1", "week")
    for match in _NAME.finditer(text):
        yield Level(match.start(), match.end(), "name", "1", _NAMES[match.group()])
