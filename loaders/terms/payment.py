"""Payments of the price: who pays which share or sum, on what event, how soon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import opposite, subject
from loaders.values.durations import find as find_durations
from loaders.values.money import find as find_money
from loaders.values.rates import find_percents
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, decimal_text, period_json

_NO_PRICE = re.compile(
    r"违约金|滞纳金|赔偿|罚|保证金(?!作为|抵)|保函|押金|利息|退还|返还|退回|扣除|损失|税费|社会保险|工资|公积金|律师费|不予支付|拒绝支付|暂停支付|拒付|暂缓|不再支付|有权不|逾期|未按|迟延|拖欠|延迟|延期|推迟|未支付|未付|不支付|不能|视为"
)
_WHOLE = re.compile(r"一次性(?:支付|付清|付款)?(?!的?[^，。；]{0,8}(?:[0-9]|百分之))|全(?:部|额)(?:合同)?(?:款|价|费用|服务费)|(?:合同)?(?:全款|全额)")
_BALANCE = re.compile(r"余款|尾款|剩余|余下|其余")
_FORM = re.compile(r"^(?:付款|支付|结算)?方式|转账|电汇|支票|账户|账号")


@dataclass(frozen=True, slots=True)
class _Instalment:
    hit: Hit
    percent: str | None
    amount: Json
    due: Json
    end: int


def read(reading: Reading) -> Iterator[Term]:
    """One term for each instalment, numbered in the order of the text."""
    seen: set[tuple[int, int]] = set()
    number = 0
    for hit in reading.hits(load("terms/payment")):
        if hit.sentence.index in {s for s, _ in seen} and hit.cue.id == "instalment":
            continue
        found = _instalment(hit)
        if found is None or (hit.sentence.index, found.end) in seen:
            continue
        seen.add((hit.sentence.index, found.end))
        number += 1
        yield _term(found, number)


def _instalment(hit: Hit) -> _Instalment | None:
    if hit.reading.part(hit.sentence) in ("cover", "signature"):
        return None
    start, end = hit.span
    plain = hit.reading.view.plain
    own = plain[start:end]
    if _NO_PRICE.search(own):
        return None
    after = plain[hit.start : hit.sentence.end]
    percents = [p for p in find_percents(after) if p.start < 80]
    amounts = [a for a in find_money(after) if a.start < 120 and not a.words]
    words = plain[hit.sentence.start : hit.start]
    due = next((s for s in reversed(find_durations(words)) if s.bound == "within" and s.value), None)
    percent = decimal_text(percents[0].value) if percents and percents[0].value is not None else None
    if percent is None and _WHOLE.search(own):
        percent = "100"
    amount = amounts[0].value.to_json() if amounts and amounts[0].value else None
    blank = bool(amounts and amounts[0].blank)
    if percent is None and amount is None and due is None and not blank:
        return None
    ends = [hit.end, *(hit.start + p.end for p in percents[:1]), *(hit.start + a.end for a in amounts[:1])]
    return _Instalment(hit, percent, amount, period_json(due.value) if due else None, max(ends))


def _term(found: _Instalment, number: int) -> Term:
    hit = found.hit
    payer = _payer(hit)
    before = hit.reading.view.plain[hit.sentence.start : hit.start]
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
    side = subject(hit)
    return side if side in ("buyer", "vendor", "third_party") else "buyer"


__all__ = ["Decimal", "read"]
