"""Change of staff: what notice it needs, and whether the other side must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.duties import LABELS, clause
from loaders.grammar.mentions import Case
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, opposite, role_of
from loaders.values.durations import Span, find
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, period_json

_CONSENT = re.compile(
    r"(?:经|征得|取得|获得|得到|获|报请?|请示|由|待)[^。；，,]{0,24}?"
    r"(?:同意|认可|审核|批准|审批|许可|核准|审定|确认|审查通过|签字|签认)"
    r"|(?:同意|认可|批准|许可)之?后(?:方可|方能|才能?|再)?|不(?:得|能|可)(?:擅自|随意|任意|私自|自行|无故|单方)"
)
_FREE = re.compile(
    r"(?:可以?|有权)(?:自行|自主|自由|根据[^，,]{1,12})[^。；，,]{0,6}(?:更换|调换|调整|替换|变更)"
    r"|(?:无[须需]|不必)[^。；，,]{0,10}(?:同意|许可|批准)"
)
_TELLS = re.compile(r"通知|告知|报备|备案(?!名)|报告|申请|书面报|函告|知会")
_DEMANDED = re.compile(
    r"(?:要求|责令|责成)[^。；，,]{0,24}$|有权[^。；，,]{0,12}$|按照?(?:甲方|乙方)[^。；，,]{0,20}$"
)
_ITS_OWN = re.compile("其|自己的|本方|己方|自身")
_PROPOSED = re.compile(r"(甲方|乙方)[^。；，,]{0,6}提出[^。；，,]*$")
_NOT_WORK = re.compile(
    r"联系人|联络人|联系方式|通讯|通信|地址|账户|账号|法定代表人|股东|实际控制人"
)
_SCORED = re.compile(r"扣[0-9一二两三四五六七八九十.]+分")
_BREACH = re.compile(
    r"[^，,。；]{0,80}(?:未(?:经|报|征得|获|提前|及时|书面|通知|告知)|擅自|私自)[^，,。；]{0,80}的(?:[，,]|$)"
)
_OTHER_OBJECT = re.compile(
    r"^(?:(?![^。；，,]{0,16}(?:人员|名单))[一-龥]{0,2}(?:设备|系统|配置|计划|价格|方案|内容|范围|合同|需求)"
    r"|人员的(?=[一-龥])(?!资[质格]|名单))"
)
_FOLLOWS_UP = re.compile(r"^[^。；，,]{0,8}(?:更换|调换|变更|变动|替换|调整|接替|接任)")
_TOWARDS = re.compile(r"(?:经|征得|取得|获得|报请?|向|通知|告知|由)(?:了)?(甲方|乙方)")
_OF_STAFF_ONLY = re.compile(r"更换|调换|撤换|替换|换人|抽调|调离|撤离")
_EITHERS = re.compile(r"任何一方|任一方|双方")
_TO_EITHER = re.compile(r"(?:通知|告知|函告|报告|知会)(?:了)?(?:对方|另一方|双方)")
_NEAR = 16


def read(reading: Reading) -> Iterator[Term]:
    """One term for each clause and side whose staff it is."""
    seen: set[tuple[tuple[int, int], str]] = set()
    for hit in reading.hits(load("terms/staff_change")):
        if not _is_change(hit):
            continue
        start, end = _window(hit)
        words = _BREACH.sub("", reading.view.plain[start:end])
        free = bool(_FREE.search(words))
        consent = bool(_CONSENT.search(words)) and not free
        notice, told = _notice(words)
        who = _obligor(hit, words)
        if not (consent or free or told) or (clause(hit), who) in seen:
            continue
        if not consent and (who == "both" or _TO_EITHER.search(words)):
            continue
        seen.add((clause(hit), who))
        keys: dict[str, Json] = {"obligor": who, "notice": notice, "consent": consent}
        yield reading.term("staff_change", start, end, keys)


def _is_change(hit: Hit) -> bool:
    """Whether a side changes its own staff here; no removal, no score, no change of contacts."""
    plain = hit.reading.view.plain
    start, end = hit.span
    before, after = plain[start : hit.start], plain[hit.end : hit.sentence.end]
    demanded = _DEMANDED.search(before) and not _ITS_OWN.match(after)
    if demanded or _SCORED.search(after) or _OTHER_OBJECT.match(after):
        return False
    proposed = _PROPOSED.search(before)
    if proposed:
        other = "乙方" if proposed.group(1) == "甲方" else "甲方"
        if re.search(rf"[，,]{other}[^，,]{{0,8}}(?:应|须|需|必须)", after):
            return False
    near = plain[max(start, hit.start - _NEAR) : min(end, hit.end + _NEAR)]
    if _NOT_WORK.search(near):
        return False
    if not load("staff")[0].pattern.search(near):
        near = _segment_before(hit) if hit.end == end else ""
    return bool(load("staff")[0].pattern.search(near))


def _segment_before(hit: Hit) -> str:
    """The segment before, which names the staff of 人员须经批准，不得随意更换; the whole sentence
    before where the change needs leave: 项目经理须常驻现场，…，未经甲方同意不得更换."""
    if not hit.segment:
        return ""
    start, end = hit.sentence.segments[hit.segment - 1]
    if _CONSENT.search(hit.segment_words) and _OF_STAFF_ONLY.search(hit.words):
        start = hit.sentence.start
    return hit.reading.view.plain[start:end]


def _window(hit: Hit) -> tuple[int, int]:
    """The words on the change: from 未经…同意 on, with a next sentence that goes on with it."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    start = hit.span[0]
    for first, last in reversed(sentence.segments[: hit.segment]):
        if hit.end - first > 90 or not _CONSENT.search(plain[first:last]):
            break
        start = first
    end = _end(plain, hit.start, sentence.end)
    following = hit.reading.sentences[sentence.index + 1 : sentence.index + 2]
    for other in following:
        words = hit.reading.words(other)
        own_rule = _EITHERS.search(plain, start, end) and words.startswith(("甲方", "乙方"))
        if other.section == sentence.section and _FOLLOWS_UP.match(words) and not own_rule:
            end = _end(plain, other.start, other.end)
    return start, end


