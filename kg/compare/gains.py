"""Whom a change of a term helps, and how much money it moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kg.compare.matrix import favours
from kg.compare.stakes import OTHER, stakes
from kg.compare.worth import Worth, cents, worth
from kg.grades import Favours
from ontology.facts import Facts, Term
from ontology.law import figure
from ontology.shapes import Key, Kind
from ontology.term_types import term_types
from ontology.values import Duration, Json, Money, Rate, decimal_text
from ontology.vocabulary import Words

Size: TypeAlias = tuple[Decimal, ...]
"""How much of a thing there is; of two the larger is more."""

ENDLESS = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key of a term before and after, and whom the change helps."""

    key: str
    old: Json
    new: Json
    helps: Favours


def key_changes(old: Term, new: Term, facts: Facts) -> tuple[KeyChange, ...]:
    """The keys that say something else in the new term, in the order of its type."""
    kind = term_types()[old.type]
    return tuple(
        KeyChange(name, old.keys.get(name), new.keys.get(name), _helps(key, old, new, facts))
        for name, key in kind.keys.items()
        if old.keys.get(name) != new.keys.get(name)
    )


def helps(old: Term | None, new: Term | None, facts: Facts) -> Favours:
    """Whom it helps that one term became the other, came, or went; `none` where it cuts both ways.

    A term that is gone helps whom it burdened.
    """
    if old is None or new is None:
        side = favours(new or _one(old))
        return side if new is not None else OTHER.get(side, "none")
    votes = {change.helps for change in key_changes(old, new, facts)} - {"none"}
    if favours(old) != favours(new):
        votes.add(favours(new) if favours(new) != "none" else OTHER[favours(old)])
    return votes.pop() if len(votes) == 1 else "none"


def _one(term: Term | None) -> Term:
    assert term is not None
    return term


def _helps(key: Key, old: Term, new: Term, facts: Facts) -> Favours:
    """Whom a change of one key helps, where both terms are between the same sides."""
    side = stakes()[old.type].helped(new, key.name)
    if side == "none" or side != stakes()[old.type].helped(old, key.name):
        return "none"
    before, after = _size(key, old, facts), _size(key, new, facts)
    if before is None or after is None or before == after:
        return "none"
    return side if after > before else OTHER[side]


def _size(key: Key, term: Term, facts: Facts) -> Size | None:
    value, stake = term.keys.get(key.name), stakes()[term.type]
    if value is None:
        return (Decimal(0),) if key.name in stake.zero else None
    if key.name in stake.order:
        words = stake.order[key.name]
        return (Decimal(words.index(value)),) if value in words else None
    if key.kind is Kind.RATE:
        return _rate_size(Rate.from_json(value), term, facts)
    return size(key.kind, value)


def size(kind: Kind, value: Json) -> Size | None:
    """A value of a key as something to compare; `None` for words."""
    match kind:
        case Kind.PERIOD | Kind.THRESHOLD:
            return _period_size(value)
        case Kind.MONEY:
            return (Money.from_json(value).amount,)
        case Kind.DECIMAL | Kind.INT | Kind.NUMBER:
            return (Decimal(str(value)),)
        case Kind.BOOL:
            return (Decimal(int(value)),)
        case Kind.LIST:
            return (Decimal(len(set(value))),)
    return None


def _period_size(value: Json) -> Size | None:
    if isinstance(value, int):
        return (Decimal(value),)
    period = Duration.from_json(value)
    if isinstance(period, Duration):
        return (period.n if period.days is None else period.days,)
    return (ENDLESS,) if period == "perpetual" else (Decimal(0),)


def _rate_size(rate: Rate, term: Term, facts: Facts) -> Size:
    """What it comes to in thirty days first, then how far it may grow, then how soon it begins."""
    amount = worth(term, facts).amount
    grace = rate.grace.days if isinstance(rate.grace, Duration) else None
    cap = ENDLESS if rate.cap_percent is None else rate.cap_percent
    return (rate.percent if amount is None else amount, cap, -(grace or Decimal(0)))


def moved(old: Term | None, new: Term | None, facts: Facts) -> Worth:
    """How much more is at stake than before, in yuan at the price of `facts`; less is negative."""
    if old is not None and new is not None and _later(old, new):
        return _waiting(old, new, facts)
    kept = new or _one(old)
    if kept.type == "liability_cap" and (old is None or new is None):
        limit = worth(kept, facts).why
        return Worth(
            None,
            Words(
                f"有无上限（{limit.zh}）之差没有数额", f"a limit ({limit.en}) or none: no figure"
            ),
        )
    before, after = _at_stake(old, facts), _at_stake(new, facts)
    if before.amount is None or after.amount is None:
        return before if before.amount is None else after
    why = Words(f"{before.why.zh} → {after.why.zh}", f"{before.why.en} → {after.why.en}")
    return Worth(after.amount - before.amount, why)


def _at_stake(term: Term | None, facts: Facts) -> Worth:
    return Worth(Decimal(0), Words("无", "nothing")) if term is None else worth(term, facts)


def _later(old: Term, new: Term) -> bool:
    same = all(old.keys.get(key) == new.keys.get(key) for key in ("amount", "percent"))
    return old.type == "payment" and same and old.keys.get("due") != new.keys.get("due")


def _waiting(old: Term, new: Term, facts: Facts) -> Worth:
    """The same sum later: what it costs to lend it for the time between."""
    sum_, before, after = worth(new, facts), old.keys.get("due"), new.keys.get("due")
    if sum_.amount is None:
        return sum_
    signed = facts.contract.signed_on
    lpr = figure("lpr_1y", date.fromisoformat(f"{signed}-01"[:10]) if signed else None)
    first = _period_size(before) if before else None
    second = _period_size(after) if after else None
    if first is None or second is None or lpr is None:
        return Worth(None, Words("期限不明", "a period is not stated"))
    days = second[0] - first[0]
    n, (zh, en) = decimal_text(abs(days)), ("晚", "later") if days > 0 else ("早", "earlier")
    why = Words(
        f"{sum_.amount:,.2f}元{zh}{n}日，按一年期LPR {lpr}%计",
        f"{sum_.amount:,.2f} yuan {n} days {en} at the one-year LPR of {lpr} %",
    )
    return Worth(cents(sum_.amount * days * lpr / 100 / 365), why)
