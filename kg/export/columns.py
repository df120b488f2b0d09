"""Facts as the rows of tables: a column for each key, with its parts beside each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Literal

from kg.export.rdf import Described
from kg.flatten import figures
from ontology.facts import Term
from ontology.rdf.names import heads
from ontology.shapes import Key, Kind
from ontology.term_types import EDGES, term_types
from ontology.values import Duration, Json, Rate
from ontology.vocabulary import closed_set

Type = Literal["text", "int", "bool", "money", "decimal", "texts"]
"""Of a column: `money` has two places behind the point, `decimal` twelve; neither is a float."""

_MONEY, _SMALL = Decimal("0.01"), Decimal("1E-12")

_PARTS: Mapping[Kind, Mapping[str, Type]] = {
    Kind.PERIOD: {"_n": "decimal", "_unit": "text", "_days": "decimal"},
    Kind.THRESHOLD: {"_n": "decimal", "_unit": "text", "_days": "decimal"},
    Kind.MONEY: {"": "money", "_currency": "text"},
    Kind.RATE: {
        **{"_percent": "decimal", "_min_percent": "decimal", "_base": "text", "_per": "text"},
        **{"_per_days": "decimal", "_per_day": "decimal", "_cap_percent": "decimal"},
        **{"_grace_days": "decimal"},
    },
    Kind.PLACE: {"_province": "text", "_city": "text", "_county": "text"},
    Kind.LIST: {"": "texts"},
    Kind.TIERS: {"": "text"},
    Kind.DECIMAL: {"": "decimal"},
    Kind.NUMBER: {"": "decimal"},
    Kind.INT: {"": "int"},
    Kind.BOOL: {"": "bool"},
}


def _of_keys(keys: Mapping[str, Key]) -> dict[str, Type]:
    return {
        f"{name}{part}": type_
        for name, key in keys.items()
        for part, type_ in _PARTS.get(key.kind, {"": "text"}).items()
    }


_PLACE: Mapping[str, Type] = {"contract": "text", "position": "int"}
_STATED: Mapping[str, Type] = {
    **_PLACE,
    **{"id": "text", "clause": "text", "quote": "text", "start": "int", "end": "int"},
}
_EXACT: Mapping[str, Type] = {"json": "text"}

# The key `protects` has a column of its own, with the role as the facts say it.
_SIDES = {edge: "protects_side" if edge == "PROTECTS" else edge.lower() for edge in EDGES}


@cache
def tables() -> Mapping[str, Mapping[str, Type]]:
    """The columns of every table; `json` is the fact as it is, which the columns take apart."""
    of_terms: dict[str, Type] = {}
    for kind in term_types().values():
        of_terms |= _of_keys(kind.keys)
    head = {name: _of_keys(found.keys) for name, found in heads().items()}
    return {
        "contracts": {
            **{"id": "text", "name": "text", "sha256": "text", "chars": "int"},
            **head["Contract"],
            **_EXACT,
        },
        "parties": {**_PLACE, **head["Party"], "organisations": "texts", **_EXACT},
        "clauses": {**_PLACE, **head["Clause"], "start": "int", "end": "int", **_EXACT},
        "terms": {
            **_STATED,
            **{"type": "text", "topic": "text"},
            **dict.fromkeys(_SIDES.values(), "texts"),
            **dict(sorted(of_terms.items())),
            **_EXACT,
        },
        "norms": {**_STATED, **head["Norm"], **_EXACT},
        "defects": {**_STATED, **head["Defect"], **_EXACT},
        "reviews": {**_PLACE, **head["Review"], **_EXACT},
        "findings": dict.fromkeys(
            (
                *("contract", "id", "rule", "title_zh", "title_en", "severity", "favours"),
                *("judged_on", "about"),
            ),
            "text",
        ),
    }


def rows(given: Described) -> Iterator[tuple[str, dict[str, Json]]]:
    """The rows of one contract, each with the name of its table."""
    facts, marks = given.facts, given.marks
    document = {name: getattr(facts.document, name) for name in ("name", "sha256", "chars")}
    yield "contracts", {"id": given.id, **document, **_row("Contract", facts.contract)}
    for i, party in enumerate(facts.parties, 1):
        sides = closed_set("roles").values[party.role].sides
        named = sorted({r["id"] for r in given.organisations if r["role"] in sides})
        spot = {"contract": given.id, "position": i, "organisations": named}
        yield "parties", {**spot, **_row("Party", party)}
    for i, clause in enumerate(facts.clauses, 1):
        spot = {"contract": given.id, "position": i, "start": clause.start, "end": clause.end}
        yield "clauses", {**spot, **_row("Clause", clause)}
    for i, (term, mark) in enumerate(zip(facts.terms, marks.terms, strict=True), 1):
        yield "terms", {**_stated(given, f"t/{mark}", i, term), **_of_term(term)}
    for i, (norm, mark) in enumerate(zip(facts.norms, marks.norms, strict=True), 1):
        yield "norms", {**_stated(given, f"n/{mark}", i, norm), **_row("Norm", norm)}
    for i, (defect, mark) in enumerate(zip(facts.defects, marks.defects, strict=True), 1):
        yield "defects", {**_stated(given, f"d/{mark}", i, defect), **_row("Defect", defect)}
    for i, review in enumerate(facts.reviews, 1):
        yield "reviews", {"contract": given.id, "position": i, **_row("Review", review)}
    for found in given.findings:
        yield "findings", {"contract": given.id, **found}


def _stated(given: Described, mark: str, position: int, fact: Json) -> dict[str, Json]:
    return {
        "contract": given.id,
        "id": f"{given.id}/{mark}",
        "position": position,
        "clause": getattr(fact, "clause", None),
        "quote": fact.quote,
        "start": fact.start if fact.start >= 0 else None,
        "end": fact.end if fact.end >= 0 else None,
    }


def _row(class_: str, item: Json) -> dict[str, Json]:
    keys = heads()[class_].keys
    values = {name: getattr(item, name) for name in item.__slots__}
    return {**_apart(keys, values), "json": _exact(values)}


def _of_term(term: Term) -> dict[str, Json]:
    kind = term_types()[term.type]
    edges: dict[str, list[str]] = {column: [] for column in _SIDES.values()}
    for key, edge in kind.edges.items():
        role, values = term.keys.get(key), kind.keys[key].values
        if role is not None and values is not None:
            edges[_SIDES[edge]] += closed_set(values).values[role].sides
    said = {"type": term.type, "topic": kind.topic, **edges, **_apart(kind.keys, term.keys)}
    return {**said, "json": _exact(term.to_json())}


def _exact(values: Mapping[str, Json]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _apart(keys: Mapping[str, Key], values: Mapping[str, Json]) -> dict[str, Json]:
    """The columns of the keys that are not null."""
    return {
        f"{name}{part}": found
        for name, key in keys.items()
        if values.get(name) is not None
        for part, found in _parts(key.kind, values[name]).items()
    }


def _parts(kind: Kind, value: Json) -> dict[str, Json]:
    if kind in (Kind.PERIOD, Kind.THRESHOLD):
        return _period({"n": value, "unit": "event"} if isinstance(value, int) else value)
    if kind is Kind.MONEY:
        return {"": Decimal(value["amount"]).quantize(_MONEY), "_currency": value["currency"]}
    if kind is Kind.RATE:
        return _rate(value)
    if kind is Kind.PLACE:
        return {f"_{level}": name for level, name in value.items()}
    if kind is Kind.TIERS:
        return {"": json.dumps(value, ensure_ascii=False, sort_keys=True)}
    if kind in (Kind.DECIMAL, Kind.NUMBER):
        return {"": _small(Decimal(str(value)))}
    return {"": list(value) if kind is Kind.LIST else value}


def _period(value: Json) -> dict[str, Json]:
    length = Duration.from_json(value)
    if not isinstance(length, Duration):
        return {"_unit": length, **({"_days": _small(Decimal(0))} if length == "immediate" else {})}
    days = None if length.days is None else _small(length.days)
    return {"_n": _small(length.n), "_unit": length.unit.value, "_days": days}


def _rate(value: Json) -> dict[str, Json]:
    rate = Rate.from_json(value)
    numbers = figures(rate)
    if isinstance(rate.grace, Duration) and rate.grace.days is not None:
        numbers["grace_days"] = rate.grace.days
    said = {f"_{name}": _small(n) for name, n in numbers.items()}
    timed = isinstance(rate.per, Duration)
    return {"_base": rate.base.value, "_per": "time" if timed else rate.per, **said}


def _small(value: Decimal) -> Decimal:
    return value.quantize(_SMALL)
