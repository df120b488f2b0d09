"""What each side must, may or must not do, or is spared: one norm for each modal with its act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from loaders.grammar.acts import Act, acts
from loaders.grammar.bearers import bearer
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import opposite
from loaders.values.durations import find as find_durations
from ontology.facts import Modality, Norm, Role
from ontology.values import Json, period_json

ListKind = Literal["acts", "grounds", "things"]

_BANS_ITEMS = re.compile(r"(?:不得|禁止|严禁|不准|不允许)[^，。；]{0,8}(?:下列|以下|如下)")
_GROUNDS = re.compile(r"(?:下列|以下|如下|下述)[^。；，]{0,24}(?:情形|情况|之一|原因|事由|事件|条件|行为|因素)")
_THINGS = re.compile(r"是指|包[括含]|范围|保密(?:信息|内容)|组成|定义|效力")
_RIGHTS = re.compile(r"权利|权限")
_DUTIES = re.compile(r"义务|责任|职责")
_AT_ONCE = re.compile(r"^(?:立即|及时|立刻|尽快|马上)")
_TIMING = re.compile(r"^(?:在|于|自|从|应在|须在)?(?P<event>[^，。；]{0,40}?(?:之日起|[之以]?后|时|起|前)?)的?$")


def read_norms(reading: Reading) -> tuple[Norm, ...]:
    """Every norm of the text, in the order of the text."""
    said = {s.index: _acts(reading, s) for s in reading.sentences if _speaks(reading, s)}
    heads = {s.head for s in reading.sentences if s.head is not None and said.get(s.index)}
    return tuple(
        norm
        for index, found in said.items()
        for norm in _norms(reading, reading.sentences[index], found, announces=index in heads)
    )


def _speaks(reading: Reading, sentence: Sentence) -> bool:
    """Cover, signature, table rows and options not chosen state no norm."""
    if reading.part(sentence) in ("cover", "signature") or sentence.index in reading.unchosen:
        return False
    return "\t" not in reading.words(sentence)


def _acts(reading: Reading, sentence: Sentence) -> tuple[Act, ...]:
    """The acts of a sentence; an item of a list takes the modality of its head."""
    found = tuple(acts(reading.view.plain, sentence))
    if not found:
        return ()
    kind, modality = _announced(reading, sentence)
    preamble = reading.outline.sections[sentence.section].kind == "preamble"
    if kind in ("grounds", "things") or preamble:
        return tuple(act for act in found if act.spoken)
    return tuple(act if act.spoken or not modality else replace(act, modality=modality) for act in found)


def _announced(reading: Reading, sentence: Sentence) -> tuple[ListKind, Modality | None]:
    """What the list head over a sentence announces, and the modality of its items."""
    if sentence.head is None:
        return "acts", _of_headings(reading, sentence)
    head = reading.sentences[sentence.head]
    words = reading.words(head)
    if _BANS_ITEMS.search(words):
        return "acts", "prohibition"
    if _GROUNDS.search(words):
        return "grounds", None
    said = [act for act in acts(reading.view.plain, head) if act.spoken]
    if said:
        return "acts", said[-1].modality
    return ("things", None) if _THINGS.search(words) else ("acts", _of_headings(reading, sentence))


def _of_headings(reading: Reading, sentence: Sentence) -> Modality | None:
    """甲方权利 makes rights of the acts under it, 甲方权利和义务 does not."""
    for heading in reading.headings(sentence.section):
        if _RIGHTS.search(heading):
            return None if _DUTIES.search(heading) else "right"
    return None


def _norms(
    reading: Reading, sentence: Sentence, found: Sequence[Act], *, announces: bool
) -> Iterator[Norm]:
    """The norms of a sentence; a head whose items are norms leaves its announcing act to them."""
    kept = found[:-1] if announces and _is_head(reading, sentence) else found
    before: Role | None = None
    for act in kept:
        before = bearer(reading, sentence, act, before)
        yield _norm(reading, act, before)


def _is_head(reading: Reading, sentence: Sentence) -> bool:
    words = reading.words(sentence)
    return _BANS_ITEMS.search(words) is not None or not _GROUNDS.search(words)


def _norm(reading: Reading, act: Act, side: Role) -> Norm:
    first, last = reading.view.span(act.start, act.end)
    action, condition, deadline = _parts(reading, act)
    return Norm(
        modality=act.modality,
        bearer=side,
        counterparty=opposite(side),
        action=action,
        condition=condition,
        deadline=deadline,
        clause=reading.outline.at(act.start).id,
        quote=reading.view.source[first:last],
        start=first,
        end=last,
    )


def _parts(reading: Reading, act: Act) -> tuple[str, str | None, Json]:
    """The act without bearer, modal and time; the words of its condition; its time limit."""
    return _source(reading, act.act, act.end), _condition(reading, act), _deadline(reading, act)


def _source(reading: Reading, start: int, end: int) -> str:
    return reading.view.quote(start, end).strip() if start < end else ""


def _condition(reading: Reading, act: Act) -> str | None:
    """The words before the piece with the act."""
    if act.start == act.piece:
        return None
    return _source(reading, act.start, act.piece).rstrip("，,：: \n") or None


def _deadline(reading: Reading, act: Act) -> Json:
    words = reading.view.plain[act.start : act.end]
    for span in find_durations(words):
        if span.value is not None and (span.bound in ("within", "before") or span.value == "immediate"):
            return period_json(span.value)
    return None
