"""Which events a stretch of text speaks of, by one ordered lexicon, specific before general."""

from __future__ import annotations

import re

from loaders.words import load

_ALTERNATIVES = re.compile(
    r"的?[,，]?或者?(?=因|由于|未|擅自|不|甲方|乙方|出现|发生|有|者|给|关键|累计|造成|拒绝|违反|逾期)|[；;]|的、"
)


def classify(text: str) -> str | None:
    """The most specific event that the text speaks of, or `None`."""
    return next((cue.means for cue in load("events") if cue.pattern.search(text)), None)


def alternatives(text: str) -> tuple[str, ...]:
    """The events of a condition that joins several by 或, each once, in the order of the text."""
    found = (classify(part) for part in _ALTERNATIVES.split(text) if part.strip())
    return tuple(dict.fromkeys(event for event in found if event is not None))
