"""Termination: a power to end the contract early, one term for each ground (Civil Code 562–565).

Ending by agreement counts, and so does a contract that an event ends of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import (
    condition,
    condition_segments,
    events,
    from_condition,
    in_condition,
)
from loaders.grammar.ending_times import Times, sign, times, with_cure, with_notice
from loaders.grammar.events import alternatives, classify, grounds
from loaders.grammar.lists import items_above, items_under
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import blamed, doers, holder, opposite
from loaders.words import load, pattern
from ontology.facts import Role, Term
from ontology.values import Json

CAUSES = {
    "quality": "quality_failure",
    "service_failure": "quality_failure",
    "data_breach": "security_incident",
    "accident": "security_incident",
    "integrity": "bribery",
    "abandonment": "refusal",
    "late_delivery": "general_breach",
    "bare_lateness": "general_breach",
    "non_cooperation": "general_breach",
    "rework": "general_breach",
    "complaint": "other",
    "non_solicit": "other",
}
_OF_ITSELF = ("list_of_ends", "contract_ends")
_BLAMELESS = ("force_majeure", "policy_change", "purpose_lost", "mutual", "convenience")
_OF_SERVICE = {
    "quality_failure",
    "acceptance_failure",
    "personnel",
    "security_incident",
    "assignment",
}
"""Wrongs that only the side that performs can do."""
_ENDED = re.compile(
    r"^(?!另一方|对方)[^，。；]{0,2}(?:的(?!全部|部分|任何|(?:书面)?通知)|之日|后|时|前|的?一方)"
)
_SHORT = 70
"""A ground of several is quoted with the power it gives if that takes no more characters."""


def read(reading: Reading) -> Iterator[Term]:
    """One term for each holder and ground; a ground in a list is quoted for itself."""
    hits = tuple(reading.hits(load("terms/termination")))
    noticed = {hit.sentence.index for hit in hits if hit.cue.id == "need_of_notice"}
    for hit in hits:
        if in_condition(hit) or _is_over(hit) or _no_power(hit) or _is_no_item(hit):
            continue
        if hit.cue.id == "contract_ends" and _ended_before(hit, hits):
            continue
        if hit.sentence.index in noticed and _is_supposed(hit):
            continue
        who = _holder(hit)
        items = items_under(hit) or items_above(hit)
        if items:
            for item in items:
                yield from _listed(hit, item, who)
        elif hit.cue.id == "need_of_notice":
            for cause in _reasons(hit):
                yield _term(hit, from_condition(hit, 90), hit.end, who, cause, _times_of(hit))
        else:
            yield from _stated(hit, who)


def _is_over(hit: Hit) -> bool:
    """合同解除后, 终止合同的: the end as a condition; 协商一致后 is none."""
    agreed = hit.words.endswith(("一致", "同意"))
    return not agreed and bool(_ENDED.match(hit.after))


def _no_power(hit: Hit) -> bool:
    if hit.cue.id == "contract_ends" and sign("expires").search(hit.before.rstrip("，, ")):
        return True
    if hit.cue.id == "need_of_notice" and sign("agreed").search(hit.after):
        return True
    if sign("supposed").search(hit.segment_words) and not sign("notifies").search(hit.after):
        return True
    return bool(sign("no_power").search(hit.segment_words))


def _is_no_item(hit: Hit) -> bool:
    """解除合同 alone is a power only as an item of what a side may do."""
    if hit.cue.id != "listed_end":
        return False
    head = hit.sentence.head
    if head is None or hit.start != hit.sentence.start:
        return True
    return not sign("may_do").search(hit.reading.words(hit.reading.sentences[head]))


def _ended_before(hit: Hit, hits: tuple[Hit, ...]) -> bool:
    """甲方可发出终止合同的通知，合同即行终止: what the power brings about, told once."""
    return any(
        other.sentence.index == hit.sentence.index
        and other.end <= hit.start
        and other.cue.id == "entitled_to_end"
        and other.segment == hit.segment - 1
        and not _is_over(other)
        for other in hits
    )


def _is_order(hit: Hit) -> bool:
    """违规三次的，立即取消供货资格: said to the other side by whoever the form speaks for."""
    ordered = hit.cue.id == "bare_end" or hit.words.startswith(("立即", "直接"))
    return ordered and not sign("agreed").search(hit.segment_words)


def _is_supposed(hit: Hit) -> bool:
    """若乙方提出解除合同，须提前一个月通知: the notice is the power, told once."""
    return hit.cue.id != "need_of_notice" and bool(sign("supposed").search(hit.segment_words))


def _holder(hit: Hit) -> Role:
    if hit.cue.id in _OF_ITSELF or "mutual" in events(hit):
        return "both"
    side = holder(hit)
    found = {CAUSES.get(event, event) for event in events(hit)}
    named = doers(hit.sentence, hit.sentence.start, hit.end)
    if "force_majeure" in found and not named:
        return "both"
    if not named and _is_order(hit):
        return "vendor" if "late_payment" in found else "buyer"
    if side != "unspecified":
        return side
    return "vendor" if "late_payment" in found else "buyer" if found & _OF_SERVICE else "both"


def _reasons(hit: Hit) -> tuple[str, ...]:
    """Why a side that must give notice ends the contract: as it likes, or what it names."""
    named = alternatives(hit.before + hit.words)
    found = tuple(e for e in named if e in ("policy_change", "force_majeure", "purpose_lost"))
    return found or ("convenience",)


def _stated(hit: Hit, who: Role) -> Iterator[Term]:
    """The grounds of the cue's own sentence; one of several is quoted for itself."""
    if hit.cue.id == "ended_by_agreement" or sign("agreed").search(hit.segment_words):
        yield _mutual(hit)
        return
    spans = condition_segments(hit)
    start, end = (spans[0][0], spans[-1][1]) if spans else hit.span
    stated = hit.reading.view.plain[start:end]
    several = grounds(stated) if spans else ()
    if len({_cause(event, who) for event, _, _ in several}) < 2:
        for cause in _causes(hit, who):
            yield _term(hit, from_condition(hit, 160), _stop(hit), who, cause, _times_of(hit))
        return
    cure = times(stated[several[-1][1] :])["cure"]
    told: set[str] = set()
    for event, first, last in several:
        near = hit.span[1] - (start + first) <= _SHORT or last == several[-1][2]
        stop = _stop(hit) if near else start + last
        when = with_notice(times(stated[first:last]), hit)
        when |= {"cure": when["cure"] or cure}
        if _cause(event, who) in told:
            continue
        told.add(_cause(event, who))
        yield _term(hit, start + first, stop, who, _cause(event, who), when)


