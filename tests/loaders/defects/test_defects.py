"""Every row of the tables beside this module, read through the whole pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loaders import read_text
from loaders.defects.likeness import likeness
from loaders.words import read as read_cues
from ontology.source import read_yaml

HERE = Path(__file__).parent
WORDS = HERE.parents[2] / "loaders" / "words" / "defects"
HEAD = """技术服务合同

甲方（委托方）：青禾市数据管理中心
乙方（受托方）：云岭软件有限公司

甲方委托乙方提供技术服务，甲方向乙方支付服务费，双方订立本合同。

"""


def rows() -> list[Any]:
    return [
        pytest.param(row, id=f"{path.stem}-{number}")
        for path in sorted(HERE.glob("*.yaml"))
        for number, row in enumerate(read_yaml(path), 1)
    ]


def cues() -> list[Any]:
    return [
        pytest.param(cue, id=f"{path.stem}:{cue.id}")
        for path in sorted(WORDS.glob("*.yaml"))
        for cue in read_cues(path)
    ]


@pytest.mark.parametrize("row", rows())
def test_the_row_has_these_defects_and_no_others(row: Any) -> None:
    text = f"{row.get('head', HEAD)}\n{row['text']}\n"
    found = read_text("row", text).defects
    assert [[d.kind, d.quote] for d in found] == row["expect"], row["why"]
    assert all(text[d.start : d.end] == d.quote for d in found)


@pytest.mark.parametrize("cue", cues())
def test_a_cue_is_found_in_its_examples_and_not_in_its_counterexamples(cue: Any) -> None:
    assert cue.examples, "a cue without an example proves nothing"
    assert [e for e in cue.examples if not cue.pattern.search(e)] == []
    assert [e for e in cue.counterexamples if cue.pattern.search(e)] == []


def test_a_fault_is_told_once_however_many_families_see_it() -> None:
    text = f"{HEAD}合同总价为____元，乙方应在____日内开具发票。\n"
    defects = read_text("row", text).defects
    assert [d.kind for d in defects] == ["blank"]


def test_defects_stand_in_the_order_of_the_text() -> None:
    text = f"{HEAD}既使甲方逾期，乙方也应在____日内交付。\n验收办法见附件三。\n"
    starts = [d.start for d in read_text("row", text).defects]
    assert len(starts) == 3
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("公交调度热线", "公交调度热线", 1.0, 1.0),
        ("公交智能调度热线", "公交智能调度中心", 0.5, 0.9),
        ("公交调度热线", "果品溯源平台", 0.0, 0.0),
        ("", "公交", 0.0, 0.0),
    ],
)
def test_likeness_is_the_share_of_common_pairs(
    one: str, other: str, least: float, most: float
) -> None:
    assert least <= likeness(one, other) <= most
    assert likeness(one, other) == likeness(other, one)
