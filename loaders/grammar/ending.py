"""Acts that are due because the contract ends."""

from __future__ import annotations

import re

from loaders.grammar.reading import Hit
from loaders.words import pattern


def at_the_end(hit: Hit) -> bool:
    """Whether the cue's sentence up to its segment's end, or the sentence before it in its
    clause, speaks of the contract's end."""
    reading, sentence = hit.reading, hit.sentence
    if _sees("ends", reading.view.plain[sentence.start : hit.span[1]]):
        return True
    before = sentence.previous
    return before is not None and bool(_sees("ends", reading.words(reading.sentences[before])))


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("ending_signs", sign).search(words)
