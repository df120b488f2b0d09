"""Payments of the price: who pays which share or sum, on what event, how soon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import opposite, receiver, subject
from loaders.text import BLANK
from loaders.values.durations import find as find_durations
from loaders.values.money import find as find_money
from loaders.values.rates import find_percents
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, decimal_text, period_json

_NO_PRICE = re.compile(
    r"违约金|滞纳金|赔偿|罚|保证金(?!作为|抵)|保函|押金|利息|退还|返还|退回|扣除|扣减|中扣|不影响|损失|税费|社会保险|工资|公积金|律师费|不予支付|拒绝支付|暂停支付|拒付|暂缓|不再支付|有权不|逾期|未按|迟延|拖欠|延迟|延期|推迟|未支付|未付|不支付|不能|视为"
)
_WHOLE = re.compile(r"一次性(?:支付|付清|付款)?(?!的?[^，。；]{0,8}(?:[0-9]|百分之))|全(?:部|额)(?:合同)?(?:款|价|费用|服务费)|(?:合同)?(?:全款|全额)")
_NO_INSTALMENT = re.compile(
    r"保证金|保函|按[^，。；]{0,20}(?:工作量|面积|数量|单价)[^，。；]{0,8}(?:结算|支付)|分(?:数)?[^，。；]{0,4}(?:以上|以下|至|到)|考核(?:得分|分数)|(?:合同|协议)[^，。；]{0,8}(?:解除|终止)|已(?:完成|履行|提供)[^，。；]{0,10}(?:服务|期限|工作)|未(?:能)?(?:按|支付)[^，。；]{0,20}的|乙方[^，。；]{0,6}向甲方(?:支付|缴纳|提供)"
)
_PAID_ALREADY = re.compile(r"^[^，。；0-9]{0,10}(?:后|之前|前|时|之日)(?![^，。；]{0,4}支付)")
_GAP = re.compile(rf"^[^，。；]{{0,40}}{BLANK}[^，。；]{{0,4}}[%元]")


@dataclass(frozen=True, slots=True)
class _Instalment:
    hit: Hit
    before: str
    percent: str | None
    amount: Json
    due: Json
    end: int
    blank: bool


def read(reading: Reading) -> Iterator[Term]:
    """One term for each instalment, numbered in the order of the text."""
    done: dict[int, int] = {}
    found: list[_Instalment] = []
    for hit in sorted(reading.hits(load("terms/payment")), key=_verbs_first):
        floor = done.get(hit.sentence.index, hit.sentence.start)
        if hit.start < floor or hit.cue.id == "instalment" and hit.sentence.index in done:
            continue
        one = _instalment(hit, floor)
        if one is None:
            continue
        done[hit.sentence.index] = one.end
        if one.percent is None and one.amount is None and not one.blank:
            if _completes(found, one):
                found[-1] = _joined(found[-1], one)
            if any(_same_article(reading, other.hit, hit) for other in found):
                continue
        found.append(one)
    yield from (_term(one, number) for number, one in enumerate(found, 1))


def _completes(found: Sequence[_Instalment], one: _Instalment) -> bool:
    """Whether a period without a sum belongs to the sum stated just before it."""
    if not found or found[-1].due is not None:
        return False
    gap = one.hit.sentence.index - found[-1].hit.sentence.index
    return gap <= 1 and one.hit.sentence.section == found[-1].hit.sentence.section


def _joined(sum_: _Instalment, period: _Instalment) -> _Instalment:
    return replace(sum_, due=period.due, before=sum_.before + period.before)


def _same_article(reading: Reading, one: Hit, other: Hit) -> bool:
    return reading.path(one.sentence.section)[-1] == reading.path(other.sentence.section)[-1]


def _verbs_first(hit: Hit) -> tuple[int, bool, int]:
    return hit.sentence.index, hit.cue.id == "instalment", hit.start


def _instalment(hit: Hit, floor: int) -> _Instalment | None:
    if hit.reading.part(hit.sentence) in ("cover", "signature"):
        return None
    plain = hit.reading.view.plain
    start, end = hit.span
    before, after = plain[floor : hit.start], plain[hit.start : hit.sentence.end]
    if _PAID_ALREADY.match(after[len(hit.words) :]):
        return None
    if hit.cue.id == "instalment":
        before = after
    own = plain[max(start, floor) : end]
    if _NO_PRICE.search(own) or _NO_INSTALMENT.search(before + own):
        return None
    percent, amount, stop = _share(own, after, before)
    due = next((s for s in reversed(find_durations(before)) if s.bound == "within" and s.value), None)
    blank = percent is None and amount is None and _has_gap(after)
    if percent is None and amount is None and not blank and (due is None or "结算" in hit.words):
        return None
    if stop and _NO_PRICE.search(after[: stop + 6]):
        return None
    last = hit.start + stop if stop else max(hit.end, min(end, hit.end + 20))
    return _Instalment(hit, before, percent, amount, period_json(due.value) if due else None, last, blank)


def _share(own: str, after: str, before: str) -> tuple[str | None, Json, int]:
    """Percent and amount, and where the words that state them end in `after`."""
    percents = [p for p in find_percents(after) if p.start < 80]
    amounts = [a for a in find_money(after) if a.start < 120 and a.value and not a.words]
    percent = decimal_text(percents[0].value) if percents else None
    stops = [percents[0].end] if percents else []
    if amounts and amounts[0].value:
        stops.append(amounts[0].end)
    elif not percents and (ahead := find_percents(before[-40:])):
        percent = decimal_text(ahead[-1].value)
        figures = [a for a in find_money(before[-60:]) if a.value and not a.words]
        return percent, figures[-1].value.to_json() if figures and figures[-1].value else None, 0
    if percent is None and _WHOLE.search(own):
        percent = "100"
    amount = amounts[0].value.to_json() if amounts and amounts[0].value else None
    return percent, amount, max(stops, default=0)


def _has_gap(after: str) -> bool:
    return any(a.blank and a.start < 60 for a in find_money(after)) or bool(_GAP.match(after))


def _term(found: _Instalment, number: int) -> Term:
    hit = found.hit
    payer = _payer(hit)
    before = found.before
    keys: dict[str, Json] = {
        "payer": payer,
        "payee": opposite(payer) or "unspecified",
        "seq": number,
        "percent": found.percent,
        "amount": found.amount,
        "trigger": _trigger(before),
        "due": found.due,
        "conditions": [c.means for c in load("payment_conditions") if c.pattern.search(before)],
    }
    return hit.reading.term("payment", from_condition(hit, 160), found.end, keys)


def _trigger(words: str) -> str:
    return next((c.means for c in load("payment_events") if c.pattern.search(words)), "other")


def _payer(hit: Hit) -> Role:
    """The price is the buyer's debt, unless the words say to whom else it goes or who else pays."""
    side = subject(hit)
    if side == "third_party":
        return side
    return "vendor" if side == "vendor" and receiver(hit) == "buyer" else "buyer"

