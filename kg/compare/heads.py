"""What stands outside the terms, side by side: price, dates, parties, duties, faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.finding import both
from kg.wording import money_said, period_said
from ontology.facts import Facts
from ontology.values import Json, Money
from ontology.vocabulary import Lang, Words, closed_set, label

UNWEIGHED = Words("概况不计价值", "the contract as a whole is not weighed")
TOPIC = Words("合同概况", "the contract")


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One matter of the contract as a whole; a cell is what each contract says of it."""

    type: str
    title: Words
    cells: tuple[tuple[str, tuple[Words, ...]], ...]

    @property
    def differs(self) -> bool:
        return len({said for _, said in self.cells}) > 1

    def to_json(self) -> dict[str, Json]:
        return {
            "topic": "contract",
            "topic_title": both(TOPIC),
            "type": self.type,
            "title": both(self.title),
            "differs": self.differs,
            "cells": [
                {
                    "contract": name,
                    "state": "found" if said else "absent",
                    "values": [both(words) for words in said],
                }
                for name, said in self.cells
            ],
            "worth": {"amount": None, "why": both(UNWEIGHED)},
            "weight": 0,
        }


def heads(contracts: Sequence[Facts]) -> tuple[HeadRow, ...]:
    """One row for each matter, cells in the order of `contracts`."""
    return tuple(
        HeadRow(type_, title, tuple((f.document.name, say(f)) for f in contracts))
        for type_, (title, say) in _ROWS.items()
    )


def _price(facts: Facts) -> tuple[Words, ...]:
    stated = facts.contract.total_price
    if not stated:
        return ()
    money = Money.from_json(stated)
    said = [Words(money_said(money, "zh"), money_said(money, "en"))]
    if facts.contract.tax:
        said.append(_labels("tax_treatments", facts.contract.tax))
    return tuple(said)


def _dates(facts: Facts) -> tuple[Words, ...]:
    contract = facts.contract
    said = [_labels("contract_states", contract.state)]
    if contract.signed_on:
        said.append(Words(f"签于 {contract.signed_on}", f"signed {contract.signed_on}"))
    if contract.starts_on or contract.ends_on:
        span = f"{contract.starts_on or '…'} – {contract.ends_on or '…'}"
        said.append(Words(span, span))
    if contract.term:
        said.append(Words(period_said(contract.term, "zh"), period_said(contract.term, "en")))
    if contract.effective_on:
        event = _labels("effective_events", contract.effective_on)
        said.append(Words(f"生效：{event.zh}", f"effective on {event.en}"))
    return tuple(said)


def _parties(facts: Facts) -> tuple[Words, ...]:
    """Each side by its name; people and numbers stay out of a comparison."""
    return tuple(
        Words(f"{_role(p.role, 'zh')}：{p.name or '—'}", f"{_role(p.role, 'en')}: {p.name or '—'}")
        for p in facts.parties
    )


def _duties(facts: Facts) -> tuple[Words, ...]:
    counts = Counter(norm.bearer for norm in facts.norms if norm.modality == "obligation")
    return tuple(
        Words(f"{_role(role, 'zh')} {counts[role]} 项", f"{_role(role, 'en')}: {counts[role]}")
        for role in ("buyer", "vendor", "both")
        if counts[role]
    )


def _defects(facts: Facts) -> tuple[Words, ...]:
    counts = Counter(defect.kind for defect in facts.defects)
    kinds = [kind for kind in closed_set("defect_kinds").values if counts[kind]]
    return tuple(
        Words(f"{words.zh} {counts[kind]}", f"{words.en}: {counts[kind]}")
        for kind in kinds
        for words in (_labels("defect_kinds", kind),)
    )


def _labels(set_name: str, value: str) -> Words:
    return closed_set(set_name).values[value].words


def _role(role: str, lang: Lang) -> str:
    return label("roles", role, lang)


_ROWS: Mapping[str, tuple[Words, Callable[[Facts], tuple[Words, ...]]]] = MappingProxyType(
    {
        "price": (Words("总价", "Price"), _price),
        "dates": (Words("期限与生效", "Dates and effect"), _dates),
        "parties": (Words("双方", "Parties"), _parties),
        "duties": (Words("义务数目", "Duties by side"), _duties),
        "defects": (Words("文本缺陷", "Faults of drafting"), _defects),
    }
)
