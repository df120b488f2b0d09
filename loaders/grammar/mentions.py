"""The sides a sentence mentions, each with the part it plays in the grammar of the sentence.

Reads a view in which every label of the buyer is 甲方 and every label of the vendor 乙方.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Literal, cast

from loaders.words import load
from loaders.words.opening import compiled

Who = Literal["buyer", "vendor", "both", "either", "other", "breaching", "observing", "third_party"]


class Case(StrEnum):
    """The grammatical part of a mention."""

    SUBJECT = "subject"
    AGENT = "agent"
    """After 由 or 被."""
    CAUSEE = "causee"
    """Made to act: after 要求, 责令."""
    OBJECT = "object"
    ATTRIBUTE = "attribute"
    """甲方的…, 甲方提供的…."""
    ORIGIN = "origin"
    """甲方原因, 甲方违约."""
    EMBEDDED = "embedded"
    """The subject of a phrase such as 在甲方付款前."""


DOERS = frozenset({Case.SUBJECT, Case.AGENT, Case.CAUSEE})
BEFORE, AFTER = 12, 40
_MAY_OPEN = re.compile(
    r"(?:^|[0-9]\.|[，,；;：:、．（(“”\"》）)\s—]|[后前时内日起外下上中间况期次果形款此者且并但而则故或若如因即均天月年]|[截为]止|[期届]满|到期|同时|以及|如遇|经)$"
)
"""What may stand before a subject; after anything else, a verb say, a side is no subject."""
_MUST_ACT = re.compile(
    r"(?:均|都|也|亦|则|仍)?(?:应|须|需(?!求)|必须|不得|有权|无权|可以?|保证|承诺|负有|负责)"
    r"(?!付|[^，,。；;]{0,12}的[^，,。；;])"
)
"""What makes a subject of a side even right behind a noun: 甲方提供的资料乙方应予以保密."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A side named at `[start, end)` of the view."""

    start: int
    end: int
    who: Who
    case: Case


@cache
def _sides() -> re.Pattern[str]:
    return compiled("|".join(f"(?P<{cue.id}>{cue.source})" for cue in load("sides")))


@cache
def _cases() -> tuple[tuple[tuple[Case, re.Pattern[str]], ...], ...]:
    """The case cues that look back, and those that look ahead."""
    cues = load("cases")
    back = tuple((Case(c.means), c.pattern) for c in cues if c.source.endswith("$"))
    return back, tuple((Case(c.means), c.pattern) for c in cues if not c.source.endswith("$"))


def find_mentions(view: str, start: int, end: int) -> tuple[Mention, ...]:
    """The sides named in `view[start:end]`, in order."""
    return tuple(
        Mention(m.start(), m.end(), cast(Who, m.lastgroup), _case(view, start, m, end))
        for m in _sides().finditer(view, start, end)
    )


def between(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Those of the mentions, which stand in order, that begin in `[start, end)`."""
    first = bisect_left(mentions, start, key=lambda m: m.start)
    return mentions[first : bisect_left(mentions, end, lo=first, key=lambda m: m.start)]


def _case(view: str, start: int, match: re.Match[str], end: int) -> Case:
    before = view[max(start, match.start() - BEFORE) : match.start()]
    after = view[match.end() : min(end, match.end() + AFTER)]
    back, ahead = _cases()
    found_back = next((case for case, cue in back if cue.search(before)), None)
    if found_back in (Case.AGENT, Case.CAUSEE):
        return found_back
    found_ahead = next((case for case, cue in ahead if cue.match(after)), None)
    if found_ahead is Case.ORIGIN and match.lastgroup in ("buyer", "vendor"):
        return Case.ORIGIN
    if found_back is not None:
        return found_back
    if found_ahead in (Case.ATTRIBUTE, Case.EMBEDDED):
        return found_ahead
    relative = match.lastgroup == "either" and before.endswith("的")
    opens = relative or _MAY_OPEN.search(before) or _MUST_ACT.match(after)
    return Case.SUBJECT if opens else Case.EMBEDDED
