"""Finds prices that are not the sum of what they are said to be made of: 总价85万元，其中：….

A list of parts begins behind 其中 or 包括 right after the whole, and ends where something else
than an amount with its name follows; a whole behind its parts is called 总计 or 以上合计.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.values.money import Amount
from ontology.facts import Defect

_OPENS, _BETWEEN = 40, 40
"""Characters between a whole and the word that opens its list; between two parts of it."""
_LEAST, _MOST = Decimal("0.6"), Decimal("1.7")
"""Parts that make less or more of the whole are some of it only, or another list."""
_SLACK = Decimal(1)


def read(ground: Ground) -> Iterator[Defect]:
    """Wholes that differ from the sum of the parts behind or before them."""
    amounts = [a for a in ground.amounts if a.value and ground.speaks(a.start)]
    for i, whole in enumerate(amounts):
        parts = _behind(ground, amounts[i:])
        if parts and _differs(whole, parts):
            yield _fault(ground, parts[0].start, parts[-1].end, parts)
            continue
        parts = _before(ground, amounts[: i + 1])
        if parts and _differs(whole, parts):
            yield _fault(ground, whole.start, whole.end, parts)


def _fault(ground: Ground, start: int, end: int, parts: Sequence[Amount]) -> Defect:
    return ground.defect("sum_mismatch", start, end, f"各项合计{_sum(parts):,.2f}元")


def _sum(parts: Sequence[Amount]) -> Decimal:
    return sum((part.value.amount for part in parts if part.value), Decimal(0))


def _differs(whole: Amount, parts: Sequence[Amount]) -> bool:
    total = whole.value.amount if whole.value else Decimal(0)
    share = _sum(parts) / total if total else Decimal(0)
    return len(parts) > 1 and _LEAST < share < _MOST and abs(_sum(parts) - total) > _SLACK


def _behind(ground: Ground, amounts: Sequence[Amount]) -> list[Amount]:
    """The parts listed behind a whole; its twin in words or figures is skipped."""
    whole, rest = amounts[0], list(amounts[1:])
    last = whole
    while rest and rest[0].value == whole.value and rest[0].start - last.end <= _BETWEEN:
        last = rest.pop(0)
    if not rest or rest[0].start - last.end > _OPENS:
        return []
    opens = pattern("breakdown", "opens").search(ground.plain[last.end : rest[0].start])
    if opens is None:
        return []
    return _run(ground, rest, last.end + opens.end())


def _run(ground: Ground, amounts: Sequence[Amount], at: int) -> list[Amount]:
    """The amounts that follow one another from a place, each behind its own name."""
    parts: list[Amount] = []
    for one in amounts:
        between = ground.plain[at : one.start]
        twin = parts and one.words != parts[-1].words and one.value == parts[-1].value
        if not twin:
            if len(between) > _BETWEEN or not pattern("breakdown", "part").search(between):
                break
            if pattern("breakdown", "another").search(between):
                break
            parts.append(one)
        at = one.end
        if pattern("breakdown", "rate").match(ground.plain, at):
            return []
    behind = ground.plain[at : at + _BETWEEN].split("。")[0].split("\n")[0]
    return [] if pattern("breakdown", "open").search(behind) else parts


def _before(ground: Ground, amounts: Sequence[Amount]) -> list[Amount]:
    """The parts before a whole called 总计, in the same sentence, without sums of one year."""
    whole = amounts[-1]
    first = max(ground.plain.rfind(mark, 0, whole.start) for mark in "。\n") + 1
    called = ground.plain[max(first, whole.start - _BETWEEN) : whole.start]
    if pattern("breakdown", "together").search(called) is None:
        return []
    parts: list[Amount] = []
    at = first
    for one in amounts[:-1]:
        if one.start < first:
            continue
        between = ground.plain[at : one.start]
        if pattern("breakdown", "another").search(between):
            return []
        if pattern("breakdown", "of_years").search(between) and parts:
            parts.pop()
        if not (parts and one.value == parts[-1].value and one.words != parts[-1].words):
            if pattern("breakdown", "part").search(between) is None:
                return []
            parts.append(one)
        at = one.end
        if pattern("breakdown", "rate").match(ground.plain, at):
            return []
    return parts
