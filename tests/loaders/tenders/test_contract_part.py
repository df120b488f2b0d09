"""The contract inside a tender: its chapter and nothing else, however the tender is set out."""

import pytest

from loaders.files.how import How
from loaders.opening import Opened, Unopened, open_contracts
from loaders.tenders import contract_part, is_tender

CONTRACT = """\
云岫市灯塔巡检服务合同
甲方（采购人）：
乙方（供应商）：
第一条 服务内容
乙方按照甲方的要求每月巡检灯塔一次，并向甲方提交书面报告。双方应当指定联系人。
第二条 付款
甲方应当在收到报告后10个工作日内向乙方支付当月服务费。甲方逾期付款的，每日按应付款的万分之五向乙方支付违约金。
第三条 违约责任
乙方未按期巡检的，每逾期一日向甲方支付合同总价千分之一的违约金；逾期超过30日的，甲方有权解除本合同。
第四条 争议解决
双方因本合同发生争议的，应当协商解决；协商不成的，向甲方所在地人民法院提起诉讼。
第五条 生效
本合同自双方签字盖章之日起生效，一式四份，甲乙双方各执两份。
甲方（盖章）：                乙方（盖章）：
"""
INVITATION = (
    "投标人应当在开标前递交投标文件，招标文件每份售价二百元，采购代理机构不接受邮寄。\n" * 12
)
INSTRUCTIONS = (
    "投标人应当仔细阅读招标文件，投标文件有下列情形之一的，评标委员会应当否决其投标。\n" * 25
)
ASSESSMENT = "评标委员会由五人组成，按综合评分法对投标文件打分，推荐中标候选人三名。\n" * 15
NEEDS = "投标人所投服务应当覆盖全部灯塔，响应时间不超过四小时，投标文件须逐条响应。\n" * 15
FORMS = "投标函：致采购代理机构，投标人承诺投标文件有效期为开标之日起九十日。\n" * 15

ORDERS = {
    "chapters": (
        ("第一章 招标公告", INVITATION),
        ("第二章 投标人须知", INSTRUCTIONS),
        ("第三章 评标办法", ASSESSMENT),
        ("第四章 合同条款及格式", CONTRACT),
        ("第五章 采购需求", NEEDS),
        ("第六章 投标文件格式", FORMS),
    ),
    "parts, contract last": (
        ("第一部分 竞争性磋商公告", INVITATION),
        ("第二部分 供应商须知", INSTRUCTIONS),
        ("第三部分 采购需求", NEEDS),
        ("第四部分 评审方法和标准", ASSESSMENT),
        ("第五部分 响应文件格式", FORMS),
        ("第六部分 拟签订的合同文本", CONTRACT),
    ),
    "lists": (
        ("一、采购邀请", INVITATION),
        ("二、供应商须知", INSTRUCTIONS),
        ("三、采购需求", NEEDS),
        ("四、合同格式", CONTRACT),
        ("五、评标办法", ASSESSMENT),
        ("六、响应文件格式", FORMS),
    ),
    "an annex": (
        ("第一章 招标公告", INVITATION),
        ("第二章 投标人须知", INSTRUCTIONS),
        ("第三章 评标办法", ASSESSMENT + NEEDS),
        ("附件1：服务合同（草案）", CONTRACT),
        ("附件2：投标文件格式", FORMS),
    ),
    "volumes": (
        ("第一册 专用条款\n第一章 招标公告", INVITATION),
        ("第二章 用户需求书", NEEDS),
        ("第三章 投标文件组成要求及格式", FORMS),
        ("第四章 合同条款及格式", CONTRACT),
        ("第二册 通用条款\n第一章 总则", INSTRUCTIONS),
        ("第二章 评审程序及评审方法", ASSESSMENT),
    ),
}


def tender(order: str, *, contents: bool = True) -> str:
    parts = ORDERS[order]
    listed = "".join(
        f"{title.splitlines()[-1]} ........ {3 * i}\n" for i, (title, _) in enumerate(parts)
    )
    text = "".join(f"{title}\n{body}" for title, body in parts)
    return f"云岫市灯塔巡检项目招标文件\n目 录\n{listed if contents else ''}{text}"


@pytest.mark.parametrize("contents", [True, False])
@pytest.mark.parametrize("order", ORDERS)
def test_the_part_runs_from_its_heading_to_the_next_part(order: str, contents: bool) -> None:
    text = tender(order, contents=contents)
    part = contract_part(text)
    assert part is not None
    read = text[part.start : part.end]
    assert read.split("\n", 1)[1].strip() == CONTRACT.strip()
    assert part.sure > 0.8


def test_the_chapters_of_the_contract_itself_do_not_end_it() -> None:
    own = "第一部分 合同协议书\n" + CONTRACT + "第二部分 通用条款\n" + CONTRACT
    text = tender("chapters").replace(CONTRACT, own)
    part = contract_part(text)
    assert part is not None
    assert text[part.start : part.end].count("云岫市灯塔巡检服务合同") == 2


def test_general_terms_in_another_chapter_do_not_stand_for_the_contract() -> None:
    text = tender("chapters").replace("第二章 投标人须知", "第二章 合同的授予与备案")
    part = contract_part(text)
    assert part is not None
    assert part.title == "合同条款及格式"


@pytest.mark.parametrize(
    "text",
    [
        CONTRACT,
        CONTRACT * 6,
        CONTRACT + "本合同未尽事宜按招标文件、投标文件执行。乙方的投标文件是本合同的组成部分。\n",
        INSTRUCTIONS,
    ],
)
def test_a_contract_alone_is_no_tender(text: str) -> None:
    assert not is_tender(text)
    assert contract_part(text) is None


def test_a_tender_without_a_contract_has_no_part() -> None:
    text = tender("chapters", contents=False).replace(CONTRACT, NEEDS)
    assert is_tender(text)
    assert contract_part(text) is None


def opened(tmp_path: object, part: str | None) -> Opened | Unopened:
    from pathlib import Path

    path = Path(str(tmp_path), "tender.txt")
    path.write_text(tender("chapters"), "utf-8")
    (one,) = open_contracts(path, How(part=part))
    return one


def test_the_part_is_what_is_read_unless_the_user_says_otherwise(tmp_path: object) -> None:
    found = opened(tmp_path, None)
    assert isinstance(found, Opened)
    assert found.loaded.text.startswith("第四章 合同条款及格式")
    whole = opened(tmp_path, "all")
    assert isinstance(whole, Opened)
    assert whole.loaded.text == tender("chapters")
    named = opened(tmp_path, "采购需求")
    assert isinstance(named, Opened)
    assert named.loaded.text.startswith("第五章 采购需求\n投标人所投服务")
    wrong = opened(tmp_path, "廉政协议")
    assert isinstance(wrong, Unopened)
    assert "there is no part" in wrong.error.message
