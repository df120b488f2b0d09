from collections.abc import Callable

import pytest

from loaders.roles import VIEWED, Roles, find_roles
from loaders.text import Text
from ontology.errors import EvenhandError

SERVICE = """\
档案数字化加工合同
甲方：云川市档案馆
乙方：启明数据服务有限公司
甲方委托乙方对馆藏档案进行数字化加工。
1.乙方应派驻不少于四名加工人员，甲方应提供场地。
2.甲方应在收到乙方开具的发票后十日内向乙方支付加工费。
3.乙方应向甲方提交履约保证金。
4.甲、乙双方应友好协商，任何一方不得擅自解除合同。
"""

LEASE = """\
库房租赁合同
出租方（甲方）：云川仓储有限公司
承租方（乙方）：启明商贸有限公司
1.甲方将位于北港路的库房出租给乙方使用。
2.乙方应按季度向甲方支付租金，乙方签约当日向甲方交纳押金。
"""

# No role word anywhere: only what the clauses say gives the sides away.
SALE_BY_FIRST = """\
供货协议
甲方：远山机械厂
乙方：云川市水务局
1.甲方向乙方供应水泵十台，甲方提供一年免费质保。
2.乙方收货后十日内向甲方支付货款，甲方应向乙方开具增值税专用发票。
"""

ROLE_WORDS = """\
设备采购合同
买方：云川市水务局
卖方：远山机械厂
卖方应在三十日内交货，买方应在验收后付款。买卖双方各执两份。
"""

SHORT_NAMES = """\
框架合作协议
远山机械厂（以下简称“远山厂”）与云川市水务局（以下简称“水务局”）就水泵维护达成如下协议：
1.远山厂为水务局提供水泵维护服务。
2.水务局应每季度向远山厂支付维护费，远山厂应向水务局开具发票。
"""

ANNEX_SWAPPED = (
    SERVICE
    + """\
附件一：场地使用协议
甲方：启明数据服务有限公司
乙方：云川市档案馆
甲方使用场地期间服从乙方的管理。
"""
)

ANNEX_LETTER = (
    SERVICE
    + """\
附件二：廉洁承诺书
致：云川市档案馆
我公司承诺不向贵方工作人员赠送礼品。
"""
)

SUBCONTRACT = """\
劳务分包合同
承包方（甲方）：云川建工有限公司
分包方（乙方）：启明劳务有限公司
鉴于总包合同的建设单位（以下简称发包方）已将工程交由甲方施工，双方约定如下：
1.乙方应按发包方要求的工期完成劳务作业，承包人有权检查。
2.甲方按月向乙方支付劳务费，乙方开具发票。
"""


def text(plain: str) -> Text:
    return Text("t", plain, plain, range(len(plain)))


def swapped(plain: str) -> str:
    return plain.translate(str.maketrans("甲乙", "乙甲"))


@pytest.mark.parametrize(
    ("plain", "buyer", "vendor"),
    [
        (SERVICE, "甲方", "乙方"),
        (LEASE, "乙方", "甲方"),
        (LEASE, "承租方", "出租方"),
        (SALE_BY_FIRST, "乙方", "甲方"),
        (ROLE_WORDS, "买方", "卖方"),
        (SHORT_NAMES, "水务局", "远山厂"),
        (SUBCONTRACT, "承包方", "分包方"),
        ("委托人：\n（甲方）云川市图书馆\n受托人：\n（乙方）＿", "甲方", "乙方"),
        ("采购人（以下称甲方）\t供应商：（以下称乙方）", "甲方", "乙方"),
        ("甲方（买方）\n名称：＿\n乙方（卖方）\n名称：＿", "买方", "卖方"),
        ("甲方/委托方：＿\n乙方/服务方：＿", "委托方", "服务方"),
        ("乙方：（中标人）\n甲方：（采购人）", "甲方", "乙方"),
        ("使用单位（甲方）：＿　维保单位（乙方）：＿", "使用单位", "维保单位"),
        ("发包人（全称）：云川市水务局\n承包人（全称）：启明公司", "发包人", "承包人"),
        ("委托方（以下简称甲方）：＿\n受托方（以下简称乙方）：＿", "甲方", "乙方"),
        ("购货单位：＿，以下简称甲方；\n供货单位：＿，以下简称乙方。", "甲方", "乙方"),
        ("甲方（采购人）：＿\n乙方（代理机构）：＿\n丙方（供应商）：＿", "甲方", "丙方"),
        ("买方：云川市水务局\n乙方：启明公司\n甲方：云川市水务局", "甲方", "乙方"),
        ("需方（盖章）\t供方（盖章）", "需方", "供方"),
        (
            "乙方1（服务方）：启明公司\n乙方2（服务方）：远山厂\n甲方：云川市水务局\n甲方委托乙方",
            "甲方",
            "乙方",
        ),
    ],
)
def test_the_side_that_pays_is_the_buyer(plain: str, buyer: str, vendor: str) -> None:
    roles = find_roles(text(plain))
    assert roles.decided
    assert (roles.at(0).role(buyer), roles.at(0).role(vendor)) == ("buyer", "vendor")


