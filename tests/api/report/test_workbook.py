"""Workbooks, read by another program: registers that filter, and cells that run nothing."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from api.contracts import Judged
from api.reports import comparison_report, contract_report
from ontology.vocabulary import Lang

SHEETS: dict[Lang, list[str]] = {
    "zh": ["合同", "风险发现", "条款", "义务登记", "依据与方法"],
    "en": ["Contracts", "Findings", "Terms", "Obligations", "Sources and method"],
}
STEM = "river-city-network-ops"


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_registers_have_a_frozen_head_filters_and_every_row(
    judged: Callable[[str], Judged], lang: Lang
) -> None:
    one = judged(STEM)
    book = opened(contract_report(one, "xlsx", lang))
    assert book.sheetnames == SHEETS[lang]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        assert all(sheet.column_dimensions[c[0].column_letter].width > 5 for c in sheet.columns)
    findings, terms, duties = book.worksheets[1:4]
    assert findings.max_row - 1 == len(one.findings)
    assert terms.max_row - 1 == len(one.contract.facts.terms)
    assert duties.max_row - 1 >= len(one.contract.facts.norms)
    titles = {row[5] for row in findings.iter_rows(min_row=2, values_only=True)}
    assert titles == {finding.title.say(lang) for finding in one.findings}


def test_a_duty_has_its_day_as_a_date(judged: Callable[[str], Judged]) -> None:
    book = opened(contract_report(judged(STEM), "xlsx", "zh"))
    rows = list(book["义务登记"].iter_rows(min_row=2, values_only=True))
    paid = next(row for row in rows if row[8] and "合同生效后20个工作日内" in row[8])
    assert paid[1:5] == (datetime(2025, 4, 16), "20个工作日", "采购方", "义务")
    assert "国办发明电〔2024〕12号" in paid[9]
    assert any(row[5] == "履约担保到期" for row in rows)


def test_a_comparison_has_all_contracts_and_the_matrix(judged: Callable[[str], Judged]) -> None:
    several = [judged(STEM), judged("lakeside-data-service")]
    book = opened(comparison_report(several, "xlsx", "en"))
    names = [one.contract.name for one in several]
    assert [row[0].value for row in book["Contracts"].iter_rows(min_row=2)] == names
    assert [cell.value for cell in book["Topic by topic"][1]][3:] == names


def test_no_cell_is_a_formula_or_a_link(judged: Callable[[str], Judged]) -> None:
    one = judged(STEM)
    facts = one.contract.facts
    head = replace(facts.contract, title='=HYPERLINK("http://a.example","点此")\x01')
    parties = tuple(replace(party, name="https://a.example/") for party in facts.parties)
    terms = (replace(facts.terms[0], quote="@SUM(A1)" + "x" * 40_000), *facts.terms[1:])
    odd = replace(facts, contract=head, parties=parties, terms=terms)
    hostile = replace(one, contract=replace(one.contract, facts=odd))
    book = opened(contract_report(hostile, "xlsx", "zh"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    risky = [c for c in cells if isinstance(c.value, str) and c.value[:1] in "=+-@"]
    assert {c.value[:5] for c in risky} == {"=HYPE", "@SUM("}
    assert all(cell.quotePrefix for cell in risky)
    assert all("\x01" not in cell.value for cell in risky)
