"""Delivery: what must be handed over, begun or finished, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.grammar.conditions import in_condition
from loaders.grammar.deadlines import Deadline, deadline
from loaders.grammar.duties import is_denied
from loaders.grammar.ending import at_the_end
from loaders.grammar.options import unticked
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, opposite, receiver
from loaders.grammar.tables import headed_rows
from loaders.values import dates
from loaders.values.durations import find
from loaders.words import load, pattern
from ontology.facts import Role, Term
from ontology.values import Json, period_json

_MARKS = " \t：:、，,“”"
_TELLS = ("送达", "发出")
_TAIL, _SOON = 6, 40
"""Characters that may follow the noun handed over; within which an item says its time."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    """What becomes a term."""

    hit: Hit
    subject: str | None
    within: Json
    date: str | None
    due: int
    """Where its time stands: two acts at one time are one delivery."""
    start: int
    end: int


def read(reading: Reading) -> Iterator[Term]:
    """One term for each time and thing; rows of a schedule too."""
    found: list[_Delivery] = []
    for hit in reading.hits(load("terms/delivery")):
        if reading.part(hit.sentence) == "signature" or unticked(reading.view.plain, hit.start):
            continue
        if hit.cue.id == "milestone" and not _is_scheduled(hit):
            continue
        one = _item(hit) if hit.cue.id in ("term_item", "milestone") else _act(hit)
        if one is not None:
            _add(found, one)
    terms = [_term(one.hit, one) for one in found]
    told = frozenset(one.hit.sentence.index for one in found)
    terms += _listed(reading, told)
    yield from sorted((*terms, *_rows(reading)), key=lambda term: (term.start, term.end))


def _add(found: list[_Delivery], one: _Delivery) -> None:
    """Of acts at one time handing over counts before finishing: 30日内完成编码并交付."""
    last = found[-1] if found else None
    if last and last.hit.cue.id in ("term_item", "milestone") and one.start < last.end:
        return
    same = last and last.hit.sentence.index == one.hit.sentence.index and last.due == one.due
    if not last or not same:
        found.append(one)
    elif last.hit.cue.id in ("finishes", "done") and one.hit.cue.id == "hands_over":
        found[-1] = replace(one, start=min(last.start, one.start))


def _term(hit: Hit, one: _Delivery) -> Term:
    keys: dict[str, Json] = {
        "obligor": _obligor(hit),
        "subject": one.subject,
        "within": one.within,
        "date": one.date,
    }
    return hit.reading.term("delivery", one.start, one.end, keys)


def _obligor(hit: Hit) -> Role:
    """Who hands over: never the side that it is handed to."""
    side = performer(hit)
    if side == "third_party":
        # 乙方委托第三方运输的，…: whoever it is done by, a side owes it.
        return opposite(receiver(hit)) or "vendor"
    return opposite(side) or side if receiver(hit) == side else side


def _act(hit: Hit) -> _Delivery | None:
    """An act with a named thing, due at a time, or on an event."""
    plain = hit.reading.view.plain
    start, end = hit.span
    before, rest = plain[start : hit.start], plain[hit.end : end]
    due = deadline(hit)
    if due is None and hit.cue.id == "sent_along":
        due = Deadline(hit.span[0])
    if _returns(hit) and at_the_end(hit):
        return None
    if due is None or is_denied(hit) or in_condition(hit) or _is_elsewhere(hit, before, rest):
        return None
    subject: str | None = hit.words
    if hit.cue.id == "done" and (performer(hit) == "buyer" or _sees("no_work", hit.before)):
        return None
    if hit.cue.id in ("sent_along", "hands_over"):
        subject = _thing(hit, before, rest)
    if subject is None or not _is_due(hit, due):
        return None
    within = period_json(due.span.value) if due.span and due.span.value else None
    if due.span is None and due.date is None and _at_once(hit):
        within = "immediate"
    return _Delivery(hit, subject, within, due.date, due.start, due.start, end)


def _at_once(hit: Hit) -> bool:
    """验收后及时移交: no length of time, but no delay either."""
    start = hit.span[0]
    return any(s.value == "immediate" for s in find(hit.reading.view.plain[start : hit.start]))


def _is_due(hit: Hit, due: Deadline) -> bool:
    """Whether the time makes the act a delivery: a mere event does so for handing over, but
    providing, beginning and finishing need a figure, or a result beside them; an application some
    days ahead only announces."""
    if hit.cue.id == "hands_over" and _is_level(hit):
        return False
    if due.span is not None and due.span.bound == "before" and "申请" in hit.after[:20]:
        return False
    if due.dated or due.span is not None or due.date is not None or hit.cue.id == "sent_along":
        return True
    if hit.cue.id == "begins":
        return False
    if hit.words == "出具":
        return False
    loose = hit.cue.id in ("finishes", "done") or hit.words == "提供"
    return not loose or _with(hit, due)


def _returns(hit: Hit) -> bool:
    """Giving back what the contract was about, which at its end is a handover."""
    left = _sees("premises", hit.segment_words) or _sees("so_far", hit.segment_words)
    return hit.words in ("移交", "交还") or (hit.words == "交付" and left is not None)


def _is_elsewhere(hit: Hit, before: str, rest: str) -> bool:
    """Whether the act is only a condition, a payment's, a remedy's or another term's."""
    own = hit.segment_words
    bare = _sign("aside").sub("", _sign("titled").sub("", own))
    mends = _sees("mends", bare) and "送到" not in hit.words
    accepts = _sees("accepts", own) and performer(hit) == "buyer"
    return bool(
        mends
        or accepts
        or _sees("another_matter", hit.sentence_words)
        or _sees("only_a_condition", _unawaited(before))
        or _sees("on_demand", hit.before)
        or _sees("pays", rest)
        or _sees("until", own)
        or _sees("goes_before", rest)
    )


