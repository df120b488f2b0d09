"""A sentence cut into acts: each modal with its own act, or an act stated of a side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, cast

from loaders.grammar.mentions import DOERS, Case, Mention
from loaders.grammar.sentences import Sentence
from loaders.words import load
from ontology.facts import Modality


@dataclass(frozen=True, slots=True)
class Act:
    """`[start, end)` of the view; the modal, if any, stands at `modal` and the act follows it."""

    start: int
    modal: int
    act: int
    end: int
    modality: Modality


Kind = Literal["none", "condition", "modal", "stated", "more"]

_CLOSES = re.compile(
    r"(?:的|时|后|前|者|情形|情况下|期间|以内|日内|天内|月内|年内|之日起?|日起|条件下|前提下|过程中|基础上|之外|以外|为止|同时|外)[)）”]*$"
)
_OPENS = re.compile(
    r"^(?:但|且|并|而|则|另外|其中|同时)*(?:甲方|乙方|双方|任何一方|合同一方|一方)?(?:如果?(?!实|期|数|约|下)|若|倘若?|一旦|因(?!此)|由于|凡(?!需)|当(?!事|地|期|月)|为了?(?!甲方提|乙方提|其|.{2,12}提供)|未经|非经|除非?|鉴于|对于|根据|依据|按照|遇|必要时|经(?=[^，。；]{2,20}(?:同意|确认|批准|要求|催告)$))"
)
_TURN = re.compile(
    r"(?:但|且|并且?|同时)(?=(?:不(?:得|承担|能|予|可)|有权|应当?|须|需要?(?!求)|无(?:需|须)|必须|禁止|可(?!能)))"
)
_NEXT = re.compile(r"^(?:但|如果?|若|否则|逾期|每|未经|除)")
_ACT = re.compile(
    r"^(?:并|且|同时|及时|定期|积极|严格|认真|仅|均|只|做到|按(?:照|时|期)?[^，。；]{0,20}?|每[^，。；]{1,8}?|免费|主动|遇[^，。；]{1,20}?|在[^，。；]{1,24}?(?:内|中|后|前|时|下)|对[^，。；]{1,60}?|为[^，。；]{1,20}?|向[^，。；]{1,20}?|将[^，。；]{1,30}?|根据[^，。；]{1,20}?)*(?:能够?)?(?:提供|完成|配合|协助|进行|开展|召开|建立|制定|组织|派|安排|保存|允许|提出|提交|编制|做好|落实|收集|处理|维护|监控|巡检|检查|遵守|执行|接受|参加|支付|交付|指定|委派|培训|解决|保障|汇报|更新|记录|整理|约束|享有|考虑|采取|采用|实施|设置|配备|填写|通知|告知|移交|归还|返还|开具|监督|审核|支持|修复|排查|协调|跟踪|分析|优化|确认|签署|反馈|启动|加强|保持|协商|给予|使用|满足|具备|具有|符合|统计|服从|尊重|爱护|保护|办理|不少于|不低于|不超过|掌握|了解|熟悉|管理|调整|改正|升级|备份|部署|清理|保证|继续|负责)"
)
_JOINED = re.compile(r"^(?:并|且|以及|和|或|及|同时)?(?:确保|保证(?!金)|保障|直至|避免|覆盖|以便|使|从而|以防)")
_RELATIVE = re.compile(
    r"^(?:向|为|给)?[^，。；]{0,14}?(?:提供|更换|指派|派出|交付|完成|提交|出具|损坏|所有|提出|使用|开发|采购|委托|收取|支付|确认|要求|认可|指定|造成|享有|知悉|获悉)的[^，。；]{1,24}$"
)


@cache
def _modals() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{c.id}>{c.pattern.pattern})" for c in load("modals")))


@cache
def _modality() -> dict[str, Modality]:
    return {cue.id: cast(Modality, cue.means) for cue in load("modals")}


def acts(view: str, sentence: Sentence) -> Iterator[Act]:
    """The acts of a sentence in order; what states no conduct (视为…) yields none."""
    pieces = list(_pieces(view, sentence))
    waiting: int | None = None
    current: Act | None = None
    for number, (start, end) in enumerate(pieces):
        last = number == len(pieces) - 1
        kind, found = _read(view, sentence, start, end, last=last)
        words = view[start:end].strip()
        if kind == "none":
            if current is not None:
                yield current
            current, waiting = None, None
        elif found is not None:
            if current is not None and waiting is None and _goes_on(sentence, kind, words, start, end):
                current = replace(current, end=end)
                continue
            if current is not None:
                yield current
            current = replace(found, start=start if waiting is None else waiting)
            waiting = None
        elif kind == "condition" or current is None:
            if current is None or _NEXT.match(words) or _CLOSES.search(words):
                waiting = start if waiting is None else waiting
            else:
                current = replace(current, end=end)
        elif waiting is None:
            current = replace(current, end=end)
    if current is not None:
        yield current


def _goes_on(sentence: Sentence, kind: Kind, words: str, start: int, end: int) -> bool:
    """Whether the piece only adds to the act before it."""
    if kind == "modal":
        return bool(_JOINED.match(words))
    return _doer(sentence, start, end) is None


def _pieces(view: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Comma segments, cut again where a second modal follows 但, 且 or 并."""
    for start, end in sentence.segments:
        at = start
        for turn in _TURN.finditer(view, start + 2, end):
            if _modals().search(view, at, turn.start()) or _doer(sentence, at, turn.start()):
                yield at, turn.start()
                at = turn.start()
        yield at, end


