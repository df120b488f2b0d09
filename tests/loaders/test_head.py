from dataclasses import asdict
from decimal import Decimal

import pytest

from loaders.clauses import outline
from loaders.head import read_contract
from loaders.head.cover import read_number, read_project
from loaders.head.period import Period, read_period
from loaders.head.price import read_price
from loaders.head.signing import read_copies, read_effective, read_signed_at, read_signed_on
from loaders.head.title import read_title
from loaders.layout import read_text
from loaders.parties import read_parties
from loaders.roles import find_roles
from ontology.facts import Contract
from ontology.values import Duration, Unit

SIGNED = """\
云川市水务局泵站设备

维护服务合同

合同编号：云水合〔2031〕12号
项目名称：云川市泵站设备维护项目
甲方（委托方）：云川市水务局
乙方（服务方）：启明机电服务有限公司
签订地点：云川市北港区
签订日期：2031年3月1日

根据《中华人民共和国民法典》，双方达成如下协议：
第一条 服务期限
本合同服务期限为一年，自2031年4月1日起至2032年3月31日止。
第二条 价款
1.合同总价为人民币柒拾叁万伍仟元整（¥735,000.00元），包括税金等一切费用。
2.甲方应在收到乙方开具的发票后十日内向乙方支付合同总价的50%，即¥367,500.00元。
第三条 其他
1.本合同一式陆份，甲方执肆份，乙方执贰份。
2.本合同自双方签字并加盖公章之日起生效。
附件一：保密协议
本协议一式两份，自双方盖章之日起生效，保密期限为五年。
"""


def read(source: str) -> Contract:
    text = read_text("t", source)
    tree = outline(text)
    return read_contract(text, tree, read_parties(text, tree, find_roles(text)))


def plain(source: str) -> str:
    return read_text("t", source).plain


def test_a_signed_contract_says_all_of_itself() -> None:
    assert asdict(read(SIGNED)) == {
        "title": "云川市水务局泵站设备维护服务合同",
        "project": "云川市泵站设备维护项目",
        "number": "云水合〔2031〕12号",
        "state": "executed",
        "signed_on": "2031-03-01",
        "signed_at": "云川市北港区",
        "starts_on": "2031-04-01",
        "ends_on": "2032-03-31",
        "term": {"n": 1, "unit": "year"},
        "total_price": {"amount": "735000.00", "currency": "CNY"},
        "price_in_words": "柒拾叁万伍仟元整",
        "tax": "included",
        "governing_law": "CN",
        "copies": 6,
        "effective_on": "signature_and_seal",
    }


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("签订日期：2031年3月1日", "签订日期：    年  月  日", "draft"),
        ("乙方（服务方）：启明机电服务有限公司", "乙方（服务方）：", "template"),
        ("签订日期：2031年3月1日", "签订日期：2031年3月", "draft"),
    ],
)
def test_names_and_a_day_make_a_contract_executed(old: str, new: str, state: str) -> None:
    assert read(SIGNED.replace(old, new)).state == state


def test_an_open_price_makes_an_undated_contract_a_template() -> None:
    undated = SIGNED.replace("签订日期：2031年3月1日", "")
    priced = "柒拾叁万伍仟元整（¥735,000.00元）"
    assert read(undated.replace(priced, "________元（¥_____元）")).state == "template"


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("水泵维护合同\n甲方：云川市水务局", "水泵维护合同"),
        ("云川市北港区\n路灯节能改造合同书\n\n甲方：", "云川市北港区路灯节能改造合同书"),
        ("第四章 合同条款及格式\n（合同书格式）\n食堂食材配送协议\n甲方：", "食堂食材配送协议"),
        ("项目合同\n\n收费系统开发项目\n合同书\n\n甲方：", "收费系统开发项目合同书"),
        ("2031年   月\n软件开发合同（委托开发）\n甲方：", "软件开发合同（委托开发）"),
        ("启明机电服务有限公司\n设备采购合同\n甲方：", "设备采购合同"),
        (
            "云川实验室知识产权平台建设项目\n\n项目编号：12\n采购单位（甲方）：",
            "云川实验室知识产权平台建设项目",
        ),
        ("甲方：云川市水务局\n乙方：启明公司\n双方签订本合同。", None),
    ],
)
def test_titles(source: str, title: str | None) -> None:
    assert read_title(read_text("t", source)) == title


