"""Which events a stretch of text speaks of, by one ordered lexicon, specific before general."""

from __future__ import annotations

import re

from loaders.words import load

_ALTERNATIVES = re.compile(
    r"(?:的|次|天|日)?[,，]?(?:或者?|以及)(?=因|由于|未|擅自|不|甲方|乙方|出现|发生|有|者|给|关键|累计|造成|拒绝|违反|逾期|超过|其|存在)|[；;]|的、"
)
_BRACKETED = re.compile(r"[（(][^（）()]{0,120}[)）]")
_FAILS_TO_CURE = re.compile(
    r"(?:拒绝|拒不|未|仍|不)[^，。；]{0,24}(?:改正|整改|纠正|补救|弥补|补正)|(?:改正|整改|补救|弥补)[^，。；]{0,10}(?:仍|后)"
)
_THIS_CLAUSE = re.compile(r"违反(?:了)?(?:本条|本款|上述|前述|该条|以上|本章)")


def classify(text: str) -> str | None:
    """The most specific event that the text speaks of, or `None`; asides in brackets count last."""
    bare = _BRACKETED.sub("", text)
    for words in (bare, text) if bare != text else (text,):
        found = next((cue.means for cue in load("events") if cue.pattern.search(words)), None)
        if found is not None:
            return found
    return None


def grounds(text: str) -> tuple[tuple[str, int, int], ...]:
    """The events of a condition that joins several by 或, with the span of each in the text.

    A failure to cure belongs to the ground before it; a breach of 本条 adds nothing to a ground
    that says what it is.
    """
    parts: list[tuple[str, int, int]] = []
    at = 0
    for match in (*_ALTERNATIVES.finditer(text), None):
        end = match.start() if match else len(text)
        words = text[at:end]
        inside = words.count("（") + words.count("(") != words.count("）") + words.count(")")
        if match and inside:
            continue
        event = _breach(words)
        if parts and (event is None or _FAILS_TO_CURE.search(re.split("[，,]", words)[0])):
            parts[-1] = (parts[-1][0], parts[-1][1], end)
        elif event is not None:
            parts.append((event, at, end))
        at = match.end() if match else end
    if len(parts) > 1:
        parts = [
            p
            for p in parts
            if p[0] != "general_breach" or not _THIS_CLAUSE.search(text[p[1] : p[2]])
        ] or parts
    return tuple(parts)


def _breach(words: str) -> str | None:
    """The event of a ground, the failure to cure it left aside."""
    breach = "，".join(s for s in re.split("[，,]", words) if not _FAILS_TO_CURE.search(s))
    return classify(breach) or classify(words)


def alternatives(text: str) -> tuple[str, ...]:
    """The events of a condition, each once, in the order of the text."""
    return tuple(dict.fromkeys(event for event, _, _ in grounds(text)))
