from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values.durations import Span, find, find_counts
from ontology.values import Duration, Unit


def read(text: str) -> list[str]:
    """Each span as `words = value bound`."""
    return [f"{text[s.start : s.end]} = {_value(s)} {s.bound}" for s in find(text)]


def _value(span: Span) -> str:
    if span.blank:
        assert span.value is None
        return "blank"
    if isinstance(span.value, Duration):
        return f"{span.value.n} {span.value.unit}"
    return str(span.value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("交货期为15日", "15日 = 15 day plain"),
        ("三十天", "三十天 = 30 day plain"),
        ("60日历天", "60日历天 = 60 day plain"),
        ("30个连续自然日", "30个连续自然日 = 30 day plain"),
        ("十个银行工作日", "十个银行工作日 = 10 business_day plain"),
        ("24 小时", "24 小时 = 24 hour plain"),
        ("2h内", "2h内 = 2 hour within"),
        ("30分钟", "30分钟 = 30 minute plain"),
        ("两周", "两周 = 2 week plain"),
        ("质保期为三十六个月", "三十六个月 = 36 month plain"),
        ("三月内", "三月内 = 3 month within"),
        ("一个季度", "一个季度 = 1 quarter plain"),
        ("质保期叁年", "叁年 = 3 year plain"),
        ("1个合同年度", "1个合同年度 = 1 year plain"),
        # the same figure twice
        ("十五（15）个工作日", "十五（15）个工作日 = 15 business_day plain"),
        ("30日（三十日）内", "30日（三十日）内 = 30 day within"),
        ("三十天（即30日）", "三十天（即30日） = 30 day plain"),
        ("三十（＿）日内", "三十（＿）日内 = 30 day within"),
        ("＿（30）日内", "＿（30）日内 = 30 day within"),
        # brackets that say which days are meant
        ("15日（工作日）内", "15日（工作日）内 = 15 business_day within"),
        ("30天（自然日）内", "30天（自然日）内 = 30 day within"),
        # a filled-in form
        ("【30】日内", "【30】日内 = 30 day within"),
        ("＿30＿日内", "＿30＿日内 = 30 day within"),
        # halves and parts
        ("半年", "半年 = 0.5 year plain"),
        ("一年半", "一年半 = 1.5 year plain"),
        ("两个半月", "两个半月 = 2.5 month plain"),
        ("半个工作日", "半个工作日 = 0.5 business_day plain"),
        ("一年零六个月", "一年零六个月 = 18 month plain"),
        ("1小时30分钟内", "1小时30分钟内 = 90 minute within"),
        # ranges have their upper end
        ("10-15日", "10-15日 = 15 day plain"),
        ("五至七个工作日内", "五至七个工作日内 = 7 business_day within"),
        ("10日至15日内", "10日至15日内 = 15 day within"),
        ("三五日内", "五日内 = 5 day within"),
    ],
)
def test_a_length_of_time_has_number_and_unit(text: str, found: str) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5个工作日以内", "5个工作日以内 = 5 business_day within"),
        ("在15日的期限内", "15日的期限内 = 15 day within"),
        ("3日（节假日除外）内", "3日（节假日除外）内 = 3 day within"),
        ("30日内（含30日）", "30日内（含30日） = 30 day within"),
        ("不少于3年", "不少于3年 = 3 year at_least"),
        ("至少12个月", "至少12个月 = 12 month at_least"),
        ("5年以上经验", "5年以上 = 5 year at_least"),
        ("不得连续超过5日", "不得连续超过5日 = 5 day at_most"),
        ("最迟不超过10日", "最迟不超过10日 = 10 day at_most"),
        ("不足十日的", "不足十日 = 10 day at_most"),
        ("恢复时间≤2小时", "≤2小时 = 2 hour at_most"),
        ("超过30日的", "超过30日 = 30 day exceeding"),
        ("超过合同约定时间15天", "超过合同约定时间15天 = 15 day exceeding"),
        ("逾期超过（含）15日", "逾期超过（含）15日 = 15 day exceeding"),
        ("逾期付款达2个月", "逾期付款达2个月 = 2 month exceeding"),
        ("逾期15日仍未交货", "逾期15日 = 15 day exceeding"),
        ("连续停机满3日", "停机满3日 = 3 day exceeding"),
        ("提前至少三十（30）日", "提前至少三十（30）日 = 30 day before"),
        ("期满前1个月", "前1个月 = 1 month before"),
        ("到期30日前通知", "30日前 = 30 day before"),
        ("验收合格30日后", "30日后 = 30 day after"),
        ("第31个工作日起", "第31个工作日起 = 31 business_day from_nth"),
        ("第3日视为送达", "第3日 = 3 day plain"),
    ],
)
def test_the_words_beside_it_bound_it(text: str, found: str) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每日", "每日 = 1 day every"),
        ("每人每天", "每天 = 1 day every"),
        ("每逾期一日", "每逾期一日 = 1 day every"),
        ("每延期交付1周", "每延期交付1周 = 1 week every"),
        ("每迟交一天", "每迟交一天 = 1 day every"),
        ("按半年支付", "按半年 = 0.5 year every"),
        ("每晚两天", "每晚两天 = 2 day every"),
        ("每半月", "每半月 = 0.5 month every"),
        ("每三个月", "每三个月 = 3 month every"),
        ("每隔3日", "每隔3日 = 3 day every"),
        ("每周一次", "每周 = 1 week every"),
        ("每季度", "每季度 = 1 quarter every"),
        ("每个工作日", "每个工作日 = 1 business_day every"),
        ("按日支付", "按日 = 1 day every"),
        ("每月25日前报送", "每月 = 1 month every"),
    ],
)
def test_what_returns_has_its_interval(text: str, found: str) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("应立即通知", "立即 = immediate plain"),
        ("第一时间到场", "第一时间 = immediate plain"),
        ("尽快修复", "尽快 = immediate plain"),
        ("次日内", "次日内 = 1 day within"),
        ("下一个工作日内", "下一个工作日内 = 1 business_day within"),
        ("当天或次一工作日", "当天或次一工作日 = 1 business_day plain"),
        ("永久", "永久 = perpetual plain"),
        ("不因本协议解除或终止而失效", "不因本协议解除或终止而失效 = perpetual plain"),
        ("期满后仍然有效", "仍然有效 = perpetual plain"),
        # the length wins over the word
        ("终止后三年内仍然有效", "三年内 = 3 year within"),
    ],
)
def test_words_stand_for_lengths(text: str, found: str) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize("text", ["＿日内", "＿个工作日内", "＿（＿）日内", "【 】天内", "XX日内"])
def test_a_gap_is_a_length_without_a_value(text: str) -> None:
    (span,) = find(text)
    assert (span.blank, span.value, span.bound) == (True, None, "within")
    assert text[span.start : span.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "7*24小时",
        "7天×24小时支持",
        "5天 × 8小时",
        "手机24小时开机",
        "365天无休",
        "8小时工作制",
        "得40分",
        "9:00至17:30",
        "上午9点",
        "年满18周岁",
        "20人·日",
        "3人天",
        "2026年",
        "二〇二六年",
        "24年5月",
        "2026年3月内",
        "9月30日前",
        "九月十日至十五日",
        "次月 10 日前",
        "＿年＿月＿日",
        "＿年5月＿日",
        "2026年＿月＿日前",
        "20＿年",
        "第二年服务费",
        "第一季度",
        "上半年",
        "（2）天然气",
        "（1）年度计划",
        "（1）周报",
        "下一年度",
        "近三年内无违法记录",
        "自次日起",
        "总额÷12个月",
        "未及时通知",
        "及时率",
        "按年度服务费",
        "长期合作",
    ],
)
def test_what_is_no_length_of_time_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_a_range_keeps_its_lower_end() -> None:
    (span,) = find("逾期10日至15日的")
    assert (span.low, span.value) == (_days(10), _days(15))


