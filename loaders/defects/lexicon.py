"""The words of faults, one pattern for each meaning."""

from __future__ import annotations

import re
from functools import cache

from loaders.words import load
from loaders.words.opening import compiled


@cache
def pattern(name: str, meaning: str) -> re.Pattern[str]:
    """All cues of `words/defects/<name>.yaml` that mean one thing, as one pattern."""
    cues = [cue.source for cue in load(f"defects/{name}") if cue.means == meaning]
    return compiled("|".join(f"(?:{cue})" for cue in cues))
