"""The contract as a whole, side by side."""

from kg.compare.heads import heads
from ontology.facts import Contract, Defect, Document, Facts, Norm, Party


def facts(name: str, **head: object) -> Facts:
    return Facts(Document(name), Contract(**head))  # type: ignore[arg-type]


def test_price_and_dates_are_laid_side_by_side() -> None:
    one = facts("一", total_price={"amount": "5000.00", "currency": "CNY"}, signed_on="2025-01-02")
    rows = {row.type: row for row in heads([one, facts("二")])}
    assert [[w.en for w in said] for _, said in rows["price"].cells] == [["CNY 5,000"], []]
    assert rows["price"].differs
    assert "signed 2025-01-02" in [words.en for words in rows["dates"].cells[0][1]]


def test_duties_are_counted_by_side_and_faults_by_kind() -> None:
    duty = Norm("obligation", "vendor", None, "巡检", None, None, None, "巡检", 0, 2)
    full = Facts(
        Document("满"),
        parties=(Party("buyer", name="某站", phone="0999-5550100"),),
        norms=(duty, duty),
        defects=(Defect("typo", "权力", None, 0, 2),),
    )
    rows = {row.type: row for row in heads([full])}
    assert [words.en for words in rows["duties"].cells[0][1]] == ["vendor: 2"]
    assert rows["defects"].cells[0][1][0].en.endswith(": 1")
    said = str(rows["parties"].to_json())
    assert "某站" in said
    assert "5550100" not in said


def test_contracts_that_say_the_same_do_not_differ() -> None:
    assert not any(row.differs for row in heads([facts("一"), facts("二")]))
