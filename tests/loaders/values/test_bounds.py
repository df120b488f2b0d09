"""Every finder reads any 100,000 characters without an error and in time that grows with them."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values import dates, durations, money, numerals, percents, rates


class Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Finder = Callable[[str], Sequence[Spanned]]

FINDERS: dict[str, Finder] = {
    "numerals": numerals.find,
    "money": money.find,
    "durations": durations.find,
    "counts": durations.find_counts,
    "dates": dates.find,
    "ranges": dates.find_ranges,
    "percents": percents.find_percents,
    "rates": rates.find_rates,
    "caps": rates.find_caps,
    "fixed": rates.find_fixed,
}
PIECES = [
    "1",
    "1,234,",
    "1,234",
    "千千万万",
    "一",
    "1.",
    "1 万1 千",
    " ",
    "＿",
    "元",
    "¥",
    "（",
    "合同总额",
]


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("piece", PIECES)
def test_long_runs_are_read_in_bounded_time(name: str, piece: str) -> None:
    text = piece * (100_000 // len(piece))
    before = time.process_time()
    FINDERS[name](text)
    # Quadratic time would be minutes; the margin is for slow machines.
    assert time.process_time() - before < 10


VOCABULARY = """
＿ ¥ 元 万元 整 大写 人民币 （ ） ： ， 。 、 - — ~ % ‰ 百分之 千分之 半 一 二 十 百 万 贰 拾
0 1 5 31 2026 . , 年 月 日 天 内 起 止 自 至 个 工作日 小时 每 逾期 超过 不超过 累计 合同总额 违约金
的 次 双倍 第 x 倍 没收履约保证金 为限 第31日起 损失的 可用率 达到 税率 个月 租金 、
"""
WORDS = st.sampled_from([*VOCABULARY.split(), " ", "\n", "\t"])


@pytest.mark.parametrize("name", FINDERS)
@given(pieces=st.lists(WORDS, max_size=40))
def test_hits_are_sorted_apart_and_inside_the_text(name: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    at = 0
    for hit in FINDERS[name](text):
        assert at <= hit.start < hit.end <= len(text)
        at = hit.end
