"""What must not move the reader does not, and what must does: shares over our own samples."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus import samples
from benchmarks.floors import read_floors
from benchmarks.metamorphic import Result, on_phrases, on_texts, shares
from benchmarks.phrases import heads
from benchmarks.rewriting import LAYOUTS, plain
from ontology.shapes import fault
from ontology.source import read_yaml
from ontology.term_types import term_types

HERE = Path(__file__).parent
PARAPHRASES = read_yaml(HERE / "paraphrases.yaml")
NEGATIONS = read_yaml(HERE / "negations.yaml")
FLOORS = read_floors()["metamorphic"]


@pytest.fixture(scope="module")
def results() -> Sequence[Result]:
    return (*on_texts(samples()), *on_phrases())


@pytest.mark.parametrize("relation", FLOORS)
def test_a_relation_keeps_its_floor(relation: str, results: Sequence[Result]) -> None:
    moved = [f"{r.where}: {m}" for r in results if r.relation == relation for m in r.moved]
    assert shares(results)[relation] >= FLOORS[relation]["share"], "\n".join(moved)


def test_every_relation_has_a_floor(results: Sequence[Result]) -> None:
    assert set(shares(results)) == set(FLOORS)


def test_the_tables_speak_of_every_type() -> None:
    assert len(PARAPHRASES) >= 150
    assert {pair["type"] for pair in PARAPHRASES} == set(term_types())
    assert {pair["type"] for pair in NEGATIONS} == set(term_types())


@pytest.mark.parametrize("pair", [*PARAPHRASES, *NEGATIONS], ids=lambda pair: pair["type"])
def test_a_pair_expects_what_the_type_can_hold(pair: Any) -> None:
    keys = term_types()[pair["type"]].keys
    for expected in (pair["keys"], *pair.get("leaves", ())):
        assert set(expected) <= set(keys)
        # A rate in the table may name only some of its parts.
        whole = {k: v for k, v in expected.items() if k != "rate"}
        assert [
            fault(keys[k], v) for k, v in whole.items() if v is not None and fault(keys[k], v)
        ] == []


def test_no_paraphrase_stands_twice() -> None:
    said = [p[side] for p in PARAPHRASES for side in ("one", "other")]
    assert sorted({words for words in said if said.count(words) > 1}) == []


def test_every_head_introduces_both_sides() -> None:
    assert [labels for labels, text in heads() if not all(w in text for w in labels)] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_rewritten_text_leads_back_to_every_word_it_had(name: str) -> None:
    for source in samples():
        draft = LAYOUTS[name](source.text)
        kept = dict.fromkeys(draft.origin)
        lost = [c for i, c in enumerate(source.text) if i not in kept and not c.isspace()]
        assert len(lost) <= len(source.text) // 100, (source.name, "".join(lost)[:40])
        assert draft.origin == sorted(draft.origin)


def test_words_compare_without_layout_width_and_form_of_number() -> None:
    assert plain("第十二条　乙方 应付５％，\n逾期") == plain("第12条乙方应付5%,逾期")
