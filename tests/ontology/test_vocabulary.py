import re

import pytest

from ontology.errors import OntologyError
from ontology.values import Base, Unit
from ontology.vocabulary import ClosedSet, label, vocabulary

EVERY = list(vocabulary().values())


@pytest.mark.parametrize(
    ("set_name", "value", "zh", "en"),
    [
        ("triggers", "late_payment", "逾期付款", "late payment"),
        ("carve_outs", "late_payment", "逾期付款", "late payment"),  # taken over from triggers
        ("coverages", "7x24", "7×24小时", "around the clock"),
        ("roles", "both", "双方", "both sides"),
    ],
)
def test_a_value_has_a_label_in_each_language(set_name: str, value: str, zh: str, en: str) -> None:
    assert (label(set_name, value, "zh"), label(set_name, value, "en")) == (zh, en)


def test_what_is_in_no_set_is_refused() -> None:
    with pytest.raises(OntologyError, match="'lessee' is not in the closed set 'roles'"):
        label("roles", "lessee", "zh")
    with pytest.raises(OntologyError, match="no closed set 'moods'"):
        label("moods", "good", "zh")


@pytest.mark.parametrize("closed", EVERY, ids=lambda closed: closed.name)
def test_every_label_is_in_its_language(closed: ClosedSet) -> None:
    for value in closed.values.values():
        assert re.search("[\u4e00-\u9fff%]", value.words.zh)
        assert re.fullmatch("[ -~]+", value.words.en)


# Keys are read beside the title of their type, so two of them may share a word.
@pytest.mark.parametrize(
    "closed", [c for c in EVERY if c.name != "keys"], ids=lambda closed: closed.name
)
def test_no_two_values_of_a_set_read_alike(closed: ClosedSet) -> None:
    values = closed.values.values()
    assert len({value.words.zh for value in values}) == len(values)
    assert len({value.words.en for value in values}) == len(values)


def test_units_and_bases_are_those_that_the_values_know() -> None:
    assert set(vocabulary()["units"].values) == {unit.value for unit in Unit}
    assert set(vocabulary()["bases"].values) == {base.value for base in Base}
