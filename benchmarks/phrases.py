"""Paraphrase and negation pairs, read one phrase at a time behind the head of its labels."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from benchmarks.corpus import ROOT
from loaders import read_text
from ontology.source import check_keys, read_yaml
from ontology.term_types import term_types
from ontology.values import Json

TABLES = ROOT / "tests" / "metamorphic"


@dataclass(frozen=True, slots=True)
class Check:
    """One pair of a table: whether it came out as it should, and what was read."""

    id: str
    passed: bool
    read: str


@cache
def heads() -> tuple[tuple[tuple[str, str], str], ...]:
    """The labels of each head and its text; the last suits phrases that name no side."""
    records = read_yaml(TABLES / "heads.yaml")
    return tuple(((r["buyer"], r["vendor"]), r["text"]) for r in records)


def understood(kind: str, phrase: str, beside: Iterable[str] = ()) -> list[Json]:
    """The strict keys, and those `beside` them, of the terms of a type in a phrase, sorted."""
    head = next((h for labels, h in heads() if any(w in phrase for w in labels)), heads()[-1][1])
    facts = read_text("phrase", f"{head}\n第一条　{phrase}\n")
    keys = dict.fromkeys((*term_types()[kind].strict, *beside))
    found = [{key: t.keys.get(key) for key in keys} for t in facts.terms if t.type == kind]
    return sorted(found, key=_said)


def paraphrases() -> Iterator[Check]:
    """Both phrases give the same terms, and each term has the keys that the table names."""
    path = TABLES / "paraphrases.yaml"
    for i, pair in enumerate(read_yaml(path), 1):
        check_keys(pair, path, required=("type", "keys", "one", "other"))
        one, other = (understood(pair["type"], pair[n], pair["keys"]) for n in ("one", "other"))
        passed = bool(one) and one == other and all(holds(term, pair["keys"]) for term in one)
        yield Check(_id(pair, i), passed, f"{_said(one)} | {_said(other)}")


def negations() -> Iterator[Check]:
    """The phrase gives its term; denied, it gives exactly what is left."""
    path = TABLES / "negations.yaml"
    for i, pair in enumerate(read_yaml(path), 1):
        check_keys(pair, path, required=("type", "keys", "says", "denied", "leaves"))
        wanted = (*pair["keys"], *(key for keys in pair["leaves"] for key in keys))
        says, denied = (understood(pair["type"], pair[n], wanted) for n in ("says", "denied"))
        stated = bool(says) and all(holds(term, pair["keys"]) for term in says)
        left = len(denied) == len(pair["leaves"]) and all(
            any(holds(term, keys) for term in denied) for keys in pair["leaves"]
        )
        yield Check(_id(pair, i), stated and left, f"{_said(says)} | {_said(denied)}")


def holds(value: Json, expected: Json) -> bool:
    """Whether a value has everything that is expected of it; `[]` expects no more than nothing."""
    if isinstance(expected, dict):
        return isinstance(value, dict) and all(holds(value.get(k), v) for k, v in expected.items())
    if isinstance(expected, list):
        return sorted(value or []) == sorted(expected)
    return bool(value == expected)


def _id(pair: Json, number: int) -> str:
    return f"{number:03} {pair['type']}"


def _said(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
