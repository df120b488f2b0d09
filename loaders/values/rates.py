"""What a sentence fixes for a breach: a share with base, period, cap and grace, or a sum.

每逾期一日，按未付款项的千分之一支付违约金，最高不超过合同总额的5% is one `Rate`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders import words
from loaders.values import measures, money, numerals
from loaders.values.measures import Figure, Per, Sentences
from loaders.values.percents import Percent, find_percents
from ontology.values import Base, Duration, Money, Rate, Unit

__all__ = [
    "CapHit",
    "Fixed",
    "Percent",
    "RateHit",
    "find_caps",
    "find_fixed",
    "find_percents",
    "find_rates",
]

_CAP_REACH = 120
_CAP_SAYS = re.compile(
    r"违约金|罚|扣|赔偿|累计|总额|总计|最高|最多|至多|上限|封顶|[此该本]项|上述|前述|但|限|止"
)
_CAP_TAIL = re.compile(
    r"(?:的)?(?:合同|总|价款|金额|额|款){0,4}[，,]?(?:为限|为上限|封顶|为止|以内|之内)"
)
# 全部责任不超过… limits more than the one rate before it.
_OVERALL = re.compile(
    r"(?:累计|全部|总|赔偿|所有|一切|任何)[^，,]{0,8}责任|责任(?:总额|总计|上限|限额|累计|以)|双方|各方"
)
_SEGMENT = re.compile(r"[，,。；;]")
_ALIKE = re.compile(r"[^，,。；;\n]{0,24}")
_TO = re.compile(r" ?(?:[-－–—~～]{1,2}|(?:以上)?[至到]|以上) ?")
_OF_IT = re.compile(r" ?[）)]?的? ?(?:[0-9]|[百千万]分之)")
_OWED = re.compile(r"违约金|赔偿|补偿|罚")
_AT_MOST = re.compile(r"不(?:得|应)?(?:超过|超出|高于|多于)|上限|最高|以内")


@dataclass(frozen=True, slots=True)
class RateHit:
    """A rate at `[start, end)`, from its period or base to its cap; `share` is its figure alone."""

    start: int
    end: int
    rate: Rate
    share: Percent


@dataclass(frozen=True, slots=True)
class CapHit:
    """A limit in percent at `[start, end)`: 累计不超过合同总额的30%."""

    start: int
    end: int
    percent: Decimal
    base: Base


@dataclass(frozen=True, slots=True)
class Fixed:
    """A sum at `[start, end)` that is owed once, by occasion or by period: 每次5000元, 200元/日."""

    start: int
    end: int
    amount: Money
    per: Per


def find_rates(text: str) -> tuple[RateHit, ...]:
    """The rates that the sentences of a text fix, in order, each with its cap and grace."""
    place = measures.sentences(text)
    found: list[RateHit] = []
    for share, figure, role in _figures(place):
        if role == "cap" and found and _limits(text, found[-1], share):
            found[-1] = _capped(text, found[-1], share)
        elif role is None:
            found.append(_rate(place, share, figure, found[-1] if found else None))
    wholes = [*_forfeits(text), *_months(place), *_days(text)]
    starts = [hit.start for hit in found]
    return tuple(
        sorted(
            [*found, *(hit for hit in wholes if _is_free(hit, found, starts))],
            key=lambda hit: hit.start,
        )
    )


def find_caps(text: str) -> tuple[CapHit, ...]:
    """The limits in percent of a text in order, those of a single rate included."""
    place = measures.sentences(text)
    found = []
    for share, figure, role in _figures(place):
        if role == "cap":
            base, start = measures.base(place, figure)
            found.append(CapHit(start, share.end, share.value, base))
    return tuple(found)


def find_fixed(text: str) -> tuple[Fixed, ...]:
    """The sums of a text that are owed for a breach, in order; of a range the upper end."""
    place = measures.sentences(text)
    amounts = [a for a in money.find(text) if a.value is not None]
    twins = {pair.words.start for pair in money.pairs(text)}
    found: list[Fixed] = []
    floor = 0
    for i, amount in enumerate(amounts):
        assert amount.value is not None
        figure = Figure(amount.start, amount.end, max(floor, place.floor(amount.start)))
        lower = i + 1 < len(amounts) and _TO.fullmatch(text[amount.end : amounts[i + 1].start])
        if lower or amount.start in twins:
            continue
        upper = i > 0 and _TO.fullmatch(text[amounts[i - 1].end : amount.start])
        floor = amount.end
        if _is_owed(place, figure, measures.role(place, figure), upper=bool(upper)):
            per, start = measures.period(place, figure)
            found.append(Fixed(min(start, amount.start), amount.end, amount.value, per))
    return tuple(found)


def _is_owed(place: Sentences, figure: Figure, role: str | None, *, upper: bool) -> bool:
    """Tells a sum owed from a cap, a measure of loss, and the price that a share is taken of."""
    (price,) = (cue.pattern for cue in words.load("rate_roles") if cue.id == "price")
    if _OF_IT.match(place.text, figure.end) or price.search(
        place.text[figure.floor : figure.start]
    ):
        return False
    # Of 500元以上2000元以下 the upper end is owed, though it reads like a cap.
    return role is None or (role == "cap" and upper)


def _figures(place: Sentences) -> Iterator[tuple[Percent, Figure, str | None]]:
    """The shares of a text, each with the stretch before it that is its own, and its role."""
    floor = 0
    for share in find_percents(place.text):
        figure = Figure(share.start, share.end, max(floor, place.floor(share.start)))
        role = measures.role(place, figure)
        if role == "cap" and share.min_value is not None:
            # 1%以上5%以下 is a range.
            role = None
        yield share, figure, role
        # What went wrong (可用率低于99%的，每低1%…) and the rate for it are read together.
        floor = floor if role == "threshold" else share.end


def _rate(place: Sentences, share: Percent, figure: Figure, previous: RateHit | None) -> RateHit:
    base, base_start = measures.base(place, figure)
    per, per_start = measures.period(place, figure)
    grace = measures.grace(place, figure, per)
    rate = Rate(share.value, base, per, share.min_value, grace=grace)
    if previous and per == "once" and _ALIKE.fullmatch(place.text[previous.end : share.start]):
        # 每逾期一日，甲方按合同总额的1‰、乙方按2‰: what is said once holds for both.
        rate = replace(rate, per=previous.rate.per, grace=grace or previous.rate.grace)
        if base is Base.UNSPECIFIED:
            rate = replace(rate, base=previous.rate.base)
    return RateHit(min(base_start, per_start, share.start), share.end, rate, share)


def _limits(text: str, hit: RateHit, cap: Percent) -> bool:
    between = text[hit.end : cap.start]
    if hit.rate.cap_percent is not None or len(between) > _CAP_REACH or "\n" in between:
        return False
    own = _SEGMENT.split(between)[-1]
    return bool(_CAP_SAYS.search(text[hit.end : cap.end + 8])) and not _OVERALL.search(own)


def _capped(text: str, hit: RateHit, cap: Percent) -> RateHit:
    tail = _CAP_TAIL.match(text, cap.end)
    end = tail.end() if tail else cap.end
    return replace(hit, end=end, rate=replace(hit.rate, cap_percent=cap.value))


def _forfeits(text: str) -> Iterator[RateHit]:
    """A bond that is kept as a whole: 没收全部履约保证金."""
    for cue in words.load("rate_roles"):
        if cue.id == "forfeit":
            for match in cue.pattern.finditer(text):
                share = Percent(*match.span(), Decimal(100))
                yield RateHit(*match.span(), Rate(share.value, Base.BOND), share)


def _months(place: Sentences) -> Iterator[RateHit]:
    """Whole months of a fee, owed for a breach: 相当于两个月租金的违约金."""
    (owed,) = (cue.pattern for cue in words.load("rate_roles") if cue.id == "months_owed")
    for number in numerals.find(place.text):
        fee = owed.match(place.text, number.right)
        if not fee or _OF_IT.match(place.text, fee.end()):
            continue
        span = (number.left, fee.end())
        if _AT_MOST.search(place.text[place.floor(span[0]) : span[0]]):
            continue
        if _OWED.search(place.text[place.floor(span[0]) : place.ceiling(span[1])]):
            share = Percent(*span, number.value * 100)
            yield RateHit(*span, Rate(share.value, Base.MONTHLY_FEE), share)


def _days(text: str) -> Iterator[RateHit]:
    """The rent of a day, owed for each day of holding over: 按日租金标准支付占用费."""
    (owed,) = (cue.pattern for cue in words.load("rate_roles") if cue.id == "daily_rent")
    for match in owed.finditer(text):
        share = Percent(*match.span(), Decimal(100))
        daily = Rate(share.value, Base.UNSPECIFIED, Duration(Decimal(1), Unit.DAY))
        yield RateHit(*match.span(), daily, share)


def _is_free(hit: RateHit, found: Sequence[RateHit], starts: Sequence[int]) -> bool:
    i = bisect_left(starts, hit.end)
    return i == 0 or found[i - 1].end <= hit.start
