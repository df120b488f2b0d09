"""Who carries the risk, in words."""

from decimal import Decimal

import pytest

from api.messages import Speaker
from api.report.verdict import Balance, sentences

NAMES = {"buyer": "甲方", "vendor": "乙方"}


def first(index: str, counts: dict[tuple[str, str], int]) -> str:
    balance = Balance(Decimal(index), counts)
    return sentences(balance, (), {"clear": 1}, NAMES, Speaker("report", "zh"))[0]


HIGH_BUYER, HIGH_VENDOR = ("high", "buyer"), ("high", "vendor")

DEGREES = [
    ("-1.00", {HIGH_BUYER: 9}, "风险几乎全由乙方承担"),
    ("-0.60", {HIGH_BUYER: 8, HIGH_VENDOR: 2}, "风险主要由乙方承担"),
    ("0.33", {HIGH_BUYER: 3, HIGH_VENDOR: 6}, "风险较多落在甲方一边"),
    ("-0.19", {HIGH_BUYER: 6, HIGH_VENDOR: 4}, "风险大体由双方分担"),
    ("0.00", {("low", "none"): 2}, "提示的 2 项都是文本本身的缺陷"),
    ("0.00", {}, "没有发现需要提示的风险"),
]


@pytest.mark.parametrize(("index", "counts", "said"), DEGREES)
def test_the_first_sentence_says_who_carries_it(
    index: str, counts: dict[tuple[str, str], int], said: str
) -> None:
    assert said in first(index, counts)


def test_the_verdict_is_three_sentences() -> None:
    balance = Balance(Decimal("-0.5"), {HIGH_BUYER: 3, HIGH_VENDOR: 1, ("low", "none"): 2})
    said = sentences(
        balance,
        (("单方解除权缺乏镜像", "第八条"),),
        {"flagged": 4, "clear": 3, "blank": 1},
        NAMES,
        Speaker("report", "en"),
    )
    assert said[1] == "The heaviest: 单方解除权缺乏镜像 (第八条)."
    assert said[2] == (
        "8 rules were checked: 4 found something; 3 found nothing amiss;"
        " 1 could not be judged for blanks."
        " Besides, 2 faults of drafting should be mended before anyone signs."
    )