@pytest.mark.parametrize(
    "sentence",
    [
        "甲方应在验收后十日内支付合同价款。甲方同意按年结清服务费。",
        "余款在验收后支付给乙方。乙方指定收款账户如下：",
        "乙方应先行开具等额发票。向甲方提供发票后付款。",
        "甲方委托乙方承担绿化养护。乙方接受甲方委托。",
        "甲方从乙方购买下列花木。乙方提供的产品应当合格。",
        "乙方项目经理不得擅自更换。经甲方验收合格后付清。",
        "甲方每月对乙方的养护质量进行考核。确定乙方为中标单位。",
        "甲方每月向乙方交纳租金。甲方签约时交纳押金。",
    ],
)
def test_one_kind_of_evidence_is_enough_and_turns_with_the_labels(sentence: str) -> None:
    plain = f"甲方：＿\n乙方：＿\n{sentence}"
    assert find_roles(text(plain)).at(0).role("甲方") == "buyer"
    assert find_roles(text(swapped(plain))).at(0).role("甲方") == "vendor"


def test_who_pays_outweighs_a_role_word_that_means_the_other_side_elsewhere() -> None:
    plain = """发包方（甲方）：北港村村民委员会
承包方（乙方）：陈小满
1.甲方将北坡果园租给乙方经营，乙方承租甲方果园。
2.乙方应于每年一月向甲方支付承包费，乙方逾期支付承包费的，甲方可收回果园。
3.甲方每年收取租金。乙方应交纳押金。"""
    assert find_roles(text(plain)).labels("buyer") == ("承包方", "乙方")


def test_a_third_side_is_not_read_as_the_vendor() -> None:
    plain = (
        "甲方（采购人）：＿\n乙方（采购代理机构）：＿\n丙方（供应商）：＿\n"
        "丙方应供货，乙方不承担责任。"
    )
    assert find_roles(text(plain)).view(text(plain)).plain.endswith("乙方应供货，丙方不承担责任。")


def test_sides_that_nothing_tells_apart_are_unspecified() -> None:
    roles = find_roles(text("甲方：＿\n乙方：＿\n甲方与乙方应互相保密，甲方可向乙方披露信息。"))
    assert not roles.decided
    assert roles.labels("unspecified") == ("甲方", "乙方")
    assert roles.mentions("甲方应保密")[0].role == "unspecified"


def test_penalties_and_bonds_do_not_make_a_buyer() -> None:
    plain = "甲方：＿\n乙方：＿\n乙方应向甲方支付违约金。乙方向甲方赔偿损失。乙方支付滞纳金。"
    assert not find_roles(text(plain)).decided


@pytest.mark.parametrize("label", ["乙方", "启明数据服务有限公司"])
def test_the_caller_may_say_who_buys(label: str) -> None:
    roles = find_roles(text(SERVICE), buyer=label)
    assert (roles.labels("buyer"), roles.labels("vendor")) == (("乙方",), ("甲方",))


def test_a_buyer_that_is_not_in_the_text_is_refused_with_the_labels_that_are() -> None:
    with pytest.raises(EvenhandError, match="'丙方'; it names 甲方、乙方"):
        find_roles(text(SERVICE), buyer="丙方")


@pytest.mark.parametrize(
    "plain", [SERVICE, LEASE, SALE_BY_FIRST, ANNEX_SWAPPED, ANNEX_LETTER, SUBCONTRACT]
)
def test_swapping_the_labels_throughout_changes_no_view(plain: str) -> None:
    def view(words: str) -> str:
        return find_roles(text(words)).view(text(words)).plain

    assert view(swapped(plain)) == view(plain)


def said(roles: Roles, plain: str, at: int = 0) -> list[tuple[str, str]]:
    return [(plain[start:end], role) for start, end, role in roles.mentions(plain, at)]


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("甲方代表应当签字", [("甲方", "buyer")]),
        ("甲 方应付款", [("甲 方", "buyer")]),
        ("甲、乙双方应协商，任何一方均可起诉", [("甲、乙双方", "both"), ("任何一方", "either")]),
        ("违约方赔偿守约方", [("违约方", "breaching"), ("守约方", "observing")]),
        ("乙方应通知对方", [("乙方", "vendor"), ("对方", "other")]),
        ("一方面应保密", []),
        ("由云川市档案馆验收", [("云川市档案馆", "buyer")]),
        ("云川市档案馆大楼修缮项目", []),
    ],
)
def test_mentions_carry_the_side(plain: str, expected: list[tuple[str, str]]) -> None:
    assert said(find_roles(text(SERVICE)), plain) == expected


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("承租方应付租金，出租方式为整租", [("承租方", "buyer")]),
        ("承租人应爱护房屋，不得影响其他承租人", [("承租人", "buyer")]),
        ("出租方法定代表人签字", [("出租方", "vendor")]),
    ],
)
def test_a_role_word_inside_another_word_is_no_side(
    plain: str, expected: list[tuple[str, str]]
) -> None:
    assert said(find_roles(text(LEASE)), plain) == expected


