"""A contract among its peers: the group, how it widens, what is usual, what the law says."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from kg.benchmark import Choice, Member, Placed, Pool, observe, pool_of, profile_of, standing
from kg.benchmark.measures import lines
from kg.benchmark.pool import types_of
from kg.identity import contract_id
from ontology.facts import Facts
from ontology.law import article, figure

Build = Callable[..., Facts]
Late = Callable[..., dict[str, Any]]

RATES = ("0.01", "0.02", "0.03", "0.05", "0.05", "0.05", "0.1", "0.1", "0.3", "0.5", "1")


def pool(contracts: Iterable[Facts], family: Callable[[int], str] = str) -> Pool:
    return pool_of(
        (
            Member(contract_id(f), family(i), profile_of(f), "store", has=types_of(f)),
            observe(f),
        )
        for i, f in enumerate(contracts)
    )


def only(placed: Iterable[Placed], measure: str) -> Placed:
    (found,) = [one for one in placed if one.seen.measure == measure]
    return found


OVERDUE = "penalty-day-overdue.late_payment"


def test_a_value_stands_where_pandas_puts_it(contract: Build, late: Late) -> None:
    peers = pool(contract(f"临溪{i}", late(rate)) for i, rate in enumerate(RATES))
    placed = only(standing(contract("青禾", late("0.06")), peers).values, OVERDUE)
    series = pd.Series([float(rate) for rate in RATES])
    assert placed.position.n == placed.position.effective_n == 11
    expected = 100 * ((series < 0.06).sum() + (series == 0.06).sum() / 2) / len(series)
    assert float(placed.position.percentile or 0) == pytest.approx(expected)
    assert [float(q) for q in placed.position.quartiles or ()] == pytest.approx(
        list(series.quantile([0.25, 0.5, 0.75]))
    )
    assert (placed.group.widened, placed.favours) == ((), "vendor")


def test_the_base_of_a_rate_keeps_values_apart(contract: Build, late: Late) -> None:
    peers = pool(contract(f"临溪{i}", late(rate, "contract_total")) for i, rate in enumerate(RATES))
    placed = only(standing(contract("青禾", late("0.06")), peers).values, OVERDUE)
    assert placed.position.n == 0


def test_a_contract_is_not_its_own_peer(contract: Build, late: Late) -> None:
    every = [contract(f"临溪{i}", late(rate)) for i, rate in enumerate(RATES)]
    placed = only(standing(every[0], pool(every)).values, OVERDUE)
    assert placed.position.n == len(RATES) - 1


def test_a_group_is_widened_step_by_step_and_says_so(contract: Build, late: Late) -> None:
    near = [contract(f"临溪{i}", late("0.05")) for i in range(4)]
    older = [contract(f"旧溪{i}", late("0.1"), signed_on="2015-01-01") for i in range(4)]
    dear = {"amount": "3000000.00", "currency": "CNY"}
    dearer = [contract(f"大溪{i}", late("0.2"), total_price=dear) for i in range(9)]
    placed = only(
        standing(contract("青禾", late("0.06")), pool([*near, *older, *dearer])).values, OVERDUE
    )
    assert [(step.dimension, step.n) for step in placed.group.widened] == [
        ("year", 4),
        ("price_band", 8),
    ]
    assert placed.group.dimensions == ("kind", "region", "buyer_kind")
    assert placed.position.n == 17
    exact = standing(
        contract("青禾", late("0.06")), pool([*near, *older, *dearer]), Choice(widen=False)
    )
    assert only(exact.values, OVERDUE).position.n == 4


def test_peers_are_chosen_in_the_dimensions_asked_for(contract: Build, late: Late) -> None:
    here = [contract(f"临溪{i}", late("0.05")) for i in range(12)]
    leases = [contract(f"租{i}", late("0.1"), title="仓库租赁合同") for i in range(12)]
    mine = contract("青禾", late("0.06"))
    for asked, n in ((("kind",), 12), ((), 24), (None, 12)):
        found = standing(mine, pool([*here, *leases]), Choice(asked))
        assert only(found.values, OVERDUE).position.n == n


def test_a_dimension_that_the_contract_does_not_tell_is_named(contract: Build, late: Late) -> None:
    peers = pool(contract(f"临溪{i}", late("0.05")) for i in range(12))
    mine = contract("青禾", late("0.06"), total_price=None, signed_on=None)
    told = only(standing(mine, peers).values, OVERDUE).to_json()["peers"]
    assert told["unknown"] == ["price_band", "year"]
    assert list(told["group"]) == ["kind", "region", "buyer_kind"]
    alone = standing(mine, peers, Choice(("year",))).values
    assert only(alone, OVERDUE).to_json()["peers"]["unknown"] == ["year"]


def test_of_a_contract_with_several_values_one_speaks(contract: Build, late: Late) -> None:
    tiers = [contract(f"临溪{i}", late("0.01"), late("0.5")) for i in range(6)]
    placed = only(standing(contract("青禾", late("0.06")), pool(tiers)).values, OVERDUE)
    assert (placed.position.n, placed.position.percentile) == (6, 0)


def test_what_binds_both_sides_is_a_peer_of_what_binds_one(contract: Build, late: Late) -> None:
    mutual = [contract(f"临溪{i}", {**late("0.05"), "payer": "both"}) for i in range(6)]
    vendors = [contract(f"竹溪{i}", {**late("0.5"), "payer": "vendor"}) for i in range(6)]
    found = standing(contract("青禾", late("0.06")), pool([*mutual, *vendors]))
    assert only(found.values, OVERDUE).position.n == 6


def test_a_family_has_one_vote_where_that_is_asked_for(contract: Build, late: Late) -> None:
    copies = [contract(f"临溪{i}", late("0.05")) for i in range(20)]
    others = [contract(f"竹溪{i}", late(f"0.{i + 1}")) for i in range(6)]
    peers = pool([*copies, *others], lambda i: "one form" if i < 20 else f"form {i}")
    mine = contract("青禾", late("0.06"))
    every = only(standing(mine, peers).values, OVERDUE).position
    assert (every.n, every.effective_n) == (26, 7)
    voted = only(standing(mine, peers, Choice(by_family=True)).values, OVERDUE).position
    assert (voted.n, voted.effective_n) == (7, 7)
    assert every.percentile != voted.percentile


@pytest.mark.parametrize("count", [0, 1, 2])
def test_of_hardly_any_peers_nothing_is_said(contract: Build, late: Late, count: int) -> None:
    found = standing(
        contract("青禾", late("0.06")), pool(contract(f"临溪{i}", late("1")) for i in range(count))
    )
    shown = only(found.values, OVERDUE).to_json()
    assert (shown["n"], shown["percentile"], shown["outlier"]) == (count, None, None)
    assert shown["why"] == ["too_few"]
    assert found.missing == ()


def test_secrecy_without_end_shows_what_others_say(contract: Build) -> None:
    def secret(duration: Any) -> dict[str, Any]:
        return {"type": "confidentiality", "obligor": "vendor", "duration": duration}

    years = [contract(f"临溪{i}", secret({"n": i + 1, "unit": "year"})) for i in range(6)]
    ever = [contract(f"竹溪{i}", secret("perpetual")) for i in range(3)]
    (placed,) = standing(contract("青禾", secret("perpetual")), pool([*years, *ever])).values
    assert (placed.position.percentile, placed.perpetual, placed.position.n) == (None, 3, 6)
    assert placed.to_json()["quartiles"] == [2.25, 3.5, 4.75]
    assert placed.to_json()["why"] == ["perpetual"]


def test_what_most_peers_have_is_missed(contract: Build, late: Late) -> None:
    bond = {"type": "bond", "provider": "vendor", "percent": "5"}
    with_bond = [contract(f"临溪{i}", late("0.05"), bond) for i in range(6)]
    without = [contract(f"竹溪{i}", late("0.05")) for i in range(4)]
    found = standing(contract("青禾", late("0.06")), pool([*with_bond, *without])).missing
    assert [(m.type, m.having, m.n, m.share) for m in found] == [("bond", 6, 10, Decimal("0.6"))]
    half = standing(contract("青禾", late("0.06")), pool([*with_bond[:4], *without])).missing
    assert half == ()


def test_by_family_a_usual_term_is_usual_among_forms(contract: Build, late: Late) -> None:
    bond = {"type": "bond", "provider": "vendor", "percent": "5"}
    copies = [contract(f"临溪{i}", late("0.05"), bond) for i in range(20)]
    others = [contract(f"竹溪{i}", late("0.05")) for i in range(5)]
    peers = pool([*copies, *others], lambda i: "one form" if i < 20 else f"form {i}")
    mine = contract("青禾", late("0.06"))
    (usual,) = standing(mine, peers).missing
    assert (usual.share, usual.families, usual.effective_n) == (Decimal("0.8"), 1, 6)
    assert standing(mine, peers, Choice(by_family=True)).missing == ()


def test_every_line_of_the_law_stands_in_the_statutes() -> None:
    for line in lines().values():
        assert article(line.article)
        assert line.figure is None or figure(line.figure, None) is not None
        assert (line.value, line.figure, line.over_loss) != (None, None, None)


def test_the_time_that_a_vendor_has_for_paying_meets_no_line(contract: Build) -> None:
    due = {"n": 90, "unit": "day"}
    paid = {"type": "payment", "payer": "vendor", "payee": "buyer", "trigger": "date", "due": due}
    (placed,) = standing(contract("青禾", paid), Pool()).values
    assert placed.law == ()


BOND = {"type": "bond", "provider": "vendor", "percent": "15"}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ({}, [("bond-tenth", 10.0, True)]),
        ({"kind": "company"}, []),
        ({"signed_on": "2014-06-01"}, []),
    ],
)
def test_the_law_draws_a_line_where_and_when_it_governs(
    contract: Build, head: dict[str, Any], expected: list[tuple[str, float, bool]]
) -> None:
    (placed,) = standing(contract("青禾", BOND, **head), Pool()).values
    drawn = [line.to_json() for line in placed.law]
    assert [(line["id"], line["value"], line["beyond"]) for line in drawn] == expected


def test_interest_on_late_payment_follows_the_loan_rate_of_the_day(
    contract: Build, late: Late
) -> None:
    def lines(signed: str | None, on: date | None = None) -> list[float]:
        facts = contract("青禾", late("0.05"), signed_on=signed, starts_on=None)
        (placed,) = standing(facts, Pool(), on=on).values
        return [line.to_json()["value"] for line in placed.law]

    # 3.45 % a year in March 2024, times 1.3 and 1.5, over 365 days.
    assert lines("2024-03-01") == pytest.approx([0.0122876712, 0.0141780822])
    assert lines(None, date(2024, 3, 1)) == lines("2024-03-01")
    assert lines(None) != lines("2024-03-01")


def test_thirty_percent_of_loss_tells_the_loss_it_takes(contract: Build, late: Late) -> None:
    once = late("13", "contract_total")
    once["rate"]["per"] = "once"
    (placed,) = standing(contract("青禾", once), Pool()).values
    (line,) = [drawn.to_json() for drawn in placed.law]
    assert (line["article"], line["value"], line["loss_below"]) == (
        "CN-CONTRACT-INTERP-65",
        None,
        10,
    )
