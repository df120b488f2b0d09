"""`contract-facts/1`: what a reader understood of one contract, each fact with its exact words.

Whatever reads contracts produces `Facts`, whatever judges contracts consumes them. Values inside a
term are kept in their JSON form; `ontology.values` turns them into numbers. Sides are roles
(`buyer`, `vendor`, ...), never names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar

from ontology.errors import InvalidFacts
from ontology.values import Json

SCHEMA = "contract-facts/1"

Role = Literal["buyer", "vendor", "both", "third_party", "unspecified"]
Modality = Literal["obligation", "right", "prohibition", "exemption"]
Part = Literal["body", "annex", "signature", "cover"]
ReadState = Literal["found", "absent", "blank", "referred"]


@dataclass(frozen=True, slots=True)
class Document:
    """The loaded text: file stem, SHA-256 of its UTF-8 bytes, length in characters."""

    name: str
    sha256: str = ""
    chars: int = 0


@dataclass(frozen=True, slots=True)
class Contract:
    """What the contract says of itself; `None` where it says nothing."""

    title: str | None = None
    project: str | None = None
    number: str | None = None
    state: Literal["executed", "draft", "template"] = "draft"
    signed_on: str | None = None
    signed_at: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    term: Json = None
    total_price: Json = None
    price_in_words: str | None = None
    tax: Literal["included", "excluded"] | None = None
    governing_law: str | None = None
    copies: int | None = None
    effective_on: Literal["signature_and_seal", "seal", "signature", "date"] | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the contract as the text presents it."""

    role: Role
    label: str | None = None
    name: str | None = None
    kind: Literal["public_body", "company", "individual", "unspecified"] = "unspecified"
    place: Json = None
    address: str | None = None
    phone: str | None = None
    fax: str | None = None
    email: str | None = None
    legal_representative: str | None = None
    agent: str | None = None
    contact: str | None = None
    bank: str | None = None
    account: str | None = None
    uscc: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the numbering tree; `[start, end)` covers the clause with everything below it."""

    id: str
    label: str | None
    heading: str | None
    parent: str | None
    start: int
    end: int
    part: Part = "body"

    def _repr_html_(self) -> str:
        from ontology.cards import clause_card

        return clause_card(self)


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its type, the keys of that type, and the words `text[start:end] == quote`.

    `reader` says who read it, `None` for the grammar of `loaders`.
    """

    type: str
    clause: str | None
    quote: str
    start: int
    end: int
    keys: Mapping[str, Json] = field(default_factory=dict)
    reader: str | None = None

    def to_json(self) -> dict[str, Json]:
        head = {"type": self.type, "clause": self.clause}
        place = {"quote": self.quote, "start": self.start, "end": self.end}
        by = {} if self.reader is None else {"reader": self.reader}
        return {**head, **self.keys, **place, **by}

    def _repr_html_(self) -> str:
        from ontology.cards import term_card

        return term_card(self)


@dataclass(frozen=True, slots=True)
class Norm:
    """What one side must, may or must not do, or is spared."""

    modality: Modality
    bearer: Role
    counterparty: Role | None
    action: str
    condition: str | None
    deadline: Json
    clause: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault of drafting that the text alone shows."""

    kind: str
    quote: str
    detail: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Review:
    """What became of the search for one term type, and the ids of the clauses searched."""

    type: str
    state: ReadState
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything understood of one contract."""

    document: Document
    contract: Contract = field(default_factory=Contract)
    parties: tuple[Party, ...] = ()
    clauses: tuple[Clause, ...] = ()
    terms: tuple[Term, ...] = ()
    norms: tuple[Norm, ...] = ()
    defects: tuple[Defect, ...] = ()
    reviews: tuple[Review, ...] = ()

    def _repr_html_(self) -> str:
        from ontology.cards import facts_card

        return facts_card(self)

    def to_json(self, *, reviews: bool = False) -> dict[str, Json]:
        """The interchange document; `reviews` adds what was looked for, beyond the format."""
        data = {
            "schema": SCHEMA,
            "document": _plain(self.document),
            "contract": _plain(self.contract),
            "parties": [_plain(p) for p in self.parties],
            "clauses": [_plain(c) for c in self.clauses],
            "terms": [t.to_json() for t in self.terms],
            "norms": [_plain(n) for n in self.norms],
            "defects": [_plain(d) for d in self.defects],
        }
        if reviews:
            data["reviews"] = [{**_plain(r), "clauses": list(r.clauses)} for r in self.reviews]
        return data

    def dumps(self, *, reviews: bool = False, indent: int | None = None) -> str:
        """The document as text, the same bytes for the same facts."""
        return json.dumps(self.to_json(reviews=reviews), ensure_ascii=False, indent=indent)

    @staticmethod
    def from_json(data: Json, source: str | None = None) -> Facts:
        """Reads a `contract-facts/1` document, with or without offsets.

        Raises `InvalidFacts` naming the first list item that has a wrong shape.
        """
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise InvalidFacts(f"not a {SCHEMA} document", source)
        return Facts(
            document=_read(Document, data.get("document"), "document", source),
            contract=_read(Contract, data.get("contract"), "contract", source),
            parties=_read_all(Party, data, "parties", source),
            clauses=_read_all(Clause, data, "clauses", source),
            terms=tuple(
                _term(t, f"terms[{i}]", source) for i, t in enumerate(data.get("terms", []))
            ),
            norms=_read_all(Norm, data, "norms", source),
            defects=_read_all(Defect, data, "defects", source),
            reviews=tuple(
                Review(r["type"], r["state"], tuple(r["clauses"])) for r in data.get("reviews", [])
            ),
        )


def _plain(item: Document | Contract | Party | Clause | Norm | Defect | Review) -> dict[str, Json]:
    """Its fields, with the values themselves: they are plain already, and many."""
    return {name: getattr(item, name) for name in item.__slots__}


T = TypeVar("T")

# A gold file may leave these out; every other required key must be there.
_OPTIONAL: dict[str, Json] = {
    "start": -1,
    "end": -1,
    "clause": None,
    "detail": None,
    "condition": None,
}
_TERM_HEAD = ("type", "clause", "quote", "start", "end", "reader")


def _read(kind: type[T], item: Any, where: str, source: str | None) -> T:
    if not isinstance(item, dict):
        raise InvalidFacts(f"{where} is not an object", source)
    names = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(item) - names)
    if unknown:
        raise InvalidFacts(f"{where} has unknown keys: {', '.join(unknown)}", source)
    defaults = {k: v for k, v in _OPTIONAL.items() if k in names}
    try:
        return kind(**{**defaults, **item})
    except TypeError as error:
        raise InvalidFacts(f"{where}: {error}", source) from error


def _read_all(
    kind: type[T], data: Mapping[str, Json], key: str, source: str | None
) -> tuple[T, ...]:
    items: Iterable[Any] = data.get(key, [])
    return tuple(_read(kind, item, f"{key}[{i}]", source) for i, item in enumerate(items))


def _terms(data: Mapping[str, Json], source: str | None) -> tuple[Term, ...]:
    return tuple(_term(t, f"terms[{i}]", source) for i, t in enumerate(data.get("terms", [])))


def _term(item: Any, where: str, source: str | None) -> Term:
    if not isinstance(item, dict) or "type" not in item or "quote" not in item:
        raise InvalidFacts(f"{where} needs at least `type` and `quote`", source)
    head = {"clause": None, "start": -1, "end": -1} | {k: item[k] for k in _TERM_HEAD if k in item}
    return Term(**head, keys={k: v for k, v in item.items() if k not in _TERM_HEAD})
