import pytest

from loaders.clauses import outline
from loaders.layout import read_text
from loaders.parties import read_parties
from loaders.parties.particulars import clean, party_kind
from loaders.roles import find_roles
from ontology.facts import Party

PAYS = "第一条 服务\n1.甲方委托乙方维护水泵，乙方向甲方开具发票后，甲方应向乙方支付维护费。\n"

COVER = """\
水泵维护合同
甲方（委托方）：云川市水务局
统一社会信用代码：11530000MB0A12345X
地 址：云川市北港区长堤路18号
法定代表人：陈小满
联系人：周立     联系电话：0879-2150033
乙方（服务方）：启明机电服务有限公司
地址：__________________
法定代表人/负责人：林一山
电话：1390000 1234
E-mail：service@qiming.example
开户银行：云川农村商业银行北港支行
账号：6200 1188 0000 1234 567
"""

COLUMNS = """\
甲方（盖章）：云川市水务局                乙方（盖章）：启明机电服务有限公司
法定代表人或授权代表：陈小满              法定代表人或授权代表：林一山
开户行：                                  开户行：云川农商银行北港支行
账  号：                                  帐  号：62001188000012345
电  话：0879-2150033                      电  话：0879-3160044
日期：2031年3月1日                        日期：2031年3月1日
"""

STACKED = """\
甲方（盖章）：云川市水务局
乙方（盖章）：启明机电服务有限公司
法定代表人：陈小满
法定代表人：林一山
联系电话：0879-2150033
联系电话：0879-3160044
"""

TABLE = """\
双方确认下列通讯地址：

单位名称 | 地址 | 电话 | 电子邮箱
云川市水务局 | 云川市北港区长堤路18号 | 0879-2150033 | /
启明机电服务有限公司 | 云川市西岭区矿山路2号 | 0879-3160044 | service@qiming.example
"""

CELLS = """\
甲方 | 单位名称 | 云川市水务局（合同专用章） | |
 | 法定代表人 | （签章） | 委托代理人 | 周立（签章）
 | 开户银行 | | |
乙方 | 单位名称 | 启明机电服务有限公司 | |
 | 法定代表人 | 林一山（签章） | 委托代理人 | （签章）
 | 开户银行 | 云川农商银行北港支行 | 账号 | 62001188000012345
"""

HEADED = """\
甲方（买方）
名称：云川市水务局
统一社会信用代码：
乙方（卖方）
名称：启明机电服务有限公司
住所：云川市西岭区矿山路2号
"""

NAMED = "甲方：云川市水务局\n乙方：启明机电服务有限公司\n"


def read(text: str, body: str = PAYS, end: str = "") -> dict[str, Party]:
    loaded = read_text("t", f"{text}\n{body}{end}")
    parties = read_parties(loaded, outline(loaded), find_roles(loaded))
    return {party.role: party for party in parties}


def values(party: Party, *keys: str) -> tuple[str | None, ...]:
    return tuple(getattr(party, key) for key in keys)


PARAGRAPHS = """\
甲方：云川市水务局，住所地：云川市北港区长堤路18号，法定代表人：陈小满，职务：局长。
乙方：启明机电服务有限公司，住所地：云川市西岭区矿山路2号，联系电话：0879-3160044。
"""

DEFINED = """\
委托单位：云川市水务局，以下简称甲方；
服务单位：启明机电服务有限公司，以下简称乙方。
"""

BARE = "甲方云川市水务局\n乙方启明机电服务有限公司\n"
INLINE = "云川市水务局（以下简称“甲方”）与启明机电服务有限公司（以下简称“乙方”）达成协议如下：\n"
FULL = "发包人（全称）：云川市水务局\n承包人（全称）：启明机电服务有限公司\n"
MEANT = "1.1“甲方”是指云川市水务局。\n1.2“乙方”是指启明机电服务有限公司。\n"


@pytest.mark.parametrize(
    "text", [COVER, NAMED, HEADED, CELLS, PARAGRAPHS, DEFINED, BARE, INLINE, MEANT]
)
def test_names_and_labels_are_read_from_any_head(text: str) -> None:
    parties = read(text)
    assert values(parties["buyer"], "label", "name", "kind") == (
        "甲方",
        "云川市水务局",
        "public_body",
    )
    assert values(parties["vendor"], "label", "name", "kind") == (
        "乙方",
        "启明机电服务有限公司",
        "company",
    )


