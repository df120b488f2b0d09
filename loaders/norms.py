"""What each side must, may or must not do, or is spared: one norm for each modal with its act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from loaders.grammar.mentions import DOERS, Case
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import heading_side, opposite, subject
from loaders.values.durations import find as find_durations
from loaders.words import load
from ontology.facts import Modality, Norm, Role
from ontology.values import Json, period_json

_CONDITION = re.compile(
    r"^(?:如果?|若|倘若?|一旦|因|由于|当|凡|经|除|未经|非经|在|自|于|遇|每|为|对于?|根据|按照?|依据|否则|必要时|必要的)|(?:的|时|后|前|者|之日起|情况下|期间|以内|内|起|外|下)$"
)
_ACT = re.compile(
    r"^(?:并|且|同时|及时|定期|积极|严格|认真|按(?:照|时|期)?[^，。；]{0,20}?|每[^，。；]{1,8}?|免费|主动|对[^，。；]{1,30}?|为[^，。；]{1,20}?|向[^，。；]{1,20}?|根据[^，。；]{1,20}?)?(?:提供|完成|配合|协助|进行|开展|建立|制定|组织|派|安排|保存|允许|提出|提交|编制|做好|落实|收集|处理|维护|监控|巡检|检查|遵守|执行|接受|参加|支付|交付|指定|委派|培训|解决|保障|汇报|更新|记录|整理|约束|享有|考虑|采取|采用|实施|设置|配备|填写|通知|告知|移交|归还|返还|开具|监督|审核|支持|修复|排查|协调|跟踪|分析|优化|确认|签署|反馈|启动|加强|保持|协商|录音|给予|送|使用|满足|具备|符合|统计|服从|尊重|爱护|保护|承办|办理)"
)
_JOINED = re.compile(r"^(?:并|且|以及|和|或|及|同时)?(?:确保|保证|保障|直至|避免|覆盖|以便|使|从而|负责)")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A stretch of a sentence with one modal: where it starts, acts and ends."""

    start: int
    modal: int
    act: int
    end: int
    modality: Modality


@cache
def _modal() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{c.id}>{c.pattern.pattern})" for c in load("modals")))


@cache
def _modality() -> dict[str, Modality]:
    return {cue.id: cast(Modality, cue.means) for cue in load("modals")}


def read_norms(reading: Reading) -> tuple[Norm, ...]:
    """Every norm of the text, in the order of the text."""
    return tuple(norm for s in reading.sentences if _speaks(reading, s) for norm in _norms(reading, s))


def _speaks(reading: Reading, sentence: Sentence) -> bool:
    if reading.part(sentence) in ("cover", "signature"):
        return False
    plain = reading.view.plain
    words = plain[sentence.start : sentence.end + 1]
    if words.endswith((":", "：")) and _has_items(reading, sentence):
        return False
    return "\t" not in words or bool(_modal().search(words))


def _has_items(reading: Reading, sentence: Sentence) -> bool:
    after = reading.sentences[sentence.index + 1 : sentence.index + 2]
    return bool(after) and after[0].head == sentence.index


def _norms(reading: Reading, sentence: Sentence) -> Iterator[Norm]:
    for unit in _units(reading, sentence):
        words = reading.view.plain[unit.start : unit.end]
        if any(cue.pattern.search(words) for cue in load("no_norms")):
            continue
        yield _norm(reading, sentence, unit)


