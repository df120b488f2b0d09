"""What stands beside the sums: the right to end the contract, costs, terms that name no side."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.exposure.ground import Ground
from kg.exposure.law import source
from kg.exposure.outcome import OTHER, Side, Step
from kg.exposure.said import said
from kg.exposure.terms import number_of_days, triggers_of
from ontology.vocabulary import Words, closed_set


def beside(ground: Ground, side: Side) -> tuple[Step, ...]:
    """Steps that change no sum: on what right the contract ends, and costs that come on top."""
    if ground.days == 0:
        return ()
    return (*_right(ground, side), *_ripe(ground, side), *_costs(ground, side))


def _right(ground: Ground, side: Side) -> Iterator[Step]:
    """The right by which the other side ends the contract, or that it has none but by law."""
    ending = ground.scenario.ending
    if ending is None or ending.by == side:
        return
    holders = (OTHER[side], "both")
    for cause in ending.causes:
        for term in ground.terms("termination"):
            if term.keys.get("cause") == cause and term.keys.get("holder") in holders:
                words = closed_set("termination_causes").values[cause].words
                yield Step(Decimal(0), said("right_to_end", cause=words), term)
                return
    name = "administrator" if ending.causes == ("insolvency",) else "terminate"
    yield Step(Decimal(0), said("no_right_to_end"), None, source(name))


def _ripe(ground: Ground, side: Side) -> Iterator[Step]:
    """Rights to end the contract that this much delay has given the other side."""
    scenario, days = ground.scenario, ground.days
    if scenario.ending is not None or scenario.in_breach != side or days is None:
        return
    for term in ground.of("termination", "holder", OTHER[side]):
        waits = [number_of_days(term.keys.get(key)) for key in ("threshold", "cure")]
        after = sum((wait for wait in waits if wait is not None), Decimal(0))
        listed = triggers_of(str(term.keys.get("cause")))
        fits = listed is not None and set(listed) & set(scenario.triggers)
        if fits and after and days > after:
            yield Step(Decimal(0), said("ripe", days=after), term)


def _costs(ground: Ground, side: Side) -> Iterator[Step]:
    """Costs of enforcement that the side in breach bears, never known beforehand."""
    if ground.scenario.in_breach != side:
        return
    for term in ground.terms("fee_shifting"):
        if term.keys.get("payer") in (side, "breaching_party", "losing_party"):
            yield Step(None, said("costs"), term)
            return


def nobody_named(ground: Ground, side: Side) -> tuple[Words, ...]:
    """That a term for this breach does not say who pays, so that it was left out."""
    scenario = ground.scenario
    unnamed = any(
        term.keys.get("payer") == "unspecified" and term.keys.get("trigger") in scenario.triggers
        for term in ground.terms("penalty")
    )
    return (said("nobody_named"),) if unnamed and scenario.in_breach == side else ()
