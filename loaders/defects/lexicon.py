"""The words of faults, one pattern for each meaning."""

from __future__ import annotations

import re
from functools import cache

from loaders.words import load


@cache
def pattern(name: str, meaning: str) -> re.Pattern[str]:
    """All cues of `words/defects/<name>.yaml` that mean one thing, as one pattern."""
    cues = [cue.pattern.pattern for cue in load(f"defects/{name}") if cue.means == meaning]
    return re.compile("|".join(f"(?:{cue})" for cue in cues))
