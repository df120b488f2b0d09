"""What a tender says of itself is kept beside the contract, with its words."""

from pathlib import Path

import pytest

from loaders.files.loaded import Loaded
from loaders.opening import Opened, open_contracts
from loaders.tenders.context import tender_facts
from loaders.tenders.part import Part
from ontology.values import Json


def told(text: str) -> dict[str, Json]:
    return {fact.key: fact.value for fact in tender_facts(Loaded(text), None)}


def yuan(amount: str) -> Json:
    return {"amount": amount, "currency": "CNY"}


ROWS: list[tuple[str, str, Json]] = [
    ("项目编号：YXHB-2031-07\n", "project_number", "YXHB-2031-07"),
    ("招标编号： | 云采〔2031〕9号 |\n", "project_number", "云采〔2031〕9号"),
    ("项 目 编 号：H2031（2）\n", "project_number", "H2031（2）"),
    ("项目名称：云岫市“智慧航标”建设项目（二期）\n", "project", "云岫市“智慧航标”建设项目（二期）"),
    # A PDF breaks a long name; the next line goes on with it.
    (
        "项目名称：云岫市航标管理处灯塔巡检及后\n勤服务项目\n",
        "project",
        "云岫市航标管理处灯塔巡检及后勤服务项目",
    ),
    ("采购人：云岫市航标管理处\n", "purchaser", "云岫市航标管理处"),
    ("招 标 人：鹭洲港务集团有限公司（盖章）\n", "purchaser", "鹭洲港务集团有限公司（盖章）"),
    ("1.采购人信息\n名称：云岫市航标管理处\n地址：港前路1号\n", "purchaser", "云岫市航标管理处"),
    ("3.1 | 采购人 | 云岫市航标管理处\n", "purchaser", "云岫市航标管理处"),
    ("采购代理机构（章）：海岬咨询有限公司\n", "agency", "海岬咨询有限公司"),
    ("预算金额：35.5万元\n", "budget", yuan("355000.00")),
    ("采购预算355000元，最高限价350000元。\n", "budget", yuan("355000.00")),
    ("采购预算355000元，最高限价350000元。\n", "price_cap", yuan("350000.00")),
    ("本项目招标控制价为人民币叁拾伍万元整\n", "price_cap", yuan("350000.00")),
    # The unit stands in the head of the column.
    ("序号 | 名称 | 预算金额（万元）\n1 | 灯塔巡检 | 35.5\n", "budget", yuan("355000.00")),
    ("投标保证金：人民币5,000元\n", "bid_bond", yuan("5000.00")),
    ("磋商保证金 | 本项目不提交磋商保证金。\n", "bid_bond", "none"),
    ("本次采购不收取投标保证金。\n", "bid_bond", "none"),
    ("提交投标文件截止时间：2031年5月6日9点30分（北京时间）\n", "bid_deadline", "2031-05-06T09:30"),
    ("响应文件递交截止时间 | 2031-05-06 下午2:00\n", "bid_deadline", "2031-05-06T14:00"),
    ("开标时间：2031年5月6日\n", "opening", "2031-05-06"),
    ("十、响应文件开启时间：2031年05月06日10:00时\n", "opening", "2031-05-06T10:00"),
]

SILENT: list[tuple[str, str]] = [
    ("投标人应当写明项目编号、项目名称和包号。\n", "project_number"),
    ("项目编号：\n", "project_number"),
    ("采购人有权拒绝签订合同。\n", "purchaser"),
    ("采购人：详见招标公告\n", "purchaser"),
    ("采购预算金额在500万元以上的项目，评审委员会由七人以上组成。\n", "budget"),
    ("最高限价：每列单价1400元\n", "price_cap"),
    ("投标保证金不是从基本账户转出的。\n", "bid_bond"),
    ("投标保证金：□不要求 ☑要求\n", "bid_bond"),
    ("获取招标文件截止时间：2031年4月6日9时\n", "bid_deadline"),
    ("请在投标截止时间前递交，逾期不收。\n", "bid_deadline"),
    ("在开标时间之前不得启封。\n", "opening"),
]


@pytest.mark.parametrize(("text", "key", "value"), ROWS)
def test_a_tender_tells_of_itself(text: str, key: str, value: Json) -> None:
    assert told(text).get(key) == value


@pytest.mark.parametrize(("text", "key"), SILENT)
def test_what_only_mentions_it_tells_nothing(text: str, key: str) -> None:
    assert key not in told(text)


def test_every_fact_has_its_words() -> None:
    text = "".join(row[0] for row in ROWS)
    for fact in tender_facts(Loaded(text), None):
        assert text[fact.start : fact.end] == fact.quote


def test_the_contract_itself_is_not_asked() -> None:
    head, inside = "开标时间：2031年5月6日\n", "预算金额：1元\n"
    found = tender_facts(Loaded(head + inside), Part(len(head), len(head + inside), "", 1.0))
    assert [fact.key for fact in found] == ["opening"]


def test_the_facts_come_with_the_opened_tender(tmp_path: Path) -> None:
    contract = "".join(
        f"第{n}条 甲方与乙方约定本合同事项，违约的一方赔偿对方。\n"
        for n in "一二三四五六七八九十" * 3
    )
    text = (
        "云岫市灯塔巡检招标文件\n项目编号：YX-7\n预算金额：35万元\n第一章 招标公告\n"
        + "投标人应当在开标前递交投标文件，采购代理机构不接受邮寄。\n" * 20
        + "第二章 投标人须知\n"
        + "投标文件有下列情形之一的，评标委员会应当否决其投标。\n" * 20
        + "第三章 合同条款及格式\n甲方：\n乙方：\n"
        + contract
        + "甲方（盖章）：    乙方（盖章）：\n第四章 投标文件格式\n"
        + "投标函：投标人承诺投标文件有效期为开标之日起九十日。\n" * 20
    )
    path = tmp_path / "tender.txt"
    path.write_text(text, "utf-8")
    (opened,) = open_contracts(path)
    assert isinstance(opened, Opened)
    assert {fact.key: fact.value for fact in opened.tender} == {
        "project_number": "YX-7",
        "budget": yuan("350000.00"),
    }
    assert opened.part is not None
    assert "项目编号" not in opened.loaded.text
