"""What a brief cannot say, and why."""

from __future__ import annotations

from datetime import date

from kg.benchmark import limits
from kg.compare.worth import price
from ontology.facts import Facts
from ontology.vocabulary import Words


def unsaid(facts: Facts, peers: int, day: date | None, any_point: bool) -> tuple[Words, ...]:
    """The limits of one brief, one sentence each."""
    lack = price(facts).lack
    said = (
        (
            price(facts).amount is None,
            f"{lack.zh}，按价款比例的要求没有金额。",
            f"{lack.en[:1].upper()}{lack.en[1:]}: asks in percent of it have no sum.",
        ),
        (
            peers < limits().minimum,
            f"可比合同只有{peers}份，不列同类数值。",
            f"Only {peers} contracts to compare with: no figures of peers.",
        ),
        (
            day is None,
            "签署日期不明，法条按最新版本。",
            "No day of signing is known: the law is the latest.",
        ),
        (
            not any_point,
            "没有发现不利于本方而值得谈判的条款。",
            "Nothing was found that this side should negotiate.",
        ),
    )
    return tuple(Words(zh, en) for holds, zh, en in said if holds)
