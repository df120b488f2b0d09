"""What an act of acceptance accepts: by its stage, its object, the headings, the whole contract."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.grammar.matter import Matter
from loaders.grammar.reading import Hit
from loaders.words import load, pattern

_STAGES = ("step", "last_stage", "early_stage")
_BULKY = ("stage_result", "result", "goods", "service")
_THINGS = (
    "invoice",
    "personnel",
    "report",
    "document",
    "stage_result",
    "result",
    "goods",
    "service",
)
"""What is checked or signed; 验收 takes papers only as its direct object."""
DEFAULTS = {"goods": "goods", "works": "final", "software": "final", "lease": "goods"}


def accepted(hit: Hit, matter: Matter, *, checks: bool, known: str | None = None) -> str:
    """The subject of an acceptance.

    `checks` for 审核, 确认 and the like, whose object may be what was received (收到报告后…审核);
    验收 after 收到申请 is not of the application. `known` is what the article accepts so far.
    """
    plain = hit.reading.view.plain
    near = hit.words + _sign("next_act").split(plain[hit.end : hit.span[1]][:16])[0]
    before = _sign("agents").sub("", plain[hit.span[0] : hit.start])
    about = _sees("about", hit.segment_words)
    object_ = (about.group(1),) if about else ()
    if checks:
        found = _first(
            (*object_, before[-4:] + near, before, plain[hit.end : hit.span[1]]), _THINGS
        )
        if found == "final" and _first((before + near,), ("stage_result",)):
            return "interim"
        if found is None and _sees("hidden", hit.sentence_words):
            return "interim"
        return found or _further(hit, matter, _THINGS, known)
    rest = unreceived(before)
    found = _first((rest[-12:] + near, *object_, near, rest), _STAGES)
    found = found or _first((*object_, near), _THINGS) or _first((rest,), _BULKY)
    found = found or _first((before,), ("goods",))
    return found or _further(hit, matter, (*_STAGES, *_BULKY), known)


def names_object(hit: Hit) -> bool:
    """Whether the sentence up to the end of the cue's segment, or the one before it, names
    something to be accepted."""
    words = hit.reading.view.plain[hit.sentence.start : hit.span[1]]
    if hit.sentence.previous is not None:
        words += hit.reading.words(hit.reading.sentences[hit.sentence.previous])
    return "成果" in words or _first((words,), (*_STAGES, *_THINGS)) is not None


def _further(hit: Hit, matter: Matter, kinds: Sequence[str], known: str | None) -> str:
    """By the rest of the sentence, the list's head, the headings, then what is contracted for."""
    reading, sentence = hit.reading, hit.sentence
    earlier = reading.view.plain[sentence.start : hit.span[0]]
    whole = "document" in kinds or hit.cue.id == "deemed"
    words = [_sign("agents").sub("", earlier if whole else unreceived(earlier))]
    if "document" in kinds or hit.cue.id == "deemed":
        around = (sentence.head, sentence.previous)
        words += [reading.words(reading.sentences[i]) for i in around if i is not None]
    words += reading.headings(sentence.section)[:1]
    if found := _first(words, kinds):
        return found
    if known is not None:
        return known
    if matter in DEFAULTS:
        return DEFAULTS[matter]
    return "final" if _sees("at_an_end", hit.sentence_words) else "service"


def unreceived(words: str) -> str:
    """The words without what went before: 收到申请后, 在试运行结束前."""
    return _sign("received").sub("", words)


def _first(texts: Sequence[str], kinds: Sequence[str]) -> str | None:
    """The subject that the first text to hold one of these cues names."""
    for words in texts:
        for cue in load("accepted"):
            if cue.id in kinds and cue.pattern.search(words):
                return cue.means
    return None


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("acceptance_signs", sign).search(words)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("acceptance_signs", cue)
