"""Turtle, N-Quads and JSON-LD from statements: the same statements, the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from ontology.rdf.names import namespaces
from ontology.rdf.statements import Blank, Iri, Lit, Node, Object, Pair, Seq
from ontology.values import Json

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = re.compile('[\\\\"\x00-\x1f\x7f\ud800-\udfff]')
_NATIVE = {"xsd:integer", "xsd:boolean"}

COERCED = ("xsd:decimal", "xsd:date")
"""Datatypes that the JSON-LD context gives to the text of a property."""


def turtle(nodes: Iterable[Node]) -> str:
    """Turtle with the prefixes that it uses, subjects and predicates in order."""
    body = "\n".join(_subject(node) for node in _merged(nodes))
    used = sorted(p for p in namespaces() if re.search(rf"(?<![\w-]){p}:[\w.-]", body))
    head = "".join(f"@prefix {p}: <{namespaces()[p]}> .\n" for p in used)
    return f"{head}\n{body}"


def nquads(nodes: Iterable[Node], graph: Iri | None = None) -> str:
    """One line for each statement, in order; those of a named graph name it."""
    where = f" {_full(graph)}" if graph else ""
    lines = {
        f"{_full(node.subject)} {_full(Iri(name))} {_object_line(said)}{where} .\n"
        for node in nodes
        for name, said in node.pairs
    }
    return "".join(sorted(lines))


def jsonld(nodes: Iterable[Node], context: Json) -> str:
    """JSON-LD in the words of our context: a flat list of nodes by id."""
    graph = [_object(node) for node in _merged(nodes)]
    data = {"@context": context["@context"], "@graph": graph}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def expand(name: str) -> str:
    """The full form of a name of the ontology; a name of data is full already."""
    prefix, colon, local = name.partition(":")
    known = namespaces()
    return f"{known[prefix]}{local}" if colon and prefix in known else name


def _merged(nodes: Iterable[Node]) -> list[Node]:
    found: dict[Iri, dict[Pair, None]] = {}
    for node in nodes:
        found.setdefault(node.subject, {}).update(dict.fromkeys(node.pairs))
    return [
        Node(subject, tuple(sorted(pairs, key=_pair_order)))
        for subject, pairs in sorted(found.items())
    ]


def _pair_order(pair: Pair) -> tuple[bool, str, str]:
    return (pair[0] != "rdf:type", pair[0], _turtle(pair[1], 0))


def _subject(node: Node) -> str:
    return f"{_turtle(node.subject, 0)}\n{_pairs(node.pairs, 1)} .\n"


def _pairs(pairs: Iterable[Pair], depth: int) -> str:
    objects: dict[str, list[str]] = {}
    for name, said in sorted(pairs, key=_pair_order):
        objects.setdefault(name, []).append(_turtle(said, depth))
    indent = "  " * depth
    return " ;\n".join(
        f"{indent}{'a' if name == 'rdf:type' else name} {_listed(said, indent)}"
        for name, said in objects.items()
    )


def _listed(said: list[str], indent: str) -> str:
    """A few on one line, many below each other."""
    short = ", ".join(said)
    return short if len(short) <= 90 or len(said) == 1 else f",\n{indent}  ".join(said)


def _turtle(said: Object, depth: int) -> str:
    if isinstance(said, Iri):
        bare = _short(said.name) or said.name.startswith("_:")
        return said.name if bare else f"<{expand(said.name)}>"
    if isinstance(said, Seq):
        return f"( {' '.join(_turtle(item, depth) for item in said.items)} )"
    if isinstance(said, Blank):
        return f"[\n{_pairs(said.pairs, depth + 1)} ]"
    if said.kind in _NATIVE:
        return said.text
    tail = f"@{said.lang}" if said.lang else _typed(said, said.kind)
    return f"{_quoted(said.text)}{tail}"


def _short(name: str) -> bool:
    prefix, _, local = name.partition(":")
    return prefix in namespaces() and bool(re.fullmatch(r"[\w](?:[\w.-]*[\w-])?", local))


def _typed(said: Lit, kind: str) -> str:
    return "" if said.kind in ("", "xsd:string") else f"^^{kind}"


def _quoted(text: str) -> str:
    """A literal in quotes; half a surrogate pair, which RDF cannot say, becomes U+FFFD."""
    return f'"{_UNSAFE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def _full(iri: Iri) -> str:
    return f"<{expand(iri.name)}>"


def _object_line(said: Object) -> str:
    if isinstance(said, Iri):
        return _full(said)
    if isinstance(said, Lit):
        tail = f"@{said.lang}" if said.lang else _typed(said, _full(Iri(said.kind)))
        return f"{_quoted(said.text)}{tail}"
    raise TypeError("a node without a name has no place in data")


def _object(node: Node) -> Json:
    data: dict[str, Json] = {"id": node.subject.name}
    for name, said in _grouped(node.pairs):
        values = [_json(name, value) for value in said]
        data[_alias(name)] = values[0] if len(values) == 1 else values
    return data


def _grouped(pairs: Iterable[Pair]) -> Iterator[tuple[str, list[Object]]]:
    found: dict[str, list[Object]] = {}
    for name, said in pairs:
        found.setdefault(name, []).append(said)
    yield from found.items()


def _alias(name: str) -> str:
    return "type" if name == "rdf:type" else name.removeprefix("ev:")


def _json(name: str, said: Object) -> Json:
    """As short as the context allows for a property of ours, in full for those of others."""
    ours = name.startswith("ev:")
    if isinstance(said, Iri):
        return said.name if ours or name == "rdf:type" else {"@id": said.name}
    if not isinstance(said, Lit):
        raise TypeError("a node without a name has no place in data")
    text = _UNSAFE.sub(lambda m: "\ufffd" if m.group() >= "\ud800" else m.group(), said.text)
    if said.kind == "xsd:integer":
        return int(text)
    if said.kind == "xsd:boolean":
        return text == "true"
    if said.lang:
        return {"@value": text, "@language": said.lang}
    if said.kind == "xsd:string" or (ours and said.kind in COERCED):
        return text
    return {"@value": text, "@type": said.kind}