def test_a_party_without_a_neutral_label_is_called_by_its_role_word() -> None:
    parties = read(FULL, "")
    assert values(parties["buyer"], "label", "name") == ("发包人", "云川市水务局")
    assert values(parties["vendor"], "label", "name") == ("承包人", "启明机电服务有限公司")


def test_the_fields_under_a_side_are_that_sides() -> None:
    parties = read(COVER)
    assert values(parties["buyer"], "address", "contact", "phone", "legal_representative") == (
        "云川市北港区长堤路18号",
        "周立",
        "0879-2150033",
        "陈小满",
    )
    assert values(parties["vendor"], "bank", "account", "email", "legal_representative") == (
        "云川农村商业银行北港支行",
        "6200118800001234567",
        "service@qiming.example",
        "林一山",
    )


def test_a_paragraph_may_hold_all_fields_of_a_side() -> None:
    parties = read(PARAGRAPHS)
    assert values(parties["buyer"], "address", "legal_representative", "phone") == (
        "云川市北港区长堤路18号",
        "陈小满",
        None,
    )
    assert values(parties["vendor"], "address", "phone") == (
        "云川市西岭区矿山路2号",
        "0879-3160044",
    )


def test_a_blank_is_no_value() -> None:
    parties = read(COVER)
    assert (parties["vendor"].address, parties["buyer"].bank) == (None, None)


def test_two_columns_are_two_sides() -> None:
    parties = read("水泵维护合同", end=COLUMNS)
    keys = ("name", "agent", "phone", "bank", "account")
    assert values(parties["buyer"], *keys) == ("云川市水务局", "陈小满", "0879-2150033", None, None)
    assert values(parties["vendor"], *keys) == (
        "启明机电服务有限公司",
        "林一山",
        "0879-3160044",
        "云川农商银行北港支行",
        "62001188000012345",
    )


def test_fields_that_come_twice_under_both_sides_come_in_their_order() -> None:
    parties = read("水泵维护合同", end=STACKED)
    assert values(parties["buyer"], "legal_representative", "phone") == ("陈小满", "0879-2150033")
    assert values(parties["vendor"], "legal_representative", "phone") == ("林一山", "0879-3160044")


def test_a_table_has_a_row_for_each_side() -> None:
    parties = read(NAMED + TABLE)
    assert values(parties["buyer"], "address", "phone", "email") == (
        "云川市北港区长堤路18号",
        "0879-2150033",
        None,
    )
    assert values(parties["vendor"], "phone", "email") == ("0879-3160044", "service@qiming.example")


def test_a_table_has_a_column_for_each_side() -> None:
    parties = read(
        NAMED + "\n事项 | 甲方 | 乙方\n联系人 | 周立 | 林一山\n电话 | 0879-2150033 |  \n"
    )
    assert values(parties["buyer"], "contact", "phone") == ("周立", "0879-2150033")
    assert values(parties["vendor"], "contact", "phone") == ("林一山", None)


def test_a_telephone_of_a_person_is_the_sides() -> None:
    assert (
        read("甲方：云川市水务局\n联系人电话：0879-2150033\n乙方：")["buyer"].phone
        == "0879-2150033"
    )


def test_cells_alternate_between_field_and_value() -> None:
    parties = read("水泵维护合同", end=CELLS)
    assert values(parties["buyer"], "legal_representative", "agent", "bank") == (None, "周立", None)
    assert values(parties["vendor"], "legal_representative", "agent", "bank", "account") == (
        "林一山",
        None,
        "云川农商银行北港支行",
        "62001188000012345",
    )


@pytest.mark.parametrize(
    ("clause", "key", "buyer", "vendor"),
    [
        ("甲方指定周立为项目联系人，乙方指定林一山为乙方项目负责人。", "contact", "周立", "林一山"),
        ("甲方联系人：周立，电话：0879-2150033。", "contact", "周立", None),
        (
            "乙方指定收款账户如下：\n户名：启明机电\n账号：62001188000012345\n",
            "account",
            None,
            "62001188000012345",
        ),
        ("（2）乙方接收通知方式\n联系人：林一山\n", "contact", None, "林一山"),
        ("甲方开票信息：\n税号：11530000MB0A12345X\n", "uscc", "11530000MB0A12345X", None),
        ("法定代表人（签字）：\n陈小满\n", "contact", None, None),
    ],
)
def test_clauses_name_contacts_and_accounts(
    clause: str, key: str, buyer: str | None, vendor: str | None
) -> None:
    parties = read(NAMED, PAYS + clause)
    assert (getattr(parties["buyer"], key), getattr(parties["vendor"], key)) == (buyer, vendor)


