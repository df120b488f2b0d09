"""Contracts of any length: the articles of our samples one after another, numbered anew."""

from __future__ import annotations

from functools import cache
from itertools import cycle

from benchmarks.corpus import Source, samples
from benchmarks.relabelling import exchanged, labels_of, renamed
from loaders import read_text

HEAD = """综合服务合同

甲方（采购人）：青禾市数据管理中心
地址：江苏省南京市玄武区云帆路8号
乙方（供应商）：云岭软件有限公司
地址：浙江省杭州市西湖区竹里路21号

甲方委托乙方提供综合服务，甲方向乙方支付服务费。双方根据《中华人民共和国民法典》订立本合同。

"""


def grown(chars: int) -> str:
    """A contract of about so many characters, in which 甲方 pays."""
    pieces, length = [HEAD], len(HEAD)
    for number, words in enumerate(cycle(articles()), 1):
        if length >= chars:
            break
        pieces.append(f"第{number}条 {words}\n\n")
        length += len(pieces[-1])
    return "".join(pieces)


@cache
def articles() -> tuple[str, ...]:
    """The top clauses of all samples without their labels."""
    return tuple(words for source in samples() for words in _articles(source))


def _articles(source: Source) -> tuple[str, ...]:
    text = source.text
    labels = labels_of(read_text(source.name, text))
    if labels == ("乙方", "甲方"):
        text = exchanged(text, ("甲方", "乙方")).text
    elif labels and labels != ("甲方", "乙方"):
        text = renamed(text, labels)[0].text
    facts = read_text(source.name, text)
    return tuple(
        text[clause.start + len(clause.label) : clause.end].strip(" 　#、.\n")
        for clause in facts.clauses
        if clause.label and clause.part == "body" and clause.parent is None
    )
