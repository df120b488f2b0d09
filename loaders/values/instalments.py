"""How much of the price an instalment is and how soon it falls due: 30%，即9万元, 三成, 15日内."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loaders.text import BLANK
from loaders.values import durations, numerals
from loaders.values.durations import Span
from loaders.values.money import Amount
from loaders.values.money import find as find_money
from loaders.values.percents import find_percents
from ontology.values import Money, Period, decimal_text

_REACH = 120
"""A figure further from the verb than this belongs to something else."""
_BACK = 90
_LEAST = Decimal("0.5")
"""Less than this is a rate by the day, no share of a price."""
_WHOLE = re.compile(
    r"一次(?=付清|付讫|结清|缴清)|一次总付|一次性(?:支付|付清|付款|结清|付)?(?![^，。；]{0,10}(?:[0-9]|百分之|成|[一部]半))"
    r"|全(?:部|额)(?:的)?(?:合同|剩余)?(?:款|价|费用|服务费|货款|租金)|(?:合同)?全款|全额(?:支付|付)"
)
_PART_ONLY = re.compile(
    r"剩余|余下|其余|余款|余额|尾款|首期|[当每该上各本]+(?:月|季|期|批|年|次|半年)"
)
_HALF = re.compile(r"(?:的|支付|付|余下|剩余|另)一半|半数|50％")
_TENTHS = re.compile(r"(?P<n>[一二三四五六七八九])成(?![果员立本交套品熟])")
_PARTS = re.compile(r"(?P<d>[二四五八十2458])分之(?P<n>[一二三四1-4])")
_NOT_A_SHARE_BEFORE = re.compile(
    r"(?:率|税|得分|分数|达到?|低于|高于|超过|满意|合格|违约|罚|利息|上浮|下浮|递增|让利|优惠|[，,]预?留)[^，。；0-9]{0,8}$"
)
_NOT_A_SHARE_AFTER = re.compile(
    r"^(?:的)?(?:[一-龥]{0,4}发票|税|增值税|发票|专用发票|专票|普票|违约|履约|[^，。；]{0,8}保函|利息|以上|以下|及以上|作为违约)"
)
_NOT_THE_SUM_BEFORE = re.compile(
    r"(?:违约金|罚款|保证金|押金|赔偿|单价|限额|保额|(?:最高|最多|累计|总额)?不(?:得)?超过|上限|每(?!半?年|个?月|季|期|学期|次付)[^，。；0-9]{0,5})[^，。；0-9]{0,8}$"
)
_NOT_THE_SUM_AFTER = re.compile(
    r"^\s*[/每](?:人|次|台|吨|套|件|个|工日|人天|小时|平方|平米|㎡|m|日|天|份|千|kg|公里)"
)
_UNTIL_PAID = re.compile(r"^(?:[之以]?内)?[^，。；]{0,8}(?:[，,][^，。；]{0,4})?$")
_AFTER_EVENT = re.compile(r"(?:后|起|到|之日|结|届满|期满|收货|内)(?:的|第|的第)?$")
_DEADLINE = re.compile(r"(?:期限|时间|账期|日期)[^，。；]{0,24}$")
_GAP = re.compile(rf"^[^，。；]{{0,40}}{BLANK}[^，。；]{{0,4}}[%元]")
_NAMES_THE_SUM = re.compile(
    r"(?:款|金|尾款|租金|费|价)(?:项)?(?:[（(]?大写[）)]?|为|计|即|共计|：|:)*$"
)
_LEAD_GAP = re.compile(rf"{BLANK}\s?(?:%|元|万元)")
_WHEN_GAP = re.compile(rf"(?:后|起|内|到)[^，。；]{{0,6}}{BLANK}\s?个?(?:工作日|日|天|个?月)")


@dataclass(frozen=True, slots=True)
class Share:
    """Percent and sum, and where the words after the verb that state them end (0: before it)."""

    percent: str | None
    amount: Money | None
    end: int
    blank: bool = False

    @property
    def stated(self) -> bool:
        """Whether there is a figure, or a gap for one."""
        return self.percent is not None or self.amount is not None or self.blank


def share(after: str, before: str) -> Share:
    """What the words from a verb of paying on, or else those that lead to it, say is paid."""
    found = _first(after)
    if found.percent is None and found.amount is None and (ahead := _last(before)):
        return ahead
    near = before[-12:] + after[:40]
    part = _PART_ONLY.search(before[-30:] + after[:40])
    if found.percent is None and _WHOLE.search(near) and not part:
        return Share("100", found.amount, found.end)
    return found


def _first(after: str) -> Share:
    after = after[:_REACH]
    percents = list(_percents(after))
    amounts = list(_sums(after))
    digits = [a for a in amounts if not a.words] or amounts
    percent = percents[0] if percents else None
    amount = digits[0] if digits else None
    end = max([p[2] for p in percents[:1]] + [a.end for a in digits[:1]], default=0)
    share = decimal_text(percent[1]) if percent else None
    if percent is None and amount is None and (gap := _gap_end(after)):
        return Share(None, None, gap, blank=True)
    return Share(share, amount.value if amount else None, end)


def _last(before: str) -> Share | None:
    near = before[-_BACK:]
    percents, sums = list(_percents(near)), list(_sums(near))
    named = [a for a in sums if _NAMES_THE_SUM.search(near[: a.start])]
    amounts = [a for a in sums if not a.words] or named
    if not percents and not amounts:
        return Share(None, None, 0, blank=True) if _LEAD_GAP.search(near) else None
    share = decimal_text(percents[-1][1]) if percents else None
    return Share(share, amounts[-1].value if amounts else None, 0)


def _percents(text: str) -> Iterator[tuple[int, Decimal, int]]:
    """Shares of a price with their places: no rates of tax or interest, nothing above the whole."""
    found = [(p.start, p.value, p.end) for p in find_percents(text)]
    found += [(m.start(), Decimal(50), m.end()) for m in _HALF.finditer(text)]
    for m in _TENTHS.finditer(text):
        value = numerals.parse(m["n"])
        if value is not None:
            found.append((m.start(), 10 * value, m.end()))
    for m in _PARTS.finditer(text):
        whole, part = numerals.parse(m["d"]), numerals.parse(m["n"])
        if whole and part:
            found.append((m.start(), 100 * part / whole, m.end()))
    for start, value, end in sorted(found):
        fits = not _NOT_A_SHARE_BEFORE.search(text[max(0, start - 16) : start])
        if _LEAST <= value <= 100 and fits and not _NOT_A_SHARE_AFTER.match(text[end:]):
            yield start, value, end


def _sums(text: str) -> Iterator[Amount]:
    """Sums of money that are paid as such: no unit prices, no fines."""
    for amount in find_money(text):
        before = text[max(0, amount.start - 16) : amount.start]
        fits = not _NOT_THE_SUM_BEFORE.search(before)
        if amount.value and fits and not _NOT_THE_SUM_AFTER.match(text[amount.end :]):
            yield amount


def _gap_end(after: str) -> int:
    """Where the first gap for a share or sum ends, 0 where there is none."""
    share = _GAP.match(after)
    sums = [a.end for a in find_money(after) if a.blank and a.start < _REACH // 2]
    return share.end() if share else sums[0] if sums else 0


def due(before: str, after: str = "") -> Period | None:
    """How soon after its event an instalment falls due: 15日内, 票到60天, 付款期限为收货后30日."""
    for span in reversed(durations.find(before)):
        if span.value is not None and _bounds(span, before):
            return span.value
    for span in durations.find(after):
        if span.value is not None and _DEADLINE.search(after[: span.start]):
            return span.value
    return None


def _bounds(span: Span, text: str) -> bool:
    if span.bound == "within":
        return True
    lead = text[max(0, span.start - 6) : span.start]
    near = _UNTIL_PAID.match(text[span.end :])
    if span.value == "immediate":
        return bool(near)
    return span.bound in ("plain", "after") and bool(near) and bool(_AFTER_EVENT.search(lead))


def has_blank_due(before: str) -> bool:
    """Whether the time to pay is there to be filled in: 收到发票后＿日内."""
    return bool(_WHEN_GAP.search(before))
