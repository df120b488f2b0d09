import time
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.clauses import Outline, outline
from loaders.layout import read_text


def tree(source: str) -> Outline:
    return outline(read_text("x", dedent(source)))


def ids(source: str) -> list[str]:
    return [section.id for section in tree(source).sections]


LABELS = [
    "第一条",
    "第9条",
    "一、",
    "（三）",
    "1.",
    "2、",
    "3.1",
    "(2)",
    "①",
    "A.",
    "附件2",
    "# ",
    "iv)",
    "第三章 ",
]
LINE = st.builds(
    lambda label, rest: label + rest,
    st.sampled_from(["", *LABELS]),
    st.sampled_from(["", "租金", "付款：", "支付（1）甲；（2）乙。", "甲方（盖章）：", "\t三月"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=25))
def test_odd_numbering_never_raises_and_ids_are_unique(lines: list[str]) -> None:
    found = outline(read_text("x", "\n".join(lines)))
    names = [section.id for section in found.sections]
    assert len(names) == len(set(names))
    assert all(c.start <= c.end for c in found.to_clauses())
    assert found.at(10**9) is found.sections[-1]


@pytest.mark.parametrize(
    "source",
    [
        "1.甲方应：\n" * 3_000,
        "一、甲：\n1、乙：\n1.丙：\n（1）丁：\n①戊：\n" * 600,
        "第1条\n第3条\n（9）\n9.9.9\n附件2\n" * 600,
        "甲方付款：（1）货款；（2）税款；" * 1_000,
        "甲方（盖章）：\n付款。\n乙方：\n" * 1_000,
    ],
)
def test_monstrous_numbering_takes_bounded_time_and_depth(source: str) -> None:
    text = read_text("x", source)
    before = time.perf_counter()
    found = outline(text)
    assert time.perf_counter() - before < 2
    assert max(section.depth for section in found.sections) < 12
