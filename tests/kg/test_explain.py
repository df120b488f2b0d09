"""An explanation shows the rule's parameters, its rows, and the facts with their edges."""

from kg.build import add
from kg.cases import case_facts
from kg.explain import explain
from kg.risk import assess
from kg.rules import rules
from kg.store import open_temporary

PIECE = {
    "terms": [
        {
            "type": "payment",
            "payer": "buyer",
            "payee": "vendor",
            "percent": "100",
            "trigger": "final_acceptance",
            "due": {"n": 45, "unit": "day"},
            "conditions": ["acceptance"],
            "quote": "验收后四十五日内付清",
        },
    ]
}


def test_a_finding_is_explained_from_its_rows_to_the_graph() -> None:
    by_id = {rule.id: rule for rule in rules()}
    with open_temporary() as store:
        id_ = add(store, case_facts(PIECE, "explained", ("payment",))).contract_id
        (late,) = (f for f in assess(store, id_) if f.rule == "PAY-02")
        told = explain(store, id_, late, by_id["PAY-02"])
        assert told.finding == late
        assert told.params["usual"] == 30.0
        assert (told.returned, [row["days"] for row in told.rows]) == (1, [45.0])
        (payment,) = told.near
        assert payment.labels == ("Payment", "Term")
        assert payment.properties["due_days"] == 45.0
        assert ("OWED_BY", "Side", "buyer") in payment.edges
        assert ("OWED_TO", "Side", "vendor") in payment.edges


def test_ids_of_findings_are_the_same_in_another_store() -> None:
    ids = []
    for _ in range(2):
        with open_temporary() as store:
            id_ = add(store, case_facts(PIECE, "explained", ("payment",))).contract_id
            ids.append([finding.id for finding in assess(store, id_)])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])
