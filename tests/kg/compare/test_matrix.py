"""Contracts side by side."""

from kg.compare import compare, nearest
from ontology.facts import Document, Facts, Review, Term


def facts(name: str, *terms: Term, reviews: tuple[Review, ...] = ()) -> Facts:
    return Facts(Document(name, sha256=name), terms=terms, reviews=reviews)


def cap(percent: str, quote: str) -> Term:
    keys = {"protects": "both", "percent": percent, "base": "contract_total"}
    return Term("liability_cap", "九.2", quote, 0, len(quote), keys)


def test_a_cell_has_its_words_and_its_place() -> None:
    rows = compare([facts("甲", cap("30", "赔偿总额以合同价的三成为限")), facts("乙")])
    (row,) = rows
    (said,) = row.cells[0].said
    assert (row.topic, row.type) == ("liability", "liability_cap")
    assert said.words.zh == "双方：30% · 合同总价"
    assert (said.quote, said.clause) == ("赔偿总额以合同价的三成为限", "九.2")


def test_a_cell_without_terms_says_why() -> None:
    searched = tuple(
        Review("liability_cap", state) for state in ("absent", "blank", "referred", "found")
    )
    contracts = [facts("一", cap("10", "以一成为限"))]
    contracts += [facts(review.state, reviews=(review,)) for review in searched]
    contracts.append(facts("旧"))
    (row,) = compare(contracts)
    states = [cell.state for cell in row.cells]
    assert states == ["found", "absent", "blank", "referred", "not_read", "not_read"]


def test_the_same_term_in_other_words_does_not_differ() -> None:
    (row,) = compare(
        [facts("一", cap("30", "以三成为限")), facts("二", cap("30", "不超过百分之三十"))]
    )
    assert not row.differs


def test_another_value_differs_and_so_does_silence() -> None:
    other = compare([facts("一", cap("30", "以三成为限")), facts("二", cap("20", "以两成为限"))])
    silent = compare([facts("一", cap("30", "以三成为限")), facts("二")])
    assert [row.differs for row in (*other, *silent)] == [True, True]


def test_rows_follow_the_topics() -> None:
    dispute = Term("dispute", None, "提交仲裁", 0, 4, {"method": "arbitration"})
    pay = Term("payment", None, "签约后付清", 0, 5, {"payer": "buyer", "payee": "vendor"})
    rows = compare([facts("一", dispute, cap("30", "以三成为限"), pay)])
    assert [row.topic for row in rows] == ["payment", "liability", "dispute"]


def test_a_row_as_json_names_topic_type_and_cells() -> None:
    (row,) = compare([facts("一", cap("30", "以三成为限"))])
    data = row.to_json()
    assert data["topic_title"]["zh"] == "违约责任"
    assert data["title"]["en"] == "Liability cap"
    (value,) = data["cells"][0]["values"]
    assert value == {
        "zh": "双方：30% · 合同总价",
        "en": "both sides: 30% · contract total",
        "quote": "以三成为限",
        "clause": "九.2",
        "start": 0,
        "end": 5,
        "favours": "none",
    }


def test_the_nearest_contracts_say_the_same_kind_of_things() -> None:
    mine = facts("本", cap("30", "以三成为限"))
    like = facts("相似", cap("10", "以一成为限"))
    unlike = facts("不同", Term("set_off", None, "可抵扣", 0, 3, {"holder": "buyer"}))
    assert nearest(mine, [unlike, like], 1) == (like,)
