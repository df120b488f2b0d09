"""Free work: a stated quantity of work without charge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.values.numerals import find
from loaders.words import load
from ontology.facts import Term
from ontology.values import decimal_text

_FREE = re.compile(r"免费|无偿|不(?:另(?:行)?)?(?:收取|收|计)[^，。；]{0,6}费|赠送|包含在(?:合同|服务)[^，。；]{0,4}[价费]")
_UNITS = ((re.compile(r"人[·•.]?月"), "person_month"), (re.compile(r"小时|工时|人时"), "hour"))


def read(reading: Reading) -> Iterator[Term]:
    """One term for each quantity that a sentence gives away."""
    for hit in reading.hits(load("terms/free_work")):
        if not _FREE.search(hit.sentence_words):
            continue
        numbers = find(hit.words)
        if not numbers:
            continue
        keys = {
            "obligor": performer(hit),
            "quantity": decimal_text(numbers[0].value),
            "unit": _unit(hit),
        }
        yield reading.term("free_work", from_condition(hit), _end(hit), keys)


def _unit(hit: Hit) -> str:
    return next((unit for cue, unit in _UNITS if cue.search(hit.words)), "person_day")


def _end(hit: Hit) -> int:
    """Through the segment that says it is free, if it follows."""
    plain = hit.reading.view.plain
    for first, last in hit.sentence.segments[hit.segment :]:
        if _FREE.search(plain[first:last]):
            return last
    return hit.span[1]
