"""Where the facts behind a finding stand: their words, in the sentence of the duty around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.finding import Quote
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


def citations(store: Store, contract_id: str, ids: Iterable[str]) -> Mapping[str, Quote]:
    """The words to cite for each of these nodes; one that stands nowhere has none."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    params = {"contract": contract_id, "ids": wanted}
    words = {row["id"]: _quote(row) for row in store.query(_WORDS, params)}
    # The shortest sentence comes last and stays.
    sentences = store.query(_SENTENCES, {**params, "longest": LONGEST})
    return words | {row["id"]: _quote(row) for row in sentences}


def _quote(row: Row) -> Quote:
    return Quote(row["clause"] or None, row["quote"], row["start"], row["end"])
