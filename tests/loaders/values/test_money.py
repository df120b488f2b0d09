from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values.money import find, pairs
from loaders.values.numerals import capital


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("合同价款为368000元整", [("368000元整", "368000")]),
        ("总价 1,234,567.80 元", [("1,234,567.80 元", "1234567.80")]),
        ("¥368,000.00", [("¥368,000.00", "368000")]),
        ("￥36.8万元", [("￥36.8万元", "368000")]),
        ("人民币36.8 万元", [("人民币36.8 万元", "368000")]),
        ("共计1.2亿元", [("1.2亿元", "120000000")]),
        ("RMB 5,000.00", [("RMB 5,000.00", "5000")]),
        ("5000元人民币", [("5000元人民币", "5000")]),
        ("【5000】元", [("【5000】元", "5000")]),
        ("¥＿5000＿元", [("¥＿5000＿元", "5000")]),
        ("3万余元", [("3万余元", "30000")]),
        ("伍仟元", [("伍仟元", "5000")]),
        ("三万元", [("三万元", "30000")]),
        ("叁佰元伍角陆分", [("叁佰元伍角陆分", "300.56")]),
        ("叁佰圆零陆分整", [("叁佰圆零陆分整", "300.06")]),
        ("12元5角", [("12元5角", "12.5")]),
        ("人民币（大写）：叁拾万元整", [("人民币（大写）：叁拾万元整", "300000")]),
        ("人民币大写金额叁拾万圆正", [("人民币大写金额叁拾万圆正", "300000")]),
        ("人民币叁万整", [("人民币叁万整", "30000")]),
        # a printed form of places
        ("壹万零仟零佰零拾零元整", [("壹万零仟零佰零拾零元整", "10000")]),
        # the unit stands in a label or in brackets
        ("金额（万元）：36.8", [("36.8", "368000")]),
        ("合计36.8（万元）", [("36.8（万元）", "368000")]),
        ("单价500元/人天", [("500元", "500")]),
        ("罚款5000元整改期间", [("5000元", "5000")]),
        ("每次500-1000元", [("1000元", "1000")]),
        ("甲方人民币5日内到账", []),
        ("人民币一次性支付", []),
        ("扣5分，满分100分", []),
        ("三元区人民法院，二元结构，3单元", []),
        ("保证金：/元", []),
        ("以人民币元为单位", []),
    ],
)
def test_yuan_are_found_in_running_text(text: str, found: list[tuple[str, str]]) -> None:
    amounts = [(text[a.start : a.end], a.value and a.value.amount) for a in find(text)]
    assert amounts == [(words, Decimal(amount)) for words, amount in found]
    assert all(a.value and a.value.currency == "CNY" and not a.blank for a in find(text))


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("USD 5,000", "USD"),
        ("US$5,000", "USD"),
        ("$5000", "USD"),
        ("5000美元", "USD"),
        ("美元伍仟元整", "USD"),
        ("港币5000元", "HKD"),
        ("5000元港币", "HKD"),
        ("HK$5,000", "HKD"),
        ("5000欧元", "EUR"),
        ("€5000", "EUR"),
        ("5000英镑", "GBP"),
        ("5000日元", "JPY"),
        ("5000元", "CNY"),
    ],
)
def test_the_currency_is_read_from_either_side(text: str, currency: str) -> None:
    (amount,) = find(text)
    assert (text[amount.start : amount.end], amount.value) == (text, amount.value)
    assert amount.value
    assert (amount.value.amount, amount.value.currency) == (5000, currency)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("即＿元，余款", ["＿元"]),
        ("合同总价为人民币＿元（大写：＿）", ["人民币＿元", "大写：＿"]),
        ("¥＿", ["¥＿"]),
        ("¥元整", ["¥元整"]),
        ("人民币【 】万元", ["人民币【 】万元"]),
        ("XX元", ["XX元"]),
        (
            "（大写）＿佰＿拾＿万＿仟＿佰＿拾＿元＿角＿分",
            ["大写）＿佰＿拾＿万＿仟＿佰＿拾＿元＿角＿分"],
        ),
        ("＿日内付＿%", []),
        ("签订地：＿", []),
    ],
)
def test_a_gap_is_an_amount_without_a_value(text: str, found: list[str]) -> None:
    assert [text[a.start : a.end] for a in find(text)] == found
    assert all(a.blank and a.value is None for a in find(text))


@pytest.mark.parametrize(
    ("text", "agree"),
    [
        ("368000元整（大写：叁拾陆万捌仟元整）", [True]),
        ("368000（大写：叁拾陆万捌仟元整）", [True]),
        ("368000元（叁拾陆万捌仟元）", [True]),
        ("人民币大写：叁拾陆万捌仟元整（¥368,000.00元）", [True]),
        ("人民币叁拾陆万捌仟元整，小写￥368000", [True]),
        ("36.8万元（大写人民币：叁拾陆万捌仟圆整）", [True]),
        ("¥36800（大写：叁拾陆万捌仟元整）", [False]),
        ("合计¥100元，即壹佰元整；税款¥6元（大写：陆元整）", [True, True]),
        ("首付100元、尾款二百元", []),
        ("首付100元，尾款贰佰元", []),
        ("100元；违约的，另付贰佰元", []),
    ],
)
def test_an_amount_said_twice_is_a_pair(text: str, agree: list[bool]) -> None:
    assert [pair.agree for pair in pairs(text)] == agree
    assert all(pair.words.words and not pair.digits.words for pair in pairs(text))


@given(st.decimals(0, 10**13, places=2))
def test_figures_and_capitals_of_one_amount_agree(amount: Decimal) -> None:
    text = f"¥{amount:,.2f}（大写：{capital(amount)}）"
    if amount >= 1:
        (pair,) = pairs(text)
        assert pair.agree
        assert pair.words.value
        assert pair.words.value.amount == amount
