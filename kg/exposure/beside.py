"""What stands beside the sums: the right to end the contract, costs, terms that name no side."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.exposure.ground import Ground
from kg.exposure.law import source
from kg.exposure.outcome import OTHER, Side, Step
from kg.exposure.said import said
from ontology.vocabulary import Words, closed_set


def beside(ground: Ground, side: Side) -> tuple[Step, ...]:
    """Steps that change no sum: on what right the contract ends, and costs that come on top."""
    if ground.days == 0:
        return ()
    return (*_right(ground, side), *_costs(ground, side))


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
