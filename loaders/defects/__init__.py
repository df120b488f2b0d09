"""Faults of drafting that the text alone shows, one module for a family of kinds."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.grammar.reading import Reading
from ontology.facts import Contract, Defect, Party


def read_defects(
    reading: Reading, contract: Contract, parties: Sequence[Party]
) -> tuple[Defect, ...]:
    """Every defect of the text, in the order of the text."""
    return ()
