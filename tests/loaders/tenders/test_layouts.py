"""Whole tender documents as agencies set them out: the contract is found, and nothing else."""

import pytest

from loaders.tenders import contract_part

INVITATION = (
    "本项目采用竞争性磋商方式采购，供应商应当在开标前递交响应文件，采购代理机构不接受邮寄。\n" * 14
)
INSTRUCTIONS = (
    "供应商应当仔细阅读磋商文件，响应文件有下列情形之一的，评审委员会应当否决其投标。\n" * 28
)
ASSESSMENT = "评标委员会由五人组成，按综合评分法对投标文件打分，推荐中标候选人三名。\n" * 18
NEEDS = (
    "投标人所投货物应当覆盖全部灯塔，质保期不少于三年，★为实质性条款，投标文件须逐条响应。\n" * 16
)
FORMS = "投标函：投标人承诺投标文件有效期为开标之日起九十日。投标人（盖章）：\n" * 16

SAID = (
    "甲方应当在收到报告后十日内付款，甲方逾期付款的，每日按应付款的万分之五向乙方支付违约金。\n",
    "乙方逾期交付的，每日向甲方支付合同总价千分之一的违约金；超过三十日的，甲方有权解除本合同。\n",
    "双方因本合同发生争议的，应当协商解决；协商不成的，向甲方所在地人民法院提起诉讼。\n",
    "乙方每月巡检灯塔一次，并向甲方提交书面报告。乙方的投标文件是本合同的组成部分。\n",
)
TITLES = ("标的", "合同价款", "交付", "验收", "付款方式", "违约责任", "争议解决", "合同生效及其他")
SIGNED = "甲方（盖章）：                乙方（盖章）：\n法定代表人：                 法定代表人：\n"
BY_ARTICLE = "".join(
    f"第{n}条 {title}\n{SAID[i % 4]}"
    for i, (n, title) in enumerate(zip("一二三四五六七八", TITLES, strict=True))
)
BY_ITEM = "".join(
    f"{n}、{title}\n{SAID[i % 4]}"
    for i, (n, title) in enumerate(zip("一二三四五六七八", TITLES, strict=True))
)
BY_FIGURE = "".join(
    f"{i}. {title}\n{i}.1 {SAID[i % 4]}{i}.2 {SAID[(i + 1) % 4]}"
    for i, title in enumerate(TITLES, 1)
)


def agreement(body: str) -> str:
    head = "云岫市灯塔巡检采购合同\n合同编号：\n甲方（采购人）：\n乙方（供应商）：\n"
    return head + body + SIGNED


GUARANTEE = (
    "附件二：履约担保格式\n致发包人：我方愿意就承包人履行合同约定的义务提供担保，承包人违约的，"
    "我方在收到通知后七日内支付。\n担保人（盖章）：\n"
)
SPECIAL = (
    "第三节 合同专用条款前附表\n序号 | 条款 | 内容\n1 | 2.1 | 合同总价固定不变，甲方按月付款\n"
    "2 | 5.1 | 乙方收到通知后三日内补正，违约的赔偿损失\n"
)

Layout = list[tuple[str, str]]

