"""What a file tells beside its contract: in `read --json`, beside the findings, in the report."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.context import NOTED
from benchmarks.material import package
from ontology.values import Json

Run = Callable[..., Json]

LINES = [
    "航标巡检服务合同",
    "甲方：云岫市航标管理处",
    "乙方：鹭洲低空科技有限公司",
    "第一条 乙方每月巡检灯塔一次，并向甲方提交报告。",
    "第二条 甲方应当在收到报告后十日内支付服务费人民币3,000元。",
    "第三条 任何一方违约的，应当赔偿对方因此受到的损失。",
    "第四条 本合同自双方盖章之日起生效。",
]
SECRET = "乙方放弃一切抗辩权"


@pytest.fixture
def hiding(tmp_path: Path) -> Path:
    """A Word file with a sentence that nobody sees."""
    paragraphs = [f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES]
    paragraphs.insert(5, f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r></w:p>")
    path = tmp_path / "hiding.docx"
    path.write_bytes(package("".join(paragraphs)))
    return path


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    body = "".join(
        f"第{n}条 甲方与乙方约定本合同事项，违约的一方赔偿对方。\n"
        for n in "一二三四五六七八九" * 3
    )
    path = tmp_path / "tender.txt"
    path.write_text(
        "云岫市灯塔巡检招标文件\n项目编号：YX-2031-7\n预算金额：35.5万元\n第一章 招标公告\n"
        + "开标时间：2031年5月6日9点30分\n"
        + "投标人应当在开标前递交投标文件，采购代理机构不接受邮寄。\n" * 20
        + "第二章 投标人须知\n"
        + "投标文件有下列情形之一的，评标委员会应当否决其投标。\n" * 20
        + f"第三章 合同条款及格式\n甲方：\n乙方：\n{body}甲方（盖章）：    乙方（盖章）：\n"
        + "第四章 投标文件格式\n"
        + "投标函：投标人承诺投标文件有效期为开标之日起九十日。\n" * 20,
        "utf-8",
    )
    return path


def test_read_gives_the_context_beside_the_facts(run: Run, tender: Path) -> None:
    (row,) = run("read", tender, "--json").rows
    assert row["schema"] == "contract-facts/1"
    told = row["context"]
    assert told["part"]["title"] == "合同条款及格式"
    assert [(fact["key"], fact["value"]) for fact in told["tender"]] == [
        ("project_number", "YX-2031-7"),
        ("budget", {"amount": "355000.00", "currency": "CNY"}),
        ("opening", "2031-05-06T09:30"),
    ]


def test_facts_alone_hold_nothing_of_the_tender(run: Run, tender: Path) -> None:
    ran = run("read", tender)
    assert "context" not in ran.rows[0]
    assert (
        "项目编号 YX-2031-7；预算 355,000 元；开标 2031-05-06 09:30"
        in run("read", tender, "--lang", "zh").err
    )
    assert "budget CNY 355,000" in ran.err


def test_hidden_words_stand_beside_the_findings(run: Run, hiding: Path) -> None:
    rows = run("findings", hiding, "--json").rows
    (noted,) = [row for row in rows if row["status"] == "noted"]
    assert (noted["rule"], noted["severity"]) == NOTED["hidden"]
    assert noted["quote"] == SECRET
    # Words that are not in the text have the place of what follows them.
    assert noted["place"]["paragraph"] == 6
    shown = {key for row in rows if row["status"] == "flagged" for key in row} - {"place"}
    assert set(noted) - {"place"} >= shown


def test_hidden_words_are_told_on_the_terminal_and_read_nowhere_else(
    run: Run, hiding: Path
) -> None:
    ran = run("findings", hiding)
    assert SECRET in ran.out
    (row,) = run("read", hiding, "--json").rows
    assert [note["kind"] for note in row["context"]["notes"]] == ["hidden"]
    del row["context"]
    assert SECRET not in str(row)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_shows_what_the_file_tells(
    run: Run, tender: Path, hiding: Path, tmp_path: Path, lang: str
) -> None:
    out = tmp_path / "out"
    assert run("report", tender, hiding, "--out", out, "--lang", lang).code == 0
    page = (out / "tender.html").read_text("utf-8")
    assert "YX-2031-7" in page
    assert 'href="#file"' in page
    assert "355,000" in page
    assert SECRET in (out / "hiding.html").read_text("utf-8")


def test_a_file_that_tells_nothing_has_no_such_section(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("\n".join(LINES), "utf-8")
    assert run("report", path, "--out", tmp_path / "out").code == 0
    assert 'id="file"' not in (tmp_path / "out" / "plain.html").read_text("utf-8")
    assert "context" not in run("read", path, "--json").rows[0]