def _unawaited(words: str) -> str:
    """Without 收到预付款后, 根据甲方要求在: what the act waits for bars nothing."""
    return _sign("waits_for").sub("", words)


def _with(hit: Hit, due: Deadline) -> bool:
    """交付时, 验收的同时, 工程结束时: with a delivery or an end, not upon a request."""
    return _sees("with_a_result", hit.reading.view.plain[due.start : hit.start]) is not None


def _is_level(hit: Hit) -> bool:
    """Whether it is a report sent again and again, or on an incident: a service level."""
    if _sees("titled", hit.sentence_words) or not _sees("reports", hit.segment_words):
        return False
    return bool(_sees("again", hit.sentence_words) or _sees("incident", hit.sentence_words))


def _thing(hit: Hit, before: str, rest: str) -> str | None:
    """What is handed over: behind the verb, before it (将…, 报告应…), or the goods it names."""
    behind = _sign("to_whom").sub("", rest)
    bare = not _sign("for_use").sub("", behind).strip(_MARKS)
    brought = _sees("brought", before)
    if brought is not None:
        behind = brought.group(1)
    elif bare and not doers(hit.sentence, hit.span[0], hit.start):
        behind = _sign("modal").split(before)[0]
    if hit.words in _TELLS and _is_told(behind, _unawaited(hit.before) + rest):
        return None
    if _is_thing(behind):
        return behind.strip(_MARKS)
    if bare and _is_named_before(hit, before):
        return hit.words
    if hit.words == "交付" and rest[:1] in ("至", "到", "于") and not _is_thing(behind, bad=True):
        return hit.words
    if hit.words == "交付" and bare and not doers(hit.sentence, hit.end, hit.span[1]):
        return hit.words
    goods = _sign("goods_verb").match(hit.words)
    return hit.words if goods and (brought is None or not _is_thing(behind, bad=True)) else None


def _is_told(thing: str, around: str) -> bool:
    """Whether a notice or an invoice is sent, and no goods."""
    return _is_thing(thing, bad=True) or _sees("notices", around) is not None


def _is_named_before(hit: Hit, before: str) -> bool:
    """Whether words before name the papers: 档案由乙方整理，并于验收后移交甲方."""
    earlier = hit.reading.view.plain[hit.sentence.start : hit.span[0]] + _unawaited(before)
    papers = next(cue for cue in load("deliverables") if cue.id == "papers")
    return bool(papers.pattern.search(earlier)) and not _sees("not_papers", earlier)


def _is_thing(words: str, *, bad: bool = False) -> bool:
    """Whether some member of a row of nouns ends in what can be handed over (or, `bad`, cannot)."""
    bare = _sign("aside").sub("", _sign("purpose").split(words)[0])
    return any(_head_noun(part) == (not bad) for part in _sign("joins").split(bare))


def _head_noun(words: str) -> bool | None:
    """Whether the last noun of the lexicon, near the end of the words, is a deliverable."""
    ends = [
        (match.end(), cue.means != "none")
        for cue in load("deliverables")
        for match in cue.pattern.finditer(words)
    ]
    last = max((end for end, _ in ends), default=-1)
    if last < 0 or last < len(words.rstrip(_MARKS)) - _TAIL:
        return None
    return all(good for end, good in ends if end == last)


