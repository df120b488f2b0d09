"""Finds totals that are not so many times the sum of a month or a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.values import numerals
from ontology.facts import Defect

_REACH = 30
_NEAR = 120
"""Characters between the sum of a month and the total that is made of it."""
_MONTHS = 12
_UNIT_PRICE = re.compile(
    r"单价[为：:是]?[ ]?(?:人民币)?[¥￥]?(?P<price>[0-9][0-9,.]{0,14})[ ]?元[^。；\n]{0,20}?"
    r"(?:数量|共|计)[为：:]?[ ]?(?P<n>[0-9]{1,6})[ ]?[台套个件份人名辆吨米块][^。；\n]{0,12}?"
    r"(?:总价|合计|共计|总金额|总计|金额)[为：:是]?[ ]?"
    r"(?:人民币)?[¥￥]?(?P<sum>[0-9][0-9,.]{0,14})[ ]?元"
)


class _Sum(NamedTuple):
    """An amount for so many months, stated for one of them or for all."""

    start: int
    end: int
    amount: Decimal
    months: int
    whole: bool


def read(ground: Ground) -> Iterator[Defect]:
    """Totals beside the sum of a month or year, and prices beside their number of pieces."""
    sums = list(_sums(ground))
    for i, total in enumerate(sums):
        near = [s for s in sums[:i] if not s.whole and total.start - s.end <= _NEAR]
        if not total.whole or not near or not ground.speaks(total.start):
            continue
        one = near[-1]
        between = ground.plain[one.start : total.end + _REACH]
        due = one.amount * total.months / one.months
        together = "\n第" not in between and not pattern("totals", "changes").search(between)
        if together and due != total.amount:
            detail = f"按前文单价计算应为{due:,.2f}元"
            yield ground.defect("number_mismatch", total.start, total.end, detail)
    for match in _UNIT_PRICE.finditer(ground.plain):
        price, pieces, whole = (numerals.parse(match[g]) for g in ("price", "n", "sum"))
        if not price or not pieces or not whole or not ground.speaks(match.start()):
            continue
        if abs(price * pieces - whole) > 1:
            detail = f"数量乘单价为{price * pieces:,.2f}元"
            yield ground.defect("number_mismatch", *match.span(), detail)


def _sums(ground: Ground) -> Iterator[_Sum]:
    for amount in ground.amounts:
        if amount.value is None or amount.words:
            continue
        before, behind = ground.around(amount.start, amount.end, _REACH)
        before = before.rstrip("（(¥￥ ")
        whole = pattern("totals", "whole").search(before)
        value = amount.value.amount
        if whole:
            count = 1 if whole["n"] == "全" else int(numerals.parse(whole["n"]) or 0)
            months = count * (_MONTHS if whole["unit"] == "年" else 1)
            if months:
                yield _Sum(amount.start, amount.end, value, months, whole=True)
        elif _of("month", before, behind):
            yield _Sum(amount.start, amount.end, value, 1, whole=False)
        elif _of("year", before, behind):
            yield _Sum(amount.start, amount.end, value, _MONTHS, whole=False)


def _of(period: str, before: str, behind: str) -> bool:
    one, other = pattern("totals", f"{period}_before"), pattern("totals", f"{period}_behind")
    return bool(one.search(before) or other.match(behind))
