"""What a term says: its figures, where its money goes, the clause it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from kg.exposure.outcome import OTHER, Side
from ontology.facts import Term
from ontology.source import read_yaml
from ontology.values import Duration, Json, Rate

CAUSES = Path(__file__).with_name("causes.yaml")
TAIL = ".末段"
"""What ends the id of the words behind a list, which speak of all its items."""


def rate_of(term: Term) -> Rate | None:
    """The rate of a penalty, `None` where it has none."""
    data: Json = term.keys.get("rate")
    return None if data is None else Rate.from_json(data)


def parent(clause: str | None) -> str | None:
    """The clause that an item stands in, as its id tells; itself at the top."""
    return clause if clause is None or "." not in clause else clause.rpartition(".")[0]


def whole(clause: str | None) -> str | None:
    """The clause whose list ends with these words, for words behind a list."""
    return None if clause is None else clause.removesuffix(TAIL)


def same_clause(one: Term, other: Term) -> bool:
    """Whether two terms stand in one clause, or one of them in an item of the other's."""
    first, second = whole(one.clause), whole(other.clause)
    if first is None or second is None:
        return False
    return first in (second, parent(second)) or parent(first) == second


def number(text: Json) -> Decimal | None:
    """A decimal of the facts; one below zero is a fault of the text and says nothing."""
    value = None if text is None else Decimal(str(text))
    return None if value is None or value < 0 else value


def in_yuan(money: Json) -> Decimal | None:
    """A sum in yuan, `None` for none, for another currency, and for less than nothing."""
    return number(money["amount"]) if money is not None and money["currency"] == "CNY" else None


def number_of_days(period: Json) -> Decimal | None:
    """A period in calendar days; `None` for none, for one without a number, and for a count."""
    if not isinstance(period, dict):
        return None
    span = Duration.from_json(period)
    return span.days if isinstance(span, Duration) else None


def triggers_of(cause: str) -> tuple[str, ...] | None:
    """The breaches that a cause of termination goes with, `None` where it goes with any."""
    return _causes().get(cause)


@cache
def _causes() -> Mapping[str, tuple[str, ...]]:
    return {cause: tuple(triggers) for cause, triggers in read_yaml(CAUSES).items()}


def pays_out(term: Term, side: Side) -> bool:
    """Whether what this side pays goes to the other side of the contract."""
    return term.keys.get("payee") in (OTHER[side], "both", "unspecified", None)