def test_a_signature_may_stand_under_its_field() -> None:
    end = "甲方（签章）：云川市水务局\n法定代表人或授权代表（签字）：\n陈小满\n2031年3月1日\n"
    assert read(NAMED, end=end)["buyer"].agent == "陈小满"


def test_the_buyer_may_be_the_second_label() -> None:
    lease = "1.甲方将库房出租给乙方。\n2.乙方应按季向甲方支付租金。\n"
    parties = read("出租方（甲方）：启明仓储有限公司\n承租方（乙方）：陈小满\n", lease)
    assert values(parties["buyer"], "label", "name", "kind") == ("乙方", "陈小满", "individual")


def test_sides_that_are_not_decided_are_unspecified() -> None:
    loaded = read_text("t", NAMED + "双方应互相保密。")
    parties = read_parties(loaded, outline(loaded), find_roles(loaded))
    assert [(p.role, p.label) for p in parties] == [
        ("unspecified", "甲方"),
        ("unspecified", "乙方"),
    ]


@pytest.mark.parametrize(
    ("party", "place"),
    [
        ("甲方：启明公司\n地址：广州市天河区长堤路18号\n", ("广东省", "广州市", "天河区")),
        ("甲方：开封市水务局\n", ("河南省", "开封市", None)),
        ("甲方：长沙启明有限公司\n地址：湖南省经济园区长堤路18号\n", ("湖南省", "长沙市", None)),
        ("甲方：启明公司\n地址：长堤路18号院内\n", None),
    ],
)
def test_a_party_is_where_its_address_or_its_name_says(
    party: str, place: tuple[str | None, ...] | None
) -> None:
    found = read(f"{party}乙方：")["buyer"].place
    assert (tuple(found[key] for key in ("province", "city", "county")) if found else None) == place


def test_a_third_signatory_comes_after_the_two_sides() -> None:
    loaded = read_text("t", NAMED + "丙方（担保方）：云川担保有限公司\n" + PAYS)
    parties = read_parties(loaded, outline(loaded), find_roles(loaded))
    assert [(p.role, p.name) for p in parties][2:] == [("third_party", "云川担保有限公司")]


def test_a_nameless_purchaser_of_public_money_is_a_public_body() -> None:
    parties = read(
        "甲方（采购人）：\n乙方（供应商）：\n", "根据政府采购结果，甲方应向乙方支付货款。"
    )
    assert values(parties["buyer"], "name", "kind") == (None, "public_body")
    assert values(parties["vendor"], "name", "kind") == (None, "unspecified")


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("phone", "0879-2150033转8016", "0879-2150033"),
        ("phone", "（0879）2150033", "（0879）2150033"),
        ("phone", "+86 139 0000 1234", "+86 139 0000 1234"),
        ("phone", "见附件", None),
        ("account", "6200 1188 0000 1234", "6200118800001234"),
        ("account", "＿", None),
        ("uscc", "91530100MA6ABC123K（1/1）", "91530100MA6ABC123K"),
        ("contact", "周立（项目经理）", "周立"),
        ("contact", "周立 13900001234", "周立"),
        ("contact", "（签字）", None),
        ("address", "云川市北港区长堤路18号 邮编：675000", "云川市北港区长堤路18号"),
        ("email", "邮箱 a.b@qiming.example", "a.b@qiming.example"),
        ("name", "（甲方全称）", None),
        ("name", "XX公司", None),
        ("name", "云川市水务局（盖章）", "云川市水务局"),
    ],
)
def test_particulars_are_cleaned(kind: str, raw: str, expected: str | None) -> None:
    assert clean(kind, raw) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云川市卫生健康委员会", "public_body"),
        ("北港大学", "public_body"),
        ("云川市建筑设计研究院有限公司", "company"),
        ("启明（云川）律师事务所", "company"),
        ("启明科技有限公司云川分公司", "company"),
        ("云川市老张五金经营部", "company"),
        ("欧阳文博", "individual"),
        (None, "unspecified"),
    ],
)
def test_a_name_tells_the_kind(name: str | None, kind: str) -> None:
    assert party_kind(name) == kind
