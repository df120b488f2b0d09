"""Acceptance: who accepts what, within what time, and whether silence is acceptance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.grammar.acceptance_signs import NAMED, cue, sees
from loaders.grammar.acceptance_time import allowed, beside, day_setter, timed_from
from loaders.grammar.accepted import accepted, names_object, unreceived
from loaders.grammar.duties import is_denied
from loaders.grammar.lists import items_under
from loaders.grammar.matter import Matter, matter
from loaders.grammar.options import unticked
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, opposite, role_of, subject
from loaders.grammar.silence import (
    answer_owed,
    is_silence,
    silence_start,
    silent_for,
    silent_side,
)
from loaders.values.durations import Span, find
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, period_json

_CHECKS = frozenset({"approved", "reviews", "replies", "objects", "signs"})
_NAME = 12
"""Characters behind 验收主体： in which a side is named."""
_NO_ACT = frozenset({"third_party_tests", "acceptor", "settles", "way", "barred_before"})
_SIDES_OF = {"acceptor": "segment", "settles": "words", "barred_before": "words"}


@dataclass(frozen=True, slots=True)
class _Acceptance:
    """What becomes a term. `timed` where a period is stated, if only a blank one; `plain` where
    it was read from an act, so that a deeming without a subject may belong to it."""

    hit: Hit
    by: Role
    subject: str
    within: Json
    deemed: bool
    start: int
    end: int
    timed: bool = False
    plain: bool = False


def read(reading: Reading) -> Iterator[Term]:
    """One term for each decider and object; silence goes with the period just stated."""
    kind = matter(reading.view.plain)
    found: list[_Acceptance] = []
    for hit in reading.hits(load("terms/acceptance")):
        if unticked(reading.view.plain, hit.start) or reading.part(hit.sentence) == "signature":
            continue
        for one in _read(hit, kind, found):
            _add(found, one)
    for one in found:
        keys = {"by": one.by, "subject": one.subject, "within": one.within, "deemed": one.deemed}
        yield reading.term("acceptance", one.start, one.end, dict(keys))


def _add(found: list[_Acceptance], one: _Acceptance) -> None:
    """Silence joins the acceptance it follows; what the clause has said before is no term."""
    last = found[-1] if found else None
    if last and one.deemed and (_continues(last, one) or _inside(last, one)):
        within = one.within if last.within in (None, "immediate") else last.within
        found[-1] = replace(last, deemed=True, end=one.end, within=within)
    elif not any(_repeats(one, known) for known in found):
        found.append(one)


def _inside(last: _Acceptance, one: _Acceptance) -> bool:
    """Whether brackets of the act say what silence means: 三日内确认（逾期视为认可）."""
    same = one.hit.sentence.index == last.hit.sentence.index and last.hit.end <= one.hit.start
    return same and last.plain and not last.deemed and one.hit.in_brackets


def _continues(last: _Acceptance, one: _Acceptance) -> bool:
    words = one.hit.reading.view.plain[last.end : one.end]
    near = one.hit.sentence.section == last.hit.sentence.section
    near = near and one.hit.sentence.index - last.hit.sentence.index <= 1
    return near and last.plain and not last.deemed and bool(cue("goes_on_silently").match(words))


def _repeats(one: _Acceptance, known: _Acceptance) -> bool:
    """Whether the clause has said so; 组织验收并签署验收单 is one acceptance."""
    if one.deemed or (known.deemed and not known.plain):
        return (one.deemed, one.start) == (known.deemed, known.start)
    if (one.hit.sentence.index, one.hit.segment) == (known.hit.sentence.index, known.hit.segment):
        return True
    signed = one.hit.cue.id == "signs" and known.hit.cue.id == "accepts" and not one.timed
    alike = one.by == known.by and one.subject != "document"
    if signed and alike and one.hit.sentence.index == known.hit.sentence.index:
        return True
    certifies = one.hit.cue.id == "signs" and sees("accepts", one.hit.words)
    if "复" in one.hit.words and "复" not in known.hit.words:
        return False
    if certifies and known.subject == one.subject and not one.timed and _near(one, known):
        return True
    said = (known.by, known.subject) == (one.by, one.subject)
    here = known.hit.sentence.section == one.hit.sentence.section
    return said and here and (not one.timed or known.within == one.within)


def _near(one: _Acceptance, known: _Acceptance) -> bool:
    """In one clause, or one just after the other."""
    here = known.hit.sentence.section == one.hit.sentence.section
    return here or one.hit.sentence.index - known.hit.sentence.index <= 1


def _read(hit: Hit, kind: Matter, found: Sequence[_Acceptance]) -> Iterator[_Acceptance]:
    last = _last_near(hit, found)
    known = last.subject if last else None
    if hit.cue.id == "deemed":
        yield from _deemings(hit, kind, last)
    elif hit.cue.id in _NO_ACT:
        yield _tested(hit, accepted(hit, kind, checks=False, known=known))
    elif (one := _decided(hit, kind, last)) is not None:
        yield one


def _last_near(hit: Hit, found: Sequence[_Acceptance]) -> _Acceptance | None:
    """The acceptance stated before in the same article."""
    if not found:
        return None
    article = hit.reading.path(hit.sentence.section)[-1]
    last = found[-1]
    return last if hit.reading.path(last.hit.sentence.section)[-1] == article else None


def _deemings(hit: Hit, kind: Matter, last: _Acceptance | None) -> Iterator[_Acceptance]:
    """Silence, use or unfounded reasons that count as acceptance; one for each item of a list."""
    plain = hit.reading.view.plain
    what = _deemed_subject(hit, kind, last)
    known = last.by if last else "buyer"
    items = [item for item in items_under(hit) if is_silence(hit.reading.words(item))]
    for item in items:
        by = silent_side(hit, hit.span[0]) or known
        within = silent_for(hit.reading.words(item))
        yield _Acceptance(hit, by, what, within, True, item.start, item.end, timed=True)
    start = silence_start(hit)
    if items or start is None:
        return
    stated = plain[start : hit.start]
    within = silent_for(stated)
    if within is None and last and sees("points_back", stated):
        within = last.within
    side = silent_side(hit, start)
    end = max(hit.end, hit.span[1])
    if side is None and (owed := answer_owed(hit)):
        yield _Acceptance(hit, owed.by, "document", owed.within, True, owed.start, end, timed=True)
        return
    yield _Acceptance(hit, side or known, what, within, True, start, end, timed=True)


def _deemed_subject(hit: Hit, kind: Matter, last: _Acceptance | None) -> str:
    """视为验收合格 is of what was to be accepted; 视为确认账单 names it."""
    known = last.subject if last else None
    if sees("of_a_stage", hit.words):
        return "interim"
    if known and sees("result_of_acceptance", hit.words):
        return known
    if "验收" in hit.words and sees("at_an_end", hit.words):
        return "final"
    return accepted(hit, kind, checks="验收" not in hit.words, known=known)


def _tested(hit: Hit, what: str) -> _Acceptance:
    """Testing by someone who is no party, or an acceptor by name."""
    where = _SIDES_OF.get(hit.cue.id)
    words = hit.segment_words if where == "segment" else hit.words if where else ""
    if where == "segment" and hit.words.endswith(("：", ":")):
        words = hit.after[:_NAME]
    named = sees("side", words)
    by: Role = NAMED[named.group()] if named else "third_party"
    if hit.cue.id == "way":
        by = _decider(hit) or "buyer"
    at_once = sees("on_the_spot", hit.words)
    within: Json = "immediate" if at_once else None
    return _Acceptance(hit, by, what, within, False, hit.span[0], hit.span[1])


def _decided(hit: Hit, kind: Matter, last: _Acceptance | None) -> _Acceptance | None:
    """An acceptance by someone named, or within a stated time."""
    plain = hit.reading.view.plain
    before, rest = plain[hit.span[0] : hit.start], plain[hit.end : hit.span[1]]
    if sees("not_done", before) or sees("fails", rest) or is_denied(hit):
        return None
    if hit.cue.id == "accepts" and _is_label(hit):
        return _labelled(hit, kind)
    set_by = day_setter(hit)
    by = set_by[0] if set_by else _decider(hit)
    period, end = allowed(hit), hit.span[1]
    if sees("helps", unreceived(before)):
        helped = sees("helped", before)
        told = sees("calls_to_see", before) if sees("hidden", hit.sentence_words) else None
        agent = told or (helped if period is not None else None)
        if agent is None:
            return None
        by = NAMED[agent.group(1)]
    if hit.cue.id == "period_item":
        period = beside(hit)
        by = last.by if last else "buyer"
        end = max(end, period.end) if period else end
    if not _is_stated(hit, kind, by, period):
        return None
    checks = hit.cue.id in _CHECKS and not sees("accepts", hit.words)
    what = accepted(hit, kind, checks=checks)
    if checks and last and sees("checked_before", before):
        what = last.subject
    start = min(hit.span[0], timed_from(hit, period))
    within = period_json(period.value) if period and period.value else None
    if within is None and sees("on_the_spot", before + hit.words):
        within = "immediate"
    timed = period is not None
    by = by or "buyer"
    return _Acceptance(hit, by, what, within, False, start, end, timed=timed, plain=True)


def _labelled(hit: Hit, kind: Matter) -> _Acceptance | None:
    """初验：到货后五日内由甲方组织: who and when stand behind the name."""
    rest = hit.after
    agent = sees("run_by", rest)
    if agent is None or list(cue("decider").finditer(rest))[1:]:
        return None
    period = next((s for s in find(rest) if s.bound == "within"), None)
    what = accepted(hit, kind, checks=False)
    within = period_json(period.value) if period and period.value else None
    by: Role = NAMED.get(agent.group(1), "third_party")
    return _Acceptance(hit, by, what, within, False, hit.start, hit.sentence.end, plain=True)


def _is_stated(hit: Hit, kind: Matter, by: Role | None, period: Span | None) -> bool:
    """Whether a decider or a period is stated, as each way of saying it needs."""
    rest = hit.reading.view.plain[hit.end : hit.span[1]]
    if hit.cue.id == "period_item":
        return period is not None
    if hit.cue.id == "accepts":
        arranged = period and sees("arranges", hit.before)
        if by == "vendor" and kind != "lease" and not (arranged or _given(hit)):
            return False
        if cue("afterwards").match(rest):
            return _named_beside(hit, kind)
        return by is not None or period is not None
    if hit.cue.id == "replies":
        received = sees("papers_received", hit.before)
        asked = received and not sees("another_answer", hit.sentence_words)
        return by in ("buyer", "third_party") and period is not None and bool(asked)
    if sees("consents", hit.sentence_words[: hit.end - hit.sentence.start + 12]):
        return False
    if hit.cue.id == "signs":
        own = by == "vendor" and kind != "lease"
        if own and not (sees("confirms", hit.words) and names_object(hit)):
            return False
        return by is not None and not _issued(hit, rest)
    if hit.cue.id == "objects":
        objector = "vendor" if kind == "lease" and by == "vendor" else "buyer"
        return by == objector and names_object(hit)
    checked = hit.cue.id == "approved" and by != "vendor" and sees("on_paper", hit.words)
    paid = checked and sees("for_payment", hit.after)
    if not names_object(hit) and not paid:
        return False
    if by == "both" and sees("together", hit.segment_words):
        return True
    if hit.cue.id == "approved":
        around = hit.sentence_words[: hit.end - hit.sentence.start + 40]
        soon = period is not None and by != "vendor"
        return bool(soon or paid or sees("approving", hit.words) or sees("binds", around))
    at_once = sees("on_the_spot", hit.segment_words[: hit.end - hit.span[0]])
    if (period is None and not at_once) or sees("pays", rest):
        return False
    confirmed = period is not None and period.bound == "within" and "确认" in hit.words
    return by != "vendor" or kind == "lease" or confirmed or _given(hit)


def _given(hit: Hit) -> bool:
    """What the buyer supplies is the vendor's to accept: 甲方提供的材料由乙方验收."""
    return bool(sees("given_by_buyer", hit.before) or sees("vendor_decides", hit.before))