LAYOUTS: dict[str, Layout] = {
    "consultation of suppliers": [
        ("第一章 竞争性磋商邀请", INVITATION),
        ("第二章 供应商须知", INSTRUCTIONS),
        ("第三章 采购需求", NEEDS),
        ("第四章 拟签订的合同文本", agreement(BY_ARTICLE)),
        ("第五章 响应文件格式", FORMS),
        ("第六章 评审办法", ASSESSMENT),
    ],
    "a single source": [
        ("第一部分 单一来源采购邀请函", INVITATION),
        ("第二部分 供应商须知", INSTRUCTIONS),
        ("第三部分 项目需求", NEEDS),
        ("第四部分 合同条款（参考）", agreement(BY_ITEM)),
        ("第五部分 响应文件格式与附件", FORMS),
    ],
    "an inquiry in items": [
        ("一、询价邀请", INVITATION),
        ("二、报价须知", INSTRUCTIONS),
        ("三、货物需求一览表", NEEDS),
        ("四、合同主要条款", agreement(BY_ITEM)),
        ("五、报价文件格式", FORMS),
    ],
    "works in volumes": [
        ("第一卷\n第一章 招标公告", INVITATION),
        ("第二章 投标人须知", INSTRUCTIONS),
        ("第三章 评标办法（综合评估法）", ASSESSMENT),
        (
            "第四章 合同条款及格式",
            "第一节 通用合同条款\n"
            + BY_FIGURE
            + "第二节 专用合同条款\n"
            + BY_FIGURE
            + "第三节 合同附件格式\n附件一：合同协议书\n"
            + agreement(BY_ITEM)
            + GUARANTEE,
        ),
        ("第五章 工程量清单", NEEDS),
        ("第二卷\n第六章 图纸", "图纸另册，投标人自行下载。\n" * 9),
        ("第三卷\n第七章 技术标准和要求", NEEDS),
        ("第四卷\n第八章 投标文件格式", FORMS),
    ],
    "an annex behind all": [
        ("第一章 投标邀请", INVITATION),
        ("第二章 投标人须知", INSTRUCTIONS),
        ("第三章 项目需求", NEEDS),
        ("第四章 评标方法和标准", ASSESSMENT),
        ("第五章 投标文件格式", FORMS),
        ("附件：政府采购合同（服务类）范本", agreement(BY_ARTICLE)),
    ],
    "goods in sections": [
        ("第一章 投标邀请", INVITATION),
        ("第二章 投标人须知前附表及须知", INSTRUCTIONS),
        ("第三章 货物需求及技术规格", NEEDS),
        ("第四章 评标办法", ASSESSMENT),
        (
            "第五章 合同文本",
            "第一节 合同协议书\n"
            + agreement(BY_ITEM)
            + "第二节 合同通用条款\n"
            + BY_FIGURE
            + SPECIAL,
        ),
        ("第六章 投标文件组成与格式", FORMS),
    ],
    "books": [
        ("第一篇 采购邀请书", INVITATION),
        ("第二篇 项目技术规格、数量及质量要求", NEEDS),
        ("第三篇 项目商务要求", NEEDS),
        ("第四篇 投标人须知", INSTRUCTIONS),
        ("第五篇 合同主要条款和格式合同（样本）", agreement(BY_ITEM)),
        ("第六篇 投标文件格式", FORMS),
    ],
    "figures": [
        ("1 招标公告", INVITATION),
        ("2 投标人须知", INSTRUCTIONS),
        ("3 评标办法", ASSESSMENT),
        ("4 合同条款及格式", agreement(BY_ARTICLE)),
        ("5 采购需求", NEEDS),
        ("6 投标文件格式", FORMS),
    ],
    "titles alone": [
        ("招标公告", INVITATION),
        ("投标人须知", INSTRUCTIONS),
        ("采购需求", NEEDS),
        ("评标办法", ASSESSMENT),
        ("采购合同（样本）", agreement(BY_ARTICLE)),
        ("投标文件格式", FORMS),
    ],
    "general, special and form in chapters": [
        ("第一章 招标公告", INVITATION),
        ("第二章 投标人须知", INSTRUCTIONS),
        ("第三章 评标办法", ASSESSMENT),
        ("第四章 合同通用条款", BY_FIGURE * 2),
        ("第五章 合同专用条款", BY_FIGURE),
        ("第六章 合同协议书格式", agreement(BY_ITEM)),
        ("第七章 采购需求", NEEDS),
        ("第八章 投标文件格式", FORMS),
    ],
    "items in brackets": [
        ("（一）磋商公告", INVITATION),
        ("（二）供应商须知", INSTRUCTIONS),
        ("（三）采购需求", NEEDS),
        ("（四）合同草案条款", agreement(BY_ARTICLE)),
        ("（五）响应文件格式", FORMS),
        ("（六）评审方法", ASSESSMENT),
    ],
    "a draft among forms": [
        ("第一部分 采购公告", INVITATION),
        ("第二部分 供应商须知", INSTRUCTIONS),
        ("第三部分 评审方法和标准", ASSESSMENT),
        ("第四部分 项目采购需求", NEEDS),
        ("第五部分 政府采购合同草案条款", agreement(BY_ARTICLE)),
        ("第六部分 应提交的有关格式范例", FORMS),
    ],
    "a selection": [
        ("第一章 比选公告", INVITATION),
        ("第二章 比选申请人须知", INSTRUCTIONS),
        ("第三章 比选办法", ASSESSMENT),
        ("第四章 服务要求", NEEDS),
        ("第五章 服务合同", agreement(BY_ITEM)),
        ("第六章 比选申请文件格式", FORMS),
    ],
    "before the forms": [
        ("第一章 谈判邀请", INVITATION),
        ("第二章 谈判须知", INSTRUCTIONS),
        ("第三章 合同书（格式）", agreement(BY_ARTICLE)),
        ("第四章 谈判响应文件（格式）", FORMS),
        ("第五章 谈判项目内容及要求", NEEDS),
    ],
}


def tender(layout: Layout, *, contents: bool) -> str:
    titles = [title for heading, _ in layout for title in heading.split("\n")]
    listed = "".join(f"{title} ........ {3 * i + 1}\n" for i, title in enumerate(titles))
    text = "".join(f"{heading}\n{body}" for heading, body in layout)
    cover = "云岫市灯塔巡检项目采购文件\n采购人：云岫市航标管理处\n二〇三一年三月\n"
    return f"{cover}目  录\n{listed}{text}" if contents else cover + text


def wanted(layout: Layout, text: str) -> str:
    """From the first heading of the contract to the end of its last chapter."""
    chapters = [(heading.split("\n")[-1], body) for heading, body in layout if "合同" in heading]
    (first, body), (_, last) = chapters[0], chapters[-1]
    start = text.index(f"{first}\n{body[:20]}")
    return text[start : text.index(last, start) + len(last)].strip()


@pytest.mark.parametrize("contents", [True, False])
@pytest.mark.parametrize("name", LAYOUTS)
def test_the_contract_is_found_in_every_layout(name: str, contents: bool) -> None:
    text = tender(LAYOUTS[name], contents=contents)
    part = contract_part(text)
    assert part is not None
    assert text[part.start : part.end].strip() == wanted(LAYOUTS[name], text)


def test_the_title_of_the_chapter_on_every_page_does_not_cut_the_contract_short() -> None:
    layout = LAYOUTS["consultation of suppliers"]
    text = tender(layout, contents=True)
    contract = wanted(layout, text)
    paged = contract.replace("第四条 验收", "第四章 拟签订的合同文本\n第四条 验收")
    part = contract_part(text.replace(contract, paged))
    assert part is not None
    assert text.replace(contract, paged)[part.start : part.end].strip() == paged
