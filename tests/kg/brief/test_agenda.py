"""The agenda of each side, on all samples."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from time import process_time

import pytest

from kg.baseline import with_baseline
from kg.benchmark import Pool
from kg.brief import Brief, brief
from kg.build import add
from kg.finding import Finding
from kg.grades import Side
from kg.risk import assess
from kg.store import open_temporary
from ontology.facts import Facts

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.json"))
SIDES: tuple[Side, ...] = ("buyer", "vendor")


@cache
def judged(path: Path) -> tuple[Facts, tuple[Finding, ...]]:
    facts = Facts.from_json(json.loads(path.read_text("utf-8")))
    with open_temporary() as store:
        return facts, assess(store, add(store, facts).contract_id)


@cache
def made(path: Path, side: Side) -> Brief:
    return brief(*judged(path), with_baseline(Pool()), side)


def named(stem: str) -> Path:
    return next(path for path in SAMPLES if path.stem == stem)


def every(test: Callable[..., None]) -> Callable[..., None]:
    sides = pytest.mark.parametrize("side", SIDES)
    return sides(pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)(test))


@every
def test_whoever_falls_back_gives_way_step_by_step(path: Path, side: Side) -> None:
    for point in made(path, side).points:
        stand = point.stand
        steps = (stand.ask, stand.fallback, stand.walk_away)
        assert [step.rank for step in steps] == [3, 2, 1]
        figures = [step.figure for step in steps if step.figure is not None]
        assert len(figures) in (0, 3)
        assert figures == sorted(figures, reverse=stand.higher)
        assert len({step.words for step in steps}) == 3 or figures[1] == figures[2]


@every
def test_nobody_asks_for_less_than_the_contract_gives(path: Path, side: Side) -> None:
    for point in made(path, side).points:
        ask, now = point.stand.ask.figure, point.stand.now
        if ask is not None and now is not None:
            assert ask > now if point.stand.higher else ask < now, point.topic


@every
def test_each_topic_comes_once_and_against_the_side(path: Path, side: Side) -> None:
    found = made(path, side)
    topics = [point.topic for point in found.points]
    assert len(topics) == len(set(topics))
    assert all(f.favours != side for point in found.points for f in point.findings)
    assert all(f.favours == side for f in found.give)


@every
def test_every_finding_against_the_side_is_in_a_point_or_to_be_corrected(
    path: Path, side: Side
) -> None:
    found = made(path, side)
    against = {f.id for f in judged(path)[1] if f.favours not in (side, "none")}
    told = {f.id for point in found.points for f in point.findings}
    assert against <= told | {f.id for f in found.corrections}


@every
def test_the_words_now_stand_in_the_contract(path: Path, side: Side) -> None:
    quotes = {f.place.quote for f in judged(path)[1]} | {t.quote for t in judged(path)[0].terms}
    for point in made(path, side).points:
        assert point.now.quote == "" or point.now.quote in quotes


@every
def test_a_gain_is_positive_and_says_how_it_comes_about(path: Path, side: Side) -> None:
    for point in made(path, side).points:
        assert point.worth.why.zh
        assert point.worth.why.en
        assert point.worth.amount is None or point.worth.amount > 0


def test_what_ends_unlimited_liability_comes_first_then_yuan_then_gravity() -> None:
    points = made(named("river-city-network-ops"), "vendor").points
    assert points[0].topic == "liability_cap"
    bounded = [point.worth.bounded is not None for point in points]
    assert bounded == sorted(bounded, reverse=True)
    rest = [point for point in points if point.worth.amount is None and not point.worth.bounded]
    assert [p.weight for p in rest[2:]] == sorted((p.weight for p in rest[2:]), reverse=True)


def test_a_rate_that_is_good_enough_is_not_asked_to_fall() -> None:
    facts, _ = judged(named("river-city-network-ops"))
    terms = []
    for term in facts.terms:
        keys = dict(term.keys)
        if term.type == "penalty" and keys["trigger"] == "late_payment":
            keys["rate"] = {**keys["rate"], "percent": "0.5", "cap_percent": None, "grace": None}
        terms.append(replace(term, keys=keys))
    richer = replace(facts, terms=tuple(terms))
    with open_temporary() as store:
        found = assess(store, add(store, richer).contract_id)
    assert "PEN-02" in {finding.rule for finding in found}
    points = {p.topic: p for p in brief(richer, found, with_baseline(Pool()), "vendor").points}
    assert "late_interest" not in points
    assert "PEN-02" in {finding.rule for finding in points["payment_excuses"].findings}


def test_the_same_contract_gives_the_same_brief() -> None:
    path = named("harbour-software-dev")
    again = brief(*judged(path), with_baseline(Pool()), "buyer")
    assert json.dumps(again.to_json()) == json.dumps(made(path, "buyer").to_json())


def test_positions_come_from_peers_where_enough_state_a_figure() -> None:
    points = {p.topic: p for p in made(named("river-city-network-ops"), "vendor").points}
    bond = points["bond"]
    assert bond.stand.source == "peers"
    assert bond.peers is not None
    assert bond.peers.n >= 5
    assert bond.worth.amount == Decimal("64300.00")
    assert points["termination_mirror"].stand.source == "rule"


def test_without_peers_every_position_comes_from_the_rules_and_says_so() -> None:
    alone = brief(*judged(named("river-city-network-ops")), Pool(), "vendor")
    assert {point.stand.source for point in alone.points} == {"rule"}
    assert any("no figures of peers" in words.en for words in alone.limits)


def test_without_a_price_no_sum_is_made_up() -> None:
    found = made(named("blank-ops-template"), "vendor")
    assert all(point.worth.amount is None for point in found.points)
    assert any("no total price" in words.en for words in found.limits)


def test_a_price_in_another_currency_is_said() -> None:
    facts, findings = judged(named("river-city-network-ops"))
    priced = replace(facts.contract, total_price={"amount": "90000.00", "currency": "USD"})
    found = brief(replace(facts, contract=priced), findings, with_baseline(Pool()), "vendor")
    assert any(
        "the price is in USD" in words.en.lower().replace("usd", "USD") for words in found.limits
    )


def test_a_balanced_contract_says_that_there_is_nothing_to_ask_for() -> None:
    found = brief(Facts(judged(named("lakeside-data-service"))[0].document), (), Pool(), "buyer")
    assert found.points == ()
    assert any("Nothing was found" in words.en for words in found.limits)


def test_a_brief_takes_less_than_half_a_second() -> None:
    facts, findings = judged(named("river-city-network-ops"))
    pool = with_baseline(Pool())
    begun = process_time()
    brief(facts, findings, pool, "vendor")
    assert process_time() - begun < 0.5
