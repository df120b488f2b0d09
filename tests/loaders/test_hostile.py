"""Texts that no drafter wrote: read in bounded time, and what was read before them is kept."""

import pytest

from benchmarks.hostile import UNITS, articles, hostile, nested, seconds
from loaders import read_text
from loaders.clauses import outline
from loaders.grammar.sentences import cut
from loaders.layout import read_text as lay_out

CHARS = 2_000
SECONDS = 5.0


@pytest.mark.parametrize("name", UNITS)
def test_a_hostile_text_is_read_and_keeps_the_honest_clause(name: str) -> None:
    text = hostile(name, CHARS)
    assert seconds(text) < SECONDS
    facts = read_text("hostile", text)
    penalties = [t for t in facts.terms if t.type == "penalty" and t.keys["rate"]]
    assert [t.keys["rate"]["percent"] for t in penalties] == ["0.1"]
    assert all(text[t.start : t.end] == t.quote for t in (*facts.terms, *facts.norms))


def test_brackets_a_thousand_deep_are_no_recursion() -> None:
    assert seconds(nested(1_000)) < SECONDS


def test_articles_that_refer_in_a_circle_end() -> None:
    facts = read_text("hostile", articles(300))
    assert len([c for c in facts.clauses if c.parent is None and c.label]) >= 300


@pytest.mark.parametrize(
    "unit", ["逾期巡检的，应支付违约金，", "逾期巡检的应支付违约金", "浮标、灯塔、"]
)
def test_a_sentence_without_an_end_is_cut_and_nothing_of_it_lost(unit: str) -> None:
    text = lay_out("endless", f"{unit * 500}\n")
    sentences = cut(text.plain, outline(text))
    assert max(s.end - s.start for s in sentences) <= 1_000
    read = "".join(text.plain[s.start : s.end] for s in sentences)
    assert read.replace("，", "").replace("、", "") == (unit * 500).replace("，", "").replace(
        "、", ""
    )
