"""Warranty: a duty to make defective work or goods good without charge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.matter import Matter, matter
from loaders.grammar.options import unticked
from loaders.grammar.performance import performer
from loaders.grammar.reading import Hit, Reading
from loaders.values.durations import Span, find
from loaders.words import load
from ontology.facts import Term
from ontology.values import Duration, Json, period_json

_DEFECT = re.compile(
    r"不合格|不符合?|不达标|未达到?|达不到|没有达到|未能达到|(?:没有|不|未能?)满足|缺陷|瑕疵|质量(?:安全)?(?:及[^，。；]{0,4})?问题|错漏|错误|遗漏|未(?:能)?通过|不通过"
    r"|损坏|破损|毁损|变质|过期|短缺|缺[漏失货]|有误|劣质|故障|异议成立|(?:工作|服务|成果)[^，。；]{0,6}(?:存在|出现)[^，。；]{0,4}问题|要求[^，。；]{0,4}(?:退|换)|品质|质保期内|保修期内|质量保证期内"
)
_NOT_WORK = re.compile(
    r"保密|泄露|泄漏|泄密|数据安全|不可抗力|锈蚀|转包|分包|安全隐患|火灾|罚款单|发票|应急预案|非属|不属于|非因乙方|可委托|一方|侵权|知识产权|专利|是?指[，,]?在|[：:]指"
)
_NOT_DUTY = re.compile(
    r"(?:未|不|没有|拒绝|拒不|逾期|仍未|无法|不能|无须|无需|不予|直至|代为|第三方|他人|另请|为了)[^，。；]{0,10}$"
    r"|(?:经|两次|多次|提出|下发|发出|导致|造成|通知[甲乙]方)[^，。；]{0,10}(?:的)?$"
)
_SWAPS = re.compile(r"更换|调换|替换|补[足齐]")
_STAFF = re.compile(
    r"人员(?!伤亡)|人选|工程师|员工|经理|保洁员|保安|司机|团队|项目组|合作伙伴|车辆交路"
)
_LATE_ONLY = re.compile(r"(?:逾期|迟延|延误|工期|进度|中断服务|交货进程)")
_GUARANTEED = re.compile(
    r"保修(?:范围|通知|责任)|(?:质保|保修|质量保证|免费维[护保]|缺陷责任)期(?:限)?内|质保期已过"
)
_FREE = re.compile(r"免费|无偿|自费|自负费用|不(?:得|另|再)?(?:行)?收|费用[^，。；]{0,8}由乙方")
_REPAIRS = re.compile(r"维修|修复|修理|保修|维护|维保|返修")
_BUYERS_DOING = re.compile(
    r"使用不当|不合理使用|保管不当|甲方(?:的)?(?:原因|责任)|(?:设计|需求|业务)变更|修改变更"
)
_PAYS = re.compile(r"支付|付清|退还|付款|保函|保证金|尾款|备件")
_SOON = 30
"""Characters after its name in which a period says how long it is."""
REMEDIES = (
    ("rework", re.compile(r"返工|整改|改正|纠正|补正|补救|重[做作新]|修改|修正|完善|纠错|校正")),
    (
        "repair",
        re.compile(r"维修|修复|修理|返修|保修|维护|维保|质保|排除|处理|消除|修补|解决|调试"),
    ),
    ("replace", re.compile(r"更换|调换|换货|退换|补[货足齐换]|替换")),
    ("refund", re.compile(r"退货|退款")),
)


@dataclass(frozen=True, slots=True)
class _Warranty:
    """What becomes a term."""

    hit: Hit
    start: int
    end: int
    duration: Json
    remedy: str | None


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that has defects made good, or grants a period of free care."""
    kind = matter(reading.view.plain)
    hits = tuple(h for h in reading.hits(load("terms/warranty")) if _counts(h))
    periods = [(h, span) for h in hits if h.cue.id == "period" if (span := _period(h)) is not None]
    granted = next((period_json(s.value) for _, s in periods if s.value is not None), None)
    acts: list[_Warranty] = []
    for hit in hits:
        if hit.cue.id == "period" or not _is_duty(hit, kind):
            continue
        if not acts or acts[-1].hit.sentence.index != hit.sentence.index:
            acts.append(_act(hit, granted))
        elif acts[-1].hit.cue.id == "reworks" and hit.start == acts[-1].hit.start:
            acts[-1] = _act(hit, granted)
    found = [*acts, *(_grant(hit, span) for hit, span in periods if _stands_alone(hit, acts))]
    for one in sorted(found, key=lambda w: (w.start, w.end)):
        keys: dict[str, Json] = {
            "obligor": performer(one.hit) if one.hit.cue.id != "period" else "vendor",
            "duration": one.duration,
            "remedy": one.remedy,
        }
        yield reading.term("warranty", one.start, one.end, keys)


