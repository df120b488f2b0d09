"""Which words of a segment make a norm of it, and what they make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from loaders.words import load, pattern
from loaders.words.opening import compiled
from ontology.facts import Modality

_LONG = 4
"""A modal so long holds its act: 享有优先购买权."""
_RELATIVE = re.compile(r"\s*(?:由(?:甲方|乙方|双方|其)(?:自行)?)?[一-龥]{2}的")
"""What makes a modal part of a noun: 应承担的责任."""
_TURNED = {
    ("spared", "entitled"),
    ("spared", "obliged"),
    ("spared", "promises"),
    ("forbidden", "promises"),
}
"""A later modal that says what the first one comes to: 可免于处罚, 承诺不泄露."""
_SERVES = re.compile(r"配合|协助|接受|服从|支持")
"""接受甲方对质量的监督 is no power."""
_APART = re.compile(r"[而且并]")
_NEAR = 14
"""How near an exemption must stand to the modal that it turns."""


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal at `[start, end)` of a text; `cue` is its id in `words/modals.yaml`."""

    start: int
    end: int
    said: str
    cue: str
    modality: Modality


def find_modal(text: str, start: int, end: int) -> Modal | None:
    """The first modal of a segment that has an act, turned by an exemption or a ban behind it."""
    first: re.Match[str] | None = None
    cue = ""
    for match in _modals().finditer(text, start, end):
        later = cast(str, match.lastgroup)
        if first is not None:
            if (later, cue) in _TURNED and _turns(text, first, match):
                return _modal(first, cue, later)
        elif not _RELATIVE.match(text, match.end(), end):
            acts = text[match.end() : end].strip() or len(match.group()) > _LONG
            if acts or later == "spared":
                first, cue = match, later
    return _modal(first, cue, cue) if first else None


def has_modal(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether any modal stands in the text."""
    return _modals().search(text, start, len(text) if end is None else end) is not None


def stated_modality(words: str, verb: int | None) -> Modality:
    """What an act without a modal is: who judges or takes has a power, any other act is a duty."""
    if _SERVES.match(words, verb or 0):
        return "obligation"
    judges = pattern("stated_powers", "judges").search(words)
    takes = pattern("stated_powers", "takes").match(words, verb or 0)
    offered = pattern("stated_powers", "as_offered").search(words)
    return "right" if judges or takes or offered else "obligation"


def _turns(text: str, first: re.Match[str], later: re.Match[str]) -> bool:
    between = text[first.end() : later.start()]
    if later.lastgroup != "spared":
        return True
    return len(between) <= _NEAR and not _APART.search(between)


def _modal(match: re.Match[str], cue: str, meant: str) -> Modal:
    return Modal(match.start(), match.end(), match.group(), cue, _modality()[meant])


@cache
def _modals() -> re.Pattern[str]:
    return compiled("|".join(f"(?P<{c.id}>{c.source})" for c in load("modals")))


@cache
def _modality() -> dict[str, Modality]:
    return {cue.id: cast(Modality, cue.means) for cue in load("modals")}