def test_figures_that_disagree_are_both_kept_and_the_one_in_brackets_counts() -> None:
    (span,) = find("十（15）日内")
    assert (span.value, span.other) == (_days(15), _days(10))


def test_several_lengths_of_a_sentence_stay_apart() -> None:
    assert read("收到通知后24小时内答复，且最迟于7日内修复，超过5日不足10日的减收") == [
        "24小时内 = 24 hour within",
        "最迟于7日内 = 7 day within",
        "超过5日 = 5 day exceeding",
        "不足10日 = 10 day at_most",
    ]


@pytest.mark.parametrize(
    ("text", "n", "bound"),
    [
        ("累计3次的", 3, "exceeding"),
        ("三次以上", 3, "at_least"),
        ("每年不少于4次", 4, "at_least"),
        ("违约达五次", 5, "exceeding"),
        ("巡检2次", 2, "plain"),
        ("超过3（三）次的", 3, "exceeding"),
    ],
)
def test_counts_are_durations_in_events(text: str, n: int, bound: str) -> None:
    (span,) = find_counts(text)
    assert (span.value, span.bound) == (Duration(Decimal(n), Unit.EVENT), bound)


@pytest.mark.parametrize("text", ["第3次巡检", "每次", "3次日"])
def test_what_is_no_count_is_left_alone(text: str) -> None:
    assert find_counts(text) == ()


@given(st.integers(1, 999), st.sampled_from(["日", "天", "个工作日", "个月", "年", "小时", "周"]))
def test_any_number_is_read_with_any_unit(n: int, unit: str) -> None:
    (span,) = find(f"应于收到通知后{n}{unit}内完成")
    assert isinstance(span.value, Duration)
    assert (span.value.n, span.bound) == (n, "within")


def _days(n: int) -> Duration:
    return Duration(Decimal(n), Unit.DAY)
