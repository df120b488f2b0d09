"""A sentence cut into pieces: conditions, recitals, acts with or without a modal, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from loaders.grammar.mentions import DOERS, Case, Mention, between
from loaders.grammar.modality import Modal, find_modal, has_modal, stated_modality
from loaders.grammar.protases import ADJUNCT, is_condition, is_setting
from loaders.grammar.sentences import Sentence
from loaders.grammar.verbs import act_verb
from loaders.words import load, pattern
from loaders.words.opening import compiled
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
_NESTED = 3
"""Brackets within brackets that are looked into."""
_LABEL_LENGTH = 14
_ONE_WORD = 2
"""付款, 验收 alone are names of fields."""
_TURN = compiled(
    r"(?<![、当应须以])(?:但是?|且|并且?|同时)(?=(?:也|亦|还)?(?:不(?:得|承担|能|予|可|负)|有权|应当?|须|需要?(?!求)|无(?:需|须|权)|必须|禁止|可(?!能)))"
)
_OPEN_TAIL = re.compile(r"(?:后|时|前|内|中|起|外|下|同时|约定|规定|要求)[)）”\s]*$")
_SCOPE = re.compile(r"非|不属|不在|不包")
"""不属于乙方服务范围: the side whose scope it is."""
_INCLUDES = re.compile(r"(?:包括|包含)")
_RELATIVE = re.compile(r"[一-龥]{2}的")
_ASKED = re.compile(r"^(?:书面)?(?:通知|要求|提出|发出|催告)[^，。；]*(?:后|时|[后时].{1,12}内)$")
"""甲方通知后两小时内派人到场: the other side acts."""
_PLAIN = re.compile(
    r"^[^的和及与、或为是系]{3,23}[^的和及与、或为是系区局处室楼店街号路所司心校院件任务利息式容围况料据员额费款限期点址码表单书人者方案]$"
)
"""The rest of a short sentence whose verb no list knows: 甲方自带汇票."""
_STATES = re.compile(
    r"^(?:\s|均|都|已经?|仍|则|系|皆)*(?:系|为(?=[^，。；]{0,30}(?:单位|公司|机关|机构|方|人|企业|者)$)|是|指(?!定|派|导)|属于?|已经?|了解|理解|知悉|认为|各[执持]|(?:共同)?(?:签字|盖章|签署|签章)|(?:共同)?(?:确定|商定|确认|约定|同意|声明)$|委托(?!第三)|授权(?!的)|未|无(?:法|正当)|不(?!少于|低于|高于|超过)|拒|逾期|违反|擅自|因|如|若|有(?=[^，。；]{0,20}$)|的|[^，。；]{0,20}(?:签字|盖章|签章)$|之间|或(?:其|者)?[^，。；]{0,10}$|[、及和与])"
)


def pieces(view: str, sentence: Sentence) -> tuple[Piece, ...]:
    """The pieces of a sentence in order."""
    return tuple(_Cutter(view, sentence).pieces())


@cache
def _no_norms() -> re.Pattern[str]:
    return compiled("|".join(f"(?:{cue.source})" for cue in load("no_norms")))


def _states_nothing(words: str) -> bool:
    """视为验收合格, but not 考核得分低于80分的, which is a condition."""
    if not _no_norms().search(words):
        return False
    score = pattern("no_norms", "scores").search(words)
    return not (score and pattern("protases", "always_closes").search(words))


def _without_asides(words: str) -> str:
    """The words with all that stands in brackets blanked, at the same length."""
    for _ in range(_NESTED):
        if "（" not in words and "(" not in words:
            break
        words = _ASIDE.sub(lambda match: " " * len(match.group()), words)
    return words


class _Cutter:
    """One sentence being cut; positions are those of the view, the text is without asides."""

    def __init__(self, view: str, sentence: Sentence) -> None:
        self.view = view
        self.sentence = sentence
        self.base = sentence.start
        self.text = _without_asides(view[sentence.start : sentence.end])

    def pieces(self) -> Iterator[Piece]:
        spans = tuple(self._spans())
        for number, (start, end) in enumerate(spans):
            yield self._piece(start, end, last=number == len(spans) - 1)

    def _words(self, start: int, end: int) -> str:
        return self.text[start - self.base : end - self.base].strip()

    def _doers(self, start: int, end: int) -> list[Mention]:
        return [m for m in between(self.sentence.mentions, start, end) if m.case in DOERS]

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Comma segments, cut again where a second modal follows 但, 且 or 并."""
        base, text = self.base, self.text
        for start, end in self._segments():
            at = start
            for turn in _TURN.finditer(text, start + 2 - base, end - base):
                here = turn.start() + base
                doers = self._doers(at, here)
                acting = bool(doers) and bool(self._words(doers[-1].end, here))
                if acting or has_modal(text, at - base, turn.start()):
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
        if pattern("no_norms", "concerns").search(words):
            aside = _INCLUDES.match(words) and not last and self.view[end] not in "：:"
            return Piece(start, end, Kind.MORE if aside else Kind.NONE, words)
        if words.startswith("鉴于") or self._is_label(start, end, words):
            return Piece(start, end, Kind.LABEL, words)
        if _states_nothing(words):
            return Piece(start, end, Kind.NONE, words)
        doers = self._doers(start, end)
        if pattern("protases", "recites").match(words) and not last:
            return Piece(start, end, Kind.RECITAL, words, doer=doers[0] if doers else None)
        modal = find_modal(self.text, start - self.base, end - self.base)
        act = "" if modal is None else self._words(modal.end + self.base, end)
        if modal is None:
            condition = is_setting(words, last=last)
        else:
            condition = is_condition(words, modal.said, act, last=last)
        if condition:
            return Piece(start, end, Kind.CONDITION, words, doer=doers[-1] if doers else None)
        if modal is not None:
            return self._with_modal(start, end, words, modal, act)
        return self._stated(start, end, words) or Piece(start, end, Kind.MORE, words)

    def _is_label(self, start: int, end: int, words: str) -> bool:
        """验收方式：, 乙方责任："""
        if end - start > _LABEL_LENGTH or self.view[end : end + 1] not in ("：", ":"):
            return False
        if end >= self.sentence.end or pattern("no_norms", "takes_effect").search(words):
            return False
        return not has_modal(words)

    def _with_modal(self, start: int, end: int, words: str, modal: Modal, act: str) -> Piece:
        return Piece(
            start,
            end,
            Kind.MODAL,
            words,
            modality=modal.modality,
            modal=modal.start + self.base,
            act=modal.end + self.base,
            said=modal.said,
            doer=self._modal_doer(start, modal),
            open=not act or bool(ADJUNCT.match(act) and _OPEN_TAIL.search(act)),
        )

    def _modal_doer(self, start: int, modal: Modal) -> Mention | None:
        """Who bears the modal: 应由甲方…, 同意乙方扣除, else the last subject before it."""
        first, last = modal.start + self.base, modal.end + self.base
        named = modal.cue in ("consents", "keeps_right")
        scope = modal.cue == "spared" and _SCOPE.match(modal.said)
        for m in between(self.sentence.mentions, start, last + 3):
            if first <= m.start and (named or m.case is Case.AGENT):
                return m
            if m.end <= first <= m.end + 1 and m.case is Case.EMBEDDED:
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
        modality = stated_modality(rest, verb)
        if doer is None:
            if verb is None or len(words) <= _ONE_WORD:
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
        named = between(self.sentence.mentions, start, end)
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