def _counts(hit: Hit) -> bool:
    reading = hit.reading
    return reading.part(hit.sentence) != "signature" and not unticked(reading.view.plain, hit.start)


def _period(hit: Hit) -> Span | None:
    """How long the period named is: 质保期三年, 保修期：自验收之日起12个月."""
    if _PAYS.search(hit.sentence_words):
        return None
    return next((s for s in find(hit.after) if s.start < _SOON and _lasts(s)), None)


def _lasts(span: Span) -> bool:
    return span.bound in ("plain", "within", "at_least") and span.value != "immediate"


def _is_duty(hit: Hit, kind: Matter) -> bool:
    """Whether the one who performs must mend, on account of a defect or in the period of care."""
    words = hit.sentence_words
    start = hit.sentence.segments[hit.sentence.segment_at(hit.start)][0]
    before = hit.reading.view.plain[start : hit.start]
    if in_condition(hit) or _NOT_DUTY.search(before) or _NOT_WORK.search(words):
        return False
    earlier = hit.reading.view.plain[hit.sentence.start : hit.start]
    if _BUYERS_DOING.search(earlier) or hit.segment_words.strip() == hit.words:
        return False
    if _SWAPS.search(hit.words) and _STAFF.search(earlier + hit.after[:16] + _told_before(hit)):
        return False
    if performer(hit) not in ("vendor", "unspecified"):
        return False
    if hit.cue.id == "in_the_period":
        return not re.search("响应|到[达场]", words)
    if hit.cue.id != "reworks":
        return True
    stated = earlier + _told_before(hit)
    if _REPAIRS.match(hit.words):
        own_fault = _GUARANTEED.search(words) or re.search("因乙方|乙方(?:责任|原因)", words)
        return bool(own_fault) or (kind == "lease" and bool(_DEFECT.search(stated)))
    return bool(_DEFECT.search(stated)) and not _LATE_ONLY.search(stated)


def _told_before(hit: Hit) -> str:
    """The sentence before in the clause, or the head of the list, which names the defect."""
    around = (hit.sentence.previous, hit.sentence.head)
    return "".join(hit.reading.words(hit.reading.sentences[i]) for i in around if i is not None)


def _act(hit: Hit, granted: Json) -> _Warranty:
    words = hit.sentence_words
    lasting = [s for s in find(hit.segment_words) if s.bound == "plain" and s.value is not None]
    duration = granted if _GUARANTEED.search(words) else None
    if hit.cue.id == "free_care" and lasting and isinstance(lasting[-1].value, Duration):
        duration = period_json(lasting[-1].value)
    # The cue may reach over a comma to the words for who bears the cost.
    start = from_condition(replace(hit, end=hit.start + 2), 120)
    return _Warranty(hit, start, hit.span[1], duration, _remedy(hit))


def _remedy(hit: Hit) -> str | None:
    """What is done: by the cue's own words, else by the rest of its segment."""
    for words in (hit.words, hit.segment_words):
        for remedy, sign in REMEDIES:
            if sign.search(words):
                return remedy
    return None


def _stands_alone(hit: Hit, acts: Sequence[_Warranty]) -> bool:
    """Whether a period is a term of its own: it speaks of free care, or no duty takes it up."""
    if any(one.hit.sentence.index == hit.sentence.index for one in acts):
        return False
    if "免费" in hit.words:
        return True
    return not any(_GUARANTEED.search(one.hit.sentence_words) for one in acts)


def _grant(hit: Hit, span: Span) -> _Warranty:
    end = hit.sentence.segments[hit.sentence.segment_at(hit.end + span.start)][1]
    value = period_json(span.value) if span.value is not None else None
    return _Warranty(hit, hit.span[0], end, value, "repair" if "维护" in hit.words else None)
