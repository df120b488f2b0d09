"""Who performs a duty that service descriptions state without a subject."""

from __future__ import annotations

import re

from loaders.grammar.mentions import Case
from loaders.grammar.reading import Hit
from loaders.grammar.sides import doers, heading_side, role_of
from ontology.facts import Role

_EVENT = re.compile(r"(?:后|时|的|之日?起?|前|期间|内|情况下)[\s)）]*$")
_CALLS = re.compile(r"^(?:的)?(?:报[障修]|提出|通知|发出|要求|来电)")


def performer(hit: Hit, default: Role = "vendor") -> Role:
    """The doer that the cue's own sentence names, else the headings', else the vendor.

    Unlike `obligor` it takes no subject over from the sentence before nor from a mere event: who
    calls in 甲方报障后两小时内到场 does not come.
    """
    reading, sentence = hit.reading, hit.sentence
    plain = reading.view.plain
    own = hit.segment
    reaches = [(hit.span[0], hit.end)]
    for start, end in reversed(sentence.segments[:own]):
        if not _EVENT.search(plain[start:end]):
            reaches.append((start, end))
    for start, end in reaches:
        named = [
            m for m in doers(sentence, start, end) if not _CALLS.match(plain[m.end : m.end + 6])
        ]
        if named:
            return role_of(reading, sentence, named[-1])
    agents = [m for m in doers(sentence, hit.end, hit.span[1]) if m.case is Case.AGENT]
    if agents:
        return role_of(reading, sentence, agents[-1])
    return heading_side(reading, sentence) or default
