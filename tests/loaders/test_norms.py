"""Every row of norms.yaml, read through the whole pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loaders import read_text
from ontology.source import read_yaml

TABLE = Path(__file__).with_name("norms.yaml")
HEAD = """设备维护服务合同

甲方（委托方）：青禾市数据管理中心
乙方（受托方）：云岭软件有限公司

第一条 约定

"""


@pytest.mark.parametrize("row", read_yaml(TABLE), ids=lambda row: row["why"])
def test_the_row_is_read_as_expected(row: Any) -> None:
    head = row.get("head", HEAD)
    facts = read_text("row", f"{head}{row['text']}\n")
    start = len(head)
    found = [norm for norm in facts.norms if norm.start >= start]
    said = [(n.modality, n.bearer, n.quote) for n in found]
    assert len(found) == len(row["expect"]), said
    for norm, expected in zip(found, row["expect"], strict=True):
        assert {key: getattr(norm, key) for key in expected} == expected, said


@pytest.mark.parametrize("row", read_yaml(TABLE), ids=lambda row: row["why"])
def test_a_norm_quotes_its_source(row: Any) -> None:
    source = f"{row.get('head', HEAD)}{row['text']}\n"
    for norm in read_text("row", source).norms:
        assert source[norm.start : norm.end] == norm.quote
        assert norm.action


SWAPPED = """1. 甲方应支付服务费。
2. 乙方不得转包，甲方有权检查。
3. 逾期付款的，甲方应承担违约责任。
"""


def test_swapping_the_labels_changes_no_norm_but_the_labels() -> None:
    sides = str.maketrans("甲乙", "乙甲")
    straight = read_text("straight", HEAD + SWAPPED)
    swapped = read_text("swapped", (HEAD + SWAPPED).translate(sides))
    assert [(n.modality, n.bearer) for n in straight.norms] == [
        (n.modality, n.bearer) for n in swapped.norms
    ]


def test_a_long_clause_without_a_subject_is_read() -> None:
    facts = read_text("long", f"{HEAD}1. {'定期清洗滤网。' * 1200}\n")
    assert [n.bearer for n in facts.norms] == ["vendor"] * 1200