def _doer(sentence: Sentence, start: int, end: int) -> Mention | None:
    return next(
        (m for m in sentence.mentions if m.case in DOERS and start <= m.start < end), None
    )


def _read(
    view: str, sentence: Sentence, start: int, end: int, *, last: bool
) -> tuple[Kind, Act | None]:
    words = view[start:end].strip()
    if any(cue.pattern.search(words) for cue in load("no_norms")):
        return "none", None
    closed = bool(_CLOSES.search(words))
    if closed or (_OPENS.match(words) and not last):
        modal = _modal(view, start, end)
        inner = modal and re.search(r"的(?=[^，。；]{0,6}$)", view[start : modal.modal])
        if not (modal and (inner or (not closed and not re.match(r"^(?:如|若|因)", words)))):
            return "condition", None
        return "modal", modal
    modal = _modal(view, start, end)
    if modal is not None:
        return "modal", modal
    stated = _stated(view, sentence, start, end)
    return ("stated", stated) if stated else ("more", None)


def _modal(view: str, start: int, end: int) -> Act | None:
    """The first modal that has an act: an exemption wins over the duty inside it."""
    for match in _modals().finditer(view, start, end):
        name = cast(str, match.lastgroup)
        if view[match.end() : end].strip() or name == "spared" or view[start : match.start()].strip():
            return Act(start, match.start(), match.end(), end, _modality()[name])
    return None


def _stated(view: str, sentence: Sentence, start: int, end: int) -> Act | None:
    """An act without a modal, of a named side or as an item in a list of duties."""
    doer = _doer(sentence, start, end)
    words = view[start:end].strip()
    if doer is not None:
        rest = view[doer.end : end]
        if doer.case is not Case.SUBJECT and doer.case is not Case.AGENT:
            return None
        if _RELATIVE.match(rest) or not re.search(r"[一-龥]{2}", rest):
            return None
        return Act(start, doer.end, doer.end, end, _stated_modality(rest))
    return Act(start, start, start, end, "obligation") if _ACT.match(words) else None


def _stated_modality(rest: str) -> Modality:
    """甲方对乙方进行考核 is a power; any other act stated of a side is its duty."""
    powers = any(cue.pattern.search(rest) for cue in load("stated_powers"))
    return "right" if powers else "obligation"
