"""What became of the search for each term type: found, absent, blank, or settled elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.grammar.reading import Reading
from loaders.text import BLANK
from loaders.words import load
from ontology.facts import ReadState, Review, Term
from ontology.term_types import term_types

_ELSEWHERE = re.compile(
    r"(?:按|按照|依照|依据|根据|遵照|执行|适用|详见|参见|见|以)[^，。；]{0,16}(?:招标文件|投标文件|采购文件|响应文件|磋商文件|谈判文件|附件|通用条款|补充协议|另行约定|另行签订|管理办法|国家(?:有关|相关)?规定)|另行约定|另行协商|另行签订"
)


def review(reading: Reading, terms: Sequence[Term]) -> tuple[Review, ...]:
    """One review for each term type, in the order of their names."""
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(term.type, []).append(term.clause or "")
    return tuple(_review(reading, kind, tuple(found.get(kind, ()))) for kind in term_types())


def _review(reading: Reading, kind: str, clauses: tuple[str, ...]) -> Review:
    if clauses:
        return Review(kind, "found", tuple(dict.fromkeys(c for c in clauses if c)))
    sections = reading.outline.sections
    searched = tuple(s.id for s in sections if s.part in ("body", "annex"))
    for hit in reading.hits(load(f"terms/{kind}")):
        state: ReadState | None = None
        if BLANK in hit.sentence_words:
            state = "blank"
        elif _ELSEWHERE.search(hit.sentence_words):
            state = "referred"
        if state:
            return Review(kind, state, (reading.outline.at(hit.start).id,))
    return Review(kind, "absent", searched)
