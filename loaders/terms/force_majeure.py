"""Force majeure: one term for the article, one more for each limb that serves one side alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import heading_side, subject
from loaders.values.durations import find as find_durations
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Duration, Json, period_json

_GOVERNMENT = re.compile(
    r"政府(?:行为|行动|指令|命令|禁令|政策|部门|管制)|政策(?:变更|调整|变化|变动)|(?:上级|主管)(?:机关|部门|单位)?的?(?:决定|命令|指令|要求)|法律(?:法规)?[^，。；]{0,6}(?:变更|变化|调整|修改)|国家政策|行政(?:命令|行为|干预)|政府相关机构|征收|征用|管制"
)
_DEFINES = re.compile(
    r"不可抗力[^。；]{0,12}(?:是指|指|包括|系指|意指|为|：|:)|(?:包括|如|例如)[^。；]{0,80}(?:地震|洪水|台风|战争)|(?:地震|洪水|台风|战争|火灾)"
)
_ENDS = re.compile(r"(?:解除|终止)(?:本)?(?:合同|协议)")
_NOTICE = re.compile(r"通知|告知|知会|通报")
_PROOF = re.compile(r"证明|证据|公证")
_LATER = re.compile(r"协商|商议|商定|解除|终止|变更")
_ONE_SIDED = re.compile(r"(?:视为|视同|属于|构成)[^。；，,]{0,14}不可抗力|不可抗力")


def read(reading: Reading) -> Iterator[Term]:
    """The article's term, quoted by its notice sentence, and one-sided limbs."""
    articles: dict[int, list[Hit]] = {}
    for hit in reading.hits(load("terms/force_majeure")):
        if reading.part(hit.sentence) in ("body", "annex") and _concerns(hit):
            articles.setdefault(_article(hit), []).append(hit)
    for article, hits in articles.items():
        if _is_article(reading, article, hits):
            yield _whole(reading, article, hits)
            yield from _limbs(hits)
        else:
            yield from _scattered(hits)


def _concerns(hit: Hit) -> bool:
    section = hit.reading.outline.sections[hit.sentence.section]
    own = hit.reading.view.plain[section.start : section.end]
    headings = hit.reading.headings(hit.sentence.section)
    return "不可抗力" in own or any("不可抗力" in heading for heading in headings)


def _article(hit: Hit) -> int:
    """The outermost numbered section that the hit stands in."""
    sections = hit.reading.outline.sections
    chain = [i for i in hit.reading.path(hit.sentence.section) if sections[i].kind == "numbered"]
    for index in chain:
        if "不可抗力" in (sections[index].heading or ""):
            return index
    return hit.sentence.section


def _is_article(reading: Reading, article: int, hits: list[Hit]) -> bool:
    if "不可抗力" in (reading.outline.sections[article].heading or ""):
        return True
    return any(h.cue.id == "notice" for h in hits) or any(
        h.cue.id == "excuses" and _limb_side(h) is None for h in hits
    )


def _sentences(reading: Reading, article: int) -> tuple[Sentence, ...]:
    section = reading.outline.sections[article]
    return tuple(s for s in reading.sentences if section.start <= s.start < section.end)


def _whole(reading: Reading, article: int, hits: list[Hit]) -> Term:
    sentences = _sentences(reading, article)
    words = "。".join(reading.words(s) for s in sentences)
    best = next(
        (h for kind in ("notice", "excuses", "mentioned") for h in hits if h.cue.id == kind),
        hits[0],
    )
    keys: dict[str, Json] = {
        "claimant": "both",
        "notice": None,
        "proof": None,
        "renegotiate_after": None,
    }
    for sentence in sentences:
        _times(reading.words(sentence), keys)
    plain_definition = "。".join(
        reading.words(s)
        for s in sentences
        if _DEFINES.search(reading.words(s)) and not _one_sided(reading, s)
    )
    keys["government_action"] = "both" if _GOVERNMENT.search(plain_definition) else None
    del words
    start = min(from_condition(best, 90), best.start)
    end = _quote_end(best)
    return reading.term("force_majeure", start, end, keys)


