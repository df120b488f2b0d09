"""Where the facts behind a finding stand: their words, in the sentence of the duty around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.finding import Quote
from kg.passage import Passages
from kg.store.protocol import Row, Store

_WORDS = """
MATCH (c:Contract {id: $contract})-[:HAS_TERM|HAS_NORM|HAS_DEFECT]->(n)-[s:STATED_IN]->(k:Clause)
WHERE n.id IN $ids
RETURN n.id AS id, coalesce(n.clause, split(k.id, '#')[1]) AS clause,
       s.quote AS quote, s.start AS start, s.end AS end
"""

# A term is quoted by the shortest run that states it, which may begin in mid-sentence; whoever
# reads a finding wants the duty, right or exemption that the run is part of.
_SENTENCES = """
MATCH (c:Contract {id: $contract})-[:HAS_TERM]->(t:Term)-[s:STATED_IN]->(:Clause)
      <-[r:STATED_IN]-(n:Norm)
WHERE t.id IN $ids AND r.quote CONTAINS s.quote AND n.clause = t.clause
  AND size(r.quote) <= $longest
  AND coalesce(r.start <= s.start AND s.end <= r.end, true)
RETURN t.id AS id, n.clause AS clause, r.quote AS quote, r.start AS start, r.end AS end
ORDER BY id, size(r.quote) DESC, r.start DESC, n.id DESC
"""

LONGEST = 160
"""A longer sentence hides what the finding is about."""


FRAGMENT = 12
"""Shorter words do not say what they are about: 以本合同为准."""


def citations(
    store: Store, contract_id: str, ids: Iterable[str], around: Passages
) -> Mapping[str, Quote]:
    """The words to cite for each of these nodes; one that stands nowhere has none."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    params = {"contract": contract_id, "ids": wanted}
    words = {row["id"]: _quote(row) for row in store.query(_WORDS, params)}
    # The shortest sentence comes last and stays.
    sentences = store.query(_SENTENCES, {**params, "longest": LONGEST})
    words |= {row["id"]: _quote(row) for row in sentences}
    # What is wrong with a defect is in its very words.
    return {id_: quote if "/d/" in id_ else _whole(quote, around) for id_, quote in words.items()}


def _whole(quote: Quote, around: Passages) -> Quote:
    """The sentence of a fragment, where the text is at hand."""
    if len(quote.quote) >= FRAGMENT or quote.start is None or quote.end is None:
        return quote
    sentence = around.sentence(quote.start, quote.end)
    return quote if sentence is None else Quote(quote.clause, *_span(sentence))


def _span(quote: Quote) -> tuple[str, int | None, int | None]:
    return quote.quote, quote.start, quote.end


def _quote(row: Row) -> Quote:
    return Quote(row["clause"] or None, row["quote"], row["start"], row["end"])
