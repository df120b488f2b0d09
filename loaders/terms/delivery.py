"""Delivery: what must be handed over, begun or finished, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.grammar.conditions import in_condition
from loaders.grammar.deadlines import Deadline, deadline
from loaders.grammar.ending import at_the_end
from loaders.grammar.options import unticked
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, opposite, receiver
from loaders.grammar.tables import headed_rows
from loaders.values import dates
from loaders.values.durations import find
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, period_json

_NOT_HERE = re.compile(
    r"不可抗力|受影响方|仲裁|起诉|法院|违约金|滞纳金|保密|泄露|更换[^，。；]{0,6}(?:人员|人选|工程师)|替换人员|投保|保险金"
)
_CONDITION = re.compile(
    r"(?:收到|接到|根据|依据|按照?|未(?!经)|不得|不能|无法|逾期|迟延|延迟|拒绝|如需|要求|有权|可以?|经|凭|若|如(?!实)|接受|是否|不论|无论|视为)[^，。；]{0,30}$"
)
_PAYS = re.compile(r"支付|付款|结算价|验收合格后[^，。；]{0,8}付")
_ON_DEMAND = re.compile(r"(?:如|若)?有需要(?:时|的)?[，,]|需要时")
_UNDELIVERED = re.compile("发票|通知|函|意见|保险")
_FOR_USE = re.compile(
    r"^(?:进行|予以)?(?:审[定核批查阅]|确认|备[案查]|使用|批准|核对|签收)(?:、?(?:审[定核批查]|确认|备[案查]))*$"
)
_TO_WHOM = re.compile(r"^(?:给|至|到)?(?:甲方|乙方|双方|对方)?")
_BROUGHT = re.compile(r"(?:将|把)(?!于)([^，。；]{2,60}?)(?:一同|一并|随同|一起|统一)?$")
_PURPOSE = re.compile(
    r"供(?!货|应)|由|用于|以便|给(?:甲方|乙方)|至(?:甲方|乙方)|到(?:甲方|乙方)|进行|备[查案]"
)
_ASIDE = re.compile(
    r"[（(【][^（）()【】]*[)）】]?|一式[^，。；]{1,4}[份套]|各?[0-9一二两三四五]+[份套本]|等"
)
_GOODS = re.compile(r"供货|送货|发货|到货|交货|交房|送到|送至|送抵|运抵|运至|发运")
_PLAN = re.compile(
    r"里程碑|(?:进度|交付|实施|工作)(?:计划|安排)|时间(?:计划|安排|节点)|项目进度|工期安排"
)
_MARKS = " \t：:、，,“”"
_TAIL, _SOON = 6, 40
"""Characters that may follow the noun handed over; within which an item says its time."""
_MENDS = re.compile(r"重新|更换|返工|补足|补齐|修改并|退换|补货|修复|维修|整改")
_AGAIN = re.compile(r"每(?:个)?(?:[日天周月季年]|半[年月]|[0-9一二三四五六七八九十]+个?月)")
_REPORTS = re.compile(r"报告|报表|简报|[日周月季年]报|总结|报送")
_INCIDENT = re.compile(
    r"发[生现]|故障|事件|事故|处理完[毕成]|每次[^，。；]{0,8}(?:后|结束)|巡检后|排查"
)
_TITLED = re.compile(r"《[^》]+》")
_LABELS = re.compile(r"(?:时间|日期|期限|进度)")
_RESULTS = re.compile(r"成果|交付|内容|文件|资料|货物|阶段|名称|里程碑|任务")
_TABLED = re.compile(r"(?:下表|表格|如下|下列)[^。；]{0,16}|[：:]$|交付|提交|进度")


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
    yield from sorted((*terms, *_rows(reading)), key=lambda term: (term.start, term.end))


def _add(found: list[_Delivery], one: _Delivery) -> None:
    """Of acts at one time handing over counts before finishing: 30日内完成编码并交付."""
    last = found[-1] if found else None
    if last and last.hit.cue.id in ("term_item", "milestone") and one.start < last.end:
        return
    same = last and last.hit.sentence.index == one.hit.sentence.index and last.due == one.due
    if not last or not same:
        found.append(one)
    elif last.hit.cue.id == "finishes" and one.hit.cue.id == "hands_over":
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
    if due is None or in_condition(hit) or _is_elsewhere(hit, before, rest):
        return None
    on_event = due.span is None and due.date is None
    subject: str | None = None
    if hit.cue.id == "sent_along":
        subject = _thing(hit, before, rest)
        if subject is None:
            return None
    elif hit.cue.id == "hands_over":
        subject = _thing(hit, before, rest)
        if subject is None or (hit.words in ("提供", "出具") and on_event and not _with(hit, due)):
            return None
        if _is_level(hit):
            return None
    elif on_event and (hit.cue.id == "begins" or not _with(hit, due)):
        return None
    within = period_json(due.span.value) if due.span and due.span.value else None
    return _Delivery(hit, subject or hit.words, within, due.date, due.start, due.start, end)


def _returns(hit: Hit) -> bool:
    """Giving back what the contract was about, which at its end is a handover."""
    premises = re.search(r"房屋|物业|场地|租赁", hit.segment_words)
    return hit.words in ("移交", "交还") or (hit.words == "交付" and premises is not None)


def _is_elsewhere(hit: Hit, before: str, rest: str) -> bool:
    """Whether the act is only a condition, a payment's, a remedy's or another term's."""
    if _NOT_HERE.search(hit.sentence_words) or _CONDITION.search(_unreceived(before)):
        return True
    mends = _MENDS.search(_TITLED.sub("", hit.segment_words))
    if _PAYS.search(rest) or (mends and "送到" not in hit.words):
        return True
    if _ON_DEMAND.search(hit.before):
        return True
    if re.search(r"验收|评审|审核", hit.segment_words) and performer(hit) == "buyer":
        return True
    if re.search(r"之日[止起]?$", hit.segment_words):
        return True
    return bool(re.match(r"(?:后|的|时|之日|前)", rest)) or rest.startswith("给第")


