"""Calendars, read by another program: what falls due, on which day, the same each time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from api.contracts import Judged
from api.errors import Problem
from api.report.due import dues
from api.reports import comparison_report, contract_report


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data.decode()).walk("VEVENT"))


def test_days_stated_and_counted_are_events(judged: Callable[[str], Judged]) -> None:
    found = events(contract_report(judged("river-city-network-ops"), "ics", "zh"))
    days = {str(event["SUMMARY"]): event.decoded("DTSTART") for event in found}
    first = next(name for name in days if "付款" in name)
    assert first.startswith("甲方（采购方）：付款")
    # 20 working days after 2025-03-18, across Qingming (2025-04-04 to 04-06).
    assert days[first] == date(2025, 4, 16)
    assert days["合同期满"] == date(2026, 3, 31)
    assert days["乙方（供应方）：履约担保到期"] == date(2026, 5, 31)
    told = next(str(e["DESCRIPTION"]) for e in found if str(e["SUMMARY"]) == first)
    assert "“合同生效后20个工作日内，甲方支付合同总价的30%，计385,800.00元”" in told
    assert "国办发明电〔2024〕12号" in told


def test_a_payment_that_waits_for_acceptance_has_no_day(judged: Callable[[str], Judged]) -> None:
    contract = judged("river-city-network-ops").contract
    assert [due.quote for due in dues(contract, "zh") if "验收合格后" in due.quote] == []


def test_what_is_both_a_term_and_a_norm_falls_due_once(judged: Callable[[str], Judged]) -> None:
    for stem in ("river-city-network-ops", "valley-gis-survey", "harbour-software-dev"):
        found = dues(judged(stem).contract, "en")
        assert len({due.uid for due in found}) == len(found)
        spans = [(due.day, due.start) for due in found if due.start >= 0]
        assert len(set(spans)) == len(spans)


def test_the_stamp_is_no_clock_and_ids_stay(judged: Callable[[str], Judged]) -> None:
    one = judged("river-city-network-ops")
    plain = events(contract_report(one, "ics", "zh"))
    dated = events(contract_report(one, "ics", "en", on=date(2024, 1, 2)))
    assert {str(e["DTSTAMP"].to_ical(), "ascii") for e in plain} == {"20250318T000000Z"}
    assert {str(e["DTSTAMP"].to_ical(), "ascii") for e in dated} == {"20240102T000000Z"}
    assert [str(e["UID"]) for e in plain] == [str(e["UID"]) for e in dated]


def test_lines_are_folded_between_characters(judged: Callable[[str], Judged]) -> None:
    data = contract_report(judged("river-city-network-ops"), "ics", "zh")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)


def test_years_without_a_known_order_are_told(judged: Callable[[str], Judged]) -> None:
    one = judged("river-city-network-ops")
    facts = one.contract.facts
    late = replace(facts, contract=replace(facts.contract, signed_on="2031-03-18"))
    told = [
        str(event["DESCRIPTION"])
        for event in events(
            contract_report(replace(one, contract=replace(one.contract, facts=late)), "ics", "en")
        )
    ]
    assert any("holiday notice for 2031 is not known here" in words for words in told)


def test_several_contracts_share_a_calendar_and_none_has_none(
    judged: Callable[[str], Judged],
) -> None:
    both = [judged("river-city-network-ops"), judged("valley-gis-survey")]
    alone = [events(contract_report(one, "ics", "zh")) for one in both]
    assert len(events(comparison_report(both, "ics", "zh"))) == sum(map(len, alone))
    with pytest.raises(Problem, match="nothing in it has a date"):
        contract_report(judged("blank-ops-template"), "ics", "en")
