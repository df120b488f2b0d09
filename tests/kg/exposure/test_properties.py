"""What holds of any contract: bounds, growth with time, scale, and purity."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exposure import Exposure, expose, scenarios
from kg.exposure.outcome import CENT
from ontology.facts import Contract, Document, Facts, Term
from ontology.values import Base, Json

TIMED = ("late_payment", "late_delivery", "service_down")
percents = st.sampled_from(["0.01", "0.05", "0.3", "1", "2.5", "7", "20", "100"])
amounts = st.integers(100, 1000000).map(lambda d: {"amount": str(d), "currency": "CNY"})
spans = st.builds(
    lambda n, unit: {"n": n, "unit": unit},
    st.integers(1, 40),
    st.sampled_from(["hour", "day", "business_day", "week", "month"]),
)
rates = st.fixed_dictionaries(
    {
        "percent": percents,
        "min_percent": st.none(),
        "base": st.sampled_from([base.value for base in Base if base is not Base.LOSS]),
        "per": st.one_of(st.sampled_from(["once", "incident"]), spans),
        "cap_percent": st.none() | percents,
        "grace": st.none() | spans,
    }
)
wordings = st.sampled_from(["每日", "每次", "一次付清"])
clauses = st.sampled_from(["1", "2", "2.1", "2.2"])
penalties = st.fixed_dictionaries(
    {
        "payer": st.just("both"),
        "payee": st.just("both"),
        "trigger": st.sampled_from(
            ["late_payment", "late_delivery", "service_failure", "general_breach"]
        ),
        "rate": rates,
        "amount": st.none(),
        "plus_damages": st.sampled_from([None, "none", "excess", "cumulative"]),
    }
)
sums = st.builds(
    lambda penalty, amount: {**penalty, "rate": None, "amount": amount},
    penalties,
    st.none() | amounts,
)
payments = st.fixed_dictionaries(
    {
        "payer": st.just("buyer"),
        "payee": st.just("vendor"),
        "percent": st.none() | percents,
        "amount": st.none() | amounts,
        "trigger": st.sampled_from(["signing", "interim_acceptance", "final_acceptance"]),
    }
)
caps = st.fixed_dictionaries(
    {
        "protects": st.sampled_from(["buyer", "vendor", "both"]),
        "percent": st.none() | percents,
        "base": st.sampled_from(["contract_total", "annual_fee", "unspecified"]),
        "amount": st.none() | amounts,
        "carve_outs": st.lists(st.sampled_from(["late_payment", "intent", "service_failure"])),
    }
)
rights = st.fixed_dictionaries(
    {
        "holder": st.sampled_from(["buyer", "vendor", "both"]),
        "cause": st.sampled_from(["late_payment", "general_breach", "quality_failure"]),
    }
)
kinds = st.one_of(
    st.tuples(st.just("penalty"), penalties),
    st.tuples(st.just("penalty"), penalties),
    st.tuples(st.just("penalty"), sums),
    st.tuples(st.just("payment"), payments),
    st.tuples(st.just("liability_cap"), caps),
    st.tuples(st.just("termination"), rights),
)
terms = st.lists(st.tuples(kinds, clauses, wordings), min_size=1, max_size=8).map(
    lambda items: tuple(
        Term(type_, clause, f"第{i}句，{words}", i * 10, i * 10 + 3, keys)
        for i, ((type_, keys), clause, words) in enumerate(items)
    )
)
prices = st.integers(100, 10**9).map(lambda n: Decimal(n) / 100)
contracts = st.builds(
    lambda price, term, held: Facts(
        Document("any"), Contract(total_price=price, term=term, signed_on="2025-09-01"), terms=held
    ),
    prices.map(lambda d: {"amount": str(d), "currency": "CNY"}),
    st.none() | st.just({"n": 2, "unit": "year"}),
    terms,
)


def of(facts: Facts, scenario: str, *days: int) -> list[Exposure]:
    return list(expose(facts, replace(scenarios()[scenario], days=days)))


def focused(facts: Facts, scenario: str) -> Facts:
    """The same with every penalty woken by the scenario, so that they meet."""
    trigger = scenarios()[scenario].triggers[0]
    turned = (
        replace(t, keys={**t.keys, "trigger": trigger}) if t.type == "penalty" else t
        for t in facts.terms
    )
    return replace(facts, terms=tuple(turned))


@given(contracts)
@settings(max_examples=120, deadline=None)
def test_the_amount_lies_in_its_range_and_is_in_whole_cents(facts: Facts) -> None:
    for scenario in scenarios().values():
        for found in expose(facts, scenario):
            high = found.high if found.high is not None else Decimal("Infinity")
            assert 0 <= found.low <= high
            if found.amount is not None:
                assert found.low <= found.amount <= high
                assert found.amount == found.amount.quantize(CENT)


@given(contracts, st.sampled_from(TIMED), st.integers(0, 400), st.integers(1, 200))
@settings(max_examples=200, deadline=None)
def test_more_days_never_cost_less(facts: Facts, scenario: str, days: int, more: int) -> None:
    facts = focused(facts, scenario)
    for before, after in zip(
        of(facts, scenario, days), of(facts, scenario, days + more), strict=True
    ):
        assert before.low <= after.low
        if after.high is not None:
            assert before.high is not None
            assert before.high <= after.high
        if before.amount is not None and after.amount is not None:
            assert before.amount <= after.amount


@given(contracts, st.sampled_from(TIMED))
@settings(max_examples=100, deadline=None)
def test_no_delay_costs_nothing(facts: Facts, scenario: str) -> None:
    for found in of(facts, scenario, 0):
        assert (found.low, found.amount, found.high) == (0, 0, 0)
        assert found.court is None


@given(contracts, st.sampled_from(TIMED), st.integers(1, 400), prices)
@settings(max_examples=150, deadline=None)
def test_nothing_exceeds_a_cap_without_carve_outs(
    facts: Facts, scenario: str, days: int, cap: Decimal
) -> None:
    keys: dict[str, Json] = {
        "protects": "both",
        "percent": None,
        "base": None,
        "amount": {"amount": str(cap), "currency": "CNY"},
        "carve_outs": [],
    }
    facts = focused(facts, scenario)
    held = tuple(term for term in facts.terms if term.type != "liability_cap")
    capped = replace(facts, terms=(*held, Term("liability_cap", "9", "上限", 900, 902, keys)))
    for found in of(capped, scenario, days):
        assert found.high is not None
        assert found.high <= cap.quantize(CENT)


@given(rates, prices, st.integers(1, 400))
@settings(max_examples=150, deadline=None)
def test_nothing_exceeds_the_cap_of_the_rate(
    rate: dict[str, Any], price: Decimal, days: int
) -> None:
    rate = {**rate, "base": "contract_total", "cap_percent": "7.5"}
    found = _alone(rate, price, days)
    limit = (price * Decimal("7.5") / 100).quantize(CENT)
    assert found.high is not None
    assert found.high <= limit + CENT


@given(rates, st.decimals("1", "1000000", places=0), st.integers(1, 400), st.integers(2, 50))
@settings(max_examples=150, deadline=None)
def test_what_is_a_share_of_the_price_grows_with_the_price(
    rate: dict[str, Any], price: Decimal, days: int, times: int
) -> None:
    rate = {**rate, "base": "contract_total"}
    one, many = _alone(rate, price, days), _alone(rate, price * times, days)
    assert one.amount is not None
    assert many.amount is not None
    assert abs(one.amount * times - many.amount) <= CENT * times


@given(contracts)
@settings(max_examples=40, deadline=None)
def test_the_same_contract_gives_the_same_result(facts: Facts) -> None:
    for scenario in scenarios().values():
        first = [found.to_json() for found in expose(facts, scenario)]
        assert first == [found.to_json() for found in expose(facts, scenario)]


def _alone(rate: dict[str, Any], price: Decimal, days: int) -> Exposure:
    """A contract with one penalty on late delivery and nothing else."""
    keys: dict[str, Json] = {
        "payer": "vendor",
        "payee": "buyer",
        "trigger": "late_delivery",
        "rate": rate,
        "amount": None,
        "plus_damages": None,
    }
    contract = Contract(total_price={"amount": str(price), "currency": "CNY"})
    facts = Facts(Document("one"), contract, terms=(Term("penalty", "1", "一句", 0, 2, keys),))
    (found,) = of(facts, "late_delivery", days)
    return found
