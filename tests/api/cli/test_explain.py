"""`evenhand read --explain`: why each term was read, and what gave nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]

TEXT = """技术服务合同

甲方（委托方）：青禾市数据管理中心
乙方（受托方）：云岭软件有限公司

甲方委托乙方提供技术服务，甲方向乙方支付服务费。

一、违约责任
1、乙方泄露甲方秘密的，应向甲方支付违约金五万元。
2、数据的格式应当以附件一的样例为准。
"""


def test_explaining_says_on_standard_error_why_and_what_not(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "service.txt"
    path.write_text(TEXT, "utf-8")
    ran = run("read", "--explain", path)
    assert ran.code == 0
    assert "Penalty (penalty) · 一 1 · cue liquidated_damages" in ran.err
    assert '"trigger": "confidentiality"' in ran.err
    assert "on condition: 乙方泄露甲方秘密的" in ran.err
    assert "looked for and not found:" in ran.err
    assert "of 2 sentences that say must, may or must not, 1 (50.0%)" in ran.err
    assert "数据的格式应当以附件一的样例为准" in ran.err
    assert {r["state"] for r in json.loads(ran.out)["reviews"]} >= {"found", "absent"}


def test_the_facts_are_the_same_with_and_without_an_explanation(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "service.txt"
    path.write_text(TEXT, "utf-8")
    explained = json.loads(run("read", "--explain", "--lang", "zh", path).out)
    explained.pop("reviews")
    assert explained == json.loads(run("read", path).out)
