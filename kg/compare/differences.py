"""What differs between contracts, ranked: by yuan where a sum follows, else by weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.compare.matrix import Row
from kg.compare.stakes import stakes
from kg.compare.worth import Worth, cents, price, worth
from kg.wording import sides_said, value_said
from ontology.facts import Facts, Term
from ontology.term_types import term_types
from ontology.values import Json, Money, decimal_text
from ontology.vocabulary import Lang, Words

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row with what is at stake between the contract that says most and the one that says least.

    Without a sum the `weight` of the type of term ranks it, and `worth.why` says why.
    """

    row: Row
    worth: Worth
    weight: int

    def to_json(self) -> dict[str, Json]:
        return {**self.row.to_json(), "worth": self.worth.to_json(), "weight": self.weight}


def differences(rows: Sequence[Row], contracts: Sequence[Facts]) -> tuple[Difference, ...]:
    """Every row with its worth, in the order of `rows`.

    Sums are shares brought to one price, that of the first contract which states one in yuan, so
    that a large contract does not differ from a small one by its size alone.
    """
    at = next((p for facts in contracts if (p := price(facts).amount) is not None), None)
    return tuple(
        Difference(row, _row_worth(row, contracts, at), stakes()[row.type].weight) for row in rows
    )


def ranked(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Those that differ, the most yuan first, then the heaviest; ties as they stood."""

    def order(item: Difference) -> tuple[bool, Decimal, int]:
        amount = item.worth.amount
        return (amount is None, -(amount or Decimal(0)), -item.weight)

    return tuple(sorted((item for item in found if item.row.differs), key=order))


def _row_worth(row: Row, contracts: Sequence[Facts], at: Decimal | None) -> Worth:
    """The widest gap of one matter among the contracts of the row."""
    if not row.differs:
        return Worth(Decimal(0), Words("各合同一致", "the contracts agree"))
    matters = [_matters(row.type, facts) for facts in contracts]
    names = sorted({name for found in matters for name in found})
    gaps = [_gap([found.get(name) for found in matters], row.type, at) for name in names]
    known = [gap for gap in gaps if gap.amount is not None]
    if known:
        return max(known, key=lambda gap: gap.amount or Decimal(0))
    return gaps[0] if gaps else Worth(None, Words("没有数额", "there is no sum"))


def _matters(type_: str, facts: Facts) -> dict[tuple[str, ...], tuple[Term, Facts]]:
    """The terms of a type by what they are about; of several the one with most at stake."""
    found: dict[tuple[str, ...], tuple[Term, Facts]] = {}
    for term in facts.terms:
        if term.type != type_:
            continue
        name = stakes()[type_].matter(term)
        if name not in found or _amount(term, facts) > _amount(found[name][0], facts):
            found[name] = (term, facts)
    return found


def _amount(term: Term, facts: Facts) -> Decimal:
    return worth(term, facts).amount or Decimal(0)


def _gap(found: Sequence[tuple[Term, Facts] | None], type_: str, at: Decimal | None) -> Worth:
    shares = [_share(item) for item in found]
    if lack := next(
        (share for share in shares if share is not None and share.amount is None), None
    ):
        return lack
    if type_ == "liability_cap" and None in shares:
        return Worth(
            None, Words("有的合同没有上限，差额没有数额", "without a cap no figure follows")
        )
    if at is None:
        return Worth(None, Words("没有以元计的总价", "no contract states a price in yuan"))
    amounts = [Decimal(0) if share is None else share.amount or Decimal(0) for share in shares]
    low, high = min(amounts), max(amounts)
    first = next(item for item in found if item is not None)
    about, span = _about(first[0]), [decimal_text(_short(x)) for x in (low, high)]
    why = Words(
        f"{about.zh}：总价的{span[0]}%至{span[1]}%，按总价{at:,.2f}元计",
        f"{about.en}: {span[0]} to {span[1]} % of the price, at a price of {at:,.2f} yuan",
    )
    return Worth(cents((high - low) * at / HUNDRED), why)


def _short(percent: Decimal) -> Decimal:
    return percent.quantize(Decimal("0.0001"))


def _share(item: tuple[Term, Facts] | None) -> Worth | None:
    """What a term puts at stake as a share of the price of its own contract, in percent."""
    if item is None:
        return None
    term, facts = item
    own = price(facts)
    if own.amount is not None:
        stated = worth(term, facts)
        share = None if stated.amount is None else stated.amount * HUNDRED / own.amount
        return Worth(share, stated.why)
    if any(t.keys.get("amount") for t in (term, *facts.terms) if t.type in (term.type, "payment")):
        return Worth(None, own.lack)
    notional = replace(facts.contract, total_price=Money(HUNDRED).to_json())
    return worth(term, replace(facts, contract=notional))


def _about(term: Term) -> Words:
    """Between whom and about what, without figures."""
    kind = term_types()[term.type]
    about = [kind.keys[key] for key in stakes()[term.type].about if term.keys.get(key)]

    def said(lang: Lang) -> str:
        words = [value_said(key, term.keys[key.name], lang) for key in about]
        return " · ".join(part for part in (sides_said(term, kind, lang), *words) if part)

    return Words(said("zh"), said("en"))
