import pytest

from benchmarks.comparing import Frame, compare, directed, frame, terms
from benchmarks.relabelling import definitions, exchanged, labels_of, renamed, turned
from loaders import read_text

TEXT = """技术服务合同

甲方（委托方）：青禾市数据管理中心
乙方（受托方）：云岭软件有限公司
甲乙双方订立本合同，甲方向乙方支付服务费。

第一条 乙方泄露甲方秘密的，应向甲
方支付违约金五万元。

甲方（盖章）：        乙方（盖章）：
"""


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("甲方应向乙方付款", "乙方应向甲方付款"),
        ("甲、乙双方各执一份", "甲、乙双方各执一份"),
        ("甲乙任何一方", "甲乙任何一方"),
        ("向甲\n方交付，乙　方验收", "向乙\n方交付，甲　方验收"),
        ("甲级资质由乙方持有", "甲级资质由甲方持有"),
    ],
)
def test_labels_change_places_and_words_for_both_stay(text: str, after: str) -> None:
    assert exchanged(text, ("甲方", "乙方")).text == after


def test_labels_that_say_who_is_who_stay_when_clauses_turn() -> None:
    facts = read_text("x", TEXT)
    assert labels_of(facts) == ("甲方", "乙方")
    text = exchanged(TEXT, ("甲方", "乙方"), definitions(facts, TEXT)).text
    assert "甲方（委托方）：青禾市数据管理中心\n乙方（受托方）：云岭" in text
    assert "甲方（盖章）：        乙方（盖章）：" in text
    assert "甲方泄露乙方秘密的，应向乙\n方支付" in text


def test_a_renamed_text_leads_back_to_its_own_words() -> None:
    draft, meant = renamed(TEXT, ("甲方", "乙方"))
    assert meant == {"买方": "甲方", "卖方": "乙方"}
    assert "卖方泄露买方秘密的，应向买方支付" in draft.text
    at = draft.text.index("买方支付违约金")
    back = Frame(draft, TEXT).quote(at, at + len("买方支付违约金"))
    assert back == "甲方支付违约金"


def test_buyer_and_vendor_change_places_in_values_at_any_depth() -> None:
    value = {"payer": "buyer", "items": ["vendor", "both"], "subject": "vendor_derived", "n": 3}
    assert turned(value) == {
        "payer": "vendor",
        "items": ["buyer", "both"],
        "subject": "buyer_derived",
        "n": 3,
    }


def test_what_is_lost_and_gained_is_told_apart() -> None:
    facts = read_text("x", TEXT)
    other = read_text("x", TEXT.replace("五万元", "六万元"))
    tally = compare(tuple(terms(facts, frame(TEXT))), tuple(terms(other, frame(TEXT))))
    assert [fact[0] for fact in tally.lost] == ["penalty"]
    assert [fact[0] for fact in tally.gained] == ["penalty"]
    assert tally.share < 1
    assert compare((), ()).share == 1
    named = [words for _, words, _ in directed(facts, frame(TEXT), ("甲方",))]
    assert any("违约金" in words for words in named)
