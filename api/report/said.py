"""The terms of a contract as the page says them: topic by topic, and by the side that they help."""

from __future__ import annotations

from dataclasses import dataclass, replace

from api.report.view import clause_paths
from kg.compare import favours
from kg.wording import caption_words, term_words
from ontology.facts import Facts
from ontology.term_types import term_types
from ontology.vocabulary import Lang, closed_set

# What one side has here, the other side may miss. The rest (payments, deliveries, service levels)
# runs one way by the nature of the bargain, so its other half is empty without meaning anything.
MIRRORED = (
    "payment_excuse",
    "set_off",
    "deduction",
    "discretion",
    "penalty",
    "damages",
    "liability_cap",
    "exemption",
    "fee_shifting",
    "suspension",
    "continuity",
    "termination",
    "settlement",
    "refund",
    "force_majeure",
    "dispute",
    "confidentiality",
    "data_return",
    "ip",
    "non_solicit",
    "audit",
    "renewal",
)


@dataclass(frozen=True, slots=True)
class Value:
    """What some words of the contract say: one or more terms, with the link to the words."""

    said: tuple[str, ...]
    quote: str
    clause: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class MirrorRow:
    """One type of term: what helps the buyer, what helps the vendor, what holds for both."""

    title: str
    buyer: tuple[Value, ...]
    vendor: tuple[Value, ...]
    both: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """One type of term with all that was read of it."""

    title: str
    values: tuple[Value, ...]


def term_rows(facts: Facts, lang: Lang) -> tuple[tuple[str, tuple[TermRow, ...]], ...]:
    """Topic by topic, every type of term that was read."""
    topics = closed_set("topics").values
    grouped = []
    for topic in topics.values():
        rows = [
            TermRow(kind.title.say(lang), values)
            for kind in term_types().values()
            if kind.topic == topic.name and (values := _values(facts, kind.id, lang))
        ]
        if rows:
            grouped.append((topic.words.say(lang), tuple(rows)))
    return tuple(grouped)


def mirror_rows(facts: Facts, lang: Lang) -> tuple[MirrorRow, ...]:
    """Powers, sanctions and protections by the side that they help."""
    rows = []
    for type_id in MIRRORED:
        halves = {side: _values(facts, type_id, lang, side) for side in ("buyer", "vendor")}
        both = _values(facts, type_id, lang, "none")
        if both or any(halves.values()):
            title = term_types()[type_id].title.say(lang)
            rows.append(MirrorRow(title, halves["buyer"], halves["vendor"], both))
    return tuple(rows)


def _values(facts: Facts, type_id: str, lang: Lang, side: str | None = None) -> tuple[Value, ...]:
    """The terms of one type by their words; of one side, they are said without it."""
    paths = clause_paths(facts)
    values: dict[str, Value] = {}
    for i, term in enumerate(facts.terms):
        if term.type != type_id or (side is not None and favours(term) != side):
            continue
        words = caption_words(term) if side in ("buyer", "vendor") else term_words(term)
        said = (words.say(lang),) if words.say(lang) else ()
        known = values.get(term.quote)
        if known:
            fresh = tuple(s for s in said if s not in known.said)
            values[term.quote] = replace(known, said=known.said + fresh)
        else:
            clause = paths.get(term.clause or "", term.clause or "")
            link = f"t{i}" if term.start >= 0 else None
            values[term.quote] = Value(said, term.quote, clause, link)
    return tuple(values.values())
