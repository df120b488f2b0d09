"""The ontology as OWL 2: classes, properties and concepts with labels and definitions, aligned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ontology.rdf.names import (
    DATATYPES,
    OBJECTS,
    RELATIONS,
    OntClass,
    classes,
    concept,
    concepts,
    every_key,
    properties,
    property_of,
)
from ontology.rdf.statements import Blank, Iri, Lit, Node, Object, Pair, Seq, both
from ontology.shapes import Key
from ontology.vocabulary import closed_set, vocabulary

ONTOLOGY = Iri("https://w3id.org/evenhand/ontology")


def ontology() -> Iterator[Node]:
    """Everything that the ontology says."""
    yield _about()
    yield from _declared()
    for found in classes().values():
        yield _class(found)
    yield from _disjoint()
    yield from _keys()
    yield from _properties()
    yield from _concepts()


def _about() -> Node:
    said = both("rdfs:label", "契衡合同本体", "Evenhand contract ontology")
    comment = both(
        "rdfs:comment",
        "由 ontology/ 的 YAML 生成，请勿手改。名称空间只是名称，那里没有网页。",
        "Made from the YAML of ontology/, not to be edited. No page is at the namespace.",
    )
    return Node(ONTOLOGY, (("rdf:type", Iri("owl:Ontology")), *said, *comment))


_ANNOTATIONS = (
    *("skos:altLabel", "skos:definition", "skos:inScheme", "skos:notation", "skos:prefLabel"),
    *(f"skos:{relation}" for relation in RELATIONS),
)


def _declared() -> Iterator[Node]:
    """What of SKOS is used, so that a tool needs not load SKOS to read this."""
    for name in _ANNOTATIONS:
        yield Node(Iri(name), (("rdf:type", Iri("owl:AnnotationProperty")),))
    for name in ("skos:Concept", "skos:ConceptScheme"):
        yield Node(Iri(name), (("rdf:type", Iri("owl:Class")),))


def _class(found: OntClass) -> Node:
    pairs: list[Pair] = [("rdf:type", Iri("owl:Class"))]
    pairs += both("rdfs:label", found.title.zh, found.title.en)
    pairs += both("skos:definition", found.description.zh, found.description.en)
    pairs += _aligned(found.aligns)
    if found.above:
        pairs.append(("rdfs:subClassOf", Iri(f"ev:{found.above}")))
    for key in found.keys.values():
        path = ("owl:onProperty", Iri(f"ev:{property_of(key)}"))
        is_a = ("rdf:type", Iri("owl:Restriction"))
        pairs.append(("rdfs:subClassOf", Blank((is_a, path, ("owl:allValuesFrom", _range(key))))))
    return Node(Iri(f"ev:{found.name}"), tuple(pairs))


def _range(key: Key) -> Iri:
    """What a key of one class may hold: the values of its set, a class, or a datatype."""
    if key.kind in OBJECTS:
        return Iri(f"ev:{OBJECTS[key.kind]}")
    if key.values is not None:
        return Iri(f"evv:{key.values}")
    return Iri("rdfs:Literal") if DATATYPES[key.kind] == "xsd:date" else Iri(DATATYPES[key.kind])


_APART = (
    *("Contract", "Document", "Party", "Side", "Organisation", "Clause", "Term", "Norm"),
    *("Defect", "Review", "Finding", "Rule", "Article", "Statute"),
    *("Duration", "Money", "Rate", "Place", "Tier", "Item"),
)


def _disjoint() -> Iterator[Node]:
    """Nothing is of two kinds; a term is of one type, a norm of one modality."""
    every = classes().values()
    groups = {
        "kinds": _APART,
        "terms": tuple(sorted(c.name for c in every if c.above == "Term")),
        "norms": tuple(sorted(c.name for c in every if c.above == "Norm")),
    }
    for name, members in groups.items():
        names = Seq(tuple(Iri(f"ev:{member}") for member in members))
        is_a = ("rdf:type", Iri("owl:AllDisjointClasses"))
        # OWL allows no name for such a node.
        yield Node(Iri(f"_:apart-{name}"), (is_a, ("owl:members", names)))


def _keys() -> Iterator[Node]:
    """One property for all keys of one name; what it may hold is said by each class."""
    said: dict[str, set[Pair]] = {}
    for found, key in every_key():
        name = property_of(key)
        words = found.titles[key.name]
        is_object = key.kind in OBJECTS or key.values is not None
        kind = "owl:ObjectProperty" if is_object else "owl:DatatypeProperty"
        pairs = said.setdefault(name, set())
        pairs |= {("rdf:type", Iri(kind)), *both("rdfs:label", words.zh, words.en)}
    for name in sorted(said):
        yield Node(Iri(f"ev:{name}"), _one_label(said[name]))


def _one_label(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """A name that classes call by several words keeps the first of each language as its label."""
    kept: list[Pair] = []
    seen: set[str] = set()
    for name, said in sorted(pairs, key=repr):
        lang = said.lang if isinstance(said, Lit) else ""
        extra = name == "rdfs:label" and lang in seen
        seen |= {lang} if name == "rdfs:label" else set()
        kept.append(("skos:altLabel" if extra else name, said))
    return tuple(kept)


def _properties() -> Iterator[Node]:
    for prop in properties().values():
        literal = prop.to in ("string", "integer", "decimal")
        kind = "owl:DatatypeProperty" if literal else "owl:ObjectProperty"
        pairs: list[Pair] = [("rdf:type", Iri(kind))]
        pairs += both("rdfs:label", prop.title.zh, prop.title.en)
        pairs += _aligned(prop.aligns)
        target: Object | None = None
        if literal:
            target = Iri(f"xsd:{prop.to}")
        elif prop.values:
            target = Iri(f"evv:{prop.values}")
        elif prop.to != "any":
            target = Iri(f"ev:{prop.to}")
        if target is not None:
            pairs.append(("rdfs:range", target))
        yield Node(Iri(f"ev:{prop.name}"), tuple(pairs))


def _concepts() -> Iterator[Node]:
    """Each closed set is a scheme of concepts, and a class whose members are these."""
    for set_name, found in vocabulary().items():
        if set_name == "keys":
            continue
        scheme = Iri(f"evv:{set_name}")
        types = (Iri("skos:ConceptScheme"), Iri("owl:Class"))
        labels = both("rdfs:label", found.title.zh, found.title.en)
        members = Seq(tuple(concept(set_name, value) for value in found.values))
        above = ("rdfs:subClassOf", Iri("skos:Concept"))
        pairs = (*(("rdf:type", t) for t in types), *labels, above, ("owl:oneOf", members))
        yield Node(scheme, pairs)
    for set_name, value, words in concepts():
        is_a = (("rdf:type", Iri("skos:Concept")), ("rdf:type", Iri(f"evv:{set_name}")))
        notation = ("skos:notation", Lit(value))
        labels = both("skos:prefLabel", words.zh, words.en)
        inside = ("skos:inScheme", Iri(f"evv:{set_name}"))
        same = _inherited(set_name, value)
        yield Node(concept(set_name, value), (*is_a, *labels, notation, inside, *same))


def _inherited(set_name: str, value: str) -> tuple[Pair, ...]:
    """A carve-out that is a trigger of a penalty is the same thing in another set."""
    words = closed_set("triggers").values.get(value)
    if set_name != "carve_outs" or words is None:
        return ()
    return (("skos:exactMatch", concept("triggers", value)),)


def _aligned(aligns: Mapping[str, str]) -> Iterator[Pair]:
    for name, relation in aligns.items():
        yield f"skos:{relation}", Iri(name)
