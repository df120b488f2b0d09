"""Force majeure: one term for the article, one more for each limb that serves one side alone.

A sentence that only ends the contract on force majeure is a termination (Civil Code art. 180, 590).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.clauses import Section
from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import doers, heading_side, subject
from loaders.values.durations import Span, find
from loaders.words import load, pattern
from ontology.facts import Role, Term
from ontology.values import Duration, Json, period_json

_TOPIC = "不可抗力"
_PREFERRED = ("notice", "excuses", "mentioned")
_LONGEST = 120
"""A quote does not run on to the proof, or to what is excused, beyond so many characters."""


def read(reading: Reading) -> Iterator[Term]:
    """The article's term, quoted by its notice sentence, and one-sided limbs."""
    articles: dict[int, list[Hit]] = {}
    for hit in reading.hits(load("terms/force_majeure")):
        if reading.part(hit.sentence) != "signature" and _concerns(hit):
            articles.setdefault(_article(hit), []).append(hit)
    for article, hits in articles.items():
        if _is_article(reading, article, hits):
            yield _whole(reading, article, hits)
            yield from _limbs(hits)
        else:
            yield from _scattered(hits)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("force_majeure_signs", cue)


def _concerns(hit: Hit) -> bool:
    section = hit.reading.outline.sections[hit.sentence.section]
    own = hit.reading.view.plain[section.start : section.end]
    headings = hit.reading.headings(hit.sentence.section)
    return _TOPIC in own or any(_TOPIC in heading for heading in headings)


def _article(hit: Hit) -> int:
    """The section under the topic's heading, the first of neighbours under it, else the hit's."""
    sections = hit.reading.outline.sections
    for index in hit.reading.path(hit.sentence.section):
        if _TOPIC in (sections[index].heading or ""):
            while (before := _sibling_before(sections, index)) is not None:
                if _TOPIC not in (sections[before].heading or ""):
                    break
                index = before
            return index
    return hit.sentence.section


def _sibling_before(sections: Sequence[Section], index: int) -> int | None:
    parent = sections[index].parent
    below = -1 if parent is None else parent
    return next((i for i in range(index - 1, below, -1) if sections[i].parent == parent), None)


def _is_article(reading: Reading, article: int, hits: list[Hit]) -> bool:
    if _TOPIC in (reading.outline.sections[article].heading or ""):
        return True
    return any(
        hit.cue.id == "notice" or (hit.cue.id == "excuses" and _excused(hit) is None)
        for hit in hits
        if not _sign("denied").search(hit.sentence_words)
    )


def _whole(reading: Reading, article: int, hits: list[Hit]) -> Term:
    best = next((h for kind in _PREFERRED for h in hits if h.cue.id == kind), hits[0])
    sentences = _sentences(reading, article, hits)
    government = any(map(_excuses_government, map(reading.words, sentences)))
    keys: dict[str, Json] = {
        "claimant": (side := _claimant(reading, article, best)),
        "notice": None,
        "proof": None,
        "renegotiate_after": None,
        "government_action": side if government else None,
    }
    for sentence in sentences:
        _times(reading.words(sentence), keys)
    first = best.sentence.segments[best.sentence.segment_at(best.start)][0]
    return reading.term("force_majeure", min(from_condition(best, 90), first), _end(best), keys)


def _claimant(reading: Reading, article: int, best: Hit) -> Role:
    """Both; outside an article on the topic the one side whose force majeure the sentence is of."""
    words = best.sentence_words
    if _TOPIC in (reading.outline.sections[article].heading or "") or "方因" not in words:
        return "both"
    own = {
        m.who for m in best.sentence.mentions if words[m.end - best.sentence.start :][:1] == "因"
    }
    return "buyer" if own == {"buyer"} else "vendor" if own == {"vendor"} else "both"


def _excuses_government(words: str) -> bool:
    """Whether a sentence counts acts of government among what excuses, and not for one alone."""
    if not _sign("government").search(words) or (_sign("deems").search(words) and _one_side(words)):
        return False
    excused = _TOPIC in words and _sign("spares").search(words)
    return bool(_sign("disaster").search(words) or excused)


