"""Free work: a stated number of person-days, person-months or hours without extra pay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.performance import performer
from loaders.grammar.reading import Reading
from loaders.values import numerals
from loaders.words import load
from ontology.facts import Term
from ontology.values import decimal_text

_IN_ALL = re.compile(
    r"(?:培训|咨询|开发|定制|技术支持)[^。；]{0,16}(?:累计|共计|总计|不少于|时长)[^。；，,]{0,6}$"
)
_UNITS = {
    "person_month": re.compile(r" ?个?(?:人 ?[·.•・/]? ?月)"),
    "person_day": re.compile(r" ?个?(?:人 ?[·.•・/]? ?(?:日|天|工作日)|工日)"),
    "hour": re.compile(
        r" ?个?(?:人?工时|人 ?[·.•・/]? ?小时"
        r"|小时(?=的?[^。；，,内]{0,12}(?:开发|定制|咨询|培训|支持)))"
    ),
}


def read(reading: Reading) -> Iterator[Term]:
    """One term for each quantity in a sentence that says it is free."""
    seen: set[tuple[int, str]] = set()
    for hit in reading.hits(load("terms/free_work")):
        sentence, words = hit.sentence, hit.sentence_words
        for number in numerals.find(words):
            unit = next((u for u, sign in _UNITS.items() if sign.match(words, number.right)), None)
            if unit is None and _IN_ALL.search(words[: number.left]):
                unit = "hour" if words[number.right :].lstrip(" 个").startswith("小时") else None
            quantity = decimal_text(number.value)
            if unit is None or (sentence.index, quantity) in seen:
                continue
            seen.add((sentence.index, quantity))
            at = sentence.start + number.left
            low, high = min(at, hit.start), max(at, hit.end - 1)
            start = sentence.segments[sentence.segment_at(low)][0]
            end = sentence.segments[sentence.segment_at(high)][1]
            keys = {"obligor": performer(hit), "quantity": quantity, "unit": unit}
            yield reading.term("free_work", start, end, dict(keys))
