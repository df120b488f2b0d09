"""Finds what was left blank: fields of heads and accounts, and gaps in statements.

One fault for each field or statement, however many gaps it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.defects import empty_fields
from loaders.defects.field_places import Empty, near_signatures
from loaders.defects.gaps import open_gaps
from loaders.defects.ground import Ground, joined, within
from loaders.defects.lexicon import pattern
from loaders.grammar.sentences import Sentence
from loaders.text import BLANK
from ontology.facts import Defect

LONGEST_QUOTE = 90
SHORT = 26
"""Characters of a part between semicolons that is no statement of its own beside another."""

_DATE_LINE = re.compile(
    rf"[^，。；\n]{{0,10}}(?:[：:]|^)?[ ]{{0,9}}{BLANK}?年{BLANK}月{BLANK}日[ ]{{0,9}}"
)
_FIELD_LINE = re.compile(rf"[^，。；：:\n\t0-9]{{2,10}}[：:][ ]*{BLANK}?")
_SEAL_LINE = re.compile(r"[^，。；：:\n\t]{1,16}[（(](?:签|盖|公)[^（）()]{0,6}[）)][ ]*[：:]")


class _Gap(NamedTuple):
    """A place left to be filled in, with the statement `[first, last)` that it stands in."""

    start: int
    end: int
    first: int
    last: int


def read(ground: Ground) -> Iterator[Defect]:
    """One blank for each empty field, account or party, and for each statement with gaps."""
    last = len(ground.plain.rstrip())
    found = empty_fields.find(ground)
    empty = [e for e in found if not e.what or e.end < last or not _is_cut_off(ground, e)]
    yield from (ground.defect("blank", e.start, e.end, f"{e.what}空白") for e in empty if e.what)
    fields = joined(e.block for e in empty)
    signing = near_signatures(ground)
    gaps = []
    for start, end in open_gaps(ground):
        first, line = ground.line_at(start)
        dated = first in signing and (_DATE_LINE.fullmatch(line) or _SEAL_LINE.match(line))
        if not dated and not within(fields, start):
            gaps.append(_Gap(start, end, *_statement(ground, start)))
    for statement in _statements(ground, gaps):
        yield ground.defect("blank", *_quote(ground, statement), "留空未填")


def _is_cut_off(ground: Ground, empty: Empty) -> bool:
    """Whether a text ends, unsigned, in a numbered item that would say something."""
    unsigned = not any(s.part in ("signature", "annex") for s in ground.sections)
    return unsigned and ground.section_at(empty.start).kind == "numbered"


def _statement(ground: Ground, at: int) -> tuple[int, int]:
    sentence = ground.reading.sentence_at(at)
    if sentence is not None:
        return sentence.start, sentence.end
    start, line = ground.line_at(at)
    return start, start + len(line)


def _statements(ground: Ground, gaps: Sequence[_Gap]) -> Iterator[tuple[_Gap, ...]]:
    """The gaps of each statement; short parts between semicolons are one statement."""
    group: list[_Gap] = []
    for gap in gaps:
        if group and not _together(ground, group[-1], gap):
            yield tuple(group)
            group = []
        group.append(gap)
    if group:
        yield tuple(group)


def _together(ground: Ground, one: _Gap, other: _Gap) -> bool:
    if one.first == other.first:
        return not _says_another(ground, one, other)
    if _are_fields(ground, one, other):
        return True
    if ground.plain[one.last : other.first].strip(" ") not in ("；", ";"):
        return False
    if pattern("gaps", "part_of_it").match(ground.plain[other.first : other.last]):
        return True
    parts = (ground.plain[one.first : one.last], ground.plain[other.first : other.last])
    paying = pattern("gaps", "paying")
    return all(len(part) <= SHORT and not paying.search(part) for part in parts)


def _are_fields(ground: Ground, one: _Gap, other: _Gap) -> bool:
    """Whether two lines that only name what is missing stand one below the other: one form."""
    apart = ground.plain[one.last : other.first].strip(f" \n{BLANK}")
    lines = (ground.plain[gap.first : gap.last].strip() for gap in (one, other))
    return not apart and all(_FIELD_LINE.fullmatch(line) for line in lines)


def _says_another(ground: Ground, one: _Gap, other: _Gap) -> bool:
    """Whether two gaps of a sentence are of two things: 总价为＿元，工期为＿天."""
    sentence = ground.reading.sentence_at(other.start)
    if sentence is None or sentence.segment_at(one.start) == sentence.segment_at(other.start):
        return False
    first = sentence.segments[sentence.segment_at(one.start)][0]
    second = sentence.segments[sentence.segment_at(other.start)][0]
    heads = (ground.plain[first : one.end], ground.plain[second : other.end])
    names = [pattern("gaps", "named").search(head) for head in heads]
    return all(names) and not any(pattern("gaps", "of_one_sum").search(head) for head in heads)


def _quote(ground: Ground, gaps: Sequence[_Gap]) -> tuple[int, int]:
    """From the segment of the first gap to that of the last, with the label before a colon."""
    first = ground.reading.sentence_at(gaps[0].start)
    last = ground.reading.sentence_at(gaps[-1].start)
    if first is None or last is None:
        return gaps[0].first, gaps[-1].last
    start, end = _from(ground, first, gaps[0].start), _to(last, gaps[-1].end)
    if end - start > LONGEST_QUOTE:
        near = [gap for gap in gaps if gap.end - start <= LONGEST_QUOTE] or gaps[:1]
        end = min(end, max(_to(last if gap is gaps[-1] else first, gap.end) for gap in near))
    if not ground.plain[start:end].strip(f" {BLANK}"):
        at, line = ground.line_at(start)
        return at, at + len(line)
    return start, max(end, gaps[0].end)


def _from(ground: Ground, sentence: Sentence, at: int) -> int:
    """The start of the gap's segment, or of the one before it where that only leads up to it."""
    index = sentence.segment_at(at)
    start, end = sentence.segments[index]
    labelled = ground.plain[start - 1 : start] in ("：", ":")
    alone = not ground.plain[start:end].strip(f" {BLANK}")
    if index and (labelled or alone):
        before = sentence.segments[index - 1][0]
        return before if start - before <= SHORT else start
    return start


def _to(sentence: Sentence, at: int) -> int:
    return sentence.segments[sentence.segment_at(at - 1)][1]
