"""Cross-references: 按本条第一款, 依照第八条第2项, 按前款标准."""

from __future__ import annotations

import re

from loaders.grammar.reading import Hit
from loaders.values.numerals import parse

_REFERENCE = re.compile(
    r"(?:按照?|依照?|依据|根据|适用)?(?:本(?:合同|协议))?(?:(?P<own>本条)|第(?P<article>[0-9一二三四五六七八九十百]+)条)?(?:第?[（(]?(?P<item>[0-9一二三四五六七八九十]+)[)）]?[款项])?"
)
_PREVIOUS = re.compile(r"前(?:款|项|条|述)|上(?:款|项|述)")


def referred(hit: Hit) -> tuple[Hit, ...] | None:
    """The hits of the same cues in the one clause that the cue's sentence refers to."""
    from loaders.words import load

    words = hit.segment_words
    target = _target(hit, words)
    if target is None:
        return None
    reading = hit.reading
    section = reading.outline.sections[target]
    found = tuple(
        other
        for other in reading.hits(load("terms/penalty"))
        if section.start <= other.start < section.end and other.sentence.index != hit.sentence.index
    )
    return found[:1] or None


def _target(hit: Hit, words: str) -> int | None:
    sections = hit.reading.outline.sections
    for match in _REFERENCE.finditer(words):
        article, item, own = match.group("article"), match.group("item"), match.group("own")
        if article:
            base = _by_number(hit, None, article, "条")
        elif own:
            base = _article_of(hit)
        else:
            continue
        if base is None:
            continue
        if not item:
            return base
        found = _by_number(hit, base, item, None)
        return found
    if _PREVIOUS.search(words):
        chain = hit.reading.path(hit.sentence.section)
        at = chain[0] - 1
        if at >= 0 and sections[at].parent == sections[chain[0]].parent:
            return at
    return None


def _article_of(hit: Hit) -> int:
    chain = hit.reading.path(hit.sentence.section)
    return chain[-1] if len(chain) == 1 else chain[-1]


def _by_number(hit: Hit, parent: int | None, number: str, unit: str | None) -> int | None:
    wanted = parse(number)
    for index, section in enumerate(hit.reading.outline.sections):
        if parent is not None and section.parent != parent:
            continue
        label = section.label or ""
        if unit and unit not in label:
            continue
        digits = re.search(r"[0-9]+(?!.*[0-9])|[一二三四五六七八九十百]+", label)
        if digits and parse(digits.group()) == wanted:
            return index
    return None
