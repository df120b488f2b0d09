"""The values of facts as RDF: one property for a key, a node of its own for a value with parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ontology.rdf.names import DATATYPES, OBJECTS, concept, property_of
from ontology.rdf.statements import Iri, Lit, Node, Pair, data, integer
from ontology.shapes import Key, Kind
from ontology.values import Duration, Json, Rate, decimal_text

PLACES = 12
"""Digits behind the point of a derived number, as in the graph."""


def describe(
    id_: str, types: Sequence[str], keys: Mapping[str, Key], values: Mapping[str, Json]
) -> tuple[list[Pair], list[Node]]:
    """What is said of a subject by its classes and keys, and the nodes of its values."""
    pairs: list[Pair] = [("rdf:type", Iri(f"ev:{name}")) for name in types]
    nodes: list[Node] = []
    for name, key in keys.items():
        value = values.get(name)
        if value is not None:
            said, more = encode(key, value, f"{id_}/{name}")
            pairs += said
            nodes += more
    return pairs, nodes


def encode(key: Key, value: Json, id_: str) -> tuple[list[Pair], list[Node]]:
    """What a subject says with this key, and the nodes of the value, named from `id_`."""
    name = f"ev:{property_of(key)}"
    if key.kind is Kind.LIST:
        items = [_item(key, item, f"{id_}/{i}", i) for i, item in enumerate(value, 1)]
        return [(name, item.subject) for item in items], items
    if key.kind is Kind.TIERS:
        tiers = [_tier(tier, f"{id_}/{i}", i) for i, tier in enumerate(value, 1)]
        return [(name, tier.subject) for tier in tiers], tiers
    if key.kind in OBJECTS:
        nodes = list(_parts(key.kind, value, id_))
        return [(name, data(id_))], nodes
    if key.values is not None:
        return [(name, concept(key.values, value))], []
    return [(name, literal(key.kind, value))], []


def literal(kind: Kind, value: Json) -> Lit:
    """A value without parts."""
    if kind is Kind.BOOL:
        return Lit("true" if value else "false", "xsd:boolean")
    if kind is Kind.DATE:
        return Lit(value, "xsd:date" if len(value) == 10 else "xsd:gYearMonth")
    if kind is Kind.NUMBER:
        return _decimal(Decimal(str(value)))
    return Lit(str(value), DATATYPES.get(kind, "xsd:string"))


def _item(key: Key, value: Json, id_: str, position: int) -> Node:
    said = concept(key.values, value) if key.values else Lit(value)
    return Node(data(id_), (*_a("Item"), ("ev:position", integer(position)), ("rdf:value", said)))


def _tier(tier: Json, id_: str, position: int) -> Node:
    names = {"min": "ev:min", "max": "ev:max", "pay_percent": "ev:payPercent"}
    said = tuple(
        (name, Lit(tier[key], "xsd:decimal"))
        for key, name in names.items()
        if tier.get(key) is not None
    )
    return Node(data(id_), (*_a("Tier"), ("ev:position", integer(position)), *said))


def _parts(kind: Kind, value: Json, id_: str) -> Iterator[Node]:
    if kind is Kind.MONEY:
        amount = ("rdf:value", Lit(value["amount"], "xsd:decimal"))
        yield Node(data(id_), (*_a("Money"), amount, ("ev:currency", Lit(value["currency"]))))
    elif kind is Kind.PLACE:
        said = tuple((f"ev:{n}", Lit(value[n])) for n in _LEVELS if value.get(n))
        yield Node(data(id_), (*_a("Place"), *said))
    elif kind is Kind.RATE:
        yield from _rate(value, id_)
    elif isinstance(value, int):
        yield _duration({"n": value, "unit": "event"}, id_, "Duration", "Count")
    else:
        yield _duration(value, id_, "Duration")


_LEVELS = ("province", "city", "county")


def _duration(value: Json, id_: str, *types: str) -> Node:
    length = Duration.from_json(value)
    if not isinstance(length, Duration):
        days = (("ev:days", _decimal(Decimal(0))),) if length == "immediate" else ()
        return Node(data(id_), (*_a(*types), ("ev:open", concept("open_periods", length)), *days))
    days = () if length.days is None else (("ev:days", _derived(length.days)),)
    unit = concept("units", length.unit.value)
    return Node(data(id_), (*_a(*types), ("ev:n", _decimal(length.n)), ("ev:unit", unit), *days))


def _rate(value: Json, id_: str) -> Iterator[Node]:
    rate = Rate.from_json(value)
    per = "time" if isinstance(rate.per, Duration) else rate.per
    pairs: list[Pair] = [
        *_a("Rate"),
        ("ev:base", concept("bases", value["base"])),
        ("ev:per", concept("rate_periods", per)),
    ]
    for key, name in (
        ("percent", "percent"),
        ("min_percent", "minPercent"),
        ("cap_percent", "capPercent"),
    ):
        if value.get(key) is not None:
            pairs.append((f"ev:{name}", Lit(value[key], "xsd:decimal")))
    if rate.per_day is not None:
        pairs.append(("ev:percentPerDay", _derived(rate.per_day)))
    if isinstance(rate.per, Duration):
        yield _duration(value["per"], f"{id_}/per", "Duration")
        pairs.append(("ev:every", data(f"{id_}/per")))
    if value.get("grace") is not None:
        yield _duration(value["grace"], f"{id_}/grace", "Duration")
        pairs.append(("ev:grace", data(f"{id_}/grace")))
    yield Node(data(id_), tuple(pairs))


def _a(*types: str) -> tuple[Pair, ...]:
    return tuple(("rdf:type", Iri(f"ev:{name}")) for name in types)


def _decimal(value: Decimal) -> Lit:
    return Lit(decimal_text(value), "xsd:decimal")


def _derived(value: Decimal) -> Lit:
    return _decimal(round(value, PLACES))