def _is_label(hit: Hit) -> bool:
    """验收：… only heads what follows."""
    follows = hit.reading.view.plain[hit.span[1] : hit.span[1] + 1]
    return hit.segment_words.strip() == hit.words and follows in ("：", ":")


def _issued(hit: Hit, rest: str) -> bool:
    """甲方出具验收证明后付款 only mentions it."""
    named = sees("by_agent", hit.segment_words) or sees("buyers_people", hit.segment_words)
    return rest.lstrip("》”").startswith("后") and not named


def _named_beside(hit: Hit, kind: Matter) -> bool:
    """经甲方验收合格后, 甲方验收完毕后, but not 甲方在验收合格后付款."""
    before = hit.reading.view.plain[hit.span[0] : hit.start]
    named = list(cue("decider").finditer(before))
    vendors = bool(named) and named[-1].group() == "乙方" and kind != "lease"
    if vendors and not before[: named[-1].start()].endswith("经"):
        return False
    if not named or sees("at", before[: named[-1].start()]):
        return False
    return not sees("stands_before", before[named[-1].end() :])


def _decider(hit: Hit) -> Role | None:
    """Who decides: both where both act, the agent of 经 and 由, the subject, the other side of
    whose work is accepted."""
    reading, sentence = hit.reading, hit.sentence
    start, end = hit.span[0], hit.end
    zone = reading.view.plain[start:end]
    agent = list(cue("by_agent").finditer(zone))
    if hit.cue.id == "accepts" and not agent and (behind := cue("by_whom").match(hit.after)):
        return NAMED[behind.group(1)]
    if sees("jointly", zone[agent[-1].start() if agent else 0 :]):
        return "both"
    if agent:
        return NAMED[agent[-1].group(1)]
    if named := doers(sentence, start, end):
        return role_of(reading, sentence, named[-1])
    if target := sees("work_of", zone):
        return opposite(NAMED[target.group(1)])
    if hit.cue.id in ("signs", "accepts") and sees("buyers_people", zone):
        return "buyer"
    if sees("outside", zone) and "甲方" not in zone:
        return "third_party"
    if hit.cue.id == "approved":
        return "buyer"
    if hit.cue.id != "signs":
        return subject(hit)
    earlier = doers(sentence, sentence.start, start)
    return role_of(reading, sentence, earlier[-1]) if earlier else None