@pytest.mark.parametrize(
    ("source", "project"),
    [
        ("项目名称：泵站维护\n甲方：", "泵站维护"),
        ("工程名称 | 北港路灯改造工程", "北港路灯改造工程"),
        (
            "项目名称：云川市北港区智慧路灯节能\n改造项目\n甲方：",
            "云川市北港区智慧路灯节能改造项目",
        ),
        ("一、项目名称：\n北港路灯改造工程（二标段）\n", "北港路灯改造工程（二标段）"),
        ("双方就“北港路灯改造项目”有关事宜达成协议", "北港路灯改造项目"),
        ("根据YC12号“北港路灯改造项目”公开招标结果", "北港路灯改造项目"),
        ("项目名称：__________\n甲方：", None),
    ],
)
def test_projects(source: str, project: str | None) -> None:
    assert read_project(plain(source)) == project


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("合同编号：YC-2031-007\n", "YC-2031-007"),
        ("（合同编号：YC2031007）\n", "YC2031007"),
        ("合同编号：          \n项目编号：P-12\n", None),
        ("项目编号：P-12\n", None),
    ],
)
def test_numbers(source: str, number: str | None) -> None:
    assert read_number(plain(source)) == number


YEAR = Duration(Decimal(1), Unit.YEAR)
THREE_YEARS = Duration(Decimal(3), Unit.YEAR)


@pytest.mark.parametrize(
    ("source", "period"),
    [
        ("服务期限：自2031年1月1日起至2031年12月31日止。", Period("2031-01-01", "2031-12-31")),
        ("提供维护服务的期间为2031年1月1日到2031年12月31日。", Period("2031-01-01", "2031-12-31")),
        ("合作时间：2031年1月1日—2031年12月31日。", Period("2031-01-01", "2031-12-31")),
        (
            "第三条 租赁期限\n租赁期为三年，自2031年1月1日起算。",
            Period("2031-01-01", None, THREE_YEARS),
        ),
        ("租赁期限自审批通过之日起三年。", Period(None, None, THREE_YEARS)),
        ("服务期限要求\n1年\n", Period(None, None, YEAR)),
        ("服务期限自合同签订之日起至2031年12月31日止。", Period(None, "2031-12-31")),
        ("本合同有效期一年。", Period(None, None, YEAR)),
        (
            "本项目采购有效期为三年，本协议有效期为一年，自2031年7月1日起至2032年6月30日止。",
            Period("2031-07-01", "2032-06-30", YEAR),
        ),
        (
            "计划开工日期：2031年4月1日。\n计划竣工日期：2031年9月30日。",
            Period("2031-04-01", "2031-09-30"),
        ),
        (
            "服务期限：三年，合同一年一签。本期自2031年9月1日起至2032年8月31日。",
            Period("2031-09-01", "2032-08-31", THREE_YEARS),
        ),
        ("服务期限自____年__月__日起至____年__月__日止。", Period(blank=True)),
        # What runs after or beside the contract is not its time.
        ("保密期限为五年。质保期限为三年。", Period()),
        ("服务期满前30日书面通知对方。合同期内发生事故的，3日内报告。", Period()),
        ("免费维护时间：自验收合格之日起1年内。", Period()),
    ],
)
def test_periods(source: str, period: Period) -> None:
    assert read_period(plain(source)) == period


