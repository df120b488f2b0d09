from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values.dates import find, find_ranges


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025年10月24日", "2025-10-24"),
        ("2025 年 10 月 24 日", "2025-10-24"),
        ("2025年3月1号", "2025-03-01"),
        ("25年3月1日", "2025-03-01"),
        ("2025.10.24", "2025-10-24"),
        ("2025-3-1", "2025-03-01"),
        ("2025/10/24", "2025-10-24"),
        ("二〇二五年十月二十四日", "2025-10-24"),
        ("二O二五年十二月廿一日", "2025-12-21"),
        ("贰零贰伍年壹拾月零壹日", "2025-10-01"),
        ("＿2025＿年＿3＿月＿1＿日", "2025-03-01"),
        ("2024年5月", "2024-05"),
        ("2024年5月上旬", "2024-05"),
        ("2024年2月底", "2024-02-29"),
        ("2024年底", "2024-12-31"),
        ("2024年2月29日", "2024-02-29"),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, iso: str) -> None:
    (hit,) = find(f"应于{text}前完成")
    assert (hit.iso, hit.blank, hit.impossible) == (iso, False, False)
    assert hit.start == 2
    assert hit.end == 2 + len(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026年＿月＿日",
        "2026年5月＿日",
        "＿年＿月＿日",
        "20＿年＿月＿日",
        "202＿年1月1日",
        "＿年5月1日",
        "XX年XX月XX日",
        "＿月＿日",
        "年 月 日",
        "2026年月日",
    ],
)
def test_a_date_left_open_is_blank(text: str) -> None:
    (hit,) = find(f"签订日期：{text}")
    assert (hit.iso, hit.blank, hit.impossible) == (None, True, False)
    assert f"签订日期：{text}"[hit.start : hit.end] == text


@pytest.mark.parametrize("text", ["2012年9月31日", "2023年13月1日", "2023年2月29日", "2023.4.31"])
def test_a_date_that_no_calendar_has_is_impossible(text: str) -> None:
    (hit,) = find(text)
    assert (hit.iso, hit.blank, hit.impossible) == (None, False, True)


@pytest.mark.parametrize(
    "text",
    [
        "HT-2025-10-24",
        "2025-10-24-001",
        "2025.10.24.1",
        "2024年度",
        "2024年",
        "次年5月1日",
        "每年1月1日",
        "出生年月日",
        "9月30日",
        "版本3.10.24",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find(text) == ()


def test_a_month_before_a_count_of_days_is_only_a_month() -> None:
    (hit,) = find("2024年5月20个工作日内")
    assert hit.iso == "2024-05"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("自2025年3月1日起至2026年2月28日止", "2025-03-01", "2026-02-28"),
        ("自2025年3月1日（含）起，至2026年2月28日（含）止", "2025-03-01", "2026-02-28"),
        ("自2025年3月1日零时起至2026年2月28日24时止", "2025-03-01", "2026-02-28"),
        ("2025.03.01-2026.02.28", "2025-03-01", "2026-02-28"),
        ("2025年3月1日——2026年2月28日", "2025-03-01", "2026-02-28"),
        ("从2025年3月1日到12月31日", "2025-03-01", "2025-12-31"),
        ("2025年3月1日至5日", "2025-03-01", "2025-03-05"),
        ("2025年7月1日至次年6月30日", "2025-07-01", "2026-06-30"),
        ("2025年3月至11月", "2025-03", "2025-11"),
        ("自合同签订之日起至2026年2月28日止", None, "2026-02-28"),
        ("合同生效之日起至2026年2月28日止", None, "2026-02-28"),
        ("自签订之日至2026年2月28日", None, "2026-02-28"),
        ("自＿年＿月＿日起至＿年＿月＿日止", None, None),
    ],
)
def test_a_period_has_two_ends(text: str, first: str | None, last: str | None) -> None:
    (found,) = find_ranges(text)
    assert (found.first and found.first.iso, found.last.iso) == (first, last)
    assert text[found.start : found.end] == text.lstrip("自从") or found.first is None


def test_two_dates_in_one_sentence_are_no_period() -> None:
    assert find_ranges("2025年3月1日签订，2026年2月28日验收") == ()


@given(
    st.dates(date(1950, 1, 1), date(2150, 12, 31)), st.sampled_from(["{}年{}月{}日", "{}.{}.{}"])
)
def test_every_day_of_the_calendar_is_read(day: date, form: str) -> None:
    text = form.format(day.year, day.month, day.day)
    if "年" in form or day.year < 2100:
        (hit,) = find(text)
        assert hit.iso == day.isoformat()
