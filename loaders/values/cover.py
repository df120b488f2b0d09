"""Hours of cover in running text: 7×24小时, 每周5天×8小时, 手机24小时开机."""

from __future__ import annotations

from dataclasses import dataclass

from loaders import words


@dataclass(frozen=True, slots=True)
class Cover:
    """Hours of cover at `[start, end)`; `coverage` is `None` where no closed name fits."""

    start: int
    end: int
    coverage: str | None


def find(text: str) -> tuple[Cover, ...]:
    """The hours of cover of a text in order."""
    found: list[Cover] = []
    for cue in words.load("hours_of_cover"):
        for match in cue.pattern.finditer(text):
            if all(match.end() <= c.start or match.start() >= c.end for c in found):
                found.append(Cover(match.start(), match.end(), cue.means or None))
    return tuple(sorted(found, key=lambda c: c.start))
