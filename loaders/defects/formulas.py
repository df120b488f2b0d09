"""Finds formulas that pay back what was earned, or pay for what was not done."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.defects.ground import Ground
from loaders.words import load
from ontology.facts import Defect


def read(ground: Ground) -> Iterator[Defect]:
    """Formulas whose sign or factor defeats their purpose, from the name of the result on."""
    for cue in load("defects/formula_faults"):
        for match in ground.finds(cue):
            if not ground.speaks(match.start()):
                continue
            sentence = ground.reading.sentence_at(match.start())
            start, end = match.span()
            if sentence is not None:
                start = sentence.segments[sentence.segment_at(match.start())][0]
                end = max(end, sentence.segments[sentence.segment_at(match.end() - 1)][1])
            bracket = ground.plain.find("（", match.end(), end)
            yield ground.defect("formula_error", start, bracket if bracket > 0 else end, cue.means)