def _units(reading: Reading, sentence: Sentence) -> Iterator[_Unit]:
    """The sentence cut where a new modal, or a new side that acts, begins."""
    plain = reading.view.plain
    pending: int | None = None
    open_unit: _Unit | None = None
    for start, end in sentence.segments:
        modal = _modal_in(plain, start, end)
        own = modal or _indicative(reading, sentence, start, end, open_unit is None)
        words = plain[start:end].strip()
        if own is None:
            if _CONDITION.search(words) and (open_unit is None or pending is not None or _new_turn(words)):
                pending = start if pending is None else pending
            elif open_unit is not None and pending is None:
                open_unit = _Unit(open_unit.start, open_unit.modal, open_unit.act, end, open_unit.modality)
            elif pending is None:
                pending = start
            continue
        if open_unit is not None and modal is not None and _JOINED.match(words) and pending is None:
            open_unit = _Unit(open_unit.start, open_unit.modal, open_unit.act, end, open_unit.modality)
            continue
        if open_unit is not None and modal is None and pending is None and not _names_doer(sentence, start, end):
            open_unit = _Unit(open_unit.start, open_unit.modal, open_unit.act, end, open_unit.modality)
            continue
        if open_unit is not None:
            yield open_unit
        at, act, modality = own
        open_unit = _Unit(start if pending is None else pending, at, act, end, modality)
        pending = None
    if open_unit is not None:
        yield open_unit


def _new_turn(words: str) -> bool:
    return bool(re.match(r"^(?:但|如|若|否则|逾期|每|经|未经|除)", words)) and words.endswith(("的", "时", "外"))


def _names_doer(sentence: Sentence, start: int, end: int) -> bool:
    return any(m.case is Case.SUBJECT and start <= m.start < end for m in sentence.mentions)


def _modal_in(plain: str, start: int, end: int) -> tuple[int, int, Modality] | None:
    """The segment's modal, unless it stands inside a condition."""
    words = plain[start:end].strip()
    for match in _modal().finditer(plain, start, end):
        rest = plain[match.end() : end].strip()
        if re.search(r"(?:的|时|后|前)$", words) and not re.search(r"的[^，]{0,3}$", words) or words.endswith("的"):
            inner = re.search(r"的(?=[^，。；]{0,4}(?:应|须|需|不得|有权))", plain[start : match.start() + 1])
            if inner is None:
                return None
        if not rest and match.lastgroup != "spared":
            continue
        return match.start(), match.end(), _modality()[cast(str, match.lastgroup)]
    return None


def _indicative(
    reading: Reading, sentence: Sentence, start: int, end: int, first: bool
) -> tuple[int, int, Modality] | None:
    """An act stated without a modal, by a named side or as an item of a list of duties."""
    plain = reading.view.plain
    words = plain[start:end].strip()
    if re.search(r"(?:的|时|后|前|者|情况下|期间)$", words):
        return None
    doer = next((m for m in sentence.mentions if m.case in DOERS and start <= m.start < end), None)
    if doer is not None and re.search(r"[一-龥]{2}", plain[doer.end : end]):
        return doer.end, doer.end, "obligation"
    if first and _ACT.match(words):
        return start, start, "obligation"
    return None


def _norm(reading: Reading, sentence: Sentence, unit: _Unit) -> Norm:
    bearer = _bearer(reading, sentence, unit)
    plain = reading.view.plain
    first, last = reading.view.span(unit.start, unit.end)
    return Norm(
        modality=unit.modality,
        bearer=bearer,
        counterparty=opposite(bearer),
        action=_source(reading, unit.act, unit.end),
        condition=_condition(reading, unit),
        deadline=_deadline(plain[unit.start : unit.end]),
        clause=reading.outline.at(unit.start).id,
        quote=reading.view.source[first:last],
        start=first,
        end=last,
    )


def _source(reading: Reading, start: int, end: int) -> str:
    if start >= end:
        return ""
    return reading.view.quote(start, end).strip()


def _condition(reading: Reading, unit: _Unit) -> str | None:
    plain = reading.view.plain
    stated = plain[unit.start : unit.modal]
    cut = max(stated.rfind("，"), stated.rfind(","))
    if cut <= 0:
        return None
    return _source(reading, unit.start, unit.start + cut) or None


def _bearer(reading: Reading, sentence: Sentence, unit: _Unit) -> Role:
    hit = Hit(reading, load("modals")[0], sentence, unit.modal, max(unit.act, unit.modal + 1))
    return subject(hit, causees=False) or heading_side(reading, sentence) or "vendor"


def _deadline(words: str) -> Json:
    for span in find_durations(words):
        if span.value is not None and (span.bound in ("within", "before") or span.value == "immediate"):
            return period_json(span.value)
    return None

