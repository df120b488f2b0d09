"""On what condition a consequence follows: its words, the events in it, and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.broken_duties import breach_of, breach_of_article, told_duty
from loaders.grammar.events import alternatives, classify, only_uncured
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.references import named_clauses
from loaders.grammar.sentences import Sentence
from loaders.words import pattern

Span = tuple[int, int]

_INNER = re.compile(
    r"^.{2,40}?(?:的|时|后|等原因|等情形)(?=应|须|需|扣|罚|处以|支付|赔|甲方|乙方|每|可|有权|由|按|则|将|视)"
)
"""A condition without a comma behind it: 逾期交货的应支付违约金."""
_UNTIL = re.compile(r"[至到止][^，。；至到]{0,14}(?:之日|之时|时|前)$")
"""按日支付违约金至付清之日 ends with a time, and states no condition."""
_BARE = ("general_breach", "bare_lateness")
_BLAMELESS = ("force_majeure", "policy_change", "purpose_lost", "mutual", "convenience")
"""What no one breaks: a breach that refers back is none, another condition only the first."""
_BY_TIME = ("late_payment", "late_delivery", "service_failure", "personnel", "non_cooperation")
"""What bare lateness may be lateness of."""
_ENTITLED = re.compile(r"有权|可以?|均可|得以")
"""有权单方解除 is a right, 单方解除的 a wrong."""
_DEEMS = re.compile(r"[则即均]?视为")
"""逾期15日的，视为拒绝履行，甲方有权…: what is deemed stands between condition and consequence."""
_SUPPOSES = re.compile(r"\s*(?:但|且|而)?(?:如果?(?![上前下])|若|倘若?|假如|一旦)")
"""Here a condition begins, whatever stands before it."""
_ASIDES = re.compile(r"[（(][^（）()]{0,60}[）)]")
_OR = re.compile(r"\s*或者?|\s*以及(?=因|由于)")
_LOOK_BACK = 3
_UNSPECIFIC = re.compile(
    r"^(?:如果?|若|一旦|但?凡|倘若)?(?:甲方|乙方)?(?:出现|发生|存在|有)?(?:甲方|乙方)?的?(?:单方面?)?"
    r"(?:违约|违反|违背|未(?:能)?(?:履行|遵守|做到|执行)|不(?:能)?(?:履行|遵守|做到|执行))"
    r"(?:情形|情况|行为|规定|约定|要求|承诺|[的时者]|之一|发生|出现)*$"
)
"""如乙方违约的: a breach of what was just said, where nothing is said of the contract."""
_DEMANDS = re.compile(r"应|须|需|不得|必须|保证|承诺|负责|确保|禁止|严禁|不准|不能|有义务")
_CLAUSE_BEFORE = re.compile(r"[前上][款条项述]|以上|该(?:项|等)")
_BROKEN_CLAUSE = re.compile(r"违反|违背|未(?:能)?(?:按|履行|遵守)|不(?:按|履行|遵守)")
_ONLY_LOSS = re.compile(
    r"^(?:如|若)?(?:因此|由此)?(?:给|对)?[^，,。]{0,8}造成[^，,。]{0,12}损失(?:的|时)?$"
)
"""给甲方造成损失的: a condition that leaves what went wrong to the sentence before."""


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("condition_signs", cue)


def condition_segments(hit: Hit) -> tuple[Span, ...]:
    """The segments before the cue that state the condition it depends on, in order."""
    plain = hit.reading.view.plain
    spans = list(hit.sentence.segments[: hit.segment])
    start, _ = hit.span
    own = plain[start : hit.start]
    inner = max(own.rfind("的，"), own.rfind("的,"))
    cut = _INNER.search(own)
    if inner != -1 or cut:
        spans.append((start, start + (cut.end() if cut else inner)))
    return _stating(plain, spans)


def _stating(plain: str, spans: list[Span]) -> tuple[Span, ...]:
    words = [plain[a:b] for a, b in spans]
    states = [not is_consequence(segment) for segment in words]
    for at in range(len(spans) - 1, 0, -1):
        # 乙方提前解除合同，或因乙方原因致使甲方解除合同的: both are grounds.
        states[at - 1] = states[at - 1] or (states[at] and bool(_OR.match(words[at])))
    return tuple(span for span, stating in zip(spans, states, strict=True) if stating)


def is_consequence(words: str) -> bool:
    """Whether a segment says what follows on a condition; 除…外 only sets something aside."""
    words = _ASIDES.sub("", words).strip()
    if _sign("aside").match(words) or _sign("owes").search(words):
        return True
    consequence = bool(_sign("consequence").search(words))
    return consequence and not (_sign("open").search(words) or _sign("fails").search(words))


def in_condition(hit: Hit) -> bool:
    """Whether the cue only states a condition: its segment ends in 的, 时, 后."""
    if _sign("if_so").match(hit.before) and _sign("then").match(hit.after):
        return True
    words = hit.segment_words.strip()
    if _UNTIL.search(words):
        return False
    tail = words[hit.end - hit.span[0] :] if hit.end > hit.span[0] else words
    return bool(_sign("closes").search(words)) and not re.search(r"[，,]", tail)


def condition(hit: Hit) -> str:
    """The words of the condition within the cue's sentence, "" where it states none."""
    plain = hit.reading.view.plain
    return "，".join(plain[a:b] for a, b in condition_segments(hit))


