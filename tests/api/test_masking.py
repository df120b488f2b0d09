"""Personal data is hidden sign by sign, and nothing else is."""

import pytest

from api.masking import masked, masked_data


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("手机：13812345678。", "手机：138******78。"),
        ("电话 138 1234 5678", "电话 138 **** **78"),
        ("+86-13812345678", "+86-*********78"),
        ("联系电话：0717-5550186", "联系电话：071*-*****86"),
        ("电话：(010)62345678-801", None),
        ("传真：5550187", "传真：5******"),
        ("服务热线400-810-1234", "服务热线400-***-**34"),
        ("身份证号：420101199003071234", "身份证号：420*************34"),
        ("身份证 11010519491231002X", "身份证 110*************2X"),
        ("账号：6222 0210 0112 3456 789", "账号：622* **** **** **** *89"),
        ("开户银行：某行；银行账号 110060149018010036741", None),
        ("邮箱 zhang.san@example.com", "邮箱 zha**.*an@example.com"),
    ],
)
def test_what_is_personal_is_hidden(text: str, shown: str | None) -> None:
    found = masked(text)
    assert found != text
    assert len(found) == len(text)
    assert [a for a, b in zip(text, found, strict=True) if a != b and b != "*"] == []
    if shown is not None:
        assert found == shown


@pytest.mark.parametrize(
    "text",
    [
        "合同总价为1286000.00元（大写：壹佰贰拾捌万陆仟元整）",
        "¥1,286,000.00",
        "统一社会信用代码：91420500MA4912345X",
        "统一社会信用代码 914205001789012345",
        "合同编号：YJBZ-2025-FW-017，采购项目编号：YJZC-2025-C0331",
        "2025年3月18日至2026-03-31，7×24小时",
        "每日按逾期金额的0.05%",
        "c942b3acab8532d14/f/d58962cd0727",
        "942b3acab8532d147d195414c00c96d77c57ef4f04195e72e10e284285e2e761",
        "财库〔2021〕22号",
        "0.01104109589041095890",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert masked(text) == text


def test_fields_that_hold_a_number_are_hidden_whatever_its_form() -> None:
    party = {
        "name": "厉小满",
        "phone": "5550186",
        "account": "42-0501-88",
        "bank": "某行",
        "fax": None,
    }
    assert masked_data({"parties": [party], "start": 13812345678}) == {
        "parties": [
            {"name": "厉小满", "phone": "5******", "account": "42-****-88", "bank": "某行",
             "fax": None}
        ],
        "start": 13812345678,
    }  # fmt: skip
