"""How a norm reads: the act without bearer and modal, its condition, and its time limit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.grammar.acts import Act
from loaders.grammar.mentions import Case
from loaders.grammar.reading import Reading
from loaders.grammar.verbs import act_verb
from loaders.values.durations import Span
from loaders.values.durations import find as find_durations
from loaders.words import pattern
from ontology.values import Json, period_json

_BREAK = re.compile(r"\s*\n\s*")
_LABEL = re.compile(r"^[^，,。；]{1,14}[:：]")
_LINKS = re.compile(r"^(?:但是?|而且|并且|并|且|而|则|同时|另外|此外|另)+(?=.)")
_ADVERBS = re.compile(r"(?:均|都|也|亦|则|仍|还|并|且|同时|应|须|将)+$")
_SETTING = re.compile(r"(?:后|时|前|内|起|下|中|外|间|同意|批准|许可|要求|约定|规定|的)$")
_ENTRY = re.compile(r"^(?:在|于|自|从|最迟|至迟|应|须|将)+")
_EVENT = re.compile(r"^(?:[^，,。；]{0,40}(?:后|起|之日|时|前|届满|期满|当日))?的?$")
_WITHIN = re.compile(r"^[^，,。；]{0,40}$")
_STATED_SETTING = re.compile(
    r"^(?:在|于|自)[^，,。；]{1,30}?(?:期限内|过程中|期间|之日起|之前|之后|(?<!小)时|后|前|内(?![容部外地])|中(?![心标国介]))(?!的|[日月年])"
)
_NEGATION = re.compile(
    r"(?:概|均|亦|也)?(?:无权|没有权利|不(?:应当?|得|再|予|会|必|另行?|可以?|能|允许|准|许|宜|要)*|无[须需]|毋[须需]|免于|严禁|禁止|切勿|勿)"
)
_ASIDE = re.compile(r"^[（(][^）)]*[）)][，,。]?")
_CARRIES_ON = re.compile(r"^(?:并|且|同时|也|还|亦)")
_KEPT = ("继续", "享有", "有", "保留", "具有", "拥有")
"""Modals that are part of the act they allow or demand."""
_BEHIND = re.compile(r"(?:[之以]?[内前])?[，,]?")
_DATED = re.compile(r"(?:后|(?<!小)时|前|内|之日起|期间|同时)$")
_NO_TOPIC = re.compile(r"(?:的|时|后|前|内|中|者)$")
_AT_ONCE = re.compile(r"^[^，,。；]{0,24}(?:立即|及时|立刻|尽快|马上)")
_PROMPT = re.compile(r"^(?:应|须)?(?:立即|及时|立刻|尽快|马上)")
_SHORT = 8
"""An act so short says what is borne only with its topic: 费用由乙方承担."""
_REACH = 90
"""How far into an act its time limit is looked for."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a norm as people read them, taken from the source."""

    action: str
    condition: str | None
    deadline: Json


def wording(reading: Reading, act: Act, earlier: Wording | None = None) -> Wording:
    """What an act says: what is to be done, when, and by when.

    An act that carries on from an `earlier` one of the sentence shares its condition.
    """
    start = _start(act)
    words = reading.view.plain[start : act.end]
    limit = _limit(words)
    event, offset = _event(words, limit, spoken=act.spoken)
    parts = [_lead(reading, act), _inner(reading, act)]
    if event:
        parts.append(_source(reading, start + event[0], start + event[1]))
    condition = "，".join(part for part in parts if part) or None
    piece = reading.view.plain[act.piece : act.end]
    if condition is None and earlier and (act.doer is None or _CARRIES_ON.match(piece)):
        condition = earlier.condition
    action = _action(reading, act, start + offset) or (earlier.action if earlier else "")
    return Wording(
        action=_PROMPT.sub("", action).strip() or action,
        condition=condition,
        deadline=_deadline(reading, act, limit),
    )


