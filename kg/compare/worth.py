"""What a term is worth in yuan, where price, rate, cap or share give a sum, and why it is that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from ontology.facts import Facts, Term
from ontology.values import Base, Duration, Json, Money, Rate, decimal_text
from ontology.vocabulary import Words

DAYS = Decimal(30)
"""For how long a sum that grows by the day is taken to grow."""

CENT = Decimal("0.01")
NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Worth:
    """A sum in yuan and how it came about; without a sum, why there is none."""

    amount: Decimal | None
    why: Words

    def to_json(self) -> dict[str, Json]:
        amount = None if self.amount is None else format(self.amount, "f")
        return {"amount": amount, "why": {"zh": self.why.zh, "en": self.why.en}}


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a contract in yuan, or why there is none to count with."""

    amount: Decimal | None
    lack: Words


def price(facts: Facts) -> Price:
    """The total price in yuan; without one, with another currency or a price of nothing, why."""
    stated = facts.contract.total_price
    if not stated:
        lack = Words("合同没有写明总价", "the contract states no total price")
        return Price(None, lack)
    money = Money.from_json(stated)
    if money.currency != "CNY":
        lack = Words(f"价款以{money.currency}计", f"the price is in {money.currency}")
        return Price(None, lack)
    if money.amount <= 0:
        return Price(None, Words("合同总价不是正数", "the price is not above zero"))
    return Price(money.amount, NOTHING)


def worth(term: Term, facts: Facts) -> Worth:
    """What a term puts at stake in its contract; a penalty by the day for thirty days."""
    return _WORTHS.get(term.type, _nothing)(term, facts)


def _nothing(_: Term, __: Facts) -> Worth:
    return Worth(None, Words("条款本身不定金额", "the term fixes no sum"))


def _share(percent: Json, facts: Facts, of: Words) -> Worth:
    """A share of the price."""
    total = price(facts)
    if total.amount is None:
        return Worth(None, total.lack)
    said = decimal_text(Decimal(percent))
    why = Words(f"{of.zh}的{said}%", f"{said} % of {of.en}")
    return Worth(cents(Decimal(percent) * total.amount / 100), why)


PRICE = Words("合同总价", "the price")


def _sum_or_share(amount: str, percent: str) -> Callable[[Term, Facts], Worth]:
    def of(term: Term, facts: Facts) -> Worth:
        if term.keys.get(amount):
            return _money(term.keys[amount])
        if term.keys.get(percent) is None:
            return _nothing(term, facts)
        return _share(term.keys[percent], facts, PRICE)

    return of


def _money(stated: Json) -> Worth:
    money = Money.from_json(stated)
    if money.currency != "CNY":
        return Worth(None, Words(f"金额以{money.currency}计", f"the sum is in {money.currency}"))
    return Worth(cents(money.amount), Words("写明的金额", "the sum stated"))


def _penalty(term: Term, facts: Facts) -> Worth:
    if term.keys.get("amount"):
        return _money(term.keys["amount"])
    if not term.keys.get("rate"):
        return Worth(None, Words("没有写明比例或金额", "no rate and no sum is stated"))
    rate = Rate.from_json(term.keys["rate"])
    base = _base(rate.base, facts)
    if base.amount is None:
        return base
    percent, how = _percent(rate)
    why = Words(f"{base.why.zh}的{how.zh}", f"{how.en} of {base.why.en}")
    return Worth(cents(percent * base.amount / 100), why)


def _percent(rate: Rate) -> tuple[Decimal, Words]:
    """The share that falls due once, or has grown in thirty days."""
    said = decimal_text(rate.percent)
    if not isinstance(rate.per, Duration):
        return _capped(rate.percent, rate.cap_percent, Words(f"{said}%", f"{said} %"))
    if rate.per_day is None:
        return _capped(rate.percent, rate.cap_percent, Words(f"{said}%", f"{said} %"))
    grown = rate.per_day * DAYS
    text = decimal_text(grown.quantize(Decimal("0.0001")))
    how = Words(f"{text}%（计{DAYS}日）", f"{text} % (for {DAYS} days)")
    return _capped(grown, rate.cap_percent, how)


def _capped(percent: Decimal, cap: Decimal | None, how: Words) -> tuple[Decimal, Words]:
    if cap is None or cap >= percent:
        return percent, how
    said = decimal_text(cap)
    return cap, Words(f"{said}%（封顶）", f"{said} % (the cap)")


def _base(base: Base, facts: Facts) -> Worth:
    """The sum that a rate is a share of; a part of the price is the largest payment stated."""
    if base in (Base.LOSS, Base.UNSPECIFIED):
        return Worth(None, Words("计算基数没有数额", "the base has no figure"))
    if base is Base.BOND:
        return _largest("bond", facts)
    if base in (Base.INSTALLMENT, Base.OVERDUE_AMOUNT, Base.DELAYED_ITEM):
        instalment = _largest("payment", facts)
        if instalment.amount is not None:
            return instalment
    total = price(facts)
    if total.amount is None:
        return Worth(None, total.lack)
    if base is Base.MONTHLY_FEE:
        return _monthly(total.amount, facts)
    return Worth(total.amount, PRICE)


def _monthly(total: Decimal, facts: Facts) -> Worth:
    length = Duration.from_json(facts.contract.term) if facts.contract.term else None
    days = length.days if isinstance(length, Duration) else None
    if not days:
        return Worth(None, Words("没有写明月度费用或期限", "no monthly fee and no term is stated"))
    months = max(Decimal(1), days / 30)
    return Worth(cents(total / months), Words("月度费用", "the monthly fee"))


def _largest(type_: str, facts: Facts) -> Worth:
    """The largest sum among the payments, or the bond."""
    sums = [worth(term, facts) for term in facts.terms if term.type == type_]
    known = [w.amount for w in sums if w.amount is not None]
    if not known:
        return Worth(None, Words("计算基数没有数额", "the base has no figure"))
    titles = {
        "payment": Words("最大一期款项", "the largest payment"),
        "bond": Words("履约担保", "the bond"),
    }
    return Worth(max(known), titles[type_])


def _cap(term: Term, facts: Facts) -> Worth:
    if term.keys.get("amount"):
        return _money(term.keys["amount"])
    if term.keys.get("percent") is None:
        return _nothing(term, facts)
    base = _base(Base(term.keys.get("base") or Base.CONTRACT_TOTAL), facts)
    if base.amount is None:
        return base
    said = decimal_text(Decimal(term.keys["percent"]))
    why = Words(f"{base.why.zh}的{said}%", f"{said} % of {base.why.en}")
    return Worth(cents(Decimal(term.keys["percent"]) * base.amount / 100), why)


def _refund(term: Term, facts: Facts) -> Worth:
    return (
        _share("100", facts, PRICE) if term.keys.get("basis") == "full" else _nothing(term, facts)
    )


def _deduction(term: Term, facts: Facts) -> Worth:
    highest = term.keys.get("max_percent")
    return _nothing(term, facts) if highest is None else _share(highest, facts, PRICE)


def cents(amount: Decimal) -> Decimal:
    """An amount to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


_WORTHS: Mapping[str, Callable[[Term, Facts], Worth]] = MappingProxyType(
    {
        "penalty": _penalty,
        "liability_cap": _cap,
        "payment": _sum_or_share("amount", "percent"),
        "bond": _sum_or_share("amount", "percent"),
        "deduction": _deduction,
        "refund": _refund,
    }
)
