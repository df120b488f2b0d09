"""Finds courts and commissions that do not exist, are not named, or exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.grammar.sentences import Sentence
from loaders.text import BLANK
from ontology.facts import Defect
from ontology.forums import misnomer

_LONGEST_QUOTE = 90
_GAP = re.compile(rf"[{BLANK}〕】］\]]")
_NAME_REACH = 8


def read(ground: Ground) -> Iterator[Defect]:
    """Misnamed, missing and double forums, each instrument for itself."""
    yield from _misnamed(ground)
    zones: dict[int, list[Sentence]] = {}
    for sentence in ground.reading.sentences:
        if ground.speaks(sentence.start):
            zones.setdefault(ground.article(sentence.section), []).append(sentence)
    zones = {i: zone for i, zone in zones.items() if _is_about_disputes(ground, i, zone)}
    for zone in zones.values():
        if not _says("choice", _words(ground, zone)):
            yield from _double(ground, zone)
            yield from _unnamed(ground, zone)
    yield from _talks_only(ground, zones)


def _says(meaning: str, words: str) -> bool:
    return pattern("dispute_clauses", meaning).search(words) is not None


def _words(ground: Ground, zone: Sequence[Sentence]) -> str:
    return ground.plain[zone[0].start : zone[-1].end]


def _misnamed(ground: Ground) -> Iterator[Defect]:
    seen: set[str] = set()
    for match in pattern("dispute_clauses", "forum_name").finditer(ground.plain):
        wrong = misnomer(match.group())
        if wrong is None or wrong.written in seen or not ground.speaks(match.start()):
            continue
        seen.add(wrong.written)
        detail = "无此机构" + (f"，应为“{wrong.proper}”" if wrong.proper else "")
        yield ground.defect("forum_misnamed", *match.span(), detail)


def _is_about_disputes(ground: Ground, section: int, zone: Sequence[Sentence]) -> bool:
    if _says("topic", ground.sections[section].heading or ""):
        return True
    return any(
        _says("topic", words) and (_says("law", words) or _says("talks", words))
        for words in map(ground.reading.words, zone)
    )


def _double(ground: Ground, zone: Sequence[Sentence]) -> Iterator[Defect]:
    """Arbitration and a court for the same disputes."""
    courts = _places(ground, zone, "court")
    commissions = _places(ground, zone, "arbitration")
    if not courts or not commissions:
        return
    first, last = sorted((courts[0], commissions[0]))
    if last[1] - first[0] > _LONGEST_QUOTE:
        first = last
    start = _segment(ground, first[0])[0]
    yield ground.defect("double_forum", start, last[1], "既约定仲裁又约定诉讼，未作选择")


def _places(ground: Ground, zone: Sequence[Sentence], meaning: str) -> list[tuple[int, int]]:
    """Where disputes are sent to a forum of one kind."""
    found = []
    for sentence in zone:
        cue = pattern("dispute_clauses", meaning)
        for match in cue.finditer(ground.plain, sentence.start, sentence.end):
            start, end = sentence.segments[sentence.segment_at(match.start())]
            if not _says("not_binding", ground.plain[start:end]):
                found.append((match.start(), max(match.end(), min(end, match.end() + _NAME_REACH))))
    return found


def _segment(ground: Ground, at: int) -> tuple[int, int]:
    sentence = ground.reading.sentence_at(at)
    return sentence.segments[sentence.segment_at(at)] if sentence else (at, at)


def _unnamed(ground: Ground, zone: Sequence[Sentence]) -> Iterator[Defect]:
    """Arbitration before nobody: without the name of a commission the clause is void."""
    words = _words(ground, zone)
    places = _places(ground, zone, "arbitration")
    bodies = pattern("dispute_clauses", "commission").finditer(words)
    if places and all(_is_anonymous(words, body) for body in bodies):
        span = _segment(ground, places[0][0])
        yield ground.defect("no_forum", *span, "约定仲裁而未写明仲裁委员会")


def _is_anonymous(words: str, body: re.Match[str]) -> bool:
    name = words[max(0, body.start() - _NAME_REACH) : body.end()]
    return _says("unnamed_commission", name) and not _GAP.search(name)


def _talks_only(ground: Ground, zones: dict[int, list[Sentence]]) -> Iterator[Defect]:
    """A contract in which quarrels are talked about and go nowhere."""
    mine = [zone for i, zone in zones.items() if ground.instrument(i) is None]
    if not mine or _says("court", ground.plain) or _says("arbitration", ground.plain):
        return
    for zone in mine:
        for sentence in zone:
            words = ground.reading.words(sentence)
            if _says("talks", words) and (_says("topic", words) or len(zone) == 1):
                span = (sentence.start, sentence.end)
                yield ground.defect("no_forum", *span, "只约定协商，未写明诉讼或仲裁机构")
                return
