"""Looks up one pattern of a cue list by its id."""

from __future__ import annotations

import re
from functools import cache

from loaders.words import load


def phrase(words: str, name: str) -> re.Pattern[str]:
    """The pattern of the cue `name` in `words/<words>.yaml`."""
    return _patterns(words)[name]


@cache
def _patterns(words: str) -> dict[str, re.Pattern[str]]:
    return {cue.id: cue.pattern for cue in load(words)}
