"""Return of data: who must give back or destroy confidential data or materials, and how soon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.duties import clause, is_mention, stretch
from loaders.grammar.mentions import Case
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, role_of, subject
from loaders.values.durations import Span, find
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Duration, Json, period_json

_DUTY = re.compile(
    r"(?:返还给?|还给)(?:甲方|乙方)|(?:全部|一并|如数)(?:返还|归还|退还|交还)|应|须|需|必须|负责|有义务|将|要求|有权|交还|归还|交回|立即|予以|保证|承诺|同意|一并|内"
)
_NOT_THIS = re.compile(
    r"不得[^。；，,]{0,14}(?:删除|销毁|清除|退还|返还)|(?:擅自|非法|恶意|误|私自|错误)[^。；，,]{0,10}(?:删除|销毁|清除)|未[^。；，,]{0,12}(?:返还|归还|退还|销毁|删除|交还)"
    r"|(?:甲方|乙方)有权(?:自行|直接)?(?:删除|销毁|清除)|不可(?:删除|销毁|清除|擦除|抹除)|功能|接口|增加|修改、|增删|查询|定期[^。；，,]{0,4}(?:审核)?销毁|投标(?:文件|资料)|资格"
)
_MONEY = re.compile(
    r"(?:返还|退还|归还|退回)[^。；，,]{0,16}(?:保证金|费用|款|定金|押金|价款|金额|货物|产品|商品|房屋|钥匙|设备(?!、|和|及)|租赁|不正当利益|利益|物品(?!及|、))"
)
_IS_CONDITION = re.compile(r"(?:的|时|情形)[\s]*$")
_BACK_TO = re.compile(
    r"(?:返还|归还|退还|交还|交回|退回|送还|交)给?(?:甲方|乙方)"
    r"|向(?:甲方|乙方)[^。；，,]{0,6}(?:返还|归还|退还|交还|交回)"
)
_GIVEN_BY = re.compile(r"(?:甲方|乙方)所?提供(?:给|的)")
_AT_WORK = re.compile(
    r"^[^。；]{0,40}?(?:返还|归还|退还|交还|交回|退回|送还|收回|销毁|删除|清除|粉碎|处理|移交|导出)"
)


def read(reading: Reading) -> Iterator[Term]:
    """One term for each clause and side; giving back and destroying in one clause are one."""
    seen: set[tuple[tuple[int, int], str]] = set()
    for hit in reading.hits(load("terms/data_return")):
        if not _is_duty(hit):
            continue
        who = _obligor(hit)
        if (clause(hit), who) in seen:
            continue
        seen.add((clause(hit), who))
        keys: dict[str, Json] = {"obligor": who, "within": _within(hit)}
        yield reading.term("data_return", *_quote(hit), keys)


def _is_duty(hit: Hit) -> bool:
    reading, sentence = hit.reading, hit.sentence
    first = sentence.segments[sentence.segment_at(hit.start)][0]
    words = reading.view.plain[first : hit.span[1]]
    if _NOT_THIS.search(words) or _MONEY.search(words) or is_mention(hit):
        return False
    last = hit.segment == len(sentence.segments) - 1
    if not last and _IS_CONDITION.search(hit.segment_words):
        return False
    around = reading.view.plain[max(sentence.start, hit.end - 90) : hit.span[1]]
    return bool(_DUTY.search(around)) and reading.part(sentence) != "signature"


def _obligor(hit: Hit) -> Role:
    """Who gives back: who is made to, else not the side it goes back to, else not the side that
    gave it, else the doer."""
    reading, sentence = hit.reading, hit.sentence
    near = doers(sentence, sentence.start, hit.end)
    made = [m for m in near if m.case is Case.CAUSEE]
    if made:
        return role_of(reading, sentence, made[-1])
    words = reading.view.plain[sentence.start : hit.span[1]]
    for pattern in (_BACK_TO, _GIVEN_BY):
        owner = pattern.search(words)
        named = owner is not None and any(m.start > sentence.start + owner.start() for m in near)
        if owner is not None and (pattern is _BACK_TO or not named):
            return "vendor" if "甲方" in owner.group() else "buyer"
    who = subject(hit)
    return who if who and who != "third_party" else "both"


def _within(hit: Hit) -> Json:
    """How soon; a time that only starts the duty (满5年后) is none."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    words = plain[sentence.start : sentence.end]
    spans = [s for s in find(words) if _is_limit(s) and _AT_WORK.match(words[s.end :])]
    if not spans:
        return None
    chosen = spans[-1] if spans[-1].value == "immediate" else spans[0]
    return None if chosen.value is None else period_json(chosen.value)


def _is_limit(span: Span) -> bool:
    if span.value == "immediate":
        return True
    return span.bound in ("within", "at_most") and (span.blank or isinstance(span.value, Duration))


def _quote(hit: Hit) -> tuple[int, int]:
    """From the time or event that the duty hangs on, where it stands near."""
    start, end = stretch(hit, 70)
    for first, _ in reversed(hit.sentence.segments[: hit.segment]):
        if hit.end - first > 60:
            break
        start = min(start, first)
    return start, end if end - hit.end <= 30 else hit.end
