"""Contracts of one form are found by their clauses, whatever is filled in, moved or renumbered."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import add, remove
from kg.identity import contract_id
from kg.lineage import (
    Sketch,
    clusters,
    containment,
    families,
    forget,
    least_shared,
    note,
    passages,
    resemblance,
    same_form,
    sketch,
    travelling,
)
from kg.lineage.forms import SHARED
from kg.store import Store, open_store
from ontology.facts import Clause, Document, Facts

ROOT = Path(__file__).parents[3]

PUMPS = (
    "乙方每月对泵站的控制柜、传感器和通信链路各巡查一遍，并把读数记入值守日志",
    "控制柜断电的，乙方应在接到电话后两个钟头内派员到场，当日恢复供电",
    "甲方在收到乙方出具的票据之后二十天里把当季的款项划到乙方账上",
    "任何一方不得把值守日志里的水位数据交给本合同以外的人",
    "泵房的钥匙由甲方保管，乙方进出须在登记簿上签名并写明时辰",
)
BOOKS = (
    "乙方负责把馆藏旧报扫描成图像，每一版面的清晰度不低于六百点",
    "扫描完毕的报纸应当按原来的次序装回匣内，破损的另行造册",
    "甲方验看图像后三天内不提出意见的，即算收下这一批",
    "乙方不得把图像留作自用，也不得转给别的出版机构",
    "旧报在搬运途中受潮或者撕裂的，由乙方修复并承担修复的花费",
)


def written(name: str, clauses: tuple[str, ...]) -> tuple[Facts, str]:
    """A contract with these clauses, numbered, and its text."""
    text, found = "", []
    for number, words in enumerate(clauses, 1):
        line = f"第{number}条 {words}。\n"
        found.append(
            Clause(str(number), f"第{number}条", None, None, len(text), len(text) + len(line))
        )
        text += line
    facts = Facts(Document(name, sha256(text.encode()).hexdigest()), clauses=tuple(found))
    return facts, text


def taken(name: str, clauses: tuple[str, ...]) -> Sketch:
    return sketch(passages(*written(name, clauses)))


@pytest.mark.parametrize(
    "other",
    [
        PUMPS[::-1],
        PUMPS[:4],
        (*PUMPS, BOOKS[0]),
        tuple(words.replace("二十天", "  30 天 ") for words in PUMPS),
        tuple(words.replace("，", ",").replace("乙方", "乙 方") for words in PUMPS),
    ],
    ids=["moved", "one left out", "one added", "filled in", "typed otherwise"],
)
def test_what_is_done_with_a_form_leaves_it_the_same_form(other: tuple[str, ...]) -> None:
    assert same_form(taken("临溪", PUMPS), taken("竹溪", other))


def test_contracts_of_the_same_kind_by_two_drafters_are_not_of_one_form() -> None:
    assert not same_form(taken("临溪", PUMPS), taken("竹溪", BOOKS))
    assert resemblance(taken("临溪", PUMPS), taken("竹溪", BOOKS)) < 0.05


def test_a_form_filled_with_annexes_still_contains_the_form() -> None:
    long = taken("竹溪", (*PUMPS, *BOOKS))
    assert containment(taken("临溪", PUMPS), long) > 0.9
    assert resemblance(taken("临溪", PUMPS), long) < 0.6


def test_hardly_any_text_makes_no_family() -> None:
    assert not same_form(taken("临溪", ("见附件",)), taken("竹溪", ("见附件",)))
    assert containment(sketch(()), sketch(())) == 0


def test_clusters_do_not_depend_on_the_order() -> None:
    # Each shares two thirds with the next, the first and the last nothing.
    sketches = {
        name: Sketch(tuple(range(n * 10, n * 10 + 30)), 30) for n, name in enumerate("abcdefg")
    }
    alone = {"z": Sketch((9000, 9001, 9002), 3)}

    def alike(one: Sketch, other: Sketch) -> bool:
        return resemblance(one, other) >= 0.5

    expected = {**dict.fromkeys("abcdefg", "a"), "z": "z"}
    for order in ("abcdefgz", "zgfedcba", "gacezbdf"):
        given = {name: {**sketches, **alone}[name] for name in order}
        assert clusters(given, alike, lambda *_: 0.5) == expected


SIZES = st.integers(min_value=1, max_value=5000)


@given(one=SIZES, other=SIZES, shared=st.integers(min_value=0, max_value=256))
def test_no_pair_of_one_form_is_left_uncompared(one: int, other: int, shared: int) -> None:
    mine = Sketch(tuple(range(256)), one)
    theirs = Sketch(tuple(range(256 - shared, 512 - shared)), other)
    if containment(mine, theirs) >= SHARED:
        assert shared >= least_shared(one, other) * 256


def put(store: Store, name: str, clauses: tuple[str, ...]) -> str:
    facts, text = written(name, clauses)
    add(store, facts)
    store.texts.write(contract_id(facts), text)
    return contract_id(facts)


def test_families_are_found_kept_and_brought_up_to_date(store: Store) -> None:
    one, other = put(store, "临溪", PUMPS), put(store, "竹溪", (*PUMPS[:4], BOOKS[0]))
    book = put(store, "报", BOOKS)
    assert families(store) == {
        one: min(one, other),
        other: min(one, other),
        book: book,
    }
    assert families(store) == families(store)
    late = put(store, "晚来", (*BOOKS[:4], PUMPS[0]))
    assert families(store)[late] == families(store)[book] == min(late, book)
    remove(store, other)
    assert families(store) == {one: one, book: min(late, book), late: min(late, book)}


def test_without_texts_the_words_of_the_facts_tell_the_form(
    store: Store, sampled: Callable[[str, str], Facts], harbour: Facts
) -> None:
    copy = replace(harbour, document=replace(harbour.document, name="copy", sha256="a" * 64))
    other = sampled("bond", "vendor")
    for facts in (harbour, copy, other):
        add(store, facts)
    found = families(store)
    assert found[contract_id(harbour)] == found[contract_id(copy)]
    assert found[contract_id(other)] == contract_id(other)


def test_what_was_kept_and_is_damaged_is_computed_again(store: Store) -> None:
    one = put(store, "临溪", PUMPS)
    families(store)
    for id_ in store.lineage.ids():
        store.lineage.write(id_, "{ damaged")
    assert families(store) == {one: one}


def test_a_contract_noted_when_it_is_added_needs_no_reading_later(store: Store) -> None:
    one, other = put(store, "临溪", PUMPS), put(store, "竹溪", PUMPS[::-1])
    for id_ in (one, other):
        note(store, id_)
        store.texts.write(id_, None)
    assert len(set(families(store).values())) == 1
    forget(store, other)
    assert other not in store.lineage


def test_what_is_kept_holds_no_word_of_a_contract(store: Store) -> None:
    put(store, "临溪", PUMPS)
    families(store)
    kept = "".join(store.lineage.read(id_) for id_ in store.lineage.ids())
    assert kept.isascii()
    assert sorted(json.loads(store.lineage.read(store.lineage.ids()[0]))) != []


def test_a_clause_that_travels_is_shown_with_all_who_carry_it(store: Store) -> None:
    moved = PUMPS[3].replace("水位", "潮位")
    one, other = put(store, "临溪", PUMPS), put(store, "竹溪", (*BOOKS, moved))
    (clause,) = travelling(store)
    assert clause.families == 2
    assert {carrier.contract for carrier in clause.carriers} == {one, other}
    assert [carrier.clause for carrier in clause.carriers if carrier.contract == other] == ["6"]
    assert all("值守日志里" in carrier.quote for carrier in clause.carriers)


def test_clauses_of_one_form_alone_do_not_travel(store: Store) -> None:
    put(store, "临溪", PUMPS)
    put(store, "竹溪", PUMPS[::-1])
    assert travelling(store) == ()
    assert len(travelling(store, least_families=1)) == len(PUMPS)


def test_the_samples_are_each_of_a_form_of_their_own(tmp_path: Path) -> None:
    paths = sorted((ROOT / "tests/data/samples").glob("*.json"))
    with open_store(tmp_path / "store") as store:
        for path in paths:
            facts = Facts.from_json(json.loads(path.read_text("utf-8")))
            add(store, facts)
        found = families(store)
    assert len(set(found.values())) == len(found) == len(paths)
