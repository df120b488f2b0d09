"""On what condition a consequence follows: its words, the events in it, and its place."""

from __future__ import annotations

import re

from loaders.grammar.events import alternatives, classify
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence

_OPEN = re.compile(
    r"(?:的|时|后|前|者|之日起?|情况下?|情形|期间|止|以上|次|日|天|起)[\s)）”]*$|^(?:如|若|倘|因|由于|一旦|经|当|凡|除|逾期|每|未|自)"
)
_CONSEQUENCE = re.compile(
    r"(?:应当?|须|需|必须|有权|可以?|将|负责|由…?承担|视为|均|立即)|(?:支付|赔偿|承担|返还|退还|解除|终止|扣除|暂停|中止|没收|免除|补偿|采取|整改|改正|退回)"
)
_ADDS = re.compile(r"并|同时|且|还|亦|另")
_FAILS = re.compile(r"未(?!尽|来)|不能|没有|逾期|迟延|拒绝|拒不|违反|擅自|不(?:按|履行|符合)")
_ASIDE = re.compile(r"^除(?!非)[^，。；]*(?:外|之外|以外)$")
_CLOSES = re.compile(r"(?:的|时|后|者|之日起?|前|情形|情况下|期间)$")
_REFERS_BACK = re.compile(
    r"^(?:如有|如若|若有|如|若)?(?:违反|出现|发生|存在)?(?:上述|前述|前款|此类|该类|以上|本条|本款|该等|前项|违反)|^(?:否则|如有违反|违者|如违反|若违反|若有违反|违反上述|逾期的?|未按期|如违约|由此|因此|如未|若未|出现此类|每逾期|每发生)|因此|由此"
)


def condition_segments(hit: Hit) -> tuple[tuple[int, int], ...]:
    """The segments before the cue that state the condition it depends on, in order."""
    plain = hit.reading.view.plain
    spans = list(hit.sentence.segments[: hit.segment])
    start, _ = hit.span
    own = plain[start : hit.start]
    inner = max(own.rfind("的，"), own.rfind("的,"))
    cut = re.search(r"^.{2,40}?(?:的|时|后)(?=应|须|需|甲方|乙方|每|可|有权|由|按|则|将|视)", own)
    if inner != -1 or cut:
        spans.append((start, start + (cut.end() if cut else inner)))
    keep = [span for span in spans if not _is_consequence(plain[span[0] : span[1]])]
    return tuple(keep)


def _is_consequence(words: str) -> bool:
    words = words.strip()
    if _ASIDE.match(words):
        return True
    return bool(_CONSEQUENCE.search(words)) and not _OPEN.search(words) and not _FAILS.search(words)


def in_condition(hit: Hit) -> bool:
    """Whether the cue only states a condition: its segment ends in 的, 时, 后."""
    words = hit.segment_words.strip()
    tail = words[hit.end - hit.span[0] :] if hit.end > hit.span[0] else words
    return bool(_CLOSES.search(words)) and not re.search(r"[，,]", tail)


def condition(hit: Hit) -> str:
    """The words of the condition within the cue's sentence, "" where it states none."""
    plain = hit.reading.view.plain
    return "，".join(plain[a:b] for a, b in condition_segments(hit))


def events(hit: Hit) -> tuple[str, ...]:
    """The events on which the cue's consequence follows; bare general breach looks further.

    In turn: the condition; where that only speaks of breach or lateness, or of nothing, the
    sentence before if it states the duty, the head of the list, the headings.
    """
    found = alternatives(condition(hit) or "")
    specific = tuple(e for e in found if e not in ("general_breach", "bare_lateness"))
    if specific:
        return specific if len(found) == len(specific) else found_without_bare(found)
    words = condition(hit) or hit.before
    if not condition(hit) and _ADDS.search(hit.segment_words[:8]):
        words = ""
    around = _surrounding(hit.reading, hit.sentence, words)
    if around:
        return (around,)
    if found:
        return found
    own = classify(hit.segment_words)
    return (own,) if own else ()


def found_without_bare(found: tuple[str, ...]) -> tuple[str, ...]:
    """Alternatives without the bare lateness that only measures another event."""
    return tuple(e for e in found if e != "bare_lateness")


def _surrounding(reading: Reading, sentence: Sentence, words: str) -> str | None:
    candidates: list[str] = []
    linked = _REFERS_BACK.search(words.strip()) or _ADDS.search(words.strip()[:6])
    only_late = classify(words) == "bare_lateness"
    if sentence.previous is not None and (not words.strip() or linked or only_late):
        candidates.append(reading.words(reading.sentences[sentence.previous]))
    if sentence.head is not None:
        candidates.append(reading.words(reading.sentences[sentence.head]))
    candidates += reading.headings(sentence.section)
    for text in candidates:
        event = classify(text)
        if event and event not in ("general_breach", "bare_lateness"):
            return event
    return None


def from_condition(hit: Hit, limit: int = 120) -> int:
    """Where a quote that runs from the condition to the cue begins."""
    plain = hit.reading.view.plain
    start = hit.span[0]
    for first, last in reversed(hit.sentence.segments[: hit.segment]):
        if hit.end - first > limit or _is_consequence(plain[first:last]):
            break
        start = first
    return start
