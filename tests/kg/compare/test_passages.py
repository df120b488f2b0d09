"""Which words changed, and whether a term changed with them."""

from kg.compare.drafts import changes
from kg.compare.passages import passages, sentences
from ontology.facts import Clause, Document, Facts, Term

OLD = """第一条 服务
乙方每月巡检一次。乙方应当填写巡检记录。
第二条 责任
乙方责任以价款三成为限。
第三条 其他
本约一式四份。
"""


def facts(text: str, *terms: Term) -> Facts:
    heads = [text.index(head) for head in ("第一条", "第二条", "第三条") if head in text]
    ends = [*heads[1:], len(text)]
    clauses = tuple(
        Clause(text[start : start + 3], None, None, None, start, end)
        for start, end in zip(heads, ends, strict=True)
    )
    return Facts(Document("稿"), clauses=clauses, terms=terms)


def cap(text: str, words: str, percent: str) -> Term:
    start = text.index(words)
    keys = {"protects": "vendor", "percent": percent, "base": "contract_total"}
    return Term("liability_cap", "第二条", words, start, start + len(words), keys)


def told(old: str, new: str, *pairs: tuple[Term, Term]) -> list[tuple[str, str | None, bool]]:
    before = facts(old, *(first for first, _ in pairs))
    after = facts(new, *(second for _, second in pairs))
    found = passages((before, old), (after, new), changes(before, after))
    return [(passage.kind, passage.clause, passage.terms) for passage in found]


def test_a_change_of_words_alone_is_told_from_a_change_of_terms() -> None:
    new = OLD.replace("填写巡检记录", "如实填写巡检记录").replace("三成", "五成")
    terms = (cap(OLD, "以价款三成为限", "30"), cap(new, "以价款五成为限", "50"))
    assert told(OLD, new, terms) == [("reworded", "第一条", False), ("reworded", "第二条", True)]


def test_another_wording_of_the_same_term_changes_no_term() -> None:
    new = OLD.replace("价款三成为限", "价款的百分之三十为最高限额")
    terms = (cap(OLD, "以价款三成为限", "30"), cap(new, "价款的百分之三十为最高限额", "30"))
    assert told(OLD, new, terms) == [("reworded", "第二条", False)]


def test_a_sentence_that_moved_is_neither_lost_nor_new() -> None:
    new = OLD.replace("乙方应当填写巡检记录。", "").replace(
        "一式四份。", "一式四份。乙方应当填写巡检记录。"
    )
    assert told(OLD, new) == [("moved", "第三条", False)]


def test_lines_broken_elsewhere_are_no_change() -> None:
    long = OLD.replace("每月巡检一次", "每月对甲方三处机房以及各楼层弱电间的在用设备逐台巡检一次")
    wrapped = long.replace("弱电间的在用", "弱电间的在用\n  ")
    assert told(long, wrapped) == []


def test_what_came_and_what_went() -> None:
    new = OLD.replace("本约一式四份。", "附件为本约的一部分。")
    assert told(OLD, new) == [("removed", "第三条", False), ("added", "第三条", False)]


def test_sentences_know_where_they_stand() -> None:
    for sentence in sentences(OLD, facts(OLD)):
        assert OLD[sentence.start : sentence.end] == sentence.text
