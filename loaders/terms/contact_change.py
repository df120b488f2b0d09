"""Contact change: telling the other side of a new contact, address or account."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import obligor
from loaders.values.durations import find
from loaders.words import load
from ontology.facts import Term
from ontology.values import Json, period_json

_TELLS = re.compile(r"通知|告知|知会|函告|报备|通报|更新|书面形式[^，。；]{0,10}确认")
_CONSENTS = re.compile(r"经[^，。；]{0,10}(?:同意|认可|批准)|不得(?:擅自|随意)?(?:变更|更换)")
_BREAKS = re.compile(r"^(?:如|若|因)?(?:未|没有|怠于)")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each duty to tell."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/contact_change")):
        tail = hit.words + hit.after
        if hit.sentence.index in seen or not _TELLS.search(tail) or _CONSENTS.search(tail):
            continue
        seen.add(hit.sentence.index)
        yield reading.term(
            "contact_change",
            from_condition(hit, 60),
            _end(hit),
            {"within": _within(hit), "obligor": obligor(hit, "both")},
        )


def _end(hit: Hit) -> int:
    plain = hit.reading.view.plain
    for first, last in hit.sentence.segments[hit.segment :]:
        if _TELLS.search(plain[max(first, hit.start) : last]) and not _BREAKS.search(
            plain[first:last].strip()
        ):
            return last
    return hit.span[1]


def _within(hit: Hit) -> Json:
    plain = hit.reading.view.plain
    words = plain[hit.start : _end(hit)]
    return next((period_json(s.value) for s in find(words) if s.value is not None), None)
