"""The check of the comparison against a lawyer's matrix."""

from typing import Any

import pytest

from benchmarks.topics import MATRIX, PATH, SEEDS, fits, judge, measure
from ontology.facts import Contract, Defect, Document, Facts, Norm, Party, Term
from ontology.source import read_yaml

FACTS = Facts(
    Document("渡口"),
    Contract(signed_on="2025-03-04"),
    parties=(Party("buyer", name="某渡口管理站"),),
    terms=(
        Term("penalty", "七", "按日千分之一", 0, 6, {"payer": "buyer", "rate": {"percent": "0.1"}}),
        Term("payment", "三", "验收后付清", 0, 5, {"percent": None, "conditions": ["acceptance"]}),
    ),
    norms=(Norm("obligation", "buyer", None, "提供场地", None, None, "二.1", "提供场地", 0, 4),),
    defects=(Defect("typo", "权力", None, 0, 2),),
)


@pytest.mark.parametrize(
    ("statement", "holds"),
    [
        ({"has": {"type": "penalty", "rate": {"percent": "0.1"}}}, True),
        ({"has": {"type": "penalty", "rate": {"percent": "0.2"}}}, False),
        ({"has": {"type": "payment", "percent": None, "conditions": ["acceptance"]}}, True),
        ({"has": {"type": "payment", "percent": "any"}}, False),
        ({"none": {"type": "penalty", "payer": "vendor"}}, True),
        ({"none": {"type": "penalty"}}, False),
        ({"count": {"type": "penalty"}, "is": 2}, False),
        ({"count": {"type": "penalty"}, "least": 1}, True),
        ({"head": {"signed_on": "2025-03-04", "starts_on": None}}, True),
        ({"head": {"signed_on": "any", "starts_on": "any"}}, False),
        ({"party": "buyer", "name": "~渡口", "contact": None}, True),
        ({"party": "vendor", "name": None}, False),
        ({"norm": {"bearer": "buyer", "clause": "二", "says": "场地|资料"}}, True),
        ({"norm": {"bearer": "vendor"}, "is": 0}, True),
        ({"norm": {"bearer": "buyer", "says": "免费"}}, False),
        ({"defect": "typo"}, True),
        ({"no_defect": "typo"}, False),
        ({"lost": "what no fact can say"}, False),
    ],
)
def test_a_statement_holds_or_does_not(statement: dict[str, Any], holds: bool) -> None:
    assert (judge(FACTS, [statement]) == ()) is holds


def test_a_statement_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="weather"):
        judge(FACTS, [{"weather": "fine"}])


def test_a_list_is_contained_and_not_equal() -> None:
    assert fits(["a", "b"], ["b"])
    assert not fits(["a"], ["b"])


@pytest.mark.skipif(not MATRIX.exists(), reason="measures on ../shared")
def test_every_row_of_the_matrix_has_a_statement_for_every_contract() -> None:
    stated, matrix = read_yaml(PATH), read_yaml(MATRIX)
    assert set(stated) == set(matrix)
    names = {path.stem for path in SEEDS.glob("*.txt")}
    assert all(set(row) == names and all(row.values()) for row in stated.values())


@pytest.mark.skipif(not SEEDS.is_dir(), reason="measures on ../shared")
def test_the_seeds_compare_as_a_lawyer_compares_them() -> None:
    found = measure()
    assert sum(cell.agrees for cell in found) / len(found) >= 0.95