def _is_scheduled(hit: Hit) -> bool:
    """Whether the item stands in a plan of work: 里程碑计划：（1）需求确认：签订后20日内."""
    reading, sentence = hit.reading, hit.sentence
    around = [reading.words(reading.sentences[i]) for i in _over(hit) if i is not None]
    around += [*reading.headings(sentence.section)[:1], hit.before]
    planned = any(_sees("plan_of_work", words) for words in around)
    return planned and not _sees("pays", hit.sentence_words)


def _over(hit: Hit) -> tuple[int | None, int | None]:
    return hit.sentence.head, hit.sentence.previous


def _item(hit: Hit) -> _Delivery | None:
    """交货期：合同签订后30日内, 交付时间为2025年3月1日前."""
    words = hit.reading.view.plain[hit.end : hit.sentence.end]
    if _sees("another_matter", hit.sentence_words) or dates.find_ranges(words):
        return None
    label = re.match(r"[一-龥]{2}", hit.words)
    name = label.group() if label and label.group() != "时间" else None
    start = hit.span[0]
    days = [d for d in dates.find(words) if d.start < _SOON]
    if days and not days[0].blank:
        return _Delivery(hit, name, None, days[0].iso, hit.start, start, hit.end + days[0].end)
    spans = [
        s for s in find(words) if s.bound in ("within", "at_most", "plain") and s.start < _SOON
    ]
    if days or not spans or spans[0].value == "immediate":
        return None
    if spans[0].value is None and "后" not in words[: spans[0].start]:
        return None
    within = period_json(spans[0].value)
    last = hit.sentence.segments[hit.sentence.segment_at(hit.end + spans[0].start)][1]
    return _Delivery(hit, name, within, None, hit.start, start, last)


def _listed(reading: Reading, told: frozenset[int]) -> Iterator[Term]:
    """The items of a list of results that name a thing and a time: 提交成果：（1）报告，40日内."""
    plain = reading.view.plain
    for item in reading.sentences:
        if (
            item.head is None
            or item.index in told | reading.unchosen
            or "\t" in reading.words(item)
        ):
            continue
        head = reading.sentences[item.head]
        words = reading.words(item)
        thing = plain[slice(*item.segments[0])]
        if not _sees("of_results", reading.words(head)) or not _is_thing(
            _sign("label").sub("", thing)
        ):
            continue
        day = next((d for d in dates.find(words) if d.iso), None)
        span = next((s for s in find(words) if s.bound == "within"), None)
        if day is None and span is None:
            continue
        stands = Hit(reading, load("terms/delivery")[0], head, head.start, head.end)
        keys: dict[str, Json] = {
            "obligor": _obligor(stands),
            "subject": _sign("label").sub("", thing).strip() or None,
            "within": period_json(span.value) if span and span.value and day is None else None,
            "date": day.iso if day else None,
        }
        yield reading.term("delivery", item.start, item.end, keys)


def _rows(reading: Reading) -> Iterator[Term]:
    """The rows of a schedule: a table whose heads name results and times."""
    plain = reading.view.plain
    for head, row in headed_rows(reading):
        labels = [plain[a:b] for a, b in head.cells]
        when = next((i for i, label in enumerate(labels) if _sees("when_label", label)), 0)
        told = any(_sees("result_label", label) for label in labels)
        if any(_sees("price_label", label) for label in labels):
            continue
        if told and 0 < when < len(row.cells):
            yield from _row(reading, row.cells[when - 1], row.cells[when])


def _row(reading: Reading, thing: tuple[int, int], when: tuple[int, int]) -> Iterator[Term]:
    plain = reading.view.plain
    words = plain[when[0] : when[1]]
    day = next((d for d in dates.find(words) if d.iso or d.impossible), None)
    span = next((s for s in find(words) if s.bound in ("within", "at_most")), None)
    if day is None and span is None:
        return
    within = period_json(span.value) if span and span.value and day is None else None
    keys: dict[str, Json] = {
        "obligor": "vendor",
        "subject": plain[thing[0] : thing[1]].strip() or None,
        "within": within,
        "date": day.iso if day else None,
    }
    yield reading.term("delivery", thing[0], when[1], keys)


def _sees(sign: str, words: str) -> re.Match[str] | None:
    return pattern("delivery_signs", sign).search(words)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("delivery_signs", cue)
