"""A sentence cut into pieces: conditions, recitals, acts with or without a modal, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import cast

from loaders.grammar.mentions import DOERS, Case, Mention
from loaders.grammar.sentences import Sentence
from loaders.phrases import phrase
from loaders.words import load
from ontology.facts import Modality


class Kind(StrEnum):
    """What a piece does in its sentence."""

    NONE = "none"
    """Deems, defines, owns: states no conduct, and what was said before it stands alone."""
    LABEL = "label"
    """验收方式：…"""
    CONDITION = "condition"
    RECITAL = "recital"
    """甲方承诺，…: what is promised follows."""
    MODAL = "modal"
    STATED = "stated"
    """An act of a named side without a modal: 乙方提供….."""
    BARE = "bare"
    """An act of nobody named: 定期巡检."""
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Piece:
    """`[start, end)` of the view; the modal stands at `modal`, its act begins at `act`.

    `doer` is the side that the piece itself names as acting. An `open` act is all adjunct so far:
    甲方应在收到通知后，….
    """

    start: int
    end: int
    kind: Kind
    modality: Modality = "obligation"
    modal: int = 0
    act: int = 0
    doer: Mention | None = None
    open: bool = False


_LABEL_LENGTH = 14
_LONG = 4
"""A modal so long holds its act: 享有优先购买权."""
_TURN = re.compile(
    r"(?<![、当应须以])(?:但是?|且|并且?|同时)(?=(?:也|亦|还)?(?:不(?:得|承担|能|予|可|负)|有权|应当?|须|需要?(?!求)|无(?:需|须|权)|必须|禁止|可(?!能)))"
)
_ADJUNCT = re.compile(
    r"^\s*(?:均|都|还|也|亦|同时|立即|及时|至少|最迟|至迟)*(?:在|于|自|从|按照?|根据|依照|依据|除|经|当|每)|^\s*$"
)
_OPEN_TAIL = re.compile(r"(?:后|时|前|内|中|起|外|下|同时|约定|规定|要求)[)）”\s]*$")
_WEAK = re.compile(r"^(?:需要?|将|要|承担|负责|可以?)$")
_TURNED = {
    ("spared", "entitled"),
    ("spared", "obliged"),
    ("spared", "promises"),
    ("forbidden", "promises"),
}
"""A later modal that says what the first one comes to: 可免于处罚, 承诺不泄露."""
_BANS = re.compile(r"^(?:不得|不准|严禁|禁止)")
_PLAIN = re.compile(r"^[^的和及与、或]{4,24}$")
"""The rest of a short sentence whose verb no list knows: 甲方自带汇票."""
_STATES = re.compile(
    r"^(?:\s|均|都|已经?|仍|则|系|皆)*(?:系|为(?=[^，。；]{0,30}(?:单位|公司|机关|机构|方|人|企业|者)$)|是|指(?!定|派|导)|属于?|已经?|了解|理解|知悉|认为|各[执持]|(?:共同)?(?:签字|盖章|签署|签章)|(?:共同)?(?:确定|商定|确认|约定|同意|声明)$|委托(?!第三)|授权(?!的)|指定[^，。；]{1,20}为[^，。；]{0,8}(?:联系人|代表|负责人|经理)|未|无(?:法|正当)|不(?!少于|低于|高于|超过)|拒|逾期|违反|擅自|因|如|若|有(?=[^，。；]{0,20}$)|的|[^，。；]{0,20}(?:签字|盖章|签章)$|之间|或(?:其|者)?[^，。；]{0,10}$|[、及和与])"
)
_PEOPLE = re.compile(
    r"(?:人员|工程师|经理|负责人|员工|团队|小组|单位|服务商|承包商|人|员|组|部|机构|公司|方)$"
)
_ADVERBIAL = re.compile(
    r"(?:[后前内时起中下地并且及,，、里间]|同时|期间|定期|及时|积极|严格|认真|主动|免费|负责|自行|立即|尽快|妥善|全程|随时|定时|按时|按期|如期|准时|足额|全面|协助|配合|统一|共同|一次性|合理|优先|提前|继续|以书面形式|书面|另行|分别|专门|专人|无偿|切实|依法|按[^，。；]{1,16}|仍|均|都|还|再|则|应|将|能够?|会|去|来|以|至少|不断|做好|努力|适时|逐步|有效|如实|公正|独立|安全|规范|正确|直接|指派|安排|派|通过[^，。；]{1,30}|利用[^，。；]{1,20}|每.{1,6}[次日天周月年季]|[0-9一二三四五六七八九十]+[次日天周月年]|次|[日天周月年]|友好|谈判|全部|部分|工作日|以外|之外)$"
)
_TIMED = re.compile(
    r"(?:[后前内时起]|期间|同时|之日)(?:[^，。；]{0,2}|一次性|全额|足额|[^，。；]{0,8}将[^，。；]{1,20})$"
)
_PREPOSES = re.compile(
    r"(?:^|[后前内时中起下])(?:并|且|同时|及时|定期|负责|主动|积极|不定期|能够?|则|仍|均|都|再|还)*(?:对|向|将|把|为(?!了|保|便|确)|给|与|同|就|按|根据|依据|依照|按照|以|凭|针对|由)"
)
_NOUN_AFTER = re.compile(
    r"^(?:人(?!工)|人员|费|方式|时间|地点|期[限间]|内容|标准|方案(?!的)|报告|记录|要求|范围|条件|责任|义务|情况|[表单书率期]|清单|依据|办法|程序|流程|方法|计划|目标|名单|地址|日期|原则|规定|措施|工具|体系|制度|的|之?后|单位|部门|能力|工作$|周期|频次|数量|价|额(?!外)|点|类|协议|金(?!额)|意见|结果|机制|团队|小组|机构)"
)


def pieces(view: str, sentence: Sentence) -> tuple[Piece, ...]:
    """The pieces of a sentence in order."""
    spans = tuple(_spans(view, sentence))
    return tuple(_piece(view, sentence, spans, number) for number in range(len(spans)))


def _spans(view: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Comma segments, cut again where a second modal follows 但, 且 or 并."""
    for start, end in _segments(view, sentence):
        at = start
        for turn in _TURN.finditer(view, start + 2, end):
            if _modals().search(view, at, turn.start()) or _doers(sentence, at, turn.start()):
                yield at, turn.start()
                at = turn.start()
        yield at, end


