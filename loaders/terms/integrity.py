"""Integrity: who undertakes to offer or take no bribes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.duties import LABELS, clause, is_condition
from loaders.grammar.mentions import Case
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, heading_side, inherited, opposite, subject
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json

_ELSEWHERE = re.compile(
    r"工资|农民工|劳动报酬|(?:妨碍|阻止|举报|查处|检举|投诉)[^。；，,]{0,16}(?:贿|回扣)|投标邀请|开标"
)
_MENTION = re.compile(
    r"^(?:为|为了|鉴于|如|若|如果|因|对于?违反)|违反|未(?:遵守|履行|按)"
    r"|(?:存在|发生|有)[^。；，,]{0,10}(?:行贿|受贿|贿赂|索贿)"
)
_FORBIDS = re.compile(r"不(?:得|会|准|从事|进行|实施|发生|存在|[以与向])|禁止|严禁|杜绝|避免|拒绝")
_WE = re.compile(r"我(?:方|公司|单位|司|们)|本(?:公司|单位|人)")
_TO = re.compile(r"(?:向|与|对|给)(甲方|乙方)")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each clause and side; of a list of vices the first that names a bribe."""
    seen: set[object] = set()
    for hit in reading.hits(load("terms/integrity")):
        if not _is_undertaking(hit):
            continue
        who = _obligor(hit)
        place = _place(hit, who)
        if (place, who) in seen or (not _doers_before(hit) and place in seen):
            continue
        seen |= {place, (place, who)}
        keys: dict[str, Json] = {"obligor": who}
        yield reading.term("integrity", *_quote(hit), keys)


def _is_undertaking(hit: Hit) -> bool:
    reading, sentence = hit.reading, hit.sentence
    if hit.cue.id == "vice":
        if not _FORBIDS.search(_head(hit)):
            return False
    elif is_condition(hit):
        return False
    start = sentence.segments[sentence.segment_at(hit.start)][0]
    words = reading.view.plain[start : hit.span[1]]
    if _MENTION.search(words) or _ELSEWHERE.search(hit.sentence_words):
        return False
    return reading.part(sentence) != "signature"


def _head(hit: Hit) -> str:
    """What announces the list: a sentence, or a heading such as 乙方不得有下列行为."""
    reading, sentence = hit.reading, hit.sentence
    if sentence.head is not None:
        return reading.words(reading.sentences[sentence.head])
    return "".join(reading.headings(sentence.section)[:1])


def _obligor(hit: Hit) -> Role:
    """Who undertakes it; the side whose people must not be bribed does not."""
    reading, sentence = hit.reading, hit.sentence
    to = _TO.search(_head(hit) + hit.sentence_words)
    briber = opposite(LABELS[to.group(1)]) if to else None
    if briber and _WE.search(hit.sentence_words):
        return briber
    who = subject(hit) if _doers_before(hit) else inherited(reading, sentence)
    if briber and who == opposite(briber):
        return briber
    return who if who and who != "third_party" else "both"


def _doers_before(hit: Hit) -> bool:
    return bool(doers(hit.sentence, hit.sentence.start, hit.start))


def _place(hit: Hit, who: Role) -> object:
    """What counts as one clause: the list it stands in, where head or heading names the side."""
    reading, sentence = hit.reading, hit.sentence
    if sentence.head is not None:
        return "head", sentence.head
    parent = reading.outline.sections[sentence.section].parent
    if parent is not None and heading_side(reading, sentence) == who:
        return "list", parent
    return clause(hit)


def _quote(hit: Hit) -> tuple[int, int]:
    """The segments of the cue, with the subject where it stands near."""
    sentence = hit.sentence
    start = sentence.segments[sentence.segment_at(hit.start)][0]
    for mention in sentence.mentions:
        if mention.case is Case.SUBJECT and mention.start < start and hit.end - mention.start <= 70:
            start = mention.start
            break
    return start, hit.span[1]
