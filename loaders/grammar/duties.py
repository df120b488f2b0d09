"""Duties: whether a cue states one or only speaks of it, and which words state it."""

from __future__ import annotations

import re

from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import Side, doers

LABELS: dict[str, Side] = {"甲方": "buyer", "乙方": "vendor"}
"""The two labels of the view, and the sides they stand for."""

_OPEN_END = re.compile(r"(?:的|时|(?<!第三)者|后|情[形况]下|之日起?)[\s)）”]*$")
_PERMISSION = re.compile(r"^\s*(?:未经|未得到|未获|未征得|非经|除非|除|在未|经|凡未)")
_MENTION = re.compile(
    r"(?:违反|违背|未(?:能|予)?(?:按|履行|遵守|尽|承担|采取)"
    r"|不(?:再|予)?(?:履行|承担|负有?|适用|受|属于|构成|遵守)|不对[^，,。；;]{0,30}(?:承担|负)"
    r"|(?:免除|解除)(?=[^，,。；;]{0,16}(?:义务|责任))|没有(?:义务|责任|必要)|无[需须]|视为|是否|视同)[^，,。；;]*$"
    r"|^(?:但?是?为了?|除|除了)[^，,。；;]*$"
)
_DENIED = re.compile(
    r"(?:无[须需]|毋[须需]|不必|不需要?|不承诺|不保证|不负责|(?:没有|无)(?:义务|责任|必要))[^，,。；;]{0,40}$"
)
_CHAPTER = re.compile("[章编篇部]")
_ASIDE = re.compile(
    r"^[^，,。；;]{0,8}(?:基础上|前提下|情形下|情况下|之外|以外|外)(?:[，,]|$)|^的?基础上"
)


def is_condition(hit: Hit) -> bool:
    """Whether the cue's segment is a condition of what follows it: 泄露资料的，…"""
    start, end = hit.span
    last = hit.segment == len(hit.sentence.segments) - 1
    return not last and bool(_OPEN_END.search(hit.reading.view.plain[start:end]))


def is_mention(hit: Hit) -> bool:
    """Whether the cue's segment denies the duty, or speaks of its breach or purpose."""
    words = hit.reading.view.plain[hit.span[0] : hit.end]
    return bool(_MENTION.search(words) or _ASIDE.search(hit.after))


def is_denied(hit: Hit) -> bool:
    """Whether the words before the cue in its segment deny it: 乙方无需在30日内提交…."""
    return bool(_DENIED.search(hit.reading.view.plain[hit.span[0] : hit.start]))


def clause(hit: Hit) -> tuple[int, int]:
    """The clause that a hit stands in: its section, and under a bare heading its paragraph too."""
    section = hit.reading.outline.sections[hit.sentence.section]
    if section.kind == "numbered":
        return hit.sentence.section, 0
    paragraph = hit.reading.view.plain.count("\n", section.start, hit.sentence.start)
    return hit.sentence.section, paragraph


def article(reading: Reading, section: int) -> int:
    """The outermost numbered clause around a section that is no chapter or part of the document."""
    sections = reading.outline.sections
    inner = [
        index
        for index in reading.path(section)
        if sections[index].kind == "numbered" and not _CHAPTER.search(sections[index].label or "")
    ]
    return inner[-1] if inner else section


def stretch(hit: Hit, limit: int = 90) -> tuple[int, int]:
    """From the segment that names who must act to the end of the cue's segment.

    Where nobody is named within `limit` characters, the cue's segment, with 未经…同意 before it.
    """
    sentence, plain = hit.sentence, hit.reading.view.plain
    end = hit.span[1]
    first = sentence.segment_at(hit.start)
    start = sentence.segments[first][0]
    before = sentence.segments[:first]
    if before and _PERMISSION.match(plain[before[-1][0] : before[-1][1]]):
        start = before[-1][0]
    for left, right in reversed(sentence.segments[: hit.segment + 1]):
        if hit.end - left > limit:
            break
        if doers(sentence, left, min(right, hit.end)):
            return min(left, start), end
    return start, end
