"""What a contract is for: goods, works, software, a lease, or a service."""

from __future__ import annotations

from collections import Counter
from typing import Literal, TypeAlias, cast

from loaders.words import load

Matter: TypeAlias = Literal["goods", "works", "software", "lease", "service"]

_TITLE = 60


def matter(plain: str) -> Matter:
    """What the text is for: by its title, else by what it speaks of most, else a service."""
    title = plain[:_TITLE].replace("\n", " ")
    named = next((cue for cue in load("matters") if cue.pattern.search(title)), None)
    if named is not None:
        return cast(Matter, named.means)
    spoken: Counter[str] = Counter()
    for cue in load("matters"):
        spoken[cue.means] += sum(1 for _ in cue.pattern.finditer(plain))
    if not spoken or not max(spoken.values()):
        return "service"
    most = max(spoken.values())
    return cast(Matter, next(cue.means for cue in load("matters") if spoken[cue.means] == most))
