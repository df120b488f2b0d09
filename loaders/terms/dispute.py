"""Disputes: which court or commission, on whose side, after what talks (Civil Procedure Law 35)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.choices import chosen
from loaders.grammar.conditions import from_condition
from loaders.grammar.forums import forum, is_bare, sign
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.values.durations import find as find_durations
from loaders.words import load
from ontology.facts import Term
from ontology.values import Duration, Json, Unit


def read(reading: Reading) -> Iterator[Term]:
    """One term for each forum in each instrument; of numbered choices the chosen one.

    A choice that is left open is one term that says either; talks alone are a way of their own.
    """
    seen: set[tuple[object, ...]] = set()
    settled: set[int] = set()
    for hit in reading.hits(load("terms/dispute")):
        instrument = _instrument(reading, hit.sentence)
        if hit.cue.id == "talks" or hit.in_brackets or not _about_disputes(hit):
            continue
        if _is_procedure(hit, settled):
            continue
        term = _open_choice(hit) or _term(hit)
        if term.keys["forum"] is None and _named_next(hit):
            continue
        key = (instrument, term.keys["method"], term.keys["forum"])
        if key in seen or (term.keys["forum"] is None and instrument in settled):
            continue
        seen.add(key)
        settled.add(instrument)
        yield term
    yield from _not_chosen(reading, settled)
    if not settled:
        yield from _talks_only(reading)


def _about_disputes(hit: Hit) -> bool:
    reading, sentence = hit.reading, hit.sentence
    around = [hit.sentence_words, *reading.headings(sentence.section)]
    near = (sentence.head, sentence.previous)
    around += [reading.words(reading.sentences[i]) for i in near if i is not None]
    return any(sign("topic").search(words) for words in around)


def _is_procedure(hit: Hit, settled: set[int]) -> bool:
    if _instrument(hit.reading, hit.sentence) in settled:
        return bool(sign("procedure").search(hit.sentence_words))
    if hit.before.endswith("不"):
        return True
    if sign("brought_about").search(hit.reading.view.plain[hit.span[0] : hit.start]):
        return True
    return "仲裁规则" in hit.segment_words and not re.search("提交|提请", hit.words)


def _instrument(reading: Reading, sentence: Sentence) -> int:
    """The outermost section that is an annex or instrument of its own, else 0."""
    sections = reading.outline.sections
    chain = reading.path(sentence.section)
    return next((i for i in chain if sections[i].kind in ("annex", "instrument")), 0)


def _term(hit: Hit) -> Term:
    name, side, place = forum(hit)
    talks = _talks(hit)
    keys: dict[str, Json] = {
        "method": "arbitration" if "仲裁" in hit.words else "litigation",
        "forum": name,
        "forum_side": side,
        "place": place,
        "negotiation_first": talks is not None,
        "negotiation_days": _days(talks or ""),
    }
    return hit.reading.term("dispute", from_condition(hit, 70), max(hit.end, hit.span[1]), keys)


def _unsettled(reading: Reading, method: str, start: int, end: int, talks: str) -> Term:
    """A term that names no forum."""
    keys: dict[str, Json] = {
        "method": method,
        "forum": None,
        "forum_side": "unspecified",
        "place": None,
        "negotiation_first": bool(sign("talks").search(talks)),
        "negotiation_days": None,
    }
    return reading.term("dispute", start, end, keys)


def _named_next(hit: Hit) -> bool:
    """任何一方可提交仲裁。仲裁应提交某仲裁委员会: the next sentence says the same and where."""
    reading, sentence = hit.reading, hit.sentence
    rest = reading.sentences[sentence.index + 1 : sentence.index + 2]
    if not rest or rest[0].section != sentence.section:
        return False
    named = (h for h in reading.hits(load("terms/dispute")) if h.sentence is rest[0])
    way = "仲裁" if "仲裁" in hit.words else "法院"
    return any(h.cue.id != "talks" and way in h.words and forum(h)[0] for h in named)


def _open_choice(hit: Hit) -> Term | None:
    """A court or a commission, without a word which: 提起仲裁或诉讼, 约定下列一种方式."""
    reading, sentence = hit.reading, hit.sentence
    if hit.cue.id == "unnamed_forum" and sign("either_way").search(hit.sentence_words):
        start = from_condition(hit, 70)
        return _unsettled(reading, "either", start, hit.span[1], _talks(hit) or "")
    head = None if sentence.head is None else reading.sentences[sentence.head]
    if head is None or not _offered(reading, head) or not is_bare(forum(hit)[0]):
        return None
    return _unsettled(reading, "either", head.start, head.end, reading.words(head))


def _offered(reading: Reading, head: Sentence) -> bool:
    words = reading.words(head)
    return bool(sign("offers").search(words)) and chosen(words) is None


def _not_chosen(reading: Reading, settled: set[int]) -> Iterator[Term]:
    """Options of which none was chosen or ticked: one term that says either."""
    for option in reading.sentences:
        if option.index not in reading.unchosen or option.head is None:
            continue
        if not re.search(r"仲裁|法院|诉讼", reading.words(option)):
            continue
        head = reading.sentences[option.head]
        instrument = _instrument(reading, option)
        if instrument in settled or not sign("topic").search(reading.words(head)):
            continue
        settled.add(instrument)
        yield _unsettled(reading, "either", head.start, head.end, reading.words(head))


def _talks_only(reading: Reading) -> Iterator[Term]:
    """An instrument whose only way is to talk."""
    for hit in reading.hits(load("terms/dispute")):
        if hit.cue.id == "talks" and re.search(r"争议|纠纷", hit.sentence_words):
            start = from_condition(hit, 70)
            yield _unsettled(reading, "negotiation", start, hit.end, hit.sentence_words)
            return


def _talks(hit: Hit) -> str | None:
    """The words that send the parties to talk first: here, before, above, or in the article."""
    reading, sentence = hit.reading, hit.sentence
    candidates = [hit.sentence_words]
    at = sentence.previous
    while at is not None:
        candidates.append(reading.words(reading.sentences[at]))
        at = reading.sentences[at].previous
    if sentence.head is not None:
        candidates.append(reading.words(reading.sentences[sentence.head]))
    article = reading.outline.sections[sentence.section].parent
    if article is not None:
        start = reading.outline.sections[article].start
        earlier = reading.sentences[: sentence.index]
        candidates += [reading.words(s) for s in earlier if s.start >= start]
    return next((words for words in candidates if sign("talks").search(words)), None)


def _days(words: str) -> int | None:
    for span in find_durations(words):
        if isinstance(span.value, Duration) and span.value.days and span.value.days >= 1:
            return int(span.value.n if span.value.unit is Unit.DAY else span.value.days)
    return None
