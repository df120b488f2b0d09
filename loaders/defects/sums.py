"""Finds parts that do not add up to their whole: instalments of a price, copies of a contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.grammar.sentences import Sentence
from loaders.values import money, numerals
from loaders.values.percents import find_percents
from ontology.facts import Defect, Term
from ontology.values import Money, decimal_text

_WHOLE = Decimal(100)
_LEAST, _MOST = Decimal(60), Decimal(200)
"""Shares that add up to less or more are no list of instalments."""
_SLACK = Decimal(1)
_COUNT = "[一壹二两三四五六七八九十贰叁肆伍陆柒捌玖拾0-9]{1,3}"
_HELD = re.compile(rf"(?P<held>[^，,；;。]{{0,200}}?)(?P<n>{_COUNT})[ ]?份")
_REACH = 24
_FOLLOWING = 120


class _Share(NamedTuple):
    value: Decimal
    sentence: Sentence
    start: int
    end: int


def read(ground: Ground) -> Iterator[Defect]:
    """Instalments that are no whole price or not their share of it, copies not as many as said."""
    shares = [share for share in _shares(ground) if ground.speaks(share.start)]
    yield from _instalments(ground, shares)
    yield from _amounts(ground, [*shares, *_of_bonds(ground)])
    yield from _paid(ground)
    yield from _copies(ground)


def _says(meaning: str, words: str) -> bool:
    return pattern("instalments", meaning).search(words) is not None


def _shares(ground: Ground) -> Iterator[_Share]:
    """The shares of the price that are to be paid, one after the other."""
    for sentence in ground.reading.sentences:
        words = ground.reading.words(sentence)
        if not _says("paying", words) or _says("other_share", words):
            continue
        if _says("other_heading", "".join(ground.reading.headings(sentence.section))):
            continue
        for share in find_percents(words):
            if _says("of_total", words[max(0, share.start - _REACH) : share.start]):
                start, end = sentence.start + share.start, sentence.start + share.end
                yield _Share(share.value, sentence, start, end)


def _of_bonds(ground: Ground) -> Iterator[_Share]:
    """The shares of the price that bonds are said to be, each right before its amount."""
    for sentence in ground.reading.sentences:
        words = ground.reading.words(sentence)
        if not _says("bond", words) or not ground.speaks(sentence.start):
            continue
        for share in find_percents(words):
            if _says("of_total", words[max(0, share.start - _REACH) : share.start]):
                start, end = sentence.start + share.start, sentence.start + share.end
                yield _Share(share.value, sentence, start, end)


def _instalments(ground: Ground, shares: Sequence[_Share]) -> Iterator[Defect]:
    for _, group in groupby(shares, key=lambda share: ground.article(share.sentence.section)):
        mine = list(group)
        total = sum((share.value for share in mine), Decimal(0))
        if len(mine) < 2 or total == _WHOLE or not _LEAST < total < _MOST:
            continue
        if not _is_open(ground, mine):
            odd = _odd(mine, total)
            start = odd.sentence.segments[odd.sentence.segment_at(odd.start)][0]
            detail = f"各期合计{decimal_text(total)}%，不是合同总价的100%"
            yield ground.defect("sum_mismatch", start, odd.end, detail)


def _is_open(ground: Ground, shares: Sequence[_Share]) -> bool:
    """Whether the article leaves a share blank, cumulates, or pays a rest that it does not size."""
    first, last = shares[0].sentence, shares[-1].sentence
    words = ground.plain[first.start : last.end]
    following = ground.plain[last.end : last.end + _FOLLOWING].split("\n第")[0]
    if _says("open", words) or any(_is_cumulative(ground, share) for share in shares):
        return True
    if any(re.match("以上|以内|左右", ground.plain[s.end : s.end + 2]) for s in shares):
        return True
    rests = [m.start() for m in pattern("instalments", "rest").finditer(words + following)]
    stated = [share.start - first.start for share in shares]
    return any(not any(0 <= at - rest <= _REACH for at in stated) for rest in rests)


def _is_cumulative(ground: Ground, share: _Share) -> bool:
    before = ground.plain[max(share.sentence.start, share.start - _REACH) : share.start]
    return _says("cumulative", before)


def _odd(shares: Sequence[_Share], total: Decimal) -> _Share:
    """The share that is most likely wrong: the one too many, else the largest or the last."""
    for share in reversed(shares):
        if total - share.value == _WHOLE:
            return share
    return shares[-1] if total < _WHOLE else max(shares, key=lambda share: share.value)


def _amounts(ground: Ground, shares: Sequence[_Share]) -> Iterator[Defect]:
    """An instalment whose amount is not the share of the price that it is said to be."""
    if not ground.contract.total_price:
        return
    price = Money.from_json(ground.contract.total_price)
    for share in shares:
        words = ground.plain[share.end : share.sentence.end]
        match = pattern("instalments", "that_is").match(words)
        amount = next(iter(money.find(words)), None) if match else None
        if match is None or amount is None or amount.start > match.end():
            continue
        stated, due = amount.value, price.amount * share.value / _WHOLE
        if stated is None or stated.currency != price.currency or _is_cumulative(ground, share):
            continue
        if abs(due - stated.amount) > _SLACK:
            end = share.end + amount.end
            detail = f"按合同总价计算应为{due:,.2f}元"
            yield ground.defect("number_mismatch", share.start, end, detail)


def _paid(ground: Ground) -> Iterator[Defect]:
    """Instalments given as sums, which together are not the price."""
    if not ground.contract.total_price:
        return
    price = Money.from_json(ground.contract.total_price)
    paid = [t for t in ground.terms if t.type == "payment" and t.keys.get("payer") == "buyer"]
    for _, group in groupby(paid, key=lambda t: ground.article(_section(ground, t))):
        mine = list(group)
        amounts = [Money.from_json(t.keys["amount"]) for t in mine if t.keys.get("amount")]
        if len(mine) < 2 or len(amounts) < len(mine) or any(t.keys.get("percent") for t in mine):
            continue
        total = sum((a.amount for a in amounts), Decimal(0))
        words = ground.plain[_at(ground, mine[0]) : _at(ground, mine[-1]) + len(mine[-1].quote)]
        clear = not _says("rest", words) and not _says("recurring", words)
        share = total * _WHOLE / price.amount if price.amount else _WHOLE
        if clear and _LEAST < share < _MOST and abs(total - price.amount) > _SLACK:
            start = _at(ground, mine[-1])
            detail = f"各期合计{total:,.2f}元，不是合同总价{price.amount:,.2f}元"
            yield ground.defect("sum_mismatch", start, start + len(mine[-1].quote), detail)


def _at(ground: Ground, term: Term) -> int:
    return ground.view_offset(term.start)


def _section(ground: Ground, term: Term) -> int:
    return ground.reading.outline.index_at(_at(ground, term))


def _copies(ground: Ground) -> Iterator[Defect]:
    for sentence in ground.reading.sentences:
        words = ground.reading.words(sentence)
        match = pattern("copies", "whole").search(words)
        if match is None or not ground.speaks(sentence.start):
            continue
        said = numerals.parse(re.sub("[一壹]式|[ 份]", "", match.group()))
        parts, end = _parts(words, match.end())
        if said is not None and parts is not None and parts != said:
            start = sentence.segments[sentence.segment_at(sentence.start + match.start())][0]
            detail = f"各执份数合计{decimal_text(parts)}份，与一式{decimal_text(said)}份不符"
            yield ground.defect("sum_mismatch", start, sentence.start + end, detail)


def _parts(words: str, at: int) -> tuple[Decimal | None, int]:
    """How many copies go out after `at`, and where that ends; `None` where it is not clear."""
    if pattern("copies", "unclear").search(words):
        return None, at
    total, holders, end = Decimal(0), 0, at
    for match in _HELD.finditer(words, at):
        number, held = numerals.parse(match["n"]), match["held"]
        times = _holders(held) if pattern("copies", "each").search(held) else 1
        if number is None or not times:
            return None, at
        total, holders, end = total + number * times, holders + times, match.end()
    return (total, end) if holders >= 2 else (None, at)


def _holders(held: str) -> int:
    """How many hold as many copies each, 0 where it is not clear."""
    if pattern("copies", "three").search(held):
        return 3
    both = pattern("copies", "two").search(held)
    others = re.search("[、及和与](?!乙方)[一-龥]{2,}", held.replace("甲、乙", ""))
    if both and not others:
        return 2
    if both or pattern("copies", "many").search(held):
        return 0
    return len([part for part in re.split("[、及和与]", held) if len(part) >= 2])
