"""A draft against the one before, with and without its text."""

from collections.abc import Callable
from dataclasses import replace

from api.contracts import Contract
from api.redline import redline


def test_without_the_text_terms_are_compared_and_words_are_not(
    sample: Callable[[str], Contract],
) -> None:
    old = sample("river-city-network-ops")
    terms = tuple(term for term in old.facts.terms if term.type != "discretion")
    new = Contract(replace(old.facts, terms=terms), "")
    found = redline(old, new)
    assert found.textless == (new,)
    assert found.passages == ()
    assert {change.kind for change in found.terms} == {"removed"}
    assert all(line["kind"] == "term" for line in found.lines())


def test_another_price_stands_first(sample: Callable[[str], Contract]) -> None:
    old = sample("river-city-network-ops")
    price = {"amount": "1200000.00", "currency": "CNY"}
    head = replace(old.facts.contract, total_price=price)
    found = redline(old, Contract(replace(old.facts, contract=head), old.text))
    lines = list(found.lines())
    assert (lines[0]["kind"], lines[0]["key"], lines[0]["new"]) == ("head", "total_price", price)
    assert found.terms == ()