def test_an_employer_above_a_subcontract_is_a_third_party() -> None:
    roles = find_roles(text(SUBCONTRACT))
    assert said(roles, "发包方要求承包人返工") == [("发包方", "third_party"), ("承包人", "buyer")]


def test_an_annex_may_turn_the_labels_round() -> None:
    roles = find_roles(text(ANNEX_SWAPPED))
    annex = ANNEX_SWAPPED.index("甲方使用场地")
    assert (roles.at(0).role("甲方"), roles.at(annex).role("甲方")) == ("buyer", "vendor")
    assert said(roles, "甲方使用场地期间服从乙方", annex) == [("甲方", "vendor"), ("乙方", "buyer")]
    assert "乙方使用场地期间服从甲方的管理" in roles.view(text(ANNEX_SWAPPED)).plain


def test_a_letter_says_we_and_you() -> None:
    roles = find_roles(text(ANNEX_LETTER))
    letter = ANNEX_LETTER.index("我公司")
    assert (roles.at(letter).role("我公司"), roles.at(letter).role("贵方")) == ("vendor", "buyer")
    assert roles.at(0).role("我公司") == "unspecified"


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        (LEASE, "甲方应按季度向乙方支付租金"),
        (ROLE_WORDS, "乙方应在三十日内交货，甲方应在验收后付款。双方各执两份"),
        (SERVICE, "双方应友好协商，任何一方不得"),
        (SHORT_NAMES, "乙方为甲方提供水泵维护服务"),
    ],
)
def test_a_view_knows_two_labels_only(plain: str, expected: str) -> None:
    assert expected in find_roles(text(plain)).view(text(plain)).plain


def test_a_view_quotes_the_words_of_the_source() -> None:
    view = find_roles(text(ROLE_WORDS)).view(text(ROLE_WORDS))
    start = view.plain.index("双方各执")
    assert view.quote(start, start + len("双方各执两份")) == "买卖双方各执两份"
    assert said(VIEWED, "甲方应付款给乙方") == [("甲方", "buyer"), ("乙方", "vendor")]


def test_roles_are_the_same_each_time() -> None:
    read: Callable[[], Roles] = lambda: find_roles(text(ANNEX_SWAPPED))  # noqa: E731
    assert read() == read()


SUBCONTRACT = """\
劳务分包合同
发包人：青禾城建集团有限公司
买方（承包人）：云岭建工有限公司
卖方（分包人）：岚山劳务有限公司
第一条 卖方负责模板工程劳务，买方提供材料。
第二条 买方应按月向卖方支付劳务费，卖方开具发票。
第三条 卖方应按期完成，买方支付进度款的80%。
"""

TENDERED = """\
政府采购合同
甲方：青禾市教育局
乙方：云岭软件有限公司
一、采购人应在验收后10日内支付合同价款。
二、供应商应提供三年质保，中标人不得转包。
"""

SECRETS = """\
软件开发合同
委托方（甲方）：青禾市统计局
受托方（乙方）：云岭软件有限公司
一、甲方向乙方支付开发费用，乙方按期交付。
附件一：保密协议
披露方：青禾市统计局
接收方：云岭软件有限公司
1.接收方不得泄露披露方的数据。
"""


def test_a_side_that_stands_in_the_head_alone_is_none_of_the_two() -> None:
    roles = find_roles(text(SUBCONTRACT))
    assert roles.at(0).role("买方") == "buyer"
    assert roles.at(0).role("卖方") == "vendor"
    assert roles.at(0).role("发包人") == "third_party"


def test_role_words_of_a_tender_say_who_the_letters_are() -> None:
    scope = find_roles(text(TENDERED)).at(0)
    assert [scope.role(word) for word in ("甲方", "乙方")] == ["buyer", "vendor"]
    assert [scope.role(word) for word in ("采购人", "供应商")] == ["buyer", "vendor"]


def test_an_annex_may_call_the_sides_by_words_of_its_own() -> None:
    scope = find_roles(text(SECRETS)).at(SECRETS.index("1.接收方"))
    assert [scope.role(word) for word in ("披露方", "接收方")] == ["buyer", "vendor"]
