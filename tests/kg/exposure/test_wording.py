"""For what a sum is due is read from its words; every example beside the patterns holds."""

from decimal import Decimal

import pytest

from kg.exposure.wording import PATH, cap_base, fee_of, is_deposit, period_of, prime_times
from ontology.source import read_yaml
from ontology.values import Base, Duration

DATA = read_yaml(PATH)
HOLDS = [(unit, text) for unit, item in DATA["periods"].items() for text in item["holds"]]
NEVER = [text for item in DATA["periods"].values() for text in item["never"]]


def unit_of(text: str) -> str:
    period = period_of(text)
    if not isinstance(period, Duration):
        return period
    return period.unit.value if period.n == 1 else f"{period.n} {period.unit.value}"


@pytest.mark.parametrize(("unit", "text"), HOLDS)
def test_the_examples_hold(unit: str, text: str) -> None:
    assert unit_of(text) == unit


@pytest.mark.parametrize("text", NEVER)
def test_the_counter_examples_are_due_once(text: str) -> None:
    assert unit_of(text) == "once"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("卖方晚到场的，每晚一日付货款损失费900元", "day"),
        ("每缺一名值班人员，每日扣200元", "day"),
        ("超过约定时间的，每超出两小时计罚300元", "2 hour"),
        ("每满30分钟付50元", "30 minute"),
        ("每拖延15日付4000元", "15 day"),
        ("每半个月付一次，每次500元", "0.5 month"),
        ("擅自撤走设备的，付违约金50000元", "once"),
        ("按每延误一周2000元计", "week"),
        ("每起泄密事件付违约金100000元", "incident"),
        ("耽误一天罚款壹仟元（1000元）", "day"),
        ("值班脱岗，查实一次罚款600元", "incident"),
        ("按每人每天150元扣减", "day"),
        ("工程师迟到的，400元/小时", "hour"),
        ("应一次性支付违约金80000元", "once"),
        ("逾期一个月以上的，付违约金60000元", "once"),
    ],
)
def test_other_ways_to_say_it(text: str, unit: str) -> None:
    assert unit_of(text) == unit


@pytest.mark.parametrize("base", list(DATA["cap_bases"]))
def test_a_cap_is_a_share_of_what_its_words_name(base: str) -> None:
    item = DATA["cap_bases"][base]
    assert [cap_base(text, Base.UNSPECIFIED).value for text in item["holds"]] == [base] * len(
        item["holds"]
    )
    assert base not in [cap_base(text, Base.UNSPECIFIED).value for text in item["never"]]


@pytest.mark.parametrize("fee", list(DATA["fees"]))
def test_a_cut_is_of_the_pay_that_its_words_name(fee: str) -> None:
    assert {fee_of(text) for text in DATA["fees"][fee]["holds"]} == {fee}
    assert {fee_of(text) for text in DATA["fees"][fee]["never"]} == {None}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("按同期LPR计付利息", "1"),
        ("按一年期贷款市场报价利率的1.5倍计付", "1.5"),
        ("按签约时LPR的四倍付息", "4"),
        ("按银行同期贷款利率计息", "1"),
        ("按一年期贷款市场报价利率加计50%付息", "1.5"),
        ("每日按万分之三计息", None),
        ("按银行同期活期存款利率计息", None),
    ],
)
def test_the_prime_rate_is_known_by_its_names(text: str, times: str | None) -> None:
    assert prime_times(text) == (None if times is None else Decimal(times))


def test_security_given_back_is_no_price() -> None:
    assert all(is_deposit(text) for text in DATA["deposit"]["holds"])
    assert not any(is_deposit(text) for text in DATA["deposit"]["never"])
