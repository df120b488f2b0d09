"""Shares in running text: 0.5%, 3‰, 千分之三, 百分之一至百分之五, 2%（千分之二）, 双倍."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loaders.values import numerals
from loaders.values.numerals import Numeral

# 5%o, or 5%0, is how 5‰ comes out where the sign is not on the keyboard.
_SIGN = re.compile(
    r" ?(?P<sign>[%％](?: ?[oO](?![A-Za-z])|0(?![0-9.%]))?|‰|‱)|(?P<points>个百分点)"
)
_SIGNS = {"%": Decimal(1), "％": Decimal(1), "‰": Decimal("0.1"), "‱": Decimal("0.01")}
_PART = re.compile(r"(?P<part>十万|[百佰千仟万萬])[分份]之 ?")
_PARTS = {
    "百": Decimal(1),
    "佰": Decimal(1),
    "千": Decimal("0.1"),
    "仟": Decimal("0.1"),
    "万": Decimal("0.01"),
    "萬": Decimal("0.01"),
    "十万": Decimal("0.001"),
}
_WHOLE = re.compile(r"一?[百佰](?![0-9〇零一二三四五六七八九十万]|[分份]之)")
_OWN_UNIT = re.compile(r" ?(?:[个日天年月元周次%％‰‱]|小时)")
_TIMES = re.compile(r" ?倍(?![数率速增频])")
_DOUBLE = re.compile(r"双倍|加倍(?=返还|退还|赔偿|支付)")
_SCREEN = re.compile("[%％‰‱倍]|百分点|[分份]之")
_TO = re.compile(r" ?(?:[-－–—~～]{1,2}|(?:以上)?[至到]|以上) ?")
_TWIN = re.compile(r" ?[（(] ?(?:即|大写|小写)?[:：]?(?P<inner>[^（）()\n]{1,20})[）)]")
_FIGURE_TWIN = re.compile(r" ?[（(] ?(?P<inner>[^（）()\n]{1,10}?) ?[）)]")


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in percent at `[start, end)`, the upper end where `min_value` is the lower.

    `mismatch` is the figure outside the brackets where it disagrees with the one inside, which
    is the value: 2%（千分之二） is 0.2 with the mismatch 2.
    """

    start: int
    end: int
    value: Decimal
    min_value: Decimal | None = None
    mismatch: Decimal | None = None


def find_percents(text: str) -> tuple[Percent, ...]:
    """The shares of a text in order."""
    if not _SCREEN.search(text):
        return ()
    singles = sorted([*_signed(text), *_parts(text), *_multiples(text)], key=lambda p: p.start)
    kept: list[Percent] = []
    for share in singles:
        if kept and share.start < kept[-1].end:
            continue
        lower = kept[-1] if kept else None
        if lower and _is_range(text, lower, share):
            kept[-1] = Percent(lower.start, share.end, share.value, lower.value)
        elif lower and _says_again(text, lower, share):
            kept[-1] = _confirmed(text, lower, share)
        else:
            kept.append(share)
    return tuple(kept)


def _signed(text: str) -> Iterator[Percent]:
    """Figures with a sign: 5%, 1-5%, 5（五）%, ＿5＿%."""
    before: Numeral | None = None
    for number in numerals.find(text):
        at, value = number.right, number.value
        if twin := _FIGURE_TWIN.match(text, at):
            again = numerals.parse(twin["inner"].strip(numerals.MARKS))
            at, value = (twin.end(), again) if again is not None else (at, value)
        sign = _SIGN.match(text, at)
        if sign:
            factor = _factor(sign)
            start, low = number.left, None
            if before and before.value < value and _TO.fullmatch(text[before.right : number.left]):
                start, low = before.left, before.value * factor
            other = number.value * factor if value != number.value else None
            yield Percent(start, sign.end(), value * factor, low, other)
        before = number


def _factor(sign: re.Match[str]) -> Decimal:
    written = sign["sign"] or "%"
    return Decimal("0.1") if len(written) == 2 else _SIGNS[written]


def _parts(text: str) -> Iterator[Percent]:
    """Shares in words: 百分之五, 千分之零点五, 万分之5, 百分之一至五."""
    for match in _PART.finditer(text):
        factor, at = _PARTS[match["part"]], match.end()
        share = _part(text, match.start(), at, factor)
        if share is None:
            continue
        upper = _TO.match(text, share.end)
        above = _part(text, match.start(), upper.end(), factor) if upper else None
        if above and above.value > share.value and not _OWN_UNIT.match(text, above.end):
            share = Percent(share.start, above.end, above.value, share.value)
        yield share


def _part(text: str, start: int, at: int, factor: Decimal) -> Percent | None:
    """The number that follows 百分之, at `at`; `None` before a unit of its own: 至三日."""
    if factor == 1 and (whole := _WHOLE.match(text, at)):
        return Percent(start, whole.end(), Decimal(100))
    for number in numerals.find(text[at : at + numerals.LIMIT])[:1]:
        if number.left == 0:
            end = at + number.right
            twin = _FIGURE_TWIN.match(text, end)
            if twin and numerals.parse(twin["inner"]) == number.value:
                end = twin.end()
            return Percent(start, end, number.value * factor)
    return None


def _multiples(text: str) -> Iterator[Percent]:
    for match in _DOUBLE.finditer(text):
        yield Percent(*match.span(), Decimal(200))
    for number in numerals.find(text):
        if times := _TIMES.match(text, number.right):
            yield Percent(number.left, times.end(), number.value * 100)


def _is_range(text: str, lower: Percent, upper: Percent) -> bool:
    return (
        lower.min_value is None
        and lower.value < upper.value
        and bool(_TO.fullmatch(text[lower.end : upper.start]))
    )


def _says_again(text: str, first: Percent, second: Percent) -> bool:
    """Tells 2%（千分之二） from two shares, of which one stands in brackets with other words."""
    twin = _TWIN.match(text, first.end)
    return twin is not None and twin.span("inner") == (second.start, second.end)


def _confirmed(text: str, outer: Percent, inner: Percent) -> Percent:
    twin = _TWIN.match(text, outer.end)
    assert twin
    other = outer.value if outer.value != inner.value else None
    low = inner.min_value if inner.min_value is not None else outer.min_value
    return Percent(outer.start, twin.end(), inner.value, low, other)
