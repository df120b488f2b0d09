"""What it is to break the duties and bans that words state.

A consequence often names no breach of its own: 乙方不得转租，否则…, 如有违反…, 违反第八条的….
"""

from __future__ import annotations

import re

from loaders.grammar.sentences import Sentence
from loaders.words import load

_OF_HEADINGS = frozenset(
    {
        "confidentiality",
        "integrity",
        "ip",
        "assignment",
        "data_breach",
        "non_solicit",
        "personnel",
    }
)
"""What the subject of an article settles; of 付款方式 or 服务内容 any rule may be broken."""
_MIXED = re.compile(r"违约责任|权利|义务|其[他它]|一般|总则|合同(?:的)?(?:生效|变更|解除|终止)")
_KIND_OF_BREACH = re.compile(r"违约$|(?:逾期|迟延|延期|延误|违反)|责任$")


def breach_of(words: str) -> str | None:
    """The event that breaking what the words demand would be, `None` where they tell of none."""
    return next((cue.means for cue in load("broken_duties") if cue.pattern.search(words)), None)


def breach_of_article(heading: str) -> str | None:
    """The breach that a heading is about: 保密 settles it, 付款违约 does, 付款方式 does not."""
    if _MIXED.search(heading):
        return None
    event = breach_of(heading)
    return event if event in _OF_HEADINGS or _KIND_OF_BREACH.search(heading) else None


def told_duty(plain: str, sentence: Sentence) -> str | None:
    """The breach of what a sentence demands last: its segments are tried from the end."""
    for start, end in reversed(sentence.segments):
        if (event := breach_of(plain[start:end])) is not None:
            return event
    return None
