"""Confidentiality: who must keep information secret, for how long (Civil Code art. 501, 509)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.grammar.duties import LABELS, article, is_condition, is_mention, stretch
from loaders.grammar.lasting import said_in, statements
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import heading_side, subject, topic
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json

_SECRECY = re.compile(r"保密|秘密|机密|泄密")
_QUALIFIES = re.compile(r"^(?:义务|责任)?的(?!义务|责任)[一-龥]")
_RECEIVER = re.compile(
    r"(?:接收|接受|获取|获悉|知悉|获得|收受|受领|被披露|收到信息的?)(?:信息|资料|保密信息)?的?(?:一)?方"
)
_IS_RECEIVER = re.compile(
    r"(甲方|乙方)(?:系|是|作为|为|[（(])[^。；，,]{0,12}(?:接收|接受|获取|知悉|获悉)(?:一)?方"
)
_BINDS = re.compile(
    r"(?:提供|披露|交付|移交)给(甲方|乙方)时[，,]|(?:一直|始终|仍然?)约束(甲方|乙方)"
)
"""资料在提供给乙方时均视为保密的，不得泄露: whoever receives them must not tell."""
_NARROWER = re.compile(r"^(?:其中)?[，,]?(?:对于|属于|涉及|构成|作为|如属|凡属)")
_ANYTHING = re.compile(r"(?:任何(?:方面|形式)?的?|一切|所有|全部)信息")
_STILL = re.compile(r"仍|继续|依然")
_OWN = re.compile(r"自身|自己|本方的?(?:账|密)")
_OF_SOMETHING = re.compile(r"^的(?!任何|一切)[一-龥]{2}")
"""不得披露的源代码 describes a thing."""


@dataclass(frozen=True, slots=True)
class _Duty:
    hit: Hit
    obligor: Role
    start: int
    end: int
    duration: Json
    own: bool
    """Whether the duty's own sentence gives the duration."""


def read(reading: Reading) -> Iterator[Term]:
    """One term for each clause and obligor; items that spell the duty out are none."""
    duties: list[_Duty] = []
    lengths: list[Hit] = []
    for hit in reading.hits(load("terms/confidentiality")):
        if hit.cue.id == "goes_on":
            lengths.append(hit)
        elif _states(hit) and not _told_before(hit, duties):
            duties.append(_duty(hit))
    if not duties:
        duties = [_duty(hit) for hit in lengths if said_in(hit.sentence_words)]
    for duty in duties:
        yield _term(duty, duty.duration if duty.duration is not None else _lent(duty, duties))
        yield from _narrower(duty)


def _states(hit: Hit) -> bool:
    if is_condition(hit) or is_mention(hit):
        return False
    if hit.cue.id == "keeps_secret" and _QUALIFIES.match(hit.after):
        return False
    if hit.cue.id == "must_not_tell" and _OF_SOMETHING.match(hit.after):
        return False
    if _OWN.search(hit.segment_words):
        return False
    headings = hit.reading.headings(hit.sentence.section)
    if hit.cue.id == "hands_to_outsiders" and not any(map(_SECRECY.search, headings)):
        return False
    return hit.reading.part(hit.sentence) != "signature"


def _told_before(hit: Hit, duties: list[_Duty]) -> bool:
    """Whether an earlier duty holds this one: of its clause or list head, or of the same list
    where this one is an item that only forbids telling, or says that it goes on."""
    reading, who = hit.reading, _obligor(hit)
    for duty in duties:
        other = duty.hit.sentence
        if other.index == hit.sentence.head:
            return True
        same = duty.obligor == who
        if same and other.section in reading.path(hit.sentence.section):
            return True
        still = _STILL.search(hit.segment_words)
        again = still or (hit.cue.id != "keeps_secret" and _is_item(reading, hit.sentence))
        if again and (same or duty.obligor == "both") and _akin(reading, other, hit.sentence):
            return True
    return False