def _start(act: Act) -> int:
    """Where the act begins: behind the modal, but with the verb that the modal may hold."""
    doer = act.doer
    if doer is not None and doer.case is Case.AGENT and act.act <= doer.start <= act.act + 2:
        return doer.end
    if not act.spoken:
        return act.act
    if act.said.startswith(_KEPT) and not act.said.startswith(("有权", "有责任", "有义务")):
        return act.modal
    if act.modality in ("exemption", "prohibition"):
        negation = _NEGATION.match(act.said)
        return act.modal + negation.end() if negation else act.modal
    return act.act


def _limit(words: str) -> Span | None:
    """The first length of time within which or ahead of which to act."""
    spans = find_durations(words[:_REACH])
    return next((s for s in spans if s.value is not None and s.bound in ("within", "before")), None)


def _event(words: str, limit: Span | None, *, spoken: bool) -> tuple[tuple[int, int] | None, int]:
    """Where the event stands from which the limit runs, and where the act goes on behind it."""
    if limit is None or limit.value == "immediate":
        dated = None if spoken else act_verb(words.split("，")[0])
        if dated and dated > 1 and _DATED.search(words[:dated].strip()):
            return (0, dated), dated
        setting = _STATED_SETTING.match(words)
        inside = setting is not None and setting.end() < len(words.rstrip())
        return ((0, setting.end()), setting.end()) if setting and inside else (None, 0)
    entry = _ENTRY.match(words)
    first = entry.end() if entry else 0
    before = words[first : limit.start] if limit.start >= first else ""
    if not (_WITHIN if first else _EVENT).match(before.strip()):
        return None, 0
    behind = _BEHIND.match(words[limit.end :])
    rest = limit.end + (behind.end() if behind else 0)
    if rest >= len(words):
        return None, 0
    return ((first, limit.start) if before.strip() else None), rest


def _lead(reading: Reading, act: Act) -> str:
    """The segments before the one with the act, recital and label left out."""
    plain, start = reading.view.plain, act.start
    if start >= act.piece:
        return "否则" if plain.startswith("否则", start) else ""
    comma = plain.find("，", start, act.piece)
    if comma >= 0 and pattern("protases", "recites").match(plain[start:comma]):
        start = comma + 1
    words = _LABEL.sub("", _ASIDE.sub("", _source(reading, start, act.piece)))
    return _LINKS.sub("", words).rstrip("，,：: ")


def _inner(reading: Reading, act: Act) -> str:
    """The setting that stands between the doer and the modal: 乙方未经同意不得…."""
    first = act.piece
    if act.doer is not None and act.piece <= act.doer.start < act.modal:
        first = act.doer.end
    words = _LINKS.sub("", _ADVERBS.sub("", reading.view.plain[first : act.modal].strip()))
    if not act.spoken or not _SETTING.search(words) or len(words) < 2:
        return ""
    at = reading.view.plain.index(words, first)
    return _source(reading, at, at + len(words))


def _action(reading: Reading, act: Act, start: int) -> str:
    words = _source(reading, start, act.end)
    doer = act.doer
    if doer is None or doer.case is not Case.AGENT or len(words) > _SHORT or doer.start < act.piece:
        return words
    topic = reading.view.plain[act.piece : doer.start]
    topic = topic.strip().removesuffix("由").rstrip("并且均都应须")
    lead = re.split("[，,]", _lead(reading, act))[-1]
    return words + (_BREAK.sub("", topic) or ("" if _NO_TOPIC.search(lead) else lead))


def _deadline(reading: Reading, act: Act, limit: Span | None) -> Json:
    if limit is None and act.start < act.piece:
        lead = reading.view.plain[act.start : act.piece].rstrip("，, ")
        spans = find_durations(lead[-_REACH:])
        within = [s for s in spans if s.bound == "within" and s.value is not None]
        limit = within[-1] if within and lead.endswith("内") else None
    if limit is not None:
        return period_json(limit.value)
    return "immediate" if _AT_ONCE.match(reading.view.plain[act.act : act.end]) else None


def _source(reading: Reading, start: int, end: int) -> str:
    """The source behind a stretch of the view, on one line."""
    if start >= end:
        return ""
    return _BREAK.sub("", reading.view.quote(start, end)).strip()