def _unreceived(words: str) -> str:
    """Without 收到预付款后, 根据甲方要求在: what the act waits for bars nothing."""
    return re.sub(
        r"(?:收到|接到|根据|依据|按照?|经)[^，。；]{1,40}?(?:后|之日起?|起|的?要求|内|时)",
        "",
        words,
    )


def _with(hit: Hit, due: Deadline) -> bool:
    """交付时, 验收的同时, 工程结束时: with a delivery or an end, not upon a request."""
    words = hit.reading.view.plain[due.start : hit.start]
    return bool(
        re.search(
            r"(?:交[付货]|移交|验收|结束|完成|完工|竣工|送货|供货)[^，。；]{0,12}(?:时|同时|后)",
            words,
        )
    )


def _is_level(hit: Hit) -> bool:
    """Whether it is a report sent again and again, or on an incident: a service level."""
    if _TITLED.search(hit.sentence_words) or not _REPORTS.search(hit.segment_words):
        return False
    return bool(_AGAIN.search(hit.sentence_words) or _INCIDENT.search(hit.sentence_words))


def _thing(hit: Hit, before: str, rest: str) -> str | None:
    """What is handed over: behind the verb, before it (将…, 报告应…), or the goods it names."""
    behind = _TO_WHOM.sub("", rest)
    bare = not _FOR_USE.sub("", behind).strip(_MARKS)
    brought = _BROUGHT.search(before)
    if brought is not None:
        behind = brought.group(1)
    elif bare and not doers(hit.sentence, hit.span[0], hit.start):
        behind = re.split(r"应当?|须|需|于|在", before)[0]
    if _is_thing(behind):
        return behind.strip(_MARKS)
    if bare and _is_named_before(hit, before):
        return hit.words
    goods = _GOODS.match(hit.words)
    return hit.words if goods and (brought is None or not _is_thing(behind, bad=True)) else None


def _is_named_before(hit: Hit, before: str) -> bool:
    """Whether words before name the papers: 档案由乙方整理，并于验收后移交甲方."""
    earlier = hit.reading.view.plain[hit.sentence.start : hit.span[0]] + _unreceived(before)
    papers = next(cue for cue in load("deliverables") if cue.id == "papers")
    return bool(papers.pattern.search(earlier)) and not _UNDELIVERED.search(earlier)


def _is_thing(words: str, *, bad: bool = False) -> bool:
    """Whether some member of a row of nouns ends in what can be handed over (or, `bad`, cannot)."""
    bare = _ASIDE.sub("", _PURPOSE.split(words)[0])
    return any(_head_noun(part) == (not bad) for part in re.split(r"、|以?及|和|与|并", bare))


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
    return any(_PLAN.search(words) for words in around) and not _PAYS.search(hit.sentence_words)


def _over(hit: Hit) -> tuple[int | None, int | None]:
    return hit.sentence.head, hit.sentence.previous


def _item(hit: Hit) -> _Delivery | None:
    """交货期：合同签订后30日内, 交付时间为2025年3月1日前."""
    words = hit.reading.view.plain[hit.end : hit.sentence.end]
    if _NOT_HERE.search(hit.sentence_words) or dates.find_ranges(words):
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


def _rows(reading: Reading) -> Iterator[Term]:
    """The rows of a schedule: a table whose heads name results and times."""
    plain = reading.view.plain
    for head, row in headed_rows(reading):
        labels = [plain[a:b] for a, b in head.cells]
        when = next((i for i, label in enumerate(labels) if _LABELS.search(label)), 0)
        if 0 < when < len(row.cells) and any(_RESULTS.search(label) for label in labels):
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
