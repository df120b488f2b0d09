"""A scenario as somebody asks for it: other days, other sums, another price of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from api.errors import Problem
from kg.exposure import Exposure, Scenario, expose, scenarios, with_given
from ontology.facts import Facts
from ontology.values import Money


def known_scenarios(
    ids: Sequence[str], own: Mapping[str, Scenario] | None = None
) -> tuple[Scenario, ...]:
    """These scenarios, by default all; one's own stand in place of those of the same id.

    Raises `Problem` for an id that is not known.
    """
    known = {**scenarios(), **(own or {})}
    for id_ in ids:
        if id_ not in known:
            raise Problem("no_such_scenario", given=id_, names=", ".join(known))
    return tuple(known[id_] for id_ in ids or known)


def with_wishes(
    scenario: Scenario, days: Sequence[int], given: Mapping[str, Decimal | None]
) -> Scenario:
    """The scenario on these days, with these sums in place of its own."""
    return with_given(scenario.at(*days) if days else scenario, **given)


def priced(facts: Facts, price: Decimal | None) -> Facts:
    """The contract with another price, for one that has none."""
    if price is None:
        return facts
    money = Money(price).to_json()
    return replace(facts, contract=replace(facts.contract, total_price=money))


def worked_out(facts: Facts, chosen: Sequence[Scenario], on: date | None) -> tuple[Exposure, ...]:
    """Every scenario on one contract, by the law of a day."""
    return tuple(found for scenario in chosen for found in expose(facts, scenario, on=on))
