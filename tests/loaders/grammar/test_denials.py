"""What denies an act, by the words right before it."""

from __future__ import annotations

import pytest

from loaders.grammar.denials import denies

DENYING = (
    "乙方无需向甲方",
    "甲方无须就此",
    "供应商毋须",
    "任何一方均无权将到期债务与应收款项",
    "供应商的责任不",
    "甲方不承诺",
    "受托人不保证其成果",
    "乙方不得由甲方单方",
    "不得由采购人",
    "软件著作权不",
    "双方均不因违约而",
    "卖方不承担",
    "甲方没有义务",
    "乙方免于",
    "本项目不收取",
    "不向甲方承担责任、也不",
    "出租人概不",
    "争议不",
)
STATING = (
    "乙方应向甲方",
    "甲方不得拒绝",
    "不免除乙方",
    "上述措施不能免除乙方就",
    "乙方工作迟延使甲方",
    "不影响守约方要求违约方",
    "不因此免除其",
    "甲方不得以资金未到位为由拒绝",
    "乙方不能按期交货给甲方造成损失的应",
    "因质量不合格",
    "不低于合同总价5%的",
    "因不可抗力以外的原因",
    "不按约定付款的甲方应",
    "乙方未经同意",
    "不视为守约方放弃",
)


@pytest.mark.parametrize("words", DENYING)
def test_a_denial_before_an_act_denies_it(words: str) -> None:
    assert denies(words)


@pytest.mark.parametrize("words", STATING)
def test_a_double_or_finished_denial_denies_nothing(words: str) -> None:
    assert not denies(words)
