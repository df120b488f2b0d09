"""Payments of the price: who pays which share or sum, on what event, how soon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from loaders.grammar.instalments import Instalment, spoken
from loaders.grammar.payment_tables import tabled
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import payee
from loaders.words import load
from ontology.facts import Term
from ontology.values import Json, decimal_text, period_json

_TOPIC = re.compile(r"^[一-龥]{2,10}(?:费用?|款|租金|价款)[，,]")
_DATED = re.compile(r"20[0-9]{2}年[^，。；]{0,10}前")
_DAY = re.compile(r"(?:[0-9一二三四五六七八九十]日|底|末|初)(?:之)?前")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each instalment, numbered in the order of the text."""
    rows = list(tabled(reading))
    taken = {row.sentence.index for row in rows}
    said = [one for one in spoken(reading) if one.sentence.index not in taken]
    kept: list[Instalment] = []
    for one in sorted([*rows, *said], key=lambda i: i.start):
        _add(reading, kept, one)
    for number, one in enumerate(kept, 1):
        before = [k for k in kept[: number - 1] if _follows(reading, k, one)]
        yield _term(reading, _added(before, one), number)


def _add(reading: Reading, kept: list[Instalment], one: Instalment) -> None:
    """Keep an instalment; one without a figure may complete, repeat or round off those before."""
    same = [k for k in kept if _follows(reading, k, one)]
    if same and one.share.stated and _is_interval(same[-1], one):
        kept.remove(same[-1])
    if one.share.stated or not same:
        kept.append(one)
        return
    last = same[-1]
    if one.rest and (rest := _rest(same)):
        kept.append(replace(one, share=replace(one.share, percent=rest)))
    elif kept[-1] is last and _completes(last, one):
        kept[-1] = _joined(last, one)
    elif one.rest or _has_own_time(reading, one, same):
        kept.append(one)


def _article(reading: Reading, sentence: Sentence) -> int:
    return reading.path(sentence.section)[-1]


def _follows(reading: Reading, last: Instalment, one: Instalment) -> bool:
    return _article(reading, last.sentence) == _article(reading, one.sentence)


def _paid(before: Sequence[Instalment]) -> Decimal | None:
    """The share paid by then, `None` where one is unknown; 付至70% counts those before it."""
    total = Decimal(0)
    for one in before:
        if one.share.percent is None:
            return None
        value = Decimal(one.share.percent)
        total = value if one.up_to else total + value
    return total


def _rest(before: Sequence[Instalment]) -> str | None:
    """What the shares of the same article leave of the whole."""
    total = _paid(before)
    return decimal_text(100 - total) if total is not None and 0 < total < 100 else None


def _added(before: Sequence[Instalment], one: Instalment) -> Instalment:
    """付至70% after 20% pays another 50%."""
    total = _paid(before)
    if not one.up_to or not one.share.percent or not total:
        return one
    added = Decimal(one.share.percent) - total
    if added <= 0:
        return one
    return replace(one, share=replace(one.share, percent=decimal_text(added)))


def _is_interval(last: Instalment, one: Instalment) -> bool:
    """按季度支付，每季度支付25%: the interval alone adds nothing to the share that follows."""
    near = one.sentence.index - last.sentence.index <= 1
    return near and not last.share.stated and last.due is None and last.trigger == "date"


def _has_own_time(reading: Reading, one: Instalment, same: Sequence[Instalment]) -> bool:
    """Whether a rule without a figure speaks of another debt or another time than those before."""
    if _TOPIC.match(reading.words(one.sentence)):
        return True
    if _DATED.search(one.lead[-24:]):
        return True
    if one.trigger in {k.trigger for k in same}:
        return False
    return one.trigger == "date" or not any(k.share.stated for k in same)


def _completes(last: Instalment, one: Instalment) -> bool:
    """Whether a period belongs to the interval or share stated just before it."""
    near = (
        one.sentence.index - last.sentence.index <= 1
        and one.sentence.section == last.sentence.section
    )
    if one.trigger in ("signing", "effective", "service_start"):
        return False
    open_ = last.due is None and last.trigger in ("date", "other") and not _DAY.search(last.lead)
    return near and open_


def _joined(last: Instalment, one: Instalment) -> Instalment:
    """The interval with the period: 按季度支付，… 每季度结束后10日内支付."""
    lead = last.lead + one.lead
    if last.share.stated:
        return replace(last, due=one.due, lead=lead)
    start = last.start if one.sentence.index == last.sentence.index else one.start
    return replace(one, start=start, lead=lead)


def _term(reading: Reading, one: Instalment, number: int) -> Term:
    conditions = load("payment_conditions")
    keys: dict[str, Json] = {
        "payer": one.payer,
        "payee": payee(one.payer),
        "seq": number,
        "percent": one.share.percent,
        "amount": one.share.amount.to_json() if one.share.amount else None,
        "trigger": one.trigger,
        "due": period_json(one.due) if one.due is not None else None,
        "conditions": [c.means for c in conditions if c.pattern.search(one.lead)],
    }
    return reading.term("payment", one.start, one.end, keys)
