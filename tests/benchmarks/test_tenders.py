"""What was taken for the contract, laid beside what people cut out of a tender."""

from pathlib import Path

import pytest

from benchmarks.tenders import pairs, shares

CONTRACT = (
    "第一条 乙方每月巡检灯塔一次，并向甲方提交报告。\n第二条 任何一方违约的，赔偿对方的损失。"
)


@pytest.mark.parametrize(
    ("found", "recall", "precision"),
    [
        (CONTRACT, 1.0, 1.0),
        # Lines, spaces and gaps are no words.
        (CONTRACT.replace(" ", "　").replace("，", "，\n") + "____", 1.0, 1.0),
        ("", 0.0, 0.0),
    ],
)
def test_words_count_and_not_how_they_are_laid_out(
    found: str, recall: float, precision: float
) -> None:
    assert shares(found, CONTRACT) == (recall, precision)


def test_too_much_costs_one_share_and_too_little_the_other() -> None:
    recall, precision = shares(CONTRACT + "第三章 投标文件格式，投标人应当承诺有效期。", CONTRACT)
    assert (recall, precision < 0.8) == (1.0, True)
    recall, precision = shares(CONTRACT.split("\n")[0], CONTRACT)
    assert (recall < 0.6, precision) == (True, 1.0)


def test_a_tender_without_a_cut_out_is_opened_all_the_same(tmp_path: Path) -> None:
    for name in ("contracts/tenders/one.docx", "contracts/tenders/two.pdf", "contracts/public/two"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    cuts = {tender.stem: cut and cut.name for tender, cut in pairs(tmp_path)}
    assert cuts == {"one": None, "two": "two"}