def _quote_end(hit: Hit) -> int:
    """To the end of the proof's segment where the same sentence asks for proof."""
    plain = hit.reading.view.plain
    end = hit.span[1] if hit.cue.id != "notice" else hit.end
    for first, last in hit.sentence.segments:
        if first <= hit.start or last <= end:
            end = max(end, last) if first <= hit.end <= last else end
            continue
        if _PROOF.search(plain[first:last]) and last - hit.start < 120:
            end = last
    return end


def _times(words: str, keys: dict[str, Json]) -> None:
    for span in find_durations(words):
        if span.value is None:
            continue
        rest = words[span.end : span.end + 60]
        before = words[: span.start]
        value = period_json(span.value)
        comma = re.split(r"[，,]", rest)
        if span.value == "immediate" or span.bound in ("within", "plain", "at_most", "before"):
            if _PROOF.search(rest) and not (_NOTICE.search(comma[0]) and keys["notice"] is None):
                keys["proof"] = keys["proof"] or value
            elif _NOTICE.search(rest[:40]) and keys["notice"] is None:
                keys["notice"] = value
        if isinstance(span.value, Duration) and (
            span.bound in ("exceeding", "at_least")
            or re.search(r"(?:超过|持续|达|满|逾)[^，。]{0,6}$", before)
        ):
            if _LATER.search(rest) or _LATER.search(words):
                keys["renegotiate_after"] = keys["renegotiate_after"] or value


def _one_sided(reading: Reading, sentence: Sentence) -> bool:
    words = reading.words(sentence)
    return bool(re.search(r"(?:视为|视同|属于|构成)[^。；，,]{0,14}不可抗力", words)) and (
        ("甲方" in words) != ("乙方" in words)
    )


def _limbs(hits: list[Hit]) -> Iterator[Term]:
    """Sentences of the article that excuse one named side alone."""
    for hit in hits:
        side = _limb_side(hit)
        if hit.cue.id == "deemed_force_majeure" and side:
            yield _limb(hit, side)


def _scattered(hits: list[Hit]) -> Iterator[Term]:
    """Force majeure named outside an article, in a list that spares one side or a duty's exception."""
    seen: set[int] = set()
    for hit in hits:
        if hit.sentence.index in seen or _ENDS.search(hit.sentence_words):
            continue
        if (
            re.search(
                r"(?:下列|以下|上述|任何原因)[^。]{0,6}|包括但不限于[^。]{0,30}不可抗力",
                hit.segment_words,
            )
            and hit.sentence.head is None
        ):
            continue
        side = _limb_side(hit) or _spared_by_head(hit)
        if side is None:
            continue
        seen.add(hit.sentence.index)
        yield _limb(hit, side)


def _limb(hit: Hit, side: Role) -> Term:
    government = side if _GOVERNMENT.search(hit.sentence_words) else None
    keys: dict[str, Json] = {
        "claimant": side,
        "notice": None,
        "proof": None,
        "renegotiate_after": None,
        "government_action": government,
    }
    return hit.reading.term("force_majeure", from_condition(hit, 90), hit.span[1], keys)


def _limb_side(hit: Hit) -> Role | None:
    words = hit.sentence_words
    named = {s for s in ("甲方", "乙方") if s in words}
    if "双方" in words or "一方" in words or len(named) != 1:
        return None
    return "buyer" if "甲方" in named else "vendor"


def _spared_by_head(hit: Hit) -> Role | None:
    if hit.sentence.head is None:
        return None
    head = hit.reading.sentences[hit.sentence.head]
    words = hit.reading.words(head)
    if not re.search(r"不承担|免责|免除|不负|除外", words):
        return None
    named = {s for s in ("甲方", "乙方") if s in words}
    if len(named) == 1:
        return "buyer" if "甲方" in named else "vendor"
    return heading_side(hit.reading, hit.sentence) or subject(hit)
