from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values.numerals import capital, find, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", 2),
        ("２", 2),
        ("1,234,567.89", "1234567.89"),
        ("１，２３４．５", "1234.5"),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("廿五", 25),
        ("卅", 30),
        ("一百零五", 105),
        ("一百十五", 115),
        ("一百五", 150),  # as spoken
        ("三万五", 35000),
        ("三千五十", 3050),
        ("两千", 2000),
        ("二百万", 2000000),
        ("一万亿", 10**12),
        ("一百二十三亿四千五百六十七万八千九百", 12345678900),
        ("三点五", "3.5"),
        ("零点零五", "0.05"),
        ("一点二万", 12000),
        ("半", "0.5"),
        ("零", 0),
        ("〇五", 5),
        ("二〇二六", 2026),
        ("二○二六", 2026),
        ("二O二六", 2026),
        ("二〇", 20),
        ("一八〇", 180),
        ("叁拾陆万捌仟", 368000),
        ("參拾陸萬捌仟", 368000),
        ("参拾弍万", 320000),
        ("貳佰伍拾", 250),
        ("壹拾万零伍仟", 105000),  # a zero too many
        ("叁万零仟贰佰零拾零", 30200),  # a printed form, filled in
        ("壹佰零", 100),
        ("1 234 567.8", "1234567.8"),
        ("1.2万", 12000),
        ("1.2 万", 12000),
        ("3千", 3000),
        ("35千", 35000),
        ("3万5千", 35000),
        ("1亿2000万", 120000000),
        ("1,200万", 12000000),
    ],
)
def test_a_numeral_has_its_value(text: str, value: int | str) -> None:
    assert parse(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "万",
        "百万",
        "千千万万",
        "一一",
        "三五",  # three to five
        "两三",
        "一二三百",
        "十百",
        "一百二百",
        "壹万伍",  # 壹万零伍 or 壹万伍仟
        "壹佰伍",
        "1.2万5千",
        "1,234,5678",
        "12,34",
        "1 23",
        "1.2.3",
        "1..2",
        "合同",
        "三点十",
        "点五",
        "一亿亿",
        "一万万万",
        "9" * 17,
        "9" * 100_000,
        "一" * 100_000,
        "千千万万" * 25_000,
    ],
)
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("价款叁万元，分2期", [("叁万", 30000), ("2", 2)]),
        ("共 1.5 万元", [("1.5 万", 15000)]),
        ("第三十一日", [("三十一", 31)]),
        ("三五日内", [("五", 5)]),  # the upper end of an approximation
        ("统一五日内", [("五", 5)]),
        ("版本1.2.3，编号2024.001.7", []),  # codes, not numbers
        ("金额1,234,5678元", []),
        ("成千上万，百万级", []),
        ("下午三点十分", [("三", 3), ("十", 10)]),
    ],
)
def test_numerals_are_found_in_running_text(text: str, found: list[tuple[str, int]]) -> None:
    assert [(text[n.start : n.end], n.value) for n in find(text)] == found


@pytest.mark.parametrize("text", ["＿30＿日", "【30】日", "[ 30 ]日", "〔30〕日"])
def test_a_filled_in_gap_keeps_its_marks_apart(text: str) -> None:
    (number,) = find(text)
    assert text[number.start : number.end] == "30"
    assert text[number.left : number.right] == text.removesuffix("日")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("3.05", "叁元零伍分"),
        ("10.50", "壹拾元伍角整"),
        ("100000", "壹拾万元整"),
        ("10005", "壹万零伍元整"),
        ("20000001", "贰仟万零壹元整"),
        ("1000010000", "壹拾亿零壹万元整"),
        ("1000000000000", "壹万亿元整"),
        ("368000", "叁拾陆万捌仟元整"),
    ],
)
def test_an_amount_is_written_in_capitals(amount: str, words: str) -> None:
    assert capital(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-1", "0.001", "10000000000000000"])
def test_what_has_no_form_in_capitals_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="no amount in yuan"):
        capital(Decimal(amount))


@given(st.integers(0, 10**16 - 1))
def test_capitals_read_back_as_the_same_number(number: int) -> None:
    assert parse(capital(Decimal(number)).removesuffix("元整")) == number


@given(st.text("零一二两十百千万亿壹贰拾佰仟点半0123456789,.， ＿", max_size=60))
def test_every_numeral_is_a_slice_that_parses(text: str) -> None:
    for number in find(text):
        assert parse(text[number.start : number.end]) == number.value
        assert number.left <= number.start < number.end <= number.right
