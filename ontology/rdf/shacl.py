"""What facts must look like, as SHACL, with messages that say in both languages what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ontology.rdf.names import (
    DATATYPES,
    OBJECTS,
    OntClass,
    classes,
    concept,
    heads,
    modality_classes,
    property_of,
)
from ontology.rdf.statements import Blank, Iri, Lit, Node, Object, Pair, Seq, both, integer
from ontology.shapes import Key, Kind
from ontology.term_types import term_types
from ontology.vocabulary import Words, closed_set

_STATED = ("clause", "statedIn", "quote", "start", "end", "position")
_STRUCTURE: Mapping[str, tuple[str, ...]] = {
    "Contract": (
        *("loadedFrom", "hasParty", "hasSide", "hasClause", "hasTerm", "hasNorm", "hasDefect"),
        *("reviewed", "hasFinding"),
    ),
    "Party": ("position", "actsAs"),
    "Clause": ("start", "end", "position", "partOf"),
    "Norm": (*_STATED, "borneBy", "towards"),
    "Defect": _STATED,
    "Review": ("position",),
    "Finding": ("about", "raisedBy"),
}
_EDGES = ("owedBy", "owedTo", "heldBy", "protectsSide", "binds", "ownedBy", "excuses")


def shapes() -> Iterator[Node]:
    """A shape for each class of facts and for each value with parts."""
    for found in heads().values():
        yield from _of_class(found, _STRUCTURE.get(found.name, ()))
    for kind in term_types().values():
        yield from _of_class(classes()[kind.label], (*_STATED, *_EDGES))
    yield from _stated("Term", [kind.label for kind in term_types().values()])
    yield from _stated("Norm-one", list(modality_classes().values()), target="Norm")
    yield from _values()


def _of_class(found: OntClass, others: Iterable[str]) -> Iterator[Node]:
    """A class holds its keys, each of the right shape, and nothing that is not known."""
    shape = f"evs:{found.name}"
    names = [property_of(key) for key in found.keys.values()]
    allowed = Seq(
        tuple(
            Iri(name)
            for name in (
                *("rdf:type", "prov:wasQuotedFrom", "rdfs:label"),
                *(f"ev:{other}" for other in others),
            )
        )
    )
    pairs: list[Pair] = [
        ("rdf:type", Iri("sh:NodeShape")),
        ("sh:targetClass", Iri(f"ev:{found.name}")),
        ("sh:closed", Lit("true", "xsd:boolean")),
        ("sh:ignoredProperties", allowed),
        *_message(found.title, Words("不得有其他属性", "may hold nothing else")),
    ]
    pairs += [("sh:property", Iri(f"{shape}.{name}")) for name in names]
    yield Node(Iri(shape), tuple(pairs))
    for key in found.keys.values():
        yield _of_key(found, key)


def _of_key(found: OntClass, key: Key) -> Node:
    pairs: list[Pair] = [
        ("rdf:type", Iri("sh:PropertyShape")),
        ("sh:path", Iri(f"ev:{property_of(key)}")),
        *_message(found.titles[key.name], _must(key), of=found.title),
    ]
    if key.required:
        pairs.append(("sh:minCount", integer(1)))
    if key.kind not in (Kind.LIST, Kind.TIERS):
        pairs.append(("sh:maxCount", integer(1)))
    pairs += _constraints(key, filled=key.required or found.above == "Term")
    return Node(Iri(f"evs:{found.name}.{property_of(key)}"), tuple(pairs))


def _constraints(key: Key, *, filled: bool) -> Iterator[Pair]:
    """What a value must be; a text that is `filled` is not empty."""
    if key.kind in OBJECTS:
        yield "sh:class", Iri(f"ev:{OBJECTS[key.kind]}")
        if key.kind is Kind.LIST and key.values:
            yield "sh:node", Blank((("sh:property", _one_of("rdf:value", key.values)),))
    elif key.values is not None:
        yield "sh:in", _members(key.values)
    elif key.kind is Kind.DATE:
        yield "sh:or", _datatypes("xsd:date", "xsd:gYearMonth")
    else:
        yield "sh:datatype", Iri(DATATYPES[key.kind])
        if key.kind is Kind.TEXT and filled:
            yield "sh:minLength", integer(1)
        elif key.kind in (Kind.INT, Kind.NUMBER):
            yield "sh:minInclusive", integer(0)


_SHAPES: Mapping[Kind, Words] = {
    Kind.PERIOD: Words("须为期限", "must be a duration"),
    Kind.THRESHOLD: Words("须为次数或期限", "must be a count or a duration"),
    Kind.MONEY: Words("须为金额", "must be money"),
    Kind.DECIMAL: Words("须为小数", "must be a decimal"),
    Kind.RATE: Words("须为费率", "must be a rate"),
    Kind.BOOL: Words("须为是或否", "must be true or false"),
    Kind.TEXT: Words("须为文字", "must be text"),
    Kind.LIST: Words("须为列表项", "must be items of a list"),
    Kind.PLACE: Words("须为地点", "must be a place"),
    Kind.DATE: Words("须为日期或年月", "must be a date, or a year and month"),
    Kind.INT: Words("须为非负整数", "must be a whole number, not below zero"),
    Kind.NUMBER: Words("须为正数", "must be a number above zero"),
    Kind.TIERS: Words("须为档次", "must be tiers"),
    Kind.ROLE: Words("须为角色", "must be a role"),
}


def _must(key: Key) -> Words:
    once = Words("须有且只有一项，", "must be there once, and ") if key.required else Words("", "")
    if key.values is None:
        shape = _SHAPES[key.kind]
    else:
        allowed = ", ".join(closed_set(key.values).values)
        shape = Words(f"须为以下之一：{allowed}", f"must be one of {allowed}")
    return Words(once.zh + shape.zh, once.en + shape.en)


def _message(title: Words, must: Words, of: Words | None = None) -> Iterator[Pair]:
    whose = Words(f"{of.zh}：", f"{of.en}: ") if of else Words("", "")
    return both("sh:message", f"{whose.zh}{title.zh}{must.zh}", f"{whose.en}{title.en} {must.en}")


def _stated(name: str, subclasses: Sequence[str], target: str | None = None) -> Iterator[Node]:
    """Whatever the contract says has its words; it is of one of the subclasses."""
    one = Blank((("sh:in", Seq(tuple(Iri(f"ev:{sub}") for sub in subclasses))),))
    yield Node(
        Iri(f"evs:{name}"),
        (
            ("rdf:type", Iri("sh:NodeShape")),
            ("sh:targetClass", Iri(f"ev:{target or name}")),
            ("sh:property", _quote()),
            (
                "sh:property",
                Blank(
                    (
                        ("sh:path", Iri("rdf:type")),
                        ("sh:qualifiedValueShape", one),
                        ("sh:qualifiedMinCount", integer(1)),
                        ("sh:qualifiedMaxCount", integer(1)),
                        *both("sh:message", "须属于且只属于一个种类", "must be of one type"),
                    )
                ),
            ),
            ("sh:property", _plain("ev:start", "xsd:integer", ("sh:lessThan", Iri("ev:end")))),
        ),
    )


def _quote() -> Blank:
    said = both("sh:message", "须有合同原文", "must have the words of the contract")
    once = (("sh:minCount", integer(1)), ("sh:maxCount", integer(1)))
    return Blank((("sh:path", Iri("ev:quote")), *once, ("sh:minLength", integer(1)), *said))


def _values() -> Iterator[Node]:
    decimal, text = "xsd:decimal", "xsd:string"
    least: Pair = ("sh:minCount", integer(1))
    yield _shape("Money", _plain("rdf:value", decimal, least), _currency())
    length = Blank(
        (
            ("sh:property", _plain("ev:n", decimal, least, ("sh:minExclusive", integer(0)))),
            ("sh:property", _one_of("ev:unit", "units", least)),
        )
    )
    open_ = Blank((("sh:property", _one_of("ev:open", "open_periods", least)),))
    either = both(
        "sh:message",
        "期限：须有数与单位，或为 perpetual、immediate",
        "Duration: must have a number and a unit, or be perpetual or immediate",
    )
    yield Node(
        Iri("evs:Duration"),
        (
            ("rdf:type", Iri("sh:NodeShape")),
            ("sh:targetClass", Iri("ev:Duration")),
            ("sh:xone", Seq((length, open_))),
            *either,
        ),
    )
    yield _shape(
        "Rate",
        _plain("ev:percent", decimal, least),
        _one_of("ev:base", "bases", least),
        _one_of("ev:per", "rate_periods", least),
        _plain("ev:minPercent", decimal),
        _plain("ev:capPercent", decimal),
    )
    yield _shape("Place", *(_plain(f"ev:{n}", text) for n in ("province", "city", "county")))
    yield _shape("Tier", _plain("ev:payPercent", decimal, least), _position())
    yield _shape("Item", _position())


def _shape(name: str, *parts: Blank) -> Node:
    head = (("rdf:type", Iri("sh:NodeShape")), ("sh:targetClass", Iri(f"ev:{name}")))
    return Node(Iri(f"evs:{name}"), (*head, *(("sh:property", part) for part in parts)))


def _plain(path: str, datatype: str, *more: Pair) -> Blank:
    name = path.partition(":")[2]
    kind = datatype.removeprefix("xsd:")
    said = both("sh:message", f"{name} 须为 {kind}", f"{name} must be a {kind}")
    once = ("sh:maxCount", integer(1))
    return Blank((("sh:path", Iri(path)), ("sh:datatype", Iri(datatype)), once, *more, *said))


def _one_of(path: str, set_name: str, *more: Pair) -> Blank:
    allowed = ", ".join(closed_set(set_name).values)
    name = path.partition(":")[2]
    said = both("sh:message", f"{name} 须为以下之一：{allowed}", f"{name} must be one of {allowed}")
    once = ("sh:maxCount", integer(1))
    return Blank((("sh:path", Iri(path)), ("sh:in", _members(set_name)), once, *more, *said))


def _currency() -> Blank:
    return _plain("ev:currency", "xsd:string", ("sh:minCount", integer(1)), _PATTERN)


_PATTERN: Pair = ("sh:pattern", Lit("^[A-Z]{3}$"))


def _position() -> Blank:
    return _plain("ev:position", "xsd:integer", ("sh:minCount", integer(1)))


def _members(set_name: str) -> Seq:
    return Seq(tuple(concept(set_name, value) for value in closed_set(set_name).values))


def _datatypes(*names: str) -> Seq:
    items: tuple[Object, ...] = tuple(Blank((("sh:datatype", Iri(name)),)) for name in names)
    return Seq(items)
