"""Our samples against the gold written for them by hand: found and exact, type by type.

A read term is found when a gold term of its type stands in the same words, and exact when the
strict keys agree too. Pairs are one to one, the best first.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus import samples
from benchmarks.floors import below, read_floors
from benchmarks.score import differences
from loaders import read_text
from ontology.term_types import term_types

GOLD = Path(__file__).parent / "data" / "samples"
SECTION = "score.samples"
SAME_PLACE = 0.6
LONGER, LONGER_BY = 3, 60

Item = Mapping[str, Any]


def squeezed(words: str) -> str:
    folded = str.maketrans("，。；：（）％￥", ",.;:()%¥")
    return re.sub(r"\s+", "", words or "").translate(folded)


def canonical(value: Any) -> Any:
    """A value in the form in which equal meanings are equal."""
    if isinstance(value, Mapping):
        return {k: canonical(v) for k, v in value.items() if v is not None} or None
    if isinstance(value, list | tuple):
        return sorted(map(canonical, value), key=str) or None
    if isinstance(value, bool) or value is None:
        return value
    if re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        return float(value)
    return squeezed(str(value))


def shared(one: str, other: str) -> float:
    """The longest common run as a share of the shorter quote, 0 where one is far longer."""
    short, long = sorted((squeezed(one), squeezed(other)), key=len)
    if not short or (len(long) > LONGER * len(short) and len(long) - len(short) > LONGER_BY):
        return 0.0
    if short in long:
        return 1.0
    match = SequenceMatcher(None, short, long, autojunk=False)
    return match.find_longest_match(0, len(short), 0, len(long)).size / len(short)


def longer(one: str, other: str) -> int:
    return abs(len(squeezed(one)) - len(squeezed(other)))


def agreeing(gold: Item, read: Item, keys: Sequence[str]) -> int:
    return sum(canonical(gold.get(k)) == canonical(read.get(k)) for k in keys)


def pairs(gold: Sequence[Item], read: Sequence[Item], keys: Sequence[str]) -> Iterator[bool]:
    """One item for each found term: whether it is exact."""
    ranked = sorted(
        (
            (agreeing(g, r, keys), place, -longer(g["quote"], r["quote"]), i, j)
            for i, g in enumerate(gold)
            for j, r in enumerate(read)
            if (place := shared(g["quote"], r["quote"])) >= SAME_PLACE
        ),
        reverse=True,
    )
    used: set[tuple[str, int]] = set()
    for agree, _, _, i, j in ranked:
        if not used & {("gold", i), ("read", j)}:
            used |= {("gold", i), ("read", j)}
            yield agree == len(keys)


def f1(hits: int, gold: int, read: int) -> float:
    return 2 * hits / (gold + read) if gold + read else 1.0


@pytest.fixture(scope="module")
def measured() -> Mapping[str, Mapping[str, float]]:
    counts: dict[str, tuple[int, ...]] = {}
    for source in samples():
        path = GOLD / f"{source.name}.json"
        gold = json.loads(path.read_text("utf-8"))
        read = json.loads(read_text(source.name, source.text).dumps())
        for name, keys, take in kinds():
            of_gold, of_read = take(gold), take(read)
            if name == "norms" and not of_gold:
                continue  # gold without norms was not read for norms
            exact = list(pairs(of_gold, of_read, keys))
            row = counts.get(name, (0, 0, 0, 0))
            new = len(of_gold), len(of_read), len(exact), sum(exact)
            counts[name] = tuple(a + b for a, b in zip(row, new, strict=True))
    terms = tuple(map(sum, zip(*(counts[kind] for kind in term_types()), strict=True)))
    return {
        name: {"found": f1(found, gold, read), "exact": f1(exact, gold, read)}
        for name, (gold, read, found, exact) in {**counts, "ALL TERMS": terms}.items()
    }


def kinds() -> Iterator[tuple[str, Sequence[str], Any]]:
    """Every type of term, and the norms: name, strict keys, and what takes them from facts."""
    for name, kind in term_types().items():
        yield name, kind.strict, lambda facts, n=name: [t for t in facts["terms"] if t["type"] == n]
    yield "norms", ("modality", "bearer"), lambda facts: facts["norms"]


@pytest.mark.parametrize("name", [n for n, _, _ in kinds()] + ["ALL TERMS"])
def test_a_type_keeps_its_floor(name: str, measured: Mapping[str, Mapping[str, float]]) -> None:
    assert [line for line in below(SECTION, measured) if f": {name} " in line] == []


def test_every_type_with_gold_has_a_floor() -> None:
    gold = (json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json")))
    types = {term["type"] for facts in gold for term in facts["terms"]}
    assert sorted(types - set(read_floors()[SECTION])) == []


ROW = {"gold": 4, "pred": 4, "found": 3, "exact": 2}


def test_gains_and_losses_are_said_by_type() -> None:
    after = {"penalty": {**ROW, "exact": 3}, "bond": {**ROW, "found": 2}, "ip": ROW}
    said = list(differences({"penalty": ROW, "bond": ROW, "ip": ROW}, after))
    assert ["bond" in said[0], "move" in said[0]] == [True, True]
    assert ["penalty" in said[1], "gain" in said[1], "+0.250" in said[1]] == [True, True, True]
    assert len(said) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("乙方逾期的，每日支付", "乙方逾期的，\n每日支付", True),
        ("每日支付违约金", "乙方逾期的，每日支付违约金", True),
        ("每日支付违约金", "每日支付违约金" + "甲乙丙丁" * 20, False),
        ("每日支付违约金", "解除本合同", False),
    ],
)
def test_terms_are_found_in_the_same_words(one: str, other: str, same: bool) -> None:
    assert (shared(one, other) >= SAME_PLACE) is same
