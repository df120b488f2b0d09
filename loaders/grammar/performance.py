"""Who performs a duty that service descriptions state without a subject."""

from __future__ import annotations

import re

from loaders.grammar.mentions import Case, Mention
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import Side, doers, heading_side, role_of
from loaders.grammar.subjects import labelled
from loaders.words import pattern
from ontology.facts import Role


def performer(hit: Hit, default: Role = "vendor") -> Role:
    """The doer that the cue's own sentence names, else the other side of whose notice is received
    or who is handed or told something, else the headings', else the list's, else the vendor.

    Unlike `obligor` it takes no subject over from the sentence before nor from a mere event: who
    calls in 甲方报障后两小时内到场 does not come.
    """
    reading, sentence = hit.reading, hit.sentence
    plain = reading.view.plain
    own = hit.segment
    named = [m for m in doers(sentence, hit.span[0], hit.end) if not _calls(plain, m)]
    if named:
        return role_of(reading, sentence, named[-1])
    for start, end in reversed(sentence.segments[:own]):
        if _sees("event", plain[start:end]):
            continue
        named = [m for m in doers(sentence, start, end) if not _calls(plain, m)]
        named = [m for m in named if m.case is not Case.AGENT]
        if named:
            return role_of(reading, sentence, named[-1])
    agents = [m for m in doers(sentence, hit.end, hit.span[1]) if m.case is Case.AGENT]
    if agents:
        return role_of(reading, sentence, agents[-1])
    received = _sees("receives", plain[sentence.start : hit.end])
    if received:
        return "vendor" if received.group(1) == "甲方" else "buyer"
    told = _sees("gives_to", hit.segment_words)
    if told:
        return "vendor" if told[told.lastindex or 1] == "甲方" else "buyer"
    if side := heading_side(reading, sentence):
        return side
    head = None if sentence.head is None else reading.sentences[sentence.head]
    if head is None:
        return default
    return labelled(reading, head) or _bound(reading, head) or default


def _bound(reading: Reading, head: Sentence) -> Side | None:
    """The side that the head of a list puts under a duty: 甲方应向乙方提供的资料如下：."""
    first = next((m for m in head.mentions if m.who in ("buyer", "vendor")), None)
    if first is None or not _sign("bound").match(reading.view.plain[first.end : first.end + 8]):
        return None
    return role_of(reading, head, first)


def _calls(plain: str, mention: Mention) -> bool:
    """Whether the side only sets off what another does: 甲方付款后, 自甲方报障起."""
    return bool(_sign("sets_off").match(plain[mention.end : mention.end + 40]))


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("performance_signs", sign).search(words)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("performance_signs", cue)
