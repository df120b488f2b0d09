"""Cross-references: 按本条第一款, 依照第八条第2项, 按第9.2条, 按前款标准."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loaders.clauses import Section
from loaders.grammar.reading import Hit
from loaders.grammar.sentences import Sentence
from loaders.values.numerals import parse
from loaders.words import Cue

_NUMBER = "[0-9一二三四五六七八九十百]+"
_REFERENCE = re.compile(
    rf"(?:(?P<own>本条)|第?(?P<dotted>[0-9]+(?:\.[0-9]+)+)[条款项]?|第(?P<article>{_NUMBER})条)"
    rf"(?:第?[（(]?(?P<item>{_NUMBER})[)）]?[款项])?"
)
_ROW_NUMBER = re.compile(r"\s*第?(?P<dotted>[0-9]+(?:\.[0-9]+)+)[条款]?\s*\t")
_GROUNDS = re.compile(r"(?:第|本条)[^，。；]{1,20}(?:情形|情况|行为|事由)")
_EACH_OF = re.compile(r"违反(?:了)?(?:本合同)?第[^，。；]{1,20}(?:任何?一|任意一|之一)")
"""违反第二条任何一项义务的: each item is a wrong of its own."""
_ITEM_ALONE = re.compile(rf"(?:本条)?第[（(]?(?P<item>{_NUMBER})[)）]?[款项]")
_PREVIOUS = re.compile(r"前(?:款|项|条|述)|上(?:款|项|述)")


def referred(hit: Hit, cues: tuple[Cue, ...]) -> Hit | None:
    """The first hit of the cues in the one clause that the cue's segment refers to."""
    target = _target(hit, hit.segment_words)
    return None if target is None else _first_in(hit, cues, target)


def _first_in(hit: Hit, cues: tuple[Cue, ...], target: int) -> Hit | None:
    section = hit.reading.outline.sections[target]
    return next(
        (
            other
            for other in hit.reading.hits(cues)
            if section.start <= other.start < section.end
            and other.sentence.index != hit.sentence.index
        ),
        None,
    )


def filled_in(hit: Hit, cues: tuple[Cue, ...]) -> Hit | None:
    """The hit of the cues in the clause that a row of special terms fills in, by its number.

    6.1⇥违约金比例：0.5‰/日 says how much of clause 6.1, which says who pays and for what.
    """
    row = _ROW_NUMBER.match(hit.sentence_words)
    if row is None:
        return None
    target = _clause(hit.reading.outline.sections, row["dotted"], None)
    return None if target is None else _first_in(hit, cues, target)


def referred_items(hit: Hit) -> tuple[Sentence, ...]:
    """The list items of the clause that a condition points to: 有第七条第四款所列情形之一的."""
    reading = hit.reading
    match = _GROUNDS.search(hit.before) or _EACH_OF.search(hit.before)
    target = (_target(hit, match.group()) or _sibling(hit, match.group())) if match else None
    if target is None:
        return ()
    below = {i for i, s in enumerate(reading.outline.sections) if s.parent == target}
    return tuple(s for s in reading.sentences if s.section in below and s.previous is None)


def _sibling(hit: Hit, words: str) -> int | None:
    """The item that 第1款所列情形 means without an article: of the clause that both belong to."""
    match = _ITEM_ALONE.match(words)
    parent = hit.reading.outline.sections[hit.sentence.section].parent
    if match is None or parent is None:
        return None
    return _item(hit.reading.outline.sections, parent, match["item"])


def named_clauses(hit: Hit, words: str) -> tuple[int, ...]:
    """The sections that words name by number, each once: 第八条、第9.2条; 本条 alone is none."""
    found: list[int] = []
    for match in _REFERENCE.finditer(words):
        target = None if match["own"] and not match["item"] else _named(hit, match)
        if target is not None and target not in found:
            found.append(target)
    return tuple(found)


def _target(hit: Hit, words: str) -> int | None:
    sections = hit.reading.outline.sections
    path = hit.reading.path(hit.sentence.section)
    for match in _REFERENCE.finditer(words):
        if (named := _named(hit, match)) is not None:
            return named
    before = path[0] - 1
    if _PREVIOUS.search(words) and before >= 0:
        return before if sections[before].parent == sections[path[0]].parent else None
    return None


def _named(hit: Hit, match: re.Match[str]) -> int | None:
    """The section that one reference names."""
    sections = hit.reading.outline.sections
    own = hit.reading.path(hit.sentence.section)[-1]
    base = own if match["own"] else _clause(sections, match["dotted"], match["article"])
    if base is not None and match["item"]:
        return _item(sections, base, match["item"])
    return base


def _clause(sections: Sequence[Section], dotted: str | None, article: str | None) -> int | None:
    """The section of a number such as 9.2, or of an article such as 第九条."""
    if dotted:
        wanted = tuple(int(part) for part in dotted.split("."))
        return _first(i for i, s in enumerate(sections) if s.number == wanted)
    number = parse(article or "")
    articles = [(i, s) for i, s in enumerate(sections) if s.number and s.number[-1] == number]
    return _first(i for i, s in articles if s.form == "条") or _first(
        i for i, s in articles if s.parent is None
    )


def _item(sections: Sequence[Section], base: int, item: str) -> int | None:
    wanted = parse(item)
    children = ((i, s) for i, s in enumerate(sections) if s.parent == base and s.number)
    return _first(i for i, s in children if s.number[-1] == wanted)


def _first(found: Iterable[int]) -> int | None:
    return next(iter(found), None)