@pytest.mark.parametrize(
    ("source", "amount", "words"),
    [
        ("合同总价：¥735000.00元（大写：柒拾叁万伍仟元整）。", "735000.00", "柒拾叁万伍仟元整"),
        ("技术服务费总额为35万元。", "350000.00", None),
        ("合同金额（大写）：人民币伍万元整\n", "50000.00", "伍万元整"),
        (
            "序号 | 品名 | 数量 | 金额（元）\n1 | 水泵 | 3 | 9,000.00\n合计 | | 3 | 9,000.00\n",
            "9000.00",
            None,
        ),
        ("年度 | 金额（万元）\n总计 | 12.50\n", "125000.00", None),
        ("服务费为人民币三万元。", "30000.00", "三万元"),
        ("签约合同价为：\n人民币（大写）叁万元整（¥30000.00元）；", "30000.00", "叁万元整"),
        ("合计人民币金额（大写）：叁万伍仟元整\n", "35000.00", "叁万伍仟元整"),
        ("合同总价的30%，即¥9000元。", None, None),
        ("总费用为12,000元/年。", None, None),
        ("履约保证金为合同总价的5%，计¥500元。", None, None),
        ("合同总价：¥_____元（大写：______）。", None, None),
    ],
)
def test_prices(source: str, amount: str | None, words: str | None) -> None:
    price = read_price(plain(source))
    assert (str(price.total.to_json()["amount"]) if price.total else None) == amount
    assert price.words == words


@pytest.mark.parametrize(
    ("source", "tax"),
    [
        ("合同含税总价为10元。", "included"),
        ("该价格已包括运费、安装费和税金。", "included"),
        ("合同总价不含税。", "excluded"),
        ("合同总价：人民币（含/不含税）10元。", None),
        ("如税率调整，不含税价格不变。", None),
        ("乙方应开具增值税发票。", None),
    ],
)
def test_taxes(source: str, tax: str | None) -> None:
    assert read_price(plain(source)).tax == tax


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("签订日期：二〇三一年三月一日\n", "2031-03-01"),
        ("签约日期：2031年3月\n甲方：\n乙方：\n2031年3月9日 | 2031年3月9日\n", "2031-03-09"),
        (
            "一、乙方按约定提供泵站维护服务，甲方按约定付款。\n"
            "甲方：\n签字日期：2031年3月9日\n乙方：\n签字日期：2031年3月12日\n",
            "2031-03-12",
        ),
        ("签约日期：2031年3月\n", "2031-03"),
        ("签订日期：____年__月__日\n", None),
        ("服务自2031年4月1日开始。\n", None),
    ],
)
def test_days_of_signing(source: str, day: str | None) -> None:
    assert read_signed_on(plain(source)) == day


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("签订地点：云川市北港区\n", "云川市北港区"),
        ("合同编号：1 | 签约地点：云川市\n", "云川市"),
        ("双方于2031年3月1日在云川市北港区签订本合同。", "云川市北港区"),
        ("签订地点：____________\n", None),
        ("签订地点\n本合同在云川市北港区签订。", "云川市北港区"),
        ("由合同签订地法院管辖。", None),
    ],
)
def test_places_of_signing(source: str, place: str | None) -> None:
    assert read_signed_at(plain(source)) == place


@pytest.mark.parametrize(
    ("source", "copies"),
    [
        ("本合同一式肆份，双方各执贰份。", 4),
        ("本合同正本一式6份。", 6),
        ("本协议壹式贰份。", 2),
        ("验收报告一式三份。本合同一式两份。", 2),
        ("本合同一式____份。", None),
    ],
)
def test_copies(source: str, copies: int | None) -> None:
    assert read_copies(plain(source)) == copies


@pytest.mark.parametrize(
    ("source", "effective"),
    [
        ("本合同自双方签字盖章之日起生效。", "signature_and_seal"),
        ("本合同经法定代表人签字且加盖公章后生效。", "signature_and_seal"),
        ("合同自双方加盖合同专用章后生效。", "seal"),
        ("本合同经各方签名或盖章后生效。", "signature"),
        ("本协议经双方签字后生效。", "signature"),
        ("本协议盖章后，自2031年7月1日起生效。", "date"),
        ("合同生效后十日内付款。本合同自签订之日起生效。", "signature"),
        ("补充协议自双方盖章之日起生效。", None),
    ],
)
def test_what_puts_the_contract_into_force(source: str, effective: str | None) -> None:
    assert read_effective(plain(source)) == effective
