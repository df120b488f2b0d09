"""Penalties: a sum owed for a breach as such, by rate or amount (Civil Code art. 585)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from loaders.grammar.conditions import condition, events, from_condition, in_condition
from loaders.grammar.events import alternatives, classify
from loaders.grammar.lists import items_above, items_under
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.references import referred
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import payee, payer
from loaders.text import BLANK
from loaders.values.rates import Fixed, RateHit, find_fixed, find_rates
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, Rate

# Events of the lexicon that the closed set of penalty triggers files under another name.
TRIGGERS = {
    "security_incident": "data_breach",
    "accident": "damage",
    "insolvency": "other",
    "force_majeure": "other",
    "policy_change": "other",
    "purpose_lost": "other",
    "mutual": "other",
    "convenience": "other",
}
_LEFT_OPEN = re.compile(r"一定(?:数额|金额|比例|的)?|相应(?:的)?(?:数额|金额|比例)?的?违约金")
_GAP = re.compile(rf"{BLANK}\s*[%％‰元]|分之\s*{BLANK}|{BLANK}\s*倍")
_MENTION = re.compile(
    r"(?:不足|低于|高于|超过|抵扣|扣除|折抵|冲抵)[^，。]{0,6}违约金|违约金[^，。]{0,4}(?:总额|不足|过高|过低|的支付|之外|外|等)|(?:支付|承担)违约金(?:时|后|的)|违约金(?:和|或|及|、)"
)
_COUNTED = re.compile(r"(?:累计|连续|再次|多次|屡次)[^，。；]{0,10}[次回]|再次|多次|屡次")
_EXCESS = re.compile(
    r"(?:不足|未能|不能|低于|少于)[^，。；]{0,12}(?:弥补|补偿|覆盖|赔偿|抵偿|损失)|(?:损失|损害)[^，。；]{0,8}(?:大于|超过|高于)[^，。；]{0,6}违约金|超出部分|差额"
)
_CUMULATIVE = re.compile(
    r"(?:并|还|同时|另行|且|仍)[^，。；]{0,14}(?:赔偿|承担)[^，。；]{0,10}(?:损失|责任|损害)|赔偿[^，。；]{0,16}损失|造成[^。；]{0,10}损失[^。；]{0,8}赔偿|除[^。；]{2,30}外"
)
_CAP_SENTENCE = re.compile(
    r"^(?:但|此项|该项|该|上述|前述|违约金|累计|最高|最多|但最|其|总)[^。；]{0,24}(?:不超过|不得超过|以[^。；]{1,20}为限|上限|不高于)"
)


_Found = TypeVar("_Found", RateHit, Fixed)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What is owed, where its words end, and the place they start."""

    rate: Json
    amount: Json
    start: int
    end: int


def read(reading: Reading) -> Iterator[Term]:
    """One penalty for each trigger and sum."""
    taken: set[tuple[int, int, int]] = set()
    for hit in reading.hits(load("terms/penalty")):
        if in_condition(hit) and not hit.after.strip("，, ").startswith("每"):
            continue
        for owed in _sums(hit):
            place = (hit.sentence.index, owed.start, owed.end)
            if place in taken:
                continue
            taken.add(place)
            yield from _terms(hit, owed)


def _terms(hit: Hit, owed: _Sum) -> Iterator[Term]:
    side = payer(hit)
    for trigger in _listed(hit) or _triggers(hit, side):
        keys: dict[str, Json] = {
            "payer": side,
            "payee": payee(side),
            "trigger": trigger,
            "rate": _fitted(owed.rate, side),
            "amount": owed.amount,
            "plus_damages": _plus_damages(hit),
        }
        start = min(from_condition(hit), owed.start)
        yield hit.reading.term("penalty", start, max(hit.end, owed.end), keys)


def _listed(hit: Hit) -> tuple[str, ...]:
    """The distinct triggers among the items of a list that the sentence announces."""
    found = [
        e
        for item in items_under(hit) or items_above(hit)
        for e in alternatives(hit.reading.words(item)) or ("other",)
    ]
    return tuple(dict.fromkeys(TRIGGERS.get(e, e) for e in found))