def _sentences(reading: Reading, article: int, hits: list[Hit]) -> tuple[Sentence, ...]:
    """The sentences of the article; of a clause on something else, those from the topic on."""
    sections = reading.outline.sections
    own = {article} | {_article(hit) for hit in hits} | {hit.sentence.section for hit in hits}
    found = tuple(s for s in reading.sentences if own & set(reading.path(s.section)))
    if _TOPIC in (sections[article].heading or ""):
        return found
    return tuple(s for s in found if s.index >= hits[0].sentence.index)


def _end(hit: Hit) -> int:
    """Through the notice, and the proof or excuse that the same sentence goes on to."""
    plain = hit.reading.view.plain
    end = max(hit.end, hit.span[1])
    for first, last in hit.sentence.segments[hit.segment + 1 :]:
        words = plain[first:last]
        goes_on = _sign("proof").search(words) or _sign("excuses").search(words)
        if goes_on and last - hit.start < _LONGEST:
            end = last
    return end


def _times(words: str, keys: dict[str, Json]) -> None:
    """Fills in the times that a sentence gives for notice, proof and talks."""
    for span in find(words):
        if span.value is None:
            continue
        value, rest = period_json(span.value), words[span.end : span.end + 60]
        next_to = re.split(r"[，,]", rest)[0]
        if span.value == "immediate" or span.bound in ("within", "plain", "at_most", "before"):
            notice = keys["notice"] is None and _sign("notice").search(next_to[:40])
            if notice:
                keys["notice"] = value
            elif _sign("proof").search(rest):
                keys["proof"] = keys["proof"] or value
        if _lasts(words, span) and _sign("later").search(words):
            keys["renegotiate_after"] = keys["renegotiate_after"] or value
    if keys["notice"] is None and _sign("at_once").search(words):
        keys["notice"] = "immediate"


def _lasts(words: str, span: Span) -> bool:
    if not isinstance(span.value, Duration):
        return False
    before = words[: span.start]
    return span.bound in ("exceeding", "at_least") or bool(_sign("lasts").search(before))


def _limbs(hits: list[Hit]) -> Iterator[Term]:
    """Sentences of the article that excuse one named side alone."""
    for hit in hits:
        side = _one_side(hit.sentence_words)
        if hit.cue.id == "deemed_force_majeure" and side:
            yield _limb(hit, side)


def _scattered(hits: list[Hit]) -> Iterator[Term]:
    """Force majeure outside an article: in a list that spares a side, or as a duty's exception."""
    seen: set[int] = set()
    for hit in hits:
        words = hit.sentence_words
        if hit.sentence.index in seen or _sign("ends").search(words):
            continue
        if _sign("denied").search(words):
            continue
        if hit.sentence.head is None and _sign("introduces").search(hit.segment_words):
            continue
        side = _excused(hit) or _spared_by_head(hit)
        if side is not None:
            seen.add(hit.sentence.index)
            yield _limb(hit, side)


def _limb(hit: Hit, side: Role) -> Term:
    keys: dict[str, Json] = {
        "claimant": side,
        "notice": None,
        "proof": None,
        "renegotiate_after": None,
        "government_action": side if _sign("government").search(hit.sentence_words) else None,
    }
    _times(hit.sentence_words, keys)
    return hit.reading.term("force_majeure", from_condition(hit, 90), hit.span[1], keys)


def _excused(hit: Hit) -> Role | None:
    """The one side that the sentence spares: who acts in the cue's segment, else who is named."""
    own = {m.who for m in doers(hit.sentence, hit.span[0], hit.end)}
    if hit.cue.id == "excuses" and own in ({"buyer"}, {"vendor"}):
        return "buyer" if own == {"buyer"} else "vendor"
    return _one_side(hit.sentence_words)


def _one_side(words: str) -> Role | None:
    """The one side that a sentence names, `None` where it speaks of both or of either."""
    if "双方" in words or "一方" in words or ("甲方" in words) == ("乙方" in words):
        return None
    return "buyer" if "甲方" in words else "vendor"


def _spared_by_head(hit: Hit) -> Role | None:
    """The side that the head of the list spares: 因下列原因延误的，工期顺延."""
    if hit.sentence.head is None:
        return None
    words = hit.reading.words(hit.reading.sentences[hit.sentence.head])
    if not _sign("spares").search(words):
        return None
    if "双方" in words:
        return "both"
    spared = _one_side(words) or heading_side(hit.reading, hit.sentence) or subject(hit)
    return spared or ("vendor" if _sign("of_service").search(words) else None)
