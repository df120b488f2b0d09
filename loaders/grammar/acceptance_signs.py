"""The signs of acceptance that several readers look for, as in `words/acceptance_signs.yaml`."""

from __future__ import annotations

import re

from loaders.words import pattern
from ontology.facts import Role

NAMED: dict[str, Role] = {"甲方": "buyer", "乙方": "vendor", "双方": "both"}


def sees(sign: str, words: str) -> re.Match[str] | None:
    """The first place where words show a sign."""
    return cue(sign).search(words)


def cue(sign: str) -> re.Pattern[str]:
    """The words of a sign."""
    return pattern("acceptance_signs", sign)