def _is_item(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence stands in an item that spells out: （2）, an unnumbered line, an annex.

    6.2 of an article on secrecy is a clause of its own, and states a duty of its own.
    """
    section = reading.outline.sections[sentence.section]
    label = section.label or ""
    return section.part == "annex" or not label[:1].isdigit() or "." not in label.strip(".")


def _akin(reading: Reading, one: Sentence, other: Sentence) -> bool:
    """Whether two sentences stand in one article, or in one annex or chapter on secrecy."""
    if article(reading, one.section) == article(reading, other.section):
        return True
    headings = [reading.outline.sections[i].heading or "" for i in reading.path(one.section)]
    common = [h for h in headings if h in reading.headings(other.section)]
    return any(map(_SECRECY.search, common))


def _obligor(hit: Hit) -> Role:
    """Who must keep the secret; 接收方 is the side defined so, else either."""
    words = hit.reading.view.plain[hit.sentence.start : hit.end]
    if _RECEIVER.search(words) and not _IS_RECEIVER.search(words):
        return _defined_receiver(hit) or "both"
    if hit.cue.id == "goes_on":
        return _bound_by_length(hit)
    if bound := _BINDS.search(hit.sentence_words):
        return LABELS[bound[1] or bound[2]]
    who = subject(hit)
    if who == "third_party":
        who = topic(hit.reading, hit.sentence)
    return who if who and who != "third_party" else "both"


def _bound_by_length(hit: Hit) -> Role:
    """Whose secrecy a length of time is said of: the one side it names, else both."""
    named = {m.who for m in hit.sentence.mentions}
    if not named:
        return heading_side(hit.reading, hit.sentence) or "both"
    return "buyer" if named == {"buyer"} else "vendor" if named == {"vendor"} else "both"


def _defined_receiver(hit: Hit) -> Role | None:
    outer = hit.reading.outline.sections[hit.reading.path(hit.sentence.section)[-1]]
    found = _IS_RECEIVER.search(hit.reading.view.plain, outer.start, outer.end)
    return LABELS[found.group(1)] if found else None


def _duty(hit: Hit) -> _Duty:
    start, end = stretch(hit)
    if hit.after.startswith("、"):
        end = hit.end
    if hit.cue.id == "form_item":
        start, end = hit.start, max(end, hit.sentence.end)
    own = said_in(hit.sentence_words)
    who = _obligor(hit)
    if own is not None:
        return _Duty(hit, who, start, end, own or None, True)
    elsewhere = (
        found
        for sentence, found in statements(hit.reading, hit.sentence, _SECRECY)
        if _same_side(hit.reading, sentence, who) and not _is_narrower(hit.reading, sentence)
    )
    return _Duty(hit, who, start, end, next(elsewhere, None) or None, False)


def _same_side(reading: Reading, sentence: Sentence, who: Role) -> bool:
    side = topic(reading, sentence)
    return side in (None, "both", who)


def _is_narrower(reading: Reading, sentence: Sentence) -> bool:
    return bool(_NARROWER.match(reading.words(sentence)))


def _narrower(duty: _Duty) -> Iterator[Term]:
    """The longer duty for some of the information: 属于个人信息的，保密义务长期有效."""
    reading = duty.hit.reading
    for sentence, found in statements(reading, duty.hit.sentence, _SECRECY):
        same_clause = sentence.section == duty.hit.sentence.section
        if same_clause and found and found != duty.duration and _is_narrower(reading, sentence):
            keys: dict[str, Json] = {"obligor": duty.obligor, "duration": found}
            yield reading.term("confidentiality", sentence.start, sentence.end, keys)


def _lent(duty: _Duty, duties: list[_Duty]) -> Json:
    """The duration of a duty over any information, for a narrower one that has none."""
    for other in duties:
        wide = other.own and _ANYTHING.search(other.hit.sentence_words)
        if wide and other.obligor == duty.obligor:
            return other.duration
    return None


def _term(duty: _Duty, duration: Json) -> Term:
    keys: dict[str, Json] = {"obligor": duty.obligor, "duration": duration}
    return duty.hit.reading.term("confidentiality", duty.start, duty.end, keys)