def _segments(view: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Comma segments; a bare 除外 belongs to the one before it."""
    held: tuple[int, int] | None = None
    for start, end in sentence.segments:
        if held is not None and view[start:end].strip() == "除外":
            held = held[0], end
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held


def _piece(view: str, sentence: Sentence, spans: Sequence[tuple[int, int]], number: int) -> Piece:
    start, end = spans[number]
    last = number == len(spans) - 1
    words = view[start:end].strip()
    if phrase("no_norms", "concerns").search(words):
        return Piece(start, end, Kind.NONE)
    if _is_label(view, sentence, start, end):
        return Piece(start, end, Kind.LABEL)
    if _no_norms().search(words):
        return Piece(start, end, Kind.NONE)
    if phrase("protases", "recites").match(words) and not last:
        return Piece(start, end, Kind.RECITAL, doer=_first(_doers(sentence, start, end)))
    modal = _modal(view, sentence, start, end)
    if _is_condition(view, words, modal, last=last):
        return Piece(start, end, Kind.CONDITION, doer=_last(_doers(sentence, start, end)))
    return modal or _stated(view, sentence, start, end) or Piece(start, end, Kind.MORE)


def _is_label(view: str, sentence: Sentence, start: int, end: int) -> bool:
    """验收方式：, 乙方责任："""
    if end - start > _LABEL_LENGTH or view[end : end + 1] not in ("：", ":"):
        return False
    return not _modals().search(view, start, end) and end < sentence.end


@cache
def _modals() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{c.id}>{c.pattern.pattern})" for c in load("modals")))


@cache
def _modality() -> dict[str, Modality]:
    return {cue.id: cast(Modality, cue.means) for cue in load("modals")}


@cache
def _no_norms() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in load("no_norms")))


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(cue.pattern.pattern for cue in load("act_verbs")))


def _doers(sentence: Sentence, start: int, end: int) -> tuple[Mention, ...]:
    return tuple(m for m in sentence.mentions if m.case in DOERS and start <= m.start < end)


def _first(mentions: tuple[Mention, ...]) -> Mention | None:
    return mentions[0] if mentions else None


def _last(mentions: tuple[Mention, ...]) -> Mention | None:
    return mentions[-1] if mentions else None


def _is_condition(view: str, words: str, modal: Piece | None, *, last: bool) -> bool:
    """Whether the piece only says when or of what the rest speaks."""
    if phrase("protases", "always_closes").search(words):
        return not _BANS.match(words)
    closed = bool(phrase("protases", "closes").search(words))
    if modal is None:
        return _is_setting(words, closed=closed, last=last)
    said = view[modal.modal : modal.act]
    if closed:
        return bool(_WEAK.match(said)) and not _ADJUNCT.match(view[modal.act : modal.end])
    supposed = phrase("protases", "supposes").match(words)
    if last or (supposed and supposed.end() > modal.modal - modal.start):
        return False
    if phrase("protases", "aims").match(words):
        return True
    return bool(
        _WEAK.match(said)
        and not view[: modal.modal].endswith("方")
        and (supposed or phrase("protases", "opens").match(words))
    )


def _is_setting(words: str, *, closed: bool, last: bool) -> bool:
    """Whether a piece without a modal is a condition, topic or aim."""
    if last:
        return closed and _bare_verb(words) is None
    if closed or any(
        phrase("protases", name).match(words) for name in ("supposes", "aims", "opens")
    ):
        return True
    if phrase("protases", "fails").match(words):
        return True
    if phrase("protases", "happens").match(words):
        return not any(_TIMED.search(words[: m.start()]) for m in _verbs().finditer(words))
    return bool(phrase("protases", "adjoins").match(words)) and _bare_verb(words) is None


def _modal(view: str, sentence: Sentence, start: int, end: int) -> Piece | None:
    """The first modal that has an act; an exemption or a promise not to act turns it."""
    found: re.Match[str] | None = None
    for match in _modals().finditer(view, start, end):
        name = cast(str, match.lastgroup)
        if found is None:
            if view[match.end() : end].strip() or name == "spared" or len(match.group()) > _LONG:
                found = match
        elif (name, found.lastgroup) in _TURNED:
            return _with_modal(view, sentence, start, end, found, name)
    if found is None:
        return None
    return _with_modal(view, sentence, start, end, found, cast(str, found.lastgroup))


def _with_modal(
    view: str, sentence: Sentence, start: int, end: int, found: re.Match[str], name: str
) -> Piece:
    after = view[found.end() : end]
    opened = bool(_ADJUNCT.match(after) and _OPEN_TAIL.search(after)) or not after.strip()
    return Piece(
        start,
        end,
        Kind.MODAL,
        modality=_modality()[name],
        modal=found.start(),
        act=found.end(),
        doer=_modal_doer(sentence, start, found, end),
        open=opened,
    )


def _modal_doer(sentence: Sentence, start: int, modal: re.Match[str], end: int) -> Mention | None:
    """Who bears the modal: 应由甲方…, 同意乙方扣除, else the last subject before it."""
    for m in sentence.mentions:
        governed = modal.start() <= m.start <= modal.end() + 2 and m.end <= end
        if governed and (m.case is Case.AGENT or modal.lastgroup in ("consents", "keeps_right")):
            return m
        scope = modal.lastgroup == "spared" and "范围" in modal.group()
        if scope and modal.start() < m.start < modal.end() and m.who in ("buyer", "vendor"):
            return m
    subjects = [
        m
        for m in sentence.mentions
        if start <= m.start < modal.start() and m.case in (Case.SUBJECT, Case.AGENT)
    ]
    return _last(tuple(subjects))


def _stated(view: str, sentence: Sentence, start: int, end: int) -> Piece | None:
    """An act without a modal, of a named side or of nobody."""
    doer = next(
        (m for m in _doers(sentence, start, end) if m.case in (Case.SUBJECT, Case.AGENT)), None
    )
    rest = view[start if doer is None else doer.end : end]
    powers = any(cue.pattern.search(rest) for cue in load("stated_powers"))
    modality: Modality = "right" if powers else "obligation"
    if doer is not None:
        if _STATES.match(rest) or not re.search(r"[一-龥]{2}", rest):
            return None
        if _bare_verb(rest) is None and doer.case is Case.SUBJECT and not _PLAIN.match(rest):
            return None
        return Piece(start, end, Kind.STATED, modality, doer.end, doer.end, doer)
    if _bare_verb(rest) is None:
        return None
    return Piece(start, end, Kind.BARE, modality, start, start)


def _bare_verb(words: str) -> int | None:
    """Where the verb of an act of nobody named stands, if the words before it are adjuncts."""
    words = words.strip()
    first = True
    for match in _verbs().finditer(words):
        before = words[: match.start()].strip()
        fits = not before or _PREPOSES.search(before) or _PEOPLE.search(before)
        if _NOUN_AFTER.match(words[match.end() :]):
            first = first and bool(fits)
            continue
        ends = match.end() == len(words) and _PEOPLE.search(before)
        if ends:
            return None
        if (first and (fits or _ADVERBIAL.search(before))) or _TIMED.search(before):
            return match.start()
        first = False
    return None
