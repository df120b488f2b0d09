"""Silence, use and unfounded reasons that count as acceptance: where said, whose, how long."""

from __future__ import annotations

import re

from loaders.grammar.reading import Hit
from loaders.grammar.sides import doers, role_of
from loaders.values.durations import find
from ontology.facts import Role
from ontology.values import Json, period_json

_SILENT = re.compile(
    r"(?:未|不|没有|无)(?!得|能)[^，。；]{0,30}?"
    r"(?:提|组织|反馈|答复|回复|确认|签|验收|异议|意见|质疑|表示|办理|出具|审核|完成|[作做]出|给予|上报|核对|参加|到场|派员)"
    r"|逾期|拒绝(?:签|验收|接收)|拒不|期满(?:后)?仍?继续|无异议"
)
_USED = re.compile(
    r"(?:投入|开始|擅自|自行|正式|实际|已|用于|将[^，。；]{1,16})[^，。；]{0,10}"
    r"(?:使用|运[行营]|启用|生产|上线|业务|销售|入住)|使用(?:超过|满)|领用"
)
_UNFOUNDED = re.compile(
    r"理由[^，。；]{0,20}(?:属于|不成立|无正当|不属于)|不(?:构成|影响)[^，。；]{0,12}(?:使用|功能)"
)
_OTHERWISE = re.compile(
    r"违约|放弃|送达|续(?:签|约|租|期)|解除|终止|不可抗力|顺延|授权|拒收或退回|快递|邮[寄件政]|地址"
    r"|法律文书|履行付款|弃物|同意书|变更|转让"
)
_CLAIMANT = re.compile(
    r"(?:视为|视同|视作|默认为?|应?认为|推定)(?:已)?(?:被|为)?(甲方|乙方|双方|该方|对方)"
    r"(?:已经?|对[^，。；]{0,20})?(?:认可|接受|确认|同意|承认|通过|验收|无异议|没有异议|默认|满意)"
)
_BOUNDS = ("within", "at_most", "plain", "before")
_NAMED: dict[str, Role] = {"甲方": "buyer", "乙方": "vendor"}


def is_silence(words: str) -> bool:
    """Whether the words say that somebody does not act, uses the thing, or has no good reason."""
    return bool(_SILENT.search(words) or _USED.search(words) or _UNFOUNDED.search(words))


def silence_start(hit: Hit) -> int | None:
    """Where the words of silence before a deeming begin, with a segment before that says how long;
    `None` where what is deemed is no acceptance by silence."""
    plain = hit.reading.view.plain
    spans = [*hit.sentence.segments[: hit.segment], (hit.span[0], hit.start)]
    begin = hit.span[0] if is_silence(hit.words) else None
    for index in range(len(spans) - 1, -1, -1):
        start, end = spans[index]
        words = plain[start:end] + ("未提" if hit.words.startswith("未") else "")
        if start < end and is_silence(words):
            before = spans[index - 1] if index else None
            timed = before and find(plain[before[0] : before[1]]) and not find(plain[start:end])
            begin = before[0] if before and timed else start
            if not (
                before and plain[start] in "或且并又" and is_silence(plain[before[0] : before[1]])
            ):
                break
    if begin is None or _OTHERWISE.search(plain[begin : hit.end]):
        return None
    return begin


def silent_side(hit: Hit, start: int) -> Role | None:
    """Who accepts by silence: named after 视为, else the one who does not act."""
    reading, sentence = hit.reading, hit.sentence
    named = _CLAIMANT.search(reading.view.plain[hit.start : sentence.end])
    if named:
        return _NAMED.get(named.group(1), "both")
    silent = [m for m in doers(sentence, start, hit.start) if m.who != "third_party"]
    return role_of(reading, sentence, silent[-1]) if silent else None


def silent_for(words: str) -> Json:
    """The first length of time that the words of silence allow."""
    spans = [s for s in find(words) if s.value is not None and s.bound in _BOUNDS]
    allowed = [s for s in spans if s.bound == "within"] or spans
    return period_json(allowed[0].value) if allowed else None
