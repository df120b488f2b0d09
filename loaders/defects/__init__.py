"""Faults of drafting that the text alone shows, one module for a family of kinds."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from loaders.defects import (
    annex_titles,
    annexes,
    blanks,
    breakdown,
    contradictions,
    dates,
    disagreeing,
    endings,
    figures,
    formulas,
    forums,
    indeterminate,
    labels,
    names,
    near_names,
    numbering,
    references,
    settled,
    sums,
    tables,
    totals,
    wording,
)
from loaders.defects.ground import Ground
from loaders.grammar.reading import Reading
from ontology.facts import Contract, Defect, Party, Term

FAMILIES = (
    blanks.read,
    figures.read,
    sums.read,
    breakdown.read,
    tables.read,
    totals.read,
    dates.read,
    forums.read,
    references.read,
    annexes.read,
    annex_titles.read,
    endings.read,
    names.read,
    near_names.read,
    labels.read,
    numbering.read,
    wording.read,
    indeterminate.read,
    formulas.read,
    contradictions.read,
    settled.read,
    disagreeing.read,
)
"""What reads defects from a `Ground`; of two that find one fault the earlier names it."""


def read_defects(
    reading: Reading,
    contract: Contract,
    parties: Sequence[Party],
    terms: Sequence[Term] = (),
) -> tuple[Defect, ...]:
    """Every defect of the text, in the order of the text.

    Without `terms` no clauses are held against each other.
    """
    ground = Ground(reading, contract, tuple(parties), tuple(terms))
    taken: dict[str, list[tuple[int, int]]] = {}
    kept: list[Defect] = []
    for read in FAMILIES:
        for found in read(ground):
            spans = taken.setdefault(found.kind, [])
            if not _overlaps(spans, found.start, found.end):
                insort(spans, (found.start, found.end))
                kept.append(found)
    return tuple(sorted(kept, key=lambda defect: (defect.start, defect.end, defect.kind)))


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span shares words with one of the spans, which are in order and apart."""
    index = bisect_left(spans, (start, start))
    before = spans[index - 1] if index else (0, 0)
    behind = spans[index] if index < len(spans) else (end, end)
    return before[1] > start or behind[0] < end
