"""From which day a time is counted, and where it must not be."""

import pytest

from loaders.anchors import due_by


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("合同签订后10个工作日内，甲方支付", [("signing", "10", "business_day", True)]),
        ("自本合同签订之日起10日内", [("signing", "10", "day", True)]),
        ("乙方应在本协议签署后3日内缴纳", [("signing", "3", "day", True)]),
        ("本合同生效之日起三十日内", [("effective", "30", "day", True)]),
        ("服务期满后5个工作日内", [("end", "5", "business_day", True)]),
        ("合同期满前30日书面通知", [("end", "30", "day", False)]),
        ("合同期限届满60日前", [("end", "60", "day", False)]),
        ("主合同终止后7日内", [("ended", "7", "day", True)]),
        ("2025年4月15日前，甲方支付", ["2025-04-15"]),
        ("最迟于2025年4月15日交付", ["2025-04-15"]),
        # Something else has to happen first: no day can be known.
        ("服务期满并经甲方最终验收合格后30个工作日内", []),
        ("协议期满且费用结清后15个工作日内", []),
        ("收到发票后10日内", []),
        ("质保期满后5日内", []),
        # A date that starts something is no day that anything is due by.
        ("自2025年4月1日起提供服务", []),
        ("2025年4月前完成", []),
        ("合同签订后及时提供", []),
    ],
)
def test_a_time_is_counted_only_from_a_day_that_the_contract_states(
    quote: str, found: list[object]
) -> None:
    told = [
        by.date
        or (by.moment, str(by.period.n if by.period else ""), by.period and by.period.unit.value,
            by.after)
        for by in due_by(quote)
    ]  # fmt: skip
    assert told == found