def _stop(hit: Hit) -> int:
    """Where the power is said: 解除合同并要求退还已付款项 also says what is given back."""
    more = sign("and_more").search(hit.reading.view.plain, hit.end, hit.span[1])
    return more.start() if more else hit.span[1]


def _mutual(hit: Hit) -> Term:
    start = min(
        from_condition(hit, 90), hit.sentence.segments[hit.sentence.segment_at(hit.start)][0]
    )
    words = hit.reading.view.plain[start : hit.span[1]]
    return _term(hit, start, hit.span[1], "both", "mutual", with_notice(times(words), hit))


def _listed(hit: Hit, item: Sentence, who: Role) -> Iterator[Term]:
    """The grounds of an item; the power of both over a wrong of one is the other's."""
    words = hit.reading.words(item)
    if hit.cue.id in _OF_ITSELF and sign("expires").search(words + "，"):
        return
    found = grounds(words)
    if len({_cause(event, who) for event, _, _ in found}) < 2:
        event = found[0][0] if found else _announced(hit) or _told("other", words)
        found = ((event, 0, len(words)),)
    for event, first, last in found:
        cause = _cause(event, who)
        side = who
        if who == "both" and hit.cue.id not in _OF_ITSELF and cause not in _BLAMELESS:
            side = opposite(blamed(item)) or who
        several = last - first < len(words) and len(words) > _SHORT
        start, end = (item.start + first, item.start + last) if several else (item.start, item.end)
        yield _term(hit, start, end, side, cause, with_notice(times(words[first:last]), hit))


def _announced(hit: Hit) -> str | None:
    """What the head says of items that say it not themselves: 有下列情形之一的，视为质量不合格."""
    event = classify(hit.before)
    return event if event and event not in (*_BLAMELESS, "general_breach") else None


def _term(hit: Hit, start: int, end: int, who: Role, cause: str, when: Times) -> Term:
    plain = hit.reading.view.plain
    while plain[start] in "，,、或者 ":
        start += 1
    keys: dict[str, Json] = {"holder": who, "cause": cause, **when}
    return hit.reading.term("termination", start, end, keys)


def _cause(event: str, who: Role) -> str:
    if event == "bare_lateness" and who == "vendor":
        return "late_payment"
    return CAUSES.get(event, event)


def _causes(hit: Hit, who: Role) -> tuple[str, ...]:
    found, stated = events(hit), condition(hit)
    if found in ((), ("convenience",)) and "守约方" in hit.segment_words:
        return ("general_breach",)
    if found == ("abandonment",) and not stated:
        return ("convenience",)
    if found in ((), ("bare_lateness",)) and _of_force_majeure(hit):
        return ("force_majeure",)
    if not found and pattern("condition_signs", "refers_back").search(stated):
        return ("general_breach",)
    if not found:
        named = stated and not sign("only_time").search(stated)
        return (_told("other", stated) if named else "convenience",)
    if found == ("convenience",):
        return (_told("convenience", stated),)
    return tuple(dict.fromkeys(_cause(event, who) for event in found))


def _of_force_majeure(hit: Hit) -> bool:
    """Whether the sentence, or the clause by its heading, is about force majeure."""
    above = " ".join(hit.reading.headings(hit.sentence.section))
    return "不可抗力" in hit.before + hit.segment_words or "不可抗力" in above


def _told(otherwise: str, words: str) -> str:
    """The cause that words name in which the shared lexicon knows no event."""
    named = (cue.means for cue in load("termination_causes") if cue.pattern.search(words))
    return next(named, otherwise)


def _times_of(hit: Hit) -> Times:
    stated = condition(hit)
    return with_notice(with_cure(times(stated), hit, stated), hit)
