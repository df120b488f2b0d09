"""Disputes: which court or commission, on whose side, after what talks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.choices import chosen
from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.text import BLANK
from loaders.values.durations import find as find_durations
from loaders.words import load
from ontology.facts import Term
from ontology.places import resolve
from ontology.values import Duration, Json

_TOPIC = re.compile(r"争议|纠纷|仲裁|管辖|诉讼|协商不成|分歧|异议")
_PROCEDURE = re.compile(
    r"仲裁规则|(?:仲裁|诉讼)(?:期间|过程中|费用?|裁决|语言)|仲裁(?:地点|员|庭)|(?:判决|裁决)(?:书)?(?:确定|认定|生效)|强制执行|财产保全|鉴定"
)
_FORUM = re.compile(
    r"(?:向|由|提交(?:给|至)?|提请|递交|诉至|交由|到|至|在|选择|申请|经)([^，。；、：:向由\t]{0,44}?(?:人民法院|仲裁委员会|仲裁院|仲裁机构|仲裁中心|法院|仲裁委))"
)
_BARE_FORUM = re.compile(
    r"^(?:有管辖权的|当地|依法|相关)?(?:人民)?法院$|^(?:有关|相关)?仲裁(?:委员会|机构|委)$"
)
_TALKS = re.compile(r"协商|调解|磋商|谈判")
_DEFENDANT, _CLAIMANT = re.compile(r"被告"), re.compile(r"原告|起诉方|守约方")
_SEAT = re.compile(r"(?:所在地|住所地|注册地|驻地|办公地|住址|所在|属地|辖区)")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each forum in each instrument; of numbered choices the chosen one."""
    seen: set[tuple[object, ...]] = set()
    places = set()
    for hit in reading.hits(load("terms/dispute")):
        if hit.cue.id == "talks" or not _about_disputes(hit):
            continue
        instrument = _instrument(hit)
        if _PROCEDURE.search(hit.sentence_words) and (
            instrument in places or "仲裁规则" in hit.sentence_words
        ):
            continue
        term = _term(hit)
        key = (instrument, term.keys["method"], term.keys["forum"])
        if key in seen or (term.keys["forum"] is None and instrument in places):
            continue
        seen.add(key)
        places.add(instrument)
        yield term
    yield from _left_open(reading, places)
    yield from _talks_only(reading, places)


def _about_disputes(hit: Hit) -> bool:
    around = [hit.sentence_words, *hit.reading.headings(hit.sentence.section)]
    if hit.sentence.head is not None:
        around.append(hit.reading.words(hit.reading.sentences[hit.sentence.head]))
    return any(_TOPIC.search(words) for words in around)


def _instrument(hit: Hit) -> int:
    """The outermost section that is an annex or instrument of its own, else 0."""
    sections = hit.reading.outline.sections
    chain = hit.reading.path(hit.sentence.section)
    return next((i for i in chain if sections[i].kind in ("annex", "instrument")), 0)


def _term(hit: Hit) -> Term:
    forum, side, place = _forum(hit)
    talks = _talks(hit)
    keys: dict[str, Json] = {
        "method": _method(hit),
        "forum": forum,
        "forum_side": side,
        "place": place,
        "negotiation_first": talks is not None,
        "negotiation_days": _days(talks or ""),
    }
    return hit.reading.term("dispute", from_condition(hit, 70), max(hit.end, _stop(hit)), keys)


def _stop(hit: Hit) -> int:
    return hit.span[1]


def _method(hit: Hit) -> str:
    return "arbitration" if "仲裁" in hit.words else "litigation"


def _forum(hit: Hit) -> tuple[str | None, str, Json]:
    plain = hit.reading.view.plain
    start, end = hit.span
    found = [m for m in _FORUM.finditer(plain, start, end) if m.start() <= hit.end]
    if not found:
        return None, "unspecified", None
    match = found[-1]
    words = match.group(1).strip()
    if BLANK in words or not words:
        return None, "unspecified", None
    name = hit.reading.view.quote(match.start(1), match.end(1)).strip()
    side, place = _side(hit, words)
    if _BARE_FORUM.match(words) and "仲裁" in words:
        return None, "unspecified", None
    return name, side, place


