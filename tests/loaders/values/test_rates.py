from decimal import Decimal

import pytest

from loaders.values.rates import find_caps, find_fixed, find_rates
from ontology.values import Duration


def read(text: str) -> list[str]:
    """Each rate as `percent of base`, with what else the rate fixes."""
    found = []
    for hit in find_rates(text):
        rate = hit.rate
        line = f"{rate.percent.normalize():f} of {rate.base}"
        if rate.min_percent is not None:
            line = f"{rate.min_percent:f}-{line}"
        if rate.per != "once":
            line += f" per {_duration(rate.per)}"
        if rate.cap_percent is not None:
            line += f" cap {rate.cap_percent:f}"
        if rate.grace is not None:
            line += f" after {_duration(rate.grace)}"
        found.append(line)
    return found


def _duration(value: object) -> str:
    return f"{value.n} {value.unit}" if isinstance(value, Duration) else str(value)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("按合同总额的20%支付违约金", "20 of contract_total"),
        ("支付合同价款百分之五的违约金", "5 of contract_total"),
        ("支付合同价款（含税）的5%", "5 of contract_total"),
        ("承担中标金额3%的违约责任", "3 of contract_total"),
        ("支付总费用的10%", "10 of contract_total"),
        ("按服务费总额的5%", "5 of contract_total"),
        ("支付10%的合同款作为违约金", "10 of contract_total"),
        ("按年度服务费的5%支付", "5 of annual_fee"),
        ("扣除年租金的10%", "10 of annual_fee"),
        ("扣除当月服务费用的2%", "2 of monthly_fee"),
        ("支付月租金20%的违约金", "20 of monthly_fee"),
        ("支付当期应付款的1%", "1 of installment"),
        ("按该笔款项的0.1%", "0.1 of installment"),
        ("支付应付未付款项1%的违约金", "1 of overdue_amount"),
        ("按迟延支付金额的1%", "1 of overdue_amount"),
        ("按欠付租金的1%", "1 of overdue_amount"),
        ("扣除延期项目金额的1%", "1 of delayed_item"),
        ("按逾期交付部分货款的3%", "3 of delayed_item"),
        ("支付未完成部分价款10%的违约金", "10 of delayed_item"),
        ("该批货物货款的5%", "5 of delayed_item"),
        ("扣除该项服务费的10%", "10 of delayed_item"),
        ("乙方逾期交货的，按逾期部分货款的1%支付", "1 of delayed_item"),
        ("逾期提交成果的，按逾期部分价款的1%支付", "1 of delayed_item"),
        ("甲方逾期付款的，按逾期部分的1%支付", "1 of overdue_amount"),
        ("支付剩余租期租金总额20%的违约金", "20 of unspecified"),
        ("扣除当季度服务费的5%", "5 of installment"),
        ("双倍返还押金", "200 of bond"),
        ("支付技术服务费的10%", "10 of service_fee"),
        ("扣除履约保证金的20%", "20 of bond"),
        ("赔偿直接损失的30%", "30 of loss"),
        ("支付20%的违约金", "20 of unspecified"),
        ("返还已付款项的双倍", "200 of unspecified"),
        # the sum named by a condition is not what the rate is a share of
        ("乙方未交付货物货款的，支付20%违约金", "20 of unspecified"),
        ("造成损失的，按合同总价的5%支付", "5 of contract_total"),
        # but one that is announced is
        ("以未付金额为基数，支付5%的违约金", "5 of overdue_amount"),
        ("支付5%的违约金，以未付金额为计算基数", "5 of overdue_amount"),
    ],
)
def test_a_rate_is_a_share_of_its_base(text: str, rate: str) -> None:
    assert read(text) == [rate]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("每逾期一日，按合同总额的0.1%支付", "0.1 of contract_total per 1 day"),
        ("每延误2天，扣除合同总额的1%", "1 of contract_total per 2 day"),
        ("每日按合同总额的0.1%支付", "0.1 of contract_total per 1 day"),
        ("按合同总额日千分之一支付", "0.1 of contract_total per 1 day"),
        ("按日加收合同总额0.5‰的违约金", "0.05 of contract_total per 1 day"),
        ("按合同总额的0.1%/天支付", "0.1 of contract_total per 1 day"),
        ("以合同总额的0.1%按日计算", "0.1 of contract_total per 1 day"),
        ("按照逾期天数，以合同总额的0.1%计", "0.1 of contract_total per 1 day"),
        ("每迟延一周，支付合同总额的0.5%", "0.5 of contract_total per 1 week"),
        ("逾期归还的，按日租金的2倍支付", "200 of unspecified per 1 day"),
        ("每日千分之0.5", "0.05 of unspecified per 1 day"),
        ("按日息万分之五", "0.05 of unspecified per 1 day"),
        ("按年利率6%计息", "6 of unspecified per 1 year"),
        ("每发生一次，扣除合同总额的1%", "1 of contract_total per incident"),
        ("缺勤每人次扣除合同总额的1%", "1 of contract_total per incident"),
        ("每缺少一人，扣合同总额的1%", "1 of contract_total per incident"),
        ("可用率低于99%的，每低1个百分点扣合同总额的2%", "2 of contract_total per incident"),
        # how often something is checked is not how often the rate runs
        ("每季度考核不合格的，扣除合同总额的1%", "1 of contract_total"),
        ("一次性支付合同总额的30%", "30 of contract_total"),
    ],
)
def test_a_rate_has_its_period(text: str, rate: str) -> None:
    assert read(text) == [rate]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("自第31日起，每日按合同总额的1‰支付", "0.1 of contract_total per 1 day after 30 day"),
        ("从迟延的第 6 个工作日起每日0.1%", "0.1 of unspecified per 1 day after 5 business_day"),
        ("逾期超过10日的，每日0.1%", "0.1 of unspecified per 1 day after 10 day"),
        ("验收合格30天后，每拖延15天付1%", "1 of unspecified per 15 day after 30 day"),
        ("给予15日宽限期，期满后每日0.1%", "0.1 of unspecified per 1 day after 15 day"),
        ("逾期11日至30日的，支付合同总价的2%", "2 of contract_total after 10 day"),
        ("逾期30日以内的，按合同总价的1%", "1 of contract_total"),
        ("逾期满30日的，可解除合同，并按合同总价的20%支付", "20 of contract_total"),
        ("停机超过24小时的，扣当月服务费的5%", "5 of monthly_fee"),
    ],
)
def test_grace_is_the_time_before_a_rate_runs(text: str, rate: str) -> None:
    assert read(text) == [rate]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("每日0.1%，累计不超过合同总价的5%", "0.1 of unspecified per 1 day cap 5"),
        ("每日0.1%，最高为合同总价的5%", "0.1 of unspecified per 1 day cap 5"),
        ("每日0.1%，以合同总价的5%为限", "0.1 of unspecified per 1 day cap 5"),
        ("每日0.1%，违约金上限为5%", "0.1 of unspecified per 1 day cap 5"),
        ("每日0.1%。该违约金总额不得超过欠款的10%", "0.1 of unspecified per 1 day cap 10"),
        ("每日0.1%，直至违约金总额达到合同总价的5%为止", "0.1 of unspecified per 1 day cap 5"),
    ],
)
def test_a_cap_belongs_to_the_rate_before_it(text: str, rate: str) -> None:
    assert read(text) == [rate]


