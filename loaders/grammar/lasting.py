"""For how long a duty holds, wherever in its article or annex that is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from loaders.values.durations import Span, find
from loaders.values.numerals import parse
from loaders.words import load
from ontology.values import Duration, Json, Unit, period_json

_LONG = (Unit.MONTH, Unit.QUARTER, Unit.YEAR)
_OF_A_TERM = re.compile(
    r"(?:期限?|期间|有效|持续|延续|终止|解除|届满|期满|结束|完成|完毕|失效|之日起?|离职|义务|责任|保密)[^。；;]{0,24}$"
)
_ANNEX = re.compile(r"附件 ?[（(]?([0-9一二三四五六七八九十]+)")
_GOES_BACK = re.compile(
    r"(?:本|此|该|上述|前述|以上)(?:保密)?(?:条款|条|款|项|等)?(?:项下|中|所述|规定|约定)?的?(?:各方|双方)?的?(?:保密)?(?:义务|责任|条款)"
)


def said_in(words: str) -> Json:
    """The period that a sentence on a duty gives it; of two a length of time, else `None`.

    `False` where the length is left blank.
    """
    spans = [s for s in find(words) if _holds(words, s)]
    lengths = [s for s in spans if isinstance(s.value, Duration)]
    if lengths:
        return period_json(lengths[-1].value)
    if any(s.blank for s in spans):
        return False
    if any(s.value == "perpetual" for s in spans):
        return "perpetual"
    return "perpetual" if any(c.pattern.search(words) for c in load("lasting")) else None


def _holds(words: str, span: Span) -> bool:
    if span.value == "perpetual":
        return True
    if isinstance(span.value, Duration) and span.value.unit not in _LONG:
        return False
    if span.bound in ("before", "every") or span.value == "immediate":
        return False
    return bool(_OF_A_TERM.search(words[: span.start])) or "有效" in words[span.end : span.end + 6]


def statements(
    reading: Reading, duty: Sentence, topic: re.Pattern[str]
) -> Iterator[tuple[Sentence, Json]]:
    """The sentences that say how long a duty holds, nearest first.

    They stand in its clause, in its article, or in an annex that is about the topic, and name the
    topic or 本条 itself, or their heading does.
    """
    seen: set[int] = set()
    for within in _scopes(reading, duty, topic):
        section = reading.outline.sections[within]
        held = (s for s in reading.sentences if section.start <= s.start < section.end)
        for other in sorted(held, key=partial(_line_away, reading, duty)):
            if other.index in seen:
                continue
            seen.add(other.index)
            if other.index != duty.index and _speaks(reading, other, topic):
                found = said_in(reading.words(other))
                if found is not None:
                    yield other, found


def _line_away(reading: Reading, duty: Sentence, other: Sentence) -> tuple[bool, int]:
    """What stands on the duty's own line first: two lists of particulars may share an article."""
    first, last = sorted((duty, other), key=lambda s: s.start)
    return reading.view.plain.find("\n", first.end, last.start) >= 0, other.index


def _scopes(reading: Reading, duty: Sentence, topic: re.Pattern[str]) -> Iterator[int]:
    """The clause, its article, an annex or chapter over it whose heading has the topic, and an
    annex that the duty's sentence points to."""
    path = reading.path(duty.section)
    yield path[0]
    sections = reading.outline.sections
    for section in path[1:]:
        heading = sections[section].heading or ""
        whole = sections[section].parent is None and sections[section].kind != "numbered"
        chapter = re.search("[章编篇部]", sections[section].label or "")
        if topic.search(heading) or not (whole or chapter):
            yield section
    for match in _ANNEX.finditer(reading.words(duty)):
        number = int(parse(match.group(1)) or 0)
        yield from (
            index
            for index, other in enumerate(sections)
            if other.kind == "annex" and other.number[:1] == (number,)
        )


def _speaks(reading: Reading, sentence: Sentence, topic: re.Pattern[str]) -> bool:
    words = reading.words(sentence)
    if topic.search(words) or _GOES_BACK.search(words):
        return True
    heading = reading.outline.sections[sentence.section].heading or ""
    return bool(topic.search(heading))
