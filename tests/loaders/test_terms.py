"""Every row of tests/loaders/terms/<type>.yaml, read through the whole pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loaders import read_text
from loaders.words import read as read_cues
from ontology.source import read_yaml
from ontology.term_types import term_types

TABLES = Path(__file__).parent / "terms"
WORDS = Path(__file__).parents[2] / "loaders" / "words"
HEAD = """技术服务合同

甲方（委托方）：青禾市数据管理中心
乙方（受托方）：云岭软件有限公司

根据《中华人民共和国民法典》，甲方委托乙方提供技术服务，甲方向乙方支付服务费，双方订立本合同。

"""


def rows() -> list[Any]:
    return [
        pytest.param(kind, row, id=f"{kind}-{number}")
        for kind in term_types()
        if (TABLES / f"{kind}.yaml").exists()
        for number, row in enumerate(read_yaml(TABLES / f"{kind}.yaml"), 1)
    ]


@pytest.mark.parametrize(("kind", "row"), rows())
def test_the_row_is_read_as_expected(kind: str, row: Any) -> None:
    head = row.get("head", HEAD)
    facts = read_text("row", f"{head}{row['text']}\n")
    found = [t for t in facts.terms if t.type == kind]
    assert len(found) == len(row["expect"]), [(t.quote, t.keys) for t in found]
    for term, expected in zip(found, row["expect"], strict=True):
        keys = dict(term.keys) | {"quote": term.quote}
        assert {k: keys[k] for k in expected} == expected, row["why"]


def test_a_text_that_does_not_show_who_pays_names_no_side() -> None:
    parties = "合同书\n甲方：青禾\n乙方：云岭\n"
    text = f"{parties}第一条 甲方违约的，乙方有权解除合同，甲方应支付违约金一万元。\n"
    found = {t.type: t.keys for t in read_text("row", text).terms}
    assert found["termination"]["holder"] == "unspecified"
    assert found["penalty"]["payer"] == found["penalty"]["payee"] == "unspecified"
    told = {t.type: t.keys for t in read_text("row", text, buyer="甲方").terms}
    assert told["termination"]["holder"] == "vendor"
    assert told["penalty"]["payer"] == "buyer"


@pytest.mark.parametrize("path", sorted(WORDS.rglob("*.yaml")), ids=lambda p: p.stem)
def test_a_cue_matches_its_examples_and_no_counterexample(path: Path) -> None:
    for cue in read_cues(path):
        for example in cue.examples:
            assert cue.pattern.search(example), f"{cue.id} misses {example}"
        for counter in cue.counterexamples:
            assert not cue.pattern.search(counter), f"{cue.id} takes {counter}"