def test_a_whole_clause_of_late_payment_is_one_rate() -> None:
    text = (
        "买方从到期后的第 11 个工作日起,每日按拖欠货款的 0.3%向卖方支付违约金。"
        "此项违约金合计不得超过拖欠货款的 6%。"
    )
    assert read(text) == ["0.3 of overdue_amount per 1 day cap 6 after 10 business_day"]
    (hit,) = find_rates(text)
    assert text[hit.start : hit.end].startswith("每日按拖欠货款")
    assert text[hit.start : hit.end].endswith("6%")


@pytest.mark.parametrize(
    "text",
    [
        "每日0.1%。乙方承担的全部责任累计不超过合同总价的30%",
        "每日0.1%，双方的赔偿责任不超过合同总价的30%",
        "每日0.1%。客户投诉率不超过5%",
    ],
)
def test_a_limit_on_all_liability_is_no_cap_of_one_rate(text: str) -> None:
    assert read(text) == ["0.1 of unspecified per 1 day"]


def test_what_two_sides_owe_alike_is_said_once() -> None:
    assert read("甲方每逾期一日按合同总额的千分之一、乙方按千分之二支付违约金") == [
        "0.1 of contract_total per 1 day",
        "0.2 of contract_total per 1 day",
    ]


def test_tiers_of_delay_are_rates_of_their_own() -> None:
    assert read("逾期10日以内的，每日1‰；逾期超过10日的，每日按合同总价的2‰") == [
        "0.1 of unspecified per 1 day",
        "0.2 of contract_total per 1 day after 10 day",
    ]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("没收全部履约保证金", "100 of bond"),
        ("履约保证金不予退还", "100 of bond"),
        ("另付相当于两个月租金的违约金", "200 of monthly_fee"),
        ("支付合同金额1%—5%的罚款", "1-5 of contract_total"),
        ("处以合同金额1%以上5%以下的罚款", "1-5 of contract_total"),
        ("支付不低于合同总额5%的违约金", "5 of contract_total"),
    ],
)
def test_rates_that_are_said_otherwise(text: str, rate: str) -> None:
    assert read(text) == [rate]


