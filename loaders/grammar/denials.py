"""Whether the words around a cue deny it: 无需支付, 不承诺, 无权扣减, 不得由甲方单方变更, 不归乙方.

A double denial denies nothing (不得拒绝支付, 不免除赔偿责任), nor does a lexical 不 (不合格).
"""

from __future__ import annotations

from loaders.grammar.reading import Hit
from loaders.words import pattern

_REACH = 24
"""How many characters before its cue a denial may stand."""


def denied(hit: Hit) -> bool:
    """Whether the segment of the cue denies it, before the cue or right behind it."""
    return denied_ahead(hit) or denied_behind(hit)


def denied_ahead(hit: Hit) -> bool:
    """Whether a denial before the cue, in the segment where the cue starts, reaches it."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    first, _ = sentence.segments[sentence.segment_at(hit.start)]
    return denies(plain[first : hit.start])


def denied_behind(hit: Hit) -> bool:
    """Whether what follows the cue in its segment denies it: 违约金不予收取."""
    behind = hit.reading.view.plain[hit.end : hit.span[1]]
    return pattern("denials", "behind").search(behind) is not None


def denied_within(hit: Hit) -> bool:
    """Whether the cue's own words hold a denial: 知识产权不归乙方 for a cue 知识产权…归…."""
    return pattern("denials", "within").search(hit.words) is not None


def denies(before: str) -> bool:
    """Whether words that end where an act begins deny it: an odd number of denials does."""
    near = before[-_REACH:]
    stops = [match.end() for match in pattern("denials", "stop").finditer(near)]
    scope = near[stops[-1] :] if stops else near
    return sum(1 for _ in pattern("denials", "ahead").finditer(scope)) % 2 == 1
