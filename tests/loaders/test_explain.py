from loaders import read_text
from loaders.explain import Explanation, explain

TEXT = """技术服务合同

甲方（委托方）：青禾市数据管理中心
乙方（受托方）：云岭软件有限公司

甲方委托乙方提供技术服务，甲方向乙方支付服务费。

一、违约责任
1、乙方泄露甲方秘密的，应向甲方支付违约金五万元。
2、有下列情形之一的，甲方有权解除合同：
（1）乙方擅自转包的；
（2）乙方两次验收均未通过的。
二、其他
1、数据的格式应当以附件一的样例为准。
2、双方应当诚信合作。
"""


def explained(text: str = TEXT) -> Explanation:
    return explain(read_text("example", text), text)


def test_a_term_names_its_cue_its_provision_and_its_condition() -> None:
    (penalty,) = (e for e in explained().terms if e.term.type == "penalty")
    assert penalty.cue == "liquidated_damages"
    assert penalty.provision == "乙方泄露甲方秘密的，应向甲方支付违约金五万元"
    assert penalty.condition == "乙方泄露甲方秘密的"


def test_an_item_is_explained_by_the_head_of_its_list() -> None:
    grounds = [e for e in explained().terms if e.term.type == "termination"]
    assert [e.term.quote for e in grounds] == ["乙方擅自转包的", "乙方两次验收均未通过的"]
    assert {(e.cue, e.provision) for e in grounds} == {
        ("entitled_to_end", "有下列情形之一的，甲方有权解除合同：")
    }


def test_a_modal_sentence_that_gave_nothing_is_named() -> None:
    explanation = explained()
    assert [(u.clause, u.words) for u in explanation.unread] == [
        ("二.1", "数据的格式应当以附件一的样例为准")
    ]
    assert (explanation.modal, explanation.share) == (4, 0.25)


def test_a_text_without_modals_has_nothing_to_account_for() -> None:
    explanation = explained("买卖合同\n\n买方：松溪零件厂\n卖方：南屿设备有限公司\n")
    assert (explanation.modal, explanation.unread, explanation.share) == (0, (), 0.0)


def test_roles_that_were_told_are_told_to_the_explanation_too() -> None:
    facts = read_text("example", TEXT, buyer="乙方")
    (penalty,) = (e for e in explain(facts, TEXT, buyer="乙方").terms if e.term.type == "penalty")
    assert (penalty.term.keys["payer"], penalty.cue) == ("buyer", "liquidated_damages")
