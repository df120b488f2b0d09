"""A sentence cut into pieces: conditions, recitals, acts with or without a modal, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import cast

from loaders.grammar.mentions import DOERS, Case, Mention
from loaders.grammar.sentences import Sentence
from loaders.grammar.verbs import act_verb, timed_verb
from loaders.phrases import phrase
from loaders.words import load
from ontology.facts import Modality


class Kind(StrEnum):
    """What a piece does in its sentence."""

    NONE = "none"
    """Deems, defines, owns: states no conduct, and what was said before it stands alone."""
    LABEL = "label"
    """验收方式：…, or a recital of grounds: 鉴于…, …"""
    CONDITION = "condition"
    RECITAL = "recital"
    """甲方承诺，…: what is promised follows."""
    MODAL = "modal"
    STATED = "stated"
    """An act of a named side without a modal: 乙方提供…."""
    BARE = "bare"
    """An act of nobody named: 定期巡检."""
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Piece:
    """`[start, end)` of the view, `words` without asides; the modal `said` stands at `modal`, its
    act at `act`.

    `doer` is the side that the piece itself names as acting. An `open` act is all adjunct so far:
    甲方应在收到通知后，….
    """

    start: int
    end: int
    kind: Kind
    words: str
    modality: Modality = "obligation"
    modal: int = 0
    act: int = 0
    said: str = ""
    doer: Mention | None = None
    open: bool = False


_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_LABEL_LENGTH = 14
_LONG = 4
"""A modal so long holds its act: 享有优先购买权."""
_TURN = re.compile(
    r"(?<![、当应须以])(?:但是?|且|并且?|同时)(?=(?:也|亦|还)?(?:不(?:得|承担|能|予|可|负)|有权|应当?|须|需要?(?!求)|无(?:需|须|权)|必须|禁止|可(?!能)))"
)
_ADJUNCT = re.compile(
    r"^\s*(?:均|都|还|也|亦|同时|立即|及时|至少|最迟|至迟|保证|确保)*(?:在|于|自|从|按照?|根据|依照|依据|除|经|当|每|通过)|^\s*$"
)
_OPEN_TAIL = re.compile(r"(?:后|时|前|内|中|起|外|下|同时|约定|规定|要求)[)）”\s]*$")
_WEAK = re.compile(r"^(?:需要?|将|要|可以?|不能|负有|有责任|有义务|承诺|保证|确保|同意)$")
_TURNED = {
    ("spared", "entitled"),
    ("spared", "obliged"),
    ("spared", "promises"),
    ("forbidden", "promises"),
}
"""A later modal that says what the first one comes to: 可免于处罚, 承诺不泄露."""
_AFTER_ALL = re.compile(r"(?:(?<!目)[后的]|(?<![甲乙双一对另])方|[后的](?:甲方|乙方|双方))$")
"""What lets a condition end before the modal: 经批准后可…, …后方可."""
_RELATIVE = re.compile(r"\s*(?:由(?:甲方|乙方|双方|其)(?:自行)?)?[一-龥]{2}的")
"""What makes a modal part of a noun: 应承担的责任."""
_DEALS = re.compile(r"(?:对|将|向)")
"""对违反规定的行为进行纠正 is an act for all its breach."""
_MEASURE = re.compile(
    r"(?:程度|约定|规定|要求|情况|标准|方式|需要|需求|计划|办法|原则|结果|内容|条款|规范)$"
)
"""按照不可抗力对履行合同的影响程度 is a setting for all its verbs."""
_INCLUDES = re.compile(r"(?:包括|包含)")
_EXCEPT = re.compile(r"除(?!了?应)")
_BANS = re.compile(r"^(?:不得|不准|严禁|禁止)")
_ASKED = re.compile(r"^(?:书面)?(?:通知|要求|提出|发出|催告)[^，。；]*(?:后|时|[后时].{1,12}内)$")
"""甲方通知后两小时内派人到场: the other side acts."""
_PLAIN = re.compile(
    r"^[^的和及与、或为是系]{3,23}[^的和及与、或为是系区局处室楼店街号路所司心校院]$"
)
"""The rest of a short sentence whose verb no list knows: 甲方自带汇票."""
_STATES = re.compile(
    r"^(?:\s|均|都|已经?|仍|则|系|皆)*(?:系|为(?=[^，。；]{0,30}(?:单位|公司|机关|机构|方|人|企业|者)$)|是|指(?!定|派|导)|属于?|已经?|了解|理解|知悉|认为|各[执持]|(?:共同)?(?:签字|盖章|签署|签章)|(?:共同)?(?:确定|商定|确认|约定|同意|声明)$|委托(?!第三)|授权(?!的)|未|无(?:法|正当)|不(?!少于|低于|高于|超过)|拒|逾期|违反|擅自|因|如|若|有(?=[^，。；]{0,20}$)|的|[^，。；]{0,20}(?:签字|盖章|签章)$|之间|或(?:其|者)?[^，。；]{0,10}$|[、及和与])"
)


def pieces(view: str, sentence: Sentence) -> tuple[Piece, ...]:
    """The pieces of a sentence in order."""
    return tuple(_Cutter(view, sentence).pieces())


@cache
def _modals() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{c.id}>{c.pattern.pattern})" for c in load("modals")))


@cache
def _modality() -> dict[str, Modality]:
    return {cue.id: cast(Modality, cue.means) for cue in load("modals")}


@cache
def _no_norms() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in load("no_norms")))


def _modality_stated(rest: str, verb: int | None) -> Modality:
    """Who judges or takes has a power, any other act stated is a duty."""
    at_verb = rest[verb:] if verb is not None else rest
    powers = phrase("stated_powers", "judges").search(rest) or phrase(
        "stated_powers", "takes"
    ).match(at_verb)
    return "right" if powers or phrase("stated_powers", "as_offered").search(rest) else "obligation"


def _without_asides(words: str) -> str:
    """The words with all that stands in brackets blanked, at the same length."""
    while "（" in words or "(" in words:
        blanked = _ASIDE.sub(lambda match: " " * len(match.group()), words)
        if blanked == words:
            break
        words = blanked
    return words


class _Cutter:
    """One sentence being cut; positions are those of the view, the text is without asides."""

    def __init__(self, view: str, sentence: Sentence) -> None:
        self.view = view
        self.sentence = sentence
        self.base = sentence.start
        self.text = _without_asides(view[sentence.start : sentence.end])
        self.doers = tuple(m for m in sentence.mentions if m.case in DOERS)

    def pieces(self) -> Iterator[Piece]:
        spans = tuple(self._spans())
        for number, (start, end) in enumerate(spans):
            yield self._piece(start, end, last=number == len(spans) - 1)

    def _words(self, start: int, end: int) -> str:
        return self.text[start - self.base : end - self.base].strip()

    def _doers(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.doers if start <= m.start < end]

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Comma segments, cut again where a second modal follows 但, 且 or 并."""
        base, text = self.base, self.text
        for start, end in self._segments():
            at = start
            for turn in _TURN.finditer(text, start + 2 - base, end - base):
                here = turn.start() + base
                doers = self._doers(at, here)
                acting = bool(doers) and bool(self._words(doers[-1].end, here))
                if acting or _modals().search(text, at - base, turn.start()):
                    yield at, here
                    at = here
            yield at, end

    def _segments(self) -> Iterator[tuple[int, int]]:
        """Comma segments; a bare 除外 belongs to the one before it."""
        held: tuple[int, int] | None = None
        for start, end in self.sentence.segments:
            if held is not None and self._words(start, end) == "除外":
                held = held[0], end
                continue
            if held is not None:
                yield held
            held = start, end
        if held is not None:
            yield held

    def _piece(self, start: int, end: int, *, last: bool) -> Piece:
        words = self._words(start, end)
        if phrase("no_norms", "concerns").search(words):
            aside = _INCLUDES.match(words) and not last and self.view[end] not in "：:"
            return Piece(start, end, Kind.MORE if aside else Kind.NONE, words)
        if words.startswith("鉴于") or self._is_label(start, end):
            return Piece(start, end, Kind.LABEL, words)
        if _no_norms().search(words) and not self._is_score(words):
            return Piece(start, end, Kind.NONE, words)
        doers = self._doers(start, end)
        if phrase("protases", "recites").match(words) and not last:
            return Piece(start, end, Kind.RECITAL, words, doer=doers[0] if doers else None)
        modal = self._modal(start, end, words)
        if self._is_condition(words, modal, last=last):
            return Piece(start, end, Kind.CONDITION, words, doer=doers[-1] if doers else None)
        return modal or self._stated(start, end, words) or Piece(start, end, Kind.MORE, words)

    def _is_score(self, words: str) -> bool:
        """考核得分低于80分的: a condition, not a score given."""
        return phrase("protases", "always_closes").search(words) is not None and bool(
            phrase("no_norms", "scores").search(words)
        )

    def _is_label(self, start: int, end: int) -> bool:
        """验收方式：, 乙方责任："""
        if end - start > _LABEL_LENGTH or self.view[end : end + 1] not in ("：", ":"):
            return False
        words = self._words(start, end)
        if phrase("no_norms", "takes_effect").search(words):
            return False
        return end < self.sentence.end and not _modals().search(words)

    def _is_condition(self, words: str, modal: Piece | None, *, last: bool) -> bool:
        """Whether the piece only says when or of what the rest speaks."""
        if phrase("protases", "always_closes").search(words):
            return not _BANS.match(words)
        if modal is None:
            return self._is_setting(words, last=last)
        if _EXCEPT.match(words) and words.endswith("外"):
            return True
        said, act = modal.said, self._words(modal.act, modal.end)
        if phrase("protases", "closes").search(words):
            closes = _WEAK.match(said) or words.endswith(("时", "前"))
            return bool(closes) and not _ADJUNCT.match(act)
        if last:
            return False
        supposed = phrase("protases", "supposes").match(words)
        if supposed and supposed.end() > len(words) - len(act) - len(said):
            supposed = None
        if any(phrase("protases", name).match(words) for name in ("aims", "permission")):
            return True
        ahead = words[: len(words) - len(said) - len(act)] if act else words
        sure = _AFTER_ALL.search(ahead)
        return (
            bool(_WEAK.match(said))
            and not sure
            and bool(supposed or phrase("protases", "opens").match(words))
        )

    def _is_setting(self, words: str, *, last: bool) -> bool:
        """Whether a piece without a modal is a condition, topic or aim."""
        closed = phrase("protases", "closes").search(words) is not None
        agreed = phrase("protases", "agreed").match(words)
        if agreed and not closed and act_verb(words[agreed.end() :]) is not None:
            return False
        if last:
            return closed and act_verb(words) is None
        if closed or any(
            phrase("protases", name).match(words)
            for name in ("supposes", "aims", "opens", "permission")
        ):
            return True
        if phrase("protases", "fails").match(words):
            return not (_DEALS.match(words) and act_verb(words) is not None)
        if phrase("protases", "happens").match(words):
            return not timed_verb(words)
        if not phrase("protases", "adjoins").match(words):
            return False
        if _MEASURE.search(words):
            return True
        return act_verb(re.sub(r"^(?:甲方|乙方|双方)", "", words)) is None

    def _modal(self, start: int, end: int, words: str) -> Piece | None:
        """The first modal that has an act; an exemption or a promise not to act turns it."""
        found: re.Match[str] | None = None
        name = ""
        for match in _modals().finditer(self.text, start - self.base, end - self.base):
            later = cast(str, match.lastgroup)
            if found is None:
                if _RELATIVE.match(self.text, match.end(), end - self.base):
                    continue
                rest = self._words(match.end() + self.base, end)
                if rest or later == "spared" or len(match.group()) > _LONG:
                    found, name = match, later
            elif (later, found.lastgroup) in _TURNED:
                name = later
                break
        if found is None:
            return None
        after = self._words(found.end() + self.base, end)
        return Piece(
            start,
            end,
            Kind.MODAL,
            words,
            modality=_modality()[name],
            modal=found.start() + self.base,
            act=found.end() + self.base,
            said=found.group(),
            doer=self._modal_doer(start, found),
            open=not after or bool(_ADJUNCT.match(after) and _OPEN_TAIL.search(after)),
        )

    def _modal_doer(self, start: int, modal: re.Match[str]) -> Mention | None:
        """Who bears the modal: 应由甲方…, 同意乙方扣除, else the last subject before it."""
        first, last = modal.start() + self.base, modal.end() + self.base
        named = modal.lastgroup in ("consents", "keeps_right")
        scope = modal.lastgroup == "spared" and "范围" in modal.group()
        for m in self.sentence.mentions:
            if first <= m.start <= last + 2 and (named or m.case is Case.AGENT):
                return m
            if m.end <= first <= m.end + 1 and m.start >= start and m.case is Case.EMBEDDED:
                return m
            if scope and first < m.start < last and m.who in ("buyer", "vendor"):
                return m
        subjects = [m for m in self._doers(start, first) if m.case is not Case.CAUSEE]
        return subjects[-1] if subjects else None

    def _stated(self, start: int, end: int, words: str) -> Piece | None:
        """An act without a modal, of a named side or of nobody."""
        doer = self._stated_doer(start, end)
        rest = words if doer is None else self._words(doer.end, end)
        verb = act_verb(rest)
        if doer is not None and verb is not None and _ASKED.search(rest[:verb]):
            doer = None
        modality = _modality_stated(rest, verb)
        if doer is None:
            if verb is None:
                return None
            return Piece(start, end, Kind.BARE, words, modality, start, start)
        if _STATES.match(rest) or not re.search(r"[一-龥]{2}", rest):
            return None
        if doer.case is Case.AGENT and _RELATIVE.match(rest):
            return None
        if verb is None and doer.case is not Case.AGENT and not _PLAIN.match(rest):
            return None
        return Piece(start, end, Kind.STATED, words, modality, doer.end, doer.end, doer=doer)

    def _stated_doer(self, start: int, end: int) -> Mention | None:
        """The first side that acts; at the start of a piece also one that a verb follows."""
        named = [m for m in self.sentence.mentions if start <= m.start < end]
        agents = [m for m in named if m.case is Case.AGENT and self.view[m.start - 1] == "由"]
        if agents:
            return agents[-1]
        for m in named:
            if m.case in (Case.SUBJECT, Case.AGENT):
                return m
            opens = m.case is Case.ATTRIBUTE and not self._words(start, m.start)
            if opens and act_verb(self._words(m.end, end)) is not None:
                return m
        return None