def events(hit: Hit) -> tuple[str, ...]:
    """The events on which the cue's consequence follows; bare general breach looks further.

    In turn: the condition; where that only speaks of breach or lateness, or of nothing, what it
    refers back to: the sentence so far, the one before, the head of the list, the headings.
    """
    stated = condition(hit)
    found = alternatives(stated)
    if only_uncured(stated) and (uncured := _specific(_told_before(hit.reading, hit.sentence))):
        return (uncured,)
    if found == ("bare_lateness",) and only_uncured(stated):
        found = ("general_breach",)
    if any(event not in _BARE for event in found):
        return tuple(event for event in found if event != "bare_lateness")
    if found and (named := _of_named_clauses(hit, stated)):
        return named
    adds = not stated and _sign("adds").search(hit.segment_words[:8])
    passed = _BARE + (_BLAMELESS if found else _BLAMELESS[1:] if stated else ())
    late = found == ("bare_lateness",)
    for event in _around(hit, stated or hit.before, adds=bool(adds)):
        if event and event not in passed and (not late or event in _BY_TIME):
            return (event,)
    if found:
        return found
    own = classify(hit.segment_words)
    ended = own == "abandonment" and _ENTITLED.search(hit.segment_words)
    return (own,) if own and not ended else ()


def _specific(found: Iterator[str | None]) -> str | None:
    return next((event for event in found if event and event not in (*_BARE, *_BLAMELESS)), None)


def events_or_unnamed(hit: Hit) -> tuple[str, ...]:
    """The events, else `other` for a condition of its own that the lexicon does not know."""
    stated = condition(hit).strip()
    own = bool(stated) and not _sign("refers_back").search(stated)
    return events(hit) or (("other",) if own else ("general_breach",))


def _around(hit: Hit, words: str, *, adds: bool) -> Iterator[str | None]:
    """The events of what stands around the cue, from near to far; `adds` to what was said."""
    reading, sentence, words = hit.reading, hit.sentence, words.strip()
    back = bool(_sign("refers_back").search(words) or hit.segment_words.startswith("否则"))
    if back:
        before = _before_reference(hit)
        told_before = classify(before)
        yield told_before
        if told_before != "bare_lateness":
            yield breach_of(before)
    linked = back or adds or not words or bool(_sign("adds").search(words[:6]))
    linked = linked or bool(_ONLY_LOSS.match(words) or _UNSPECIFIC.match(words))
    if linked or classify(words) == "bare_lateness":
        yield from _told_before(reading, sentence)
    if _CLAUSE_BEFORE.search(words):
        yield from _told_in_clause_before(reading, sentence)
    if sentence.head is not None:
        yield told(reading, reading.sentences[sentence.head])
    for heading in reading.headings(sentence.section):
        yield classify(heading)
        yield breach_of_article(heading)


def _of_named_clauses(hit: Hit, stated: str) -> tuple[str, ...]:
    """The breaches of the clauses that a condition names: 违反本合同第八条、第九条约定的."""
    broken = _BROKEN_CLAUSE.search(stated)
    if broken is None:
        return ()
    reading = hit.reading
    found: list[str] = []
    for section in named_clauses(hit, stated[broken.end() :]):
        headings = (reading.outline.sections[section].heading or "",)
        events = [classify(h) or breach_of_article(h) for h in headings]
        own = (s for s in reading.sentences if s.section == section)
        events += [e for s in own if (e := told_duty(reading.view.plain, s))][:1]
        found += [event for event in events if event and event not in _BARE][:1]
    return tuple(dict.fromkeys(found))


def _before_reference(hit: Hit) -> str:
    """The words of the sentence before the segment that refers back to them: 如有违反, 否则."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    for first, last in sentence.segments[: hit.segment + 1]:
        if _sign("refers_back").search(plain[first:last]):
            return plain[sentence.start : first]
    return ""


def _told_before(reading: Reading, sentence: Sentence) -> Iterator[str | None]:
    """What the sentences before it in its clause tell of, the nearest first."""
    at, steps = sentence.previous, 0
    while at is not None and steps < _LOOK_BACK:
        before = reading.sentences[at]
        event = told(reading, before)
        yield event
        if event != "bare_lateness" and _DEMANDS.search(reading.words(before)):
            yield told_duty(reading.view.plain, before)
        at, steps = reading.sentences[at].previous, steps + 1


def _told_in_clause_before(reading: Reading, sentence: Sentence) -> Iterator[str | None]:
    """What the clause before it under the same clause tells of, the last sentence first."""
    sections = reading.outline.sections
    parent = sections[sentence.section].parent
    before = next(
        (i for i in range(sentence.section - 1, -1, -1) if sections[i].parent == parent), None
    )
    own = [s for s in reading.sentences if s.section == before and parent is not None]
    for other in own[: -_LOOK_BACK - 1 : -1]:
        yield told(reading, other)
        if _DEMANDS.search(reading.words(other)):
            yield told_duty(reading.view.plain, other)


def told(reading: Reading, sentence: Sentence) -> str | None:
    """The event that a sentence tells of: of its condition, else of all it says."""
    plain = reading.view.plain
    stating = _stating(plain, list(sentence.segments))
    event = classify("，".join(plain[a:b] for a, b in stating))
    return event if event and event not in _BARE else classify(reading.words(sentence))


def from_condition(hit: Hit, limit: int = 120) -> int:
    """Where a quote that runs from the condition to the cue begins."""
    plain = hit.reading.view.plain
    start, stating = hit.span[0], condition_segments(hit)
    for first, last in reversed(hit.sentence.segments[: hit.segment]):
        told = (first, last) in stating or _DEEMS.match(plain[first:last])
        if hit.end - first > limit or not told:
            break
        start = first
        if _SUPPOSES.match(plain, first):
            break
    return start
