from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values.percents import find_percents


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5%", "0.5"),
        ("5％", "5"),
        ("0.05 %", "0.05"),
        ("3‰", "0.3"),
        ("0.5‱", "0.005"),
        ("5%o", "0.5"),
        ("＿5＿%", "5"),
        ("【5】%", "5"),
        ("5（五）%", "5"),
        ("百分之十", "10"),
        ("百分之二点五", "2.5"),
        ("百分之12.5", "12.5"),
        ("百分之【5】", "5"),
        ("百分之百", "100"),
        ("百分之一百二十", "120"),
        ("百分之十（10）", "10"),
        ("千分之三", "0.3"),
        ("千分之零点五", "0.05"),
        ("万分之五", "0.05"),
        ("万分之贰点壹", "0.021"),
        ("十万分之一", "0.001"),
        ("双倍", "200"),
        ("1.5倍", "150"),
        ("三倍", "300"),
        ("2个百分点", "2"),
    ],
)
def test_a_share_is_read_in_percent(text: str, value: str) -> None:
    (share,) = find_percents(f"金额的{text}作为")
    assert (share.start, share.end) == (3, 3 + len(text))
    assert (share.value, share.min_value, share.mismatch) == (Decimal(value), None, None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1%-5%", "1", "5"),
        ("1%至5%", "1", "5"),
        ("1-5%", "1", "5"),
        ("百分之一至百分之五", "1", "5"),
        ("百分之一到五", "1", "5"),
        ("千分之一~千分之三", "0.1", "0.3"),
        ("百分之五（5%）至百分之十（10%）", "5", "10"),
    ],
)
def test_a_range_has_both_ends(text: str, low: str, high: str) -> None:
    (share,) = find_percents(text)
    assert (share.min_value, share.value) == (Decimal(low), Decimal(high))
    assert text[share.start : share.end] == text


@pytest.mark.parametrize(
    ("text", "value", "mismatch"),
    [
        ("10%（百分之十）", "10", None),
        ("百分之十（10%）", "10", None),
        ("0.5%（即千分之五）", "0.5", None),
        ("20%（大写：百分之二十）", "20", None),
        ("2%（千分之二）", "0.2", "2"),
        ("百分之三 (3‰)", "0.3", "3"),
        ("5（六）%", "6", "5"),
    ],
)
def test_of_two_figures_the_one_in_brackets_counts(
    text: str, value: str, mismatch: str | None
) -> None:
    (share,) = find_percents(text)
    assert share.value == Decimal(value)
    assert share.mismatch == (None if mismatch is None else Decimal(mismatch))
    assert text[share.start : share.end] == text


def test_a_share_of_something_else_in_brackets_is_a_share_of_its_own() -> None:
    assert [p.value for p in find_percents("10%（即合同总价的20%），30%")] == [10, 20, 30]


def test_a_range_does_not_reach_into_a_length_of_time() -> None:
    (share,) = find_percents("百分之一至五日内")
    assert (share.value, share.min_value) == (1, None)


@pytest.mark.parametrize("text", ["＿%", "百分之＿", "1.1.2%", "数倍", "2倍数", "千分尺", "分之三"])
def test_what_is_no_share_is_left_alone(text: str) -> None:
    assert find_percents(text) == ()


@given(st.decimals(Decimal("0.01"), 999, places=2))
def test_figure_and_words_of_one_share_agree(value: Decimal) -> None:
    (share,) = find_percents(f"{value}%（百分之{value:f}）")
    assert (share.value, share.mismatch) == (value, None)