def _fitted(rate: Json, side: Role) -> Json:
    """逾期部分价款 is the sum overdue of a payer, the part delayed of a performer; only a rate that
    runs with time has a grace."""
    if rate is None:
        return None
    base = {
        ("vendor", "overdue_amount"): "delayed_item",
        ("buyer", "delayed_item"): "overdue_amount",
    }
    grace = rate["grace"] if isinstance(rate["per"], dict) else None
    return {**rate, "base": base.get((side, rate["base"]), rate["base"]), "grace": grace}


def _triggers(hit: Hit, side: Role) -> tuple[str, ...]:
    late = {"buyer": "late_payment", "vendor": "late_delivery"}.get(side, "general_breach")
    found = events(hit) or ("general_breach",)
    if "general_breach" in found and _COUNTED.search(condition(hit)):
        repeated = _before(hit)
        found = tuple(repeated or e if e == "general_breach" else e for e in found)
    named = (late if e == "bare_lateness" else TRIGGERS.get(e, e) for e in found)
    return tuple(dict.fromkeys(named))


def _before(hit: Hit) -> str | None:
    """What the sentence before fines, which the counted breaches repeat."""
    previous = hit.sentence.previous
    if previous is None:
        return None
    event = classify(hit.reading.words(hit.reading.sentences[previous]))
    return None if event in ("bare_lateness", None) else event


def _plus_damages(hit: Hit) -> str | None:
    follow = hit.after + _next_words(hit.reading, hit.sentence)
    if _EXCESS.search(follow):
        return "excess"
    if _CUMULATIVE.search(hit.sentence_words) or _CUMULATIVE.search(follow[:60]):
        return "cumulative"
    return None


def _sums(hit: Hit) -> Iterator[_Sum]:
    """The sums that the cue's own segment, or the one beside it, states."""
    window, end = _window(hit)
    base = hit.sentence.start
    for found in _nearest(find_rates(window), hit, base):
        rate: Rate = found.rate
        if hit.cue.id == "deducted" and rate.min_percent is not None:
            return  # a range to choose from is a deduction
        yield _Sum(rate.to_json(), None, base + found.start, min(base + found.end, end))
        return
    for fixed in _nearest(find_fixed(window), hit, base):
        yield _Sum(None, fixed.amount.to_json(), base + fixed.start, base + fixed.end)
        return
    if hit.cue.id == "liquidated_damages" and _open(hit):
        yield _Sum(None, None, hit.span[0], hit.end)
    elif hit.cue.id == "liability_at_rate":
        source = referred(hit)
        if source is not None:
            yield from (replace(owed, start=hit.span[0], end=hit.end) for owed in _sums_of(source))


def _open(hit: Hit) -> bool:
    """A sum left open: 一定数额, or a gap where the figure belongs."""
    plain = hit.reading.view.plain
    around = plain[max(hit.sentence.start, hit.start - 24) : hit.end]
    return bool(_LEFT_OPEN.search(hit.segment_words) or _GAP.search(around))


def _sums_of(sentences: tuple[Hit, ...]) -> Iterator[_Sum]:
    for hit in sentences:
        yield from _sums(hit)


def _window(hit: Hit) -> tuple[str, int]:
    """The sentence, with a following sentence that caps the sum."""
    plain = hit.reading.view.plain
    end = hit.sentence.end
    after = hit.reading.sentences[hit.sentence.index + 1 : hit.sentence.index + 2]
    if after and after[0].section == hit.sentence.section:
        words = hit.reading.words(after[0])
        if _CAP_SENTENCE.search(words):
            end = after[0].end
    return plain[hit.sentence.start : end], end


def _nearest(found: Sequence[_Found], hit: Hit, base: int) -> Sequence[_Found]:
    """The found values of the cue's segment, else of the segment next to it."""
    segments = hit.sentence.segments
    near = [hit.segment, hit.segment + 1, hit.segment - 1]
    for index in near:
        if 0 <= index < len(segments):
            start, end = segments[index]
            here = [f for f in found if start <= base + _figure(f) < end]
            if here:
                return here
    return []


def _figure(found: RateHit | Fixed) -> int:
    return found.share.start if isinstance(found, RateHit) else found.start


def _next_words(reading: Reading, sentence: Sentence) -> str:
    after = reading.sentences[sentence.index + 1 : sentence.index + 2]
    return reading.words(after[0]) if after and after[0].section == sentence.section else ""
