"""The matters of a brief as data."""

import pytest

from kg.brief import corrections, matters
from kg.brief.matters import Matter
from kg.rules import rules


def test_every_rule_raises_a_matter_or_is_put_right() -> None:
    raised = {rule for matter in matters().values() for rule in matter.rules}
    assert {rule.id for rule in rules()} == raised | corrections()
    assert not raised & corrections()


@pytest.mark.parametrize("matter", matters().values(), ids=lambda matter: matter.id)
def test_a_matter_is_said_in_both_languages(matter: Matter) -> None:
    for side, ladder in matter.sides.items():
        words = (matter.title, matter.trade[side], ladder.words, ladder.middle)
        assert all(one.zh.strip() and one.en.strip() for one in words if one is not None)
        if ladder.words is not None:
            assert "{figure}" in ladder.words.zh
            assert "{figure}" in ladder.words.en


@pytest.mark.parametrize("matter", matters().values(), ids=lambda matter: matter.id)
def test_the_sides_of_a_matter_want_opposite_figures_of_one_value(matter: Matter) -> None:
    ladders = [matter.sides[side] for side in ("buyer", "vendor") if side in matter.sides]
    if len(ladders) < 2 or not all(ladder.measures and ladder.steps for ladder in ladders):
        return
    buyer, vendor = ladders
    same = buyer.whose == vendor.whose
    # What is about oneself is wanted alike by both, what is about one side is not.
    assert (buyer.higher == vendor.higher) is same
