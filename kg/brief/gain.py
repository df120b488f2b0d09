"""What a granted ask is worth in yuan: the change in exposure, else in what is at stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.brief.grants import OTHER
from kg.compare import changes
from kg.compare.worth import price
from kg.exposure import Exposure, Scenario, expose, scenarios
from kg.finding import both
from kg.grades import Side
from ontology.facts import Facts
from ontology.values import Json
from ontology.vocabulary import Words

DAYS = 60
"""At how many days a scenario that runs with time is taken; at more only where nothing differs."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What a granted ask is worth to the side that makes it, and how that comes about.

    Without an amount `why` says why there is none. `bounded` is the most that is owed afterwards
    where nothing bounded it before.
    """

    amount: Decimal | None
    why: Words
    scenario: str | None = None
    bounded: Decimal | None = None

    def to_json(self) -> dict[str, Json]:
        return {
            "amount": None if self.amount is None else format(self.amount, "f"),
            "bounded": None if self.bounded is None else format(self.bounded, "f"),
            "scenario": self.scenario,
            "why": both(self.why),
        }


NO_SUM = Words("这一项没有可以算出的金额", "no sum follows from this")
NO_CHANGE = Words("所设情形下金额不变", "nothing changes in the scenarios worked out")


def gain(
    before: Facts, after: Facts, side: Side, names: Sequence[str], on: date | None = None
) -> Gain:
    """The largest gain among the scenarios; without any, what the changed terms put at stake."""
    if before.terms == after.terms:
        return Gain(None, NO_SUM)
    if not names:
        return _at_stake(before, after, side)
    found = [_in_scenario(before, after, side, scenarios()[name], on) for name in names]
    bounded = [one for one in found if one.bounded is not None]
    return bounded[0] if bounded else min(found, key=_rank)


def _rank(found: Gain) -> Decimal:
    return Decimal(0) if found.amount is None else -found.amount


def _in_scenario(
    before: Facts, after: Facts, side: Side, scenario: Scenario, on: date | None
) -> Gain:
    """The gain at sixty days, else at the first other day that shows one."""
    days = sorted(scenario.days, key=lambda day: (day != DAYS, day)) or [0]
    found = [_at(before, after, side, scenario.at(day), on) for day in days]
    return next((one for one in found if one.amount or one.bounded is not None), found[0])


def _at(before: Facts, after: Facts, side: Side, scenario: Scenario, on: date | None) -> Gain:
    name = scenario.id
    was = {found.side: found for found in expose(before, scenario, on=on)}
    will = {found.side: found for found in expose(after, scenario, on=on)}
    what = _said(scenario.title, was)
    mine = _bounded(was.get(side), will.get(side))
    if mine is not None:
        most = Words(f"至多{mine:,.2f}元", f"{mine:,.2f} yuan") if mine else Words("零", "nothing")
        why = Words(
            f"{what.zh}：我方责任由无上限降为{most.zh}",
            f"{what.en}: what we may owe falls from no limit to {most.en}",
        )
        return Gain(None, why, name, mine)
    owed = _change(was.get(side), will.get(side))
    due = _change(was.get(OTHER[side]), will.get(OTHER[side]))
    if owed is None or due is None:
        lack = Words(
            f"{what.zh}：合同没有写明的部分无法计算",
            f"{what.en}: what the contract leaves open has no figure",
        )
        return Gain(None, lack, name)
    amount = due - owed
    if amount <= 0:
        return Gain(None, Words(f"{what.zh}：{NO_CHANGE.zh}", f"{what.en}: {NO_CHANGE.en}"), name)
    parts = [
        _moved(label, was.get(who), will.get(who))
        for who, label, change in ((side, WE, owed), (OTHER[side], THEY, due))
        if change
    ]
    zh, en = "，".join(part.zh for part in parts), ", ".join(part.en for part in parts)
    return Gain(amount, Words(f"{what.zh}：{zh}元", f"{what.en}: {en} yuan"), name)


WE, THEY = Words("我方应付", "we owe"), Words("对方应付", "they owe")


def _said(title: Words, found: dict[Side, Exposure]) -> Words:
    days = next(iter(found.values())).days if found else None
    if days is None:
        return title
    return Words(f"{title.zh}{days}日", f"{title.en}, {days} days")


def _moved(who: Words, was: Exposure | None, will: Exposure | None) -> Words:
    """A debt before and after: what is owed by the text, else what is owed at the least."""
    if was is None or will is None or was.amount is None or will.amount is None:
        return who
    if was.amount != will.amount:
        sums = f"{was.amount:,.2f} → {will.amount:,.2f}"
        return Words(f"{who.zh}{sums}", f"{who.en} {sums}")
    sums = f"{was.low:,.2f} → {will.low:,.2f}"
    return Words(f"{who.zh}至少{sums}", f"{who.en} at least {sums}")


def _bounded(was: Exposure | None, will: Exposure | None) -> Decimal | None:
    if was is None or will is None or was.high is not None:
        return None
    return will.high


def _change(was: Exposure | None, will: Exposure | None) -> Decimal | None:
    """How much more is owed, by the text or else at the least; `None` where that cannot be said."""
    if was is None or will is None:
        return Decimal(0)
    if was.amount is None or will.amount is None:
        return None
    return will.amount - was.amount or will.low - was.low


def _at_stake(before: Facts, after: Facts, side: Side) -> Gain:
    moved = [
        change.worth
        for change in changes(before, after)
        if change.favours == side and change.worth.amount
    ]
    if not moved:
        lack = price(before).lack
        return Gain(None, lack if lack.zh else NO_SUM)
    amount = sum((abs(worth.amount or Decimal(0)) for worth in moved), Decimal(0))
    first = moved[0].why
    if len(moved) == 1:
        return Gain(amount, first)
    n = len(moved)
    return Gain(amount, Words(f"{n}项合计，首项{first.zh}", f"{n} terms, the first {first.en}"))
