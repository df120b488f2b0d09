"""Lighting words in a text, however the marks overlap."""

from hypothesis import given
from hypothesis import strategies as st

from api.report.passages import Line, Mark, lines
from ontology.facts import Clause

TEXT = "第一条 付款\n1. 验收后付款，逾期加息。\n\n完"


def pieces(line: Line) -> list[tuple[str, list[str]]]:
    return [(piece.text, [mark.ref for mark in piece.marks]) for piece in line.pieces]


def test_a_mark_cuts_its_line() -> None:
    start = TEXT.index("逾期")
    found = lines(TEXT, (), [Mark(start, start + 4, "a", 3)])
    assert pieces(found[1]) == [("1. 验收后付款，", []), ("逾期加息", ["a"]), ("。", [])]


def test_overlapping_marks_share_the_words_between_them() -> None:
    found = lines("甲乙丙丁", (), [Mark(0, 3, "low", 1), Mark(2, 4, "high", 3)])
    assert pieces(found[0]) == [("甲乙", ["low"]), ("丙", ["high", "low"]), ("丁", ["high"])]
    assert [piece.weight for piece in found[0].pieces] == [1, 3, 3]


def test_two_findings_on_the_same_words_both_open_and_close_there() -> None:
    (line,) = lines("甲乙", (), [Mark(0, 2, "a", 2), Mark(0, 2, "b", 2)])
    (piece,) = line.pieces
    assert [mark.ref for mark in piece.opens] == ["a", "b"]
    assert [mark.ref for mark in piece.closes] == ["a", "b"]


def test_a_mark_over_several_lines_opens_once() -> None:
    start, end = TEXT.index("付款"), TEXT.index("加息")
    found = lines(TEXT, (), [Mark(start, end, "a", 1)])
    opened = [mark.ref for line in found for piece in line.pieces for mark in piece.opens]
    assert opened == ["a"]
    assert [bool(line.pieces and line.pieces[-1].marks) for line in found][:2] == [True, False]


def test_a_clause_heads_the_line_that_it_begins_in_and_indents_what_follows() -> None:
    clauses = (
        Clause("一", "第一条", "付款", None, 0, len(TEXT)),
        Clause("一.1", "1.", None, "一", TEXT.index("1."), len(TEXT)),
    )
    found = lines(TEXT, clauses, ())
    assert [line.clause.id if line.clause else None for line in found] == ["一", "一.1", None, None]
    assert [line.depth for line in found] == [0, 1, 1, 1]


@given(
    st.text("甲乙。\n", max_size=30),
    st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33), st.integers(0, 3)), max_size=6),
)
def test_no_mark_changes_the_text(text: str, spans: list[tuple[int, int, int]]) -> None:
    marks = [Mark(a, b, str(i), weight) for i, (a, b, weight) in enumerate(spans)]
    assert "\n".join(line.text for line in lines(text, (), marks)) == text