def _side(hit: Hit, words: str) -> tuple[str, Json]:
    if _DEFENDANT.search(words):
        return "defendant", None
    named = [role for label, role in (("甲方", "buyer"), ("乙方", "vendor")) if label in words]
    home = {p.role: p.place for p in hit.reading.parties}
    if len(named) == 1:
        return named[0], home.get(named[0])
    if named or _CLAIMANT.search(words) or "双方" in words:
        return "unspecified", None
    place = resolve(words)
    if place is None:
        return "unspecified", None
    return _whose(place, home.get("buyer"), home.get("vendor"), arbitration="仲裁" in words), place


def _whose(place: Json, buyer: Json, vendor: Json, *, arbitration: bool) -> str:
    """The side at whose home a named forum sits; a city of both is neutral ground."""
    near_buyer, near_vendor = _near(place, buyer), _near(place, vendor)
    if near_buyer and near_vendor:
        return "neutral"
    if near_buyer:
        return "buyer"
    if near_vendor:
        return "vendor"
    return "neutral" if buyer and vendor else "unspecified"


def _near(forum: Json, home: Json) -> bool:
    if not forum or not home:
        return False
    if forum.get("county") and home.get("county"):
        return bool(forum["county"] == home["county"] and forum.get("city") == home.get("city"))
    if forum.get("city") and home.get("city"):
        return bool(forum["city"] == home["city"])
    return bool(
        forum.get("province")
        and forum["province"] == home.get("province")
        and not forum.get("city")
    )


def _talks(hit: Hit) -> str | None:
    """The words that send the parties to talk first, if any."""
    candidates = [hit.sentence_words]
    at = hit.sentence.previous
    while at is not None:
        sentence = hit.reading.sentences[at]
        candidates.append(hit.reading.words(sentence))
        at = sentence.previous
    if hit.sentence.head is not None:
        candidates.append(hit.reading.words(hit.reading.sentences[hit.sentence.head]))
    candidates += _siblings(hit)
    return next((words for words in candidates if _TALKS.search(words)), None)


def _siblings(hit: Hit) -> list[str]:
    """Sentences earlier in the same article."""
    article = hit.reading.outline.sections[hit.sentence.section].parent
    if article is None:
        return []
    start = hit.reading.outline.sections[article].start
    return [
        hit.reading.words(s)
        for s in hit.reading.sentences[: hit.sentence.index]
        if s.start >= start
    ]


def _days(words: str) -> int | None:
    for span in find_durations(words):
        if isinstance(span.value, Duration) and span.value.days and span.value.days >= 1:
            return int(span.value.n) if span.value.unit.value == "day" else int(span.value.days)
    return None


def _left_open(reading: Reading, places: set[int]) -> Iterator[Term]:
    """Numbered options of which none was chosen: one term that says either."""
    for sentence in reading.sentences:
        words = reading.words(sentence)
        if chosen(words) != BLANK or not _TOPIC.search(words) or places:
            continue
        options = [s for s in reading.sentences if s.head == sentence.index]
        if not any(re.search(r"仲裁|法院|诉讼", reading.words(s)) for s in options):
            continue
        places.add(0)
        keys: dict[str, Json] = {
            "method": "either",
            "forum": None,
            "forum_side": "unspecified",
            "place": None,
            "negotiation_first": bool(_TALKS.search(words)),
            "negotiation_days": None,
        }
        yield reading.term("dispute", sentence.start, sentence.end, keys)


def _talks_only(reading: Reading, places: set[int]) -> Iterator[Term]:
    """An instrument whose only way is to talk."""
    if places:
        return
    for hit in reading.hits(load("terms/dispute")):
        if hit.cue.id == "talks" and re.search(r"争议|纠纷", hit.sentence_words):
            keys: dict[str, Json] = {
                "method": "negotiation",
                "forum": None,
                "forum_side": "unspecified",
                "place": None,
                "negotiation_first": True,
                "negotiation_days": None,
            }
            yield reading.term("dispute", from_condition(hit, 70), hit.end, keys)
            return