def _end(plain: str, start: int, end: int) -> int:
    """Where the last segment that speaks of consent or notice ends."""
    last = end
    for match in re.finditer(r"[^，,]+", plain[start:end]):
        words = match.group()
        said = _CONSENT.search(words) or _TELLS.search(words)
        if match.start() == 0 or (said and "每" not in words):
            last = start + match.end()
    return last


def _notice(words: str) -> tuple[Json, bool]:
    """The time of notice ahead, and whether notice is due at all."""
    for span in find(words):
        if span.bound == "before" and not span.blank and span.value is not None:
            return period_json(span.value), True
        if _is_due_after(span, words):
            return period_json(span.value), True
    return None, bool(_TELLS.search(words)) or any(span.blank for span in find(words))


def _is_due_after(span: Span, words: str) -> bool:
    soon = span.bound == "within" or span.value == "immediate"
    told = _TELLS.search(words, span.end, span.end + 14)
    return soon and span.value is not None and told is not None


def _obligor(hit: Hit, words: str) -> Role:
    """Whose staff is changed: the doer, else the other side of who is told or must agree."""
    sentence = hit.sentence
    near = [m for m in doers(sentence, hit.span[0], hit.end) if m.case is not Case.CAUSEE]
    if near:
        side = role_of(hit.reading, sentence, near[-1])
        return side if side != "third_party" else "vendor"
    told = _TOWARDS.search(words)
    if told:
        return opposite(LABELS[told.group(1)]) or "vendor"
    earlier = doers(sentence, sentence.start, hit.start)
    side = role_of(hit.reading, sentence, earlier[-1]) if earlier else "vendor"
    return side if side in ("buyer", "vendor", "both") else "vendor"
