"""Where the facts behind a finding stand: their words, in the sentence of the duty around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.finding import Quote
from kg.passage import Passages
from kg.store.protocol import Row, Store

_WORDS = """
MATCH (c:Contract {id: $contract})-[:HAS_TERM|HAS_NORM|HAS_DEFECT]->(n)-[s:STATED_IN]->(k:Clause)
RETURN n.id AS id, n.clause AS named, split(k.id, '#')[1] AS stands,
       s.quote AS quote, s.start AS start, s.end AS end
"""

LONGEST = 160
"""A longer sentence hides what the finding is about."""

FRAGMENT = 12
"""Shorter words do not say what they are about: 以本合同为准."""


def citations(
    store: Store, contract_id: str, ids: Iterable[str], around: Passages
) -> Mapping[str, Quote]:
    """The words to cite for each of these nodes; one that stands nowhere has none."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = store.query(_WORDS, {"contract": contract_id})
    norms: dict[str, list[Row]] = {}
    for row in rows:
        if "/n/" in row["id"] and row["named"] and len(row["quote"]) <= LONGEST:
            norms.setdefault(row["named"], []).append(row)
    return {row["id"]: _cited(row, norms, around) for row in rows if row["id"] in wanted}


def _cited(row: Row, norms: Mapping[str, Sequence[Row]], around: Passages) -> Quote:
    """The words of a fact, or the shortest sentence of a duty, right or exemption around them.

    A term is quoted by the shortest run that states it, which may begin in mid-sentence; whoever
    reads a finding wants what the run is part of. What is wrong with a defect is in its very words.
    """
    own = _quote(row)
    if "/d/" in row["id"]:
        return own
    if "/t/" in row["id"]:
        inside = [norm for norm in norms.get(row["named"], ()) if _holds(norm, row)]
        if inside:
            own = _quote(min(inside, key=_shortest))
    return _whole(own, around)


def _holds(norm: Row, term: Row) -> bool:
    if norm["stands"] != term["stands"] or term["quote"] not in norm["quote"]:
        return False
    return _quote(norm).covers(_quote(term)) or None in (norm["start"], term["start"])


def _shortest(row: Row) -> tuple[int, int, str]:
    return len(row["quote"]), row["start"] or 0, row["id"]


def _whole(quote: Quote, around: Passages) -> Quote:
    """The sentence of a fragment, where the text is at hand."""
    if len(quote.quote) >= FRAGMENT or quote.start is None or quote.end is None:
        return quote
    sentence = around.sentence(quote.start, quote.end)
    return quote if sentence is None else Quote(quote.clause, *_span(sentence))


def _span(quote: Quote) -> tuple[str, int | None, int | None]:
    return quote.quote, quote.start, quote.end


def _quote(row: Row) -> Quote:
    return Quote(row["named"] or row["stands"] or None, row["quote"], row["start"], row["end"])
