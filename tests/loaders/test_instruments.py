"""Several contracts in one text are told apart; a contract with its annexes is one."""

from pathlib import Path

import pytest

from benchmarks.corpus import SHARED, samples, shared
from loaders.files.how import How
from loaders.instruments import instruments
from loaders.opening import Opened, Unopened, open_contracts


def contract(
    title: str,
    *,
    number: str = "",
    buyer: str = "云岫市航标管理处",
    vendor: str = "鹭洲低空科技有限公司",
) -> str:
    head = f"合同编号：{number}\n{title}\n" if number else f"{title}\n"
    return head + (
        f"甲方：{buyer}\n乙方：{vendor}\n"
        "第一条 乙方按照甲方的要求每月巡检灯塔一次，并在五日内提交书面报告，双方应当指定联系人。\n"
        "第二条 甲方应当在收到报告后十日内支付当月费用人民币三千元，逾期每日按万分之五计违约金。\n"
        "第三条 任何一方违反约定的，应当赔偿对方因此受到的损失；逾期超过三十日的，对方有权解除。\n"
        "第四条 双方因履行发生争议，协商不成的，向甲方所在地人民法院提起诉讼。\n"
        "第五条 自双方盖章之日起生效，一式四份，双方各执两份。\n"
        "甲方（盖章）：                乙方（盖章）：\n"
        "日期：    年  月  日        日期：    年  月  日\n"
    )


def annex(title: str, *, before: str = "", said: str = "") -> str:
    return before + contract(title).replace("第五条 ", f"第五条 {said}")


MAIN = contract("灯塔巡检服务合同")

SEVERAL = {
    "two agreements of other titles": [MAIN, contract("浮标采购合同")],
    "one form for two vendors": [MAIN, contract("灯塔巡检服务合同", vendor="海岬测绘有限公司")],
    "one form under two numbers": [
        contract("灯塔巡检服务合同", number="HB-2031-01"),
        contract("灯塔巡检服务合同", number="HB-2031-02"),
    ],
    "three in a row": [MAIN, contract("浮标采购合同"), contract("码头房屋租赁协议书")],
    "a secrecy agreement with somebody else": [MAIN, contract("保密协议", vendor="石桥律师事务所")],
    "a title in spaced letters": [MAIN, contract("浮 标 采 购 合 同")],
    "Markdown": [
        "# 灯塔巡检服务合同\n" + MAIN.split("\n", 1)[1].replace("甲方：", "**甲方：** "),
        "# 浮标采购合同\n" + MAIN.split("\n", 1)[1],
    ],
    "labels of purchase and supply": [
        MAIN,
        contract("浮标采购合同").replace("甲方", "需方").replace("乙方", "供方"),
    ],
}

ONE = {
    "a contract alone": MAIN,
    "its secrecy agreement as an annex": MAIN + annex("保密协议", before="附件一：\n"),
    "the annex in the title": MAIN + annex("附件2：廉政协议"),
    "a secrecy agreement under its own title": MAIN + annex("保密协议"),
    "an integrity letter that is part of the contract": MAIN
    + annex("廉洁合同", said="本协议作为服务合同的附件，"),
    "a safety agreement": MAIN + annex("安全生产管理协议书"),
    "a service agreement named among the annexes": MAIN.replace(
        "第五条 ", "第五条 附件：《灯塔设备清单》《运行服务协议》。"
    )
    + annex("运行服务协议"),
    "the same contract twice": MAIN + MAIN,
    "a cover and the contract behind it": "灯塔巡检服务合同\n甲方：云岫市航标管理处\n"
    "乙方：鹭洲低空科技有限公司\n签订日期：2031年3月2日\n\f" + MAIN,
    "general and special terms": MAIN + "通用合同条款\n第一条 定义\n甲方指采购人，乙方指供应商。\n"
    "专用合同条款\n第一条 定义\n甲方（盖章）：  乙方（盖章）：\n",
    "a form behind the signatures": MAIN
    + "验收单\n甲方：\n乙方：\n甲方（盖章）：    乙方（盖章）：\n",
    "two titles, one block of signatures": MAIN.split("甲方（盖章）")[0] + contract("浮标采购合同"),
    "nothing": "",
}


@pytest.mark.parametrize("case", SEVERAL)
def test_each_of_several_contracts_is_found_where_it_stands(case: str) -> None:
    pieces = SEVERAL[case]
    text = "\n\n".join(pieces)
    found = [text[one.start : one.end].strip() for one in instruments(text)]
    assert found == [piece.strip() for piece in pieces]


@pytest.mark.parametrize("case", ONE)
def test_a_contract_with_what_belongs_to_it_is_one(case: str) -> None:
    text = ONE[case]
    (one,) = instruments(text)
    assert (one.start, one.end) == (0, len(text))


def test_the_pieces_cover_the_text() -> None:
    text = "序言\n" + "\n".join(SEVERAL["three in a row"]) + "附件\n灯塔清单\n"
    found = instruments(text)
    assert "".join(text[one.start : one.end] for one in found) == text


@pytest.mark.parametrize("source", samples(), ids=lambda source: source.name)
def test_no_sample_is_taken_apart(source: object) -> None:
    assert len(instruments(getattr(source, "text"))) == 1  # noqa: B009


@pytest.mark.skipif(not SHARED.exists(), reason="measures on ../shared")
def test_no_shared_contract_is_taken_apart() -> None:
    parted = [s.name for s in shared(SHARED) if len(instruments(s.text)) > 1]
    assert parted == []


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "两份.txt"
    path.write_text(text, "utf-8")
    return path


def test_a_file_gives_each_contract_with_its_name_and_place(tmp_path: Path) -> None:
    text = "\n".join(SEVERAL["one form for two vendors"])
    found = list(open_contracts(written(tmp_path, text)))
    assert all(isinstance(one, Opened) for one in found)
    opened = [one for one in found if isinstance(one, Opened)]
    assert [one.name for one in opened] == ["两份~灯塔巡检服务合同", "两份~灯塔巡检服务合同-2"]
    assert [one.of for one in opened] == [2, 2]
    for one in opened:
        assert one.part is not None
        assert text[one.part.start : one.part.end] == one.loaded.text


def test_one_of_several_can_be_named_and_the_whole_file_read(tmp_path: Path) -> None:
    path = written(tmp_path, "\n".join([MAIN, contract("浮标采购合同")]))
    (named,) = open_contracts(path, How(part="浮标"))
    assert isinstance(named, Opened)
    assert named.loaded.text.startswith("浮标采购合同")
    (whole,) = open_contracts(path, How(part="all"))
    assert isinstance(whole, Opened)
    assert whole.part is None
    (wrong,) = open_contracts(path, How(part="码头"))
    assert isinstance(wrong, Unopened)
