"""Who performs a duty that service descriptions state without a subject."""

from __future__ import annotations

import re

from loaders.grammar.mentions import Case, Mention
from loaders.grammar.reading import Hit
from loaders.grammar.sides import doers, heading_side, role_of
from ontology.facts import Role

_EVENT = re.compile(r"(?:后|时|的|之日?起?|前|期间|内|情况下)[\s)）]*$")
_RECEIVES = re.compile(r"(?:收到|接到|接获)(甲方|乙方)")
_CALLS = re.compile(
    r"^(?:的)?(?:报[障修]|提出|通知|发出|要求|来电|书面|(?:支付|付款|付清|确认|验收|下达|签署|审核|批准|结清)"
    r"[^，。；]{0,20}?(?:后|之日|起))"
)


def performer(hit: Hit, default: Role = "vendor") -> Role:
    """The doer that the cue's own sentence names, else the other side of whose
    notice is received, else the headings', else the vendor.

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
        if _EVENT.search(plain[start:end]):
            continue
        named = [m for m in doers(sentence, start, end) if not _calls(plain, m)]
        named = [m for m in named if m.case is not Case.AGENT]
        if named:
            return role_of(reading, sentence, named[-1])
    agents = [m for m in doers(sentence, hit.end, hit.span[1]) if m.case is Case.AGENT]
    if agents:
        return role_of(reading, sentence, agents[-1])
    received = _RECEIVES.search(plain[sentence.start : hit.end])
    if received:
        return "vendor" if received.group(1) == "甲方" else "buyer"
    return heading_side(reading, sentence) or default


def _calls(plain: str, mention: Mention) -> bool:
    """Whether the side only sets off what another does: 甲方付款后, 自甲方报障起."""
    return bool(_CALLS.match(plain[mention.end : mention.end + 40]))