@pytest.mark.parametrize(
    "text",
    [
        "双方累计责任不超过合同总额的30%",
        "违约金累计达到合同总价10%时，甲方有权解除合同",
        "系统可用率不低于99.9%",
        "开具税率为6%的增值税专用发票",
        "开具6%的增值税专用发票",
        "按一年期LPR的四倍计息",
        "退还履约保证金",
        "租金每两个月支付一次",
    ],
)
def test_a_share_that_nobody_owes_is_no_rate(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "percent", "base"),
    [
        ("双方累计责任不超过合同总额的30%", "30", "contract_total"),
        ("赔偿以年度服务费的100%为限", "100", "annual_fee"),
        ("最高为合同价款的百分之五", "5", "contract_total"),
    ],
)
def test_a_cap_alone_is_found_as_a_cap(text: str, percent: str, base: str) -> None:
    (cap,) = find_caps(text)
    assert (cap.percent, cap.base) == (Decimal(percent), base)


@pytest.mark.parametrize(
    ("text", "amount", "per"),
    [
        ("每次支付违约金5000元", "5000", "incident"),
        ("违约金5000元/次", "5000", "incident"),
        ("每人每日扣200元", "200", "1 day"),
        ("每延误一天扣款1000元", "1000", "1 day"),
        ("200元/天", "200", "1 day"),
        ("每缺勤1人次罚款500元至1000元", "1000", "incident"),
        ("每次伍佰元", "500", "incident"),
        ("每逾期一日支付违约金壹仟元整（¥1000元）", "1000", "1 day"),
        ("旷工一天扣300元", "300", "1 day"),
        ("按100元/人/天扣减", "100", "1 day"),
        ("处500元以上2000元以下罚款", "2000", "once"),
        ("合同总价为500000元，违约金为50000元", "50000", "once"),
        ("支付违约金人民币伍万元（50000元）", "50000", "once"),
        ("不低于2000元/次", "2000", "incident"),
    ],
)
def test_a_sum_is_owed_by_occasion_or_period(text: str, amount: str, per: str) -> None:
    (fixed,) = find_fixed(text)
    assert fixed.amount.amount == Decimal(amount)
    assert _duration(fixed.per) == per


@pytest.mark.parametrize(
    "text", ["合同总价500000元的5%", "最高不超过5000元", "损失超过50000元的", "违约金＿元"]
)
def test_a_sum_that_nobody_owes_is_left_alone(text: str) -> None:
    assert find_fixed(text) == ()
