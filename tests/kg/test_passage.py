"""Sentences that a rule wants quoted: cut at stops and headings, found nearest to the fact."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from kg.build import add
from kg.cases import case_facts
from kg.finding import Quote
from kg.passage import Passages, filled, passages
from kg.risk import assess
from kg.rules import rules
from kg.store import Store, open_temporary
from ontology.facts import Clause, Facts

TEXT = """水文数据整编合同
第一条 保密
1. 承揽方对水文资料保密，不得外传。
2. 保密义务不因本合同终止
而解除。
第二条 通知
1. 承揽方的邮箱为：	zhangheng@163.com
2. 监测数据的保密期限另见附录，长期有效。
第三条 解释
与附录不一致的，以本合同为准。
"""


def clause(id_: str, words: str, until: str, heading: str | None = None) -> Clause:
    start = TEXT.index(words)
    parent = id_.rpartition(".")[0] or None
    end = TEXT.index(until, start) if until else len(TEXT)
    return Clause(id_, id_.rpartition(".")[2], heading, parent, start, end)


def at(clause: str | None) -> Quote:
    return Quote(clause, "", None, None)


CLAUSES = (
    clause("第一条", "第一条", "第二条", "保密"),
    clause("第一条.1", "1. 承揽方对", "2. 保密义务"),
    clause("第一条.2", "2. 保密义务", "第二条"),
    clause("第二条", "第二条", "第三条", "通知"),
    clause("第二条.1", "1. 承揽方的", "2. 监测"),
    clause("第二条.2", "2. 监测", "第三条"),
    clause("第三条", "第三条", "", "解释"),
)


def contract(*terms: dict[str, Any]) -> Facts:
    facts = case_facts({"terms": list(terms)}, "passages", ())
    placed = tuple(
        replace(t, start=TEXT.index(t.quote), end=TEXT.index(t.quote) + len(t.quote))
        for t in facts.terms
    )
    document = replace(facts.document, chars=len(TEXT))
    return replace(facts, document=document, clauses=CLAUSES, terms=placed)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_temporary() as opened:
        yield opened


@pytest.fixture(scope="module")
def cut(store: Store) -> Passages:
    return passages(store, add(store, contract()).contract_id, TEXT)


def test_sentences_stand_at_their_offsets_without_labels_or_headings(cut: Passages) -> None:
    said = [quote.quote for quote, _ in cut.sentences]
    assert said == [
        "水文数据整编合同",
        "承揽方对水文资料保密，不得外传",
        "保密义务不因本合同终止\n而解除",
        "承揽方的邮箱为：\tzhangheng@163.com",
        "监测数据的保密期限另见附录，长期有效",
        "与附录不一致的，以本合同为准",
    ]
    assert all(TEXT[q.start : q.end] == q.quote for q, _ in cut.sentences)


def test_the_nearest_clause_with_the_words_is_quoted(cut: Passages) -> None:
    sought = (("保密",), ("终止", "长期"))
    near = cut.find(sought, [at("第一条.1")])
    assert [(q.clause, q.quote) for q in near] == [("第一条.2", "保密义务不因本合同终止\n而解除")]
    assert [q.clause for q in cut.find(sought, [at("第二条.1")])] == ["第二条.2"]
    assert [q.clause for q in cut.find(sought, [at("第三条")])] == ["第一条.2", "第二条.2"]
    assert [q.clause for q in cut.find(sought, [at(None)])] == ["第一条.2", "第二条.2"]
    assert cut.find((("永久",),), [at("第一条.1")]) == ()


def test_what_is_quoted_already_does_not_end_the_search(cut: Passages) -> None:
    quoted = cut.find((("邮箱",),), [at(None)])
    assert [q.clause for q in cut.find((("承揽方",),), quoted)] == ["第二条.1", "第一条.1"]


def test_the_heading_of_a_clause_counts_for_its_words(cut: Passages) -> None:
    assert [q.clause for q in cut.find((("通知",), ("邮箱",)), [at(None)])] == ["第二条.1"]


def test_words_sought_may_be_values_of_the_row(cut: Passages) -> None:
    sought = filled((("@{hosts}",), ("邮箱",)), {"hosts": ["qq.com", "163.com"]})
    assert sought == (("@qq.com", "@163.com"), ("邮箱",))
    assert [q.clause for q in cut.find(sought, [at(None)])] == ["第二条.1"]
    assert filled((("{none}",),), {"none": None}) == ((),)


def test_without_its_text_a_contract_has_no_passages(store: Store) -> None:
    assert passages(store, add(store, contract()).contract_id, "") == Passages((), ())


SECRECY: dict[str, Any] = {
    "type": "confidentiality",
    "obligor": "vendor",
    "duration": "perpetual",
    "clause": "第一条.1",
    "quote": "承揽方对水文资料保密",
}


def test_a_finding_quotes_the_sentence_that_says_how_long(store: Store) -> None:
    used = [rule for rule in rules() if rule.id == "SEC-02"]
    id_ = add(store, contract(SECRECY)).contract_id
    (found,) = assess(store, id_, rules=used, text=TEXT)
    assert found.place.quote == "承揽方对水文资料保密，不得外传"
    assert "保密义务不因本合同终止\n而解除" in [quote.quote for quote in found.more]
    (plain,) = assess(store, id_, rules=used)
    assert (plain.id, plain.place.quote) == (found.id, "承揽方对水文资料保密")
    assert plain.more == ()


def test_a_fragment_is_quoted_with_its_sentence(store: Store) -> None:
    used = [rule for rule in rules() if rule.id == "GPC-04"]
    first: dict[str, Any] = {
        "type": "precedence",
        "order": ["本合同", "招标文件"],
        "clause": "第三条",
        "quote": "以本合同为准",
    }
    id_ = add(store, contract(first)).contract_id
    (found,) = assess(store, id_, rules=used, text=TEXT)
    assert found.place.quote == "与附录不一致的，以本合同为准"
    assert (found.place.clause, TEXT[found.place.start : found.place.end]) == (
        "第三条",
        found.place.quote,
    )
