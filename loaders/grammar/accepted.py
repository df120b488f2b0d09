"""What an act of acceptance accepts: by its stage, its object, the headings, the whole contract."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.grammar.matter import Matter
from loaders.grammar.reading import Hit
from loaders.words import load

_STAGES = ("last_stage", "early_stage")
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
_NEXT_ACT = re.compile(r"并|且|后|合格|通过|无误")
_ABOUT = re.compile(
    r"(?:对|就|将)([^，。；]{1,40}?)(?:进行|予以|给予|加以|组织|开展|作出|提出|完成|$)"
)
_RECEIVED = re.compile(
    r"(?:在|于)[^，。；]{1,30}?(?:前|后|期间|时)|"
    r"(?:收到|接到|接获)[^，。；]{1,40}?(?:后|之日起?|(?=[0-9一二三四五六七八九十 ]+[个日天工]))"
)
_AGENTS = re.compile(
    r"由[^，。；]{1,30}?(?=组织|进行|负责|对|参加|参与|验收|检验|检测|评审|会同)|(?:组织|委托|邀请|聘请|会同)[^，。；]{1,30}?(?:人员|专家|机构|部门|单位)"
)
_ENDS = re.compile(r"期满|届满|到期|申请|项目|工程|系统|软件|平台")
DEFAULTS = {"goods": "goods", "works": "final", "software": "final", "lease": "goods"}


def accepted(hit: Hit, matter: Matter, *, checks: bool, known: str | None = None) -> str:
    """The subject of an acceptance.

    `checks` for 审核, 确认 and the like, whose object may be what was received (收到报告后…审核);
    验收 after 收到申请 is not of the application. `known` is what the article accepts so far.
    """
    plain = hit.reading.view.plain
    near = hit.words + _NEXT_ACT.split(plain[hit.end : hit.span[1]][:16])[0]
    before = _AGENTS.sub("", plain[hit.span[0] : hit.start])
    about = _ABOUT.search(hit.segment_words)
    object_ = (about.group(1),) if about else ()
    if checks:
        found = _first((*object_, near, before, plain[hit.end : hit.span[1]]), _THINGS)
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
    words = [_AGENTS.sub("", earlier if "document" in kinds else unreceived(earlier))]
    if "document" in kinds:
        around = (sentence.head, sentence.previous)
        words += [reading.words(reading.sentences[i]) for i in around if i is not None]
    words += reading.headings(sentence.section)[:1]
    if found := _first(words, kinds):
        return found
    if known is not None:
        return known
    if matter in DEFAULTS:
        return DEFAULTS[matter]
    return "final" if _ENDS.search(hit.sentence_words) else "service"


def unreceived(words: str) -> str:
    """The words without what went before: 收到申请后, 在试运行结束前."""
    return _RECEIVED.sub("", words)


def _first(texts: Sequence[str], kinds: Sequence[str]) -> str | None:
    """The subject that the first text to hold one of these cues names."""
    for words in texts:
        for cue in load("accepted"):
            if cue.id in kinds and cue.pattern.search(words):
                return cue.means
    return None
