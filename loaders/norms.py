"""What each side must, may or must not do, or is spared: one norm for each modal with its act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from loaders.grammar.acts import Act, acts
from loaders.grammar.bearers import bearer
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import opposite
from loaders.phrases import phrase
from loaders.values.durations import find as find_durations
from ontology.facts import Modality, Norm, Role
from ontology.values import Json, period_json

ListKind = Literal["acts", "grounds", "things"]

_LABEL = 14
_BANS_ITEMS = re.compile(r"(?:不得|禁止|严禁|不准|不允许)[^，。；]{0,8}(?:下列|以下|如下)")
_GROUNDS = re.compile(
    r"(?:下列|以下|如下|下述)[^。；，]{0,24}(?:情形|情况|之一|原因|事由|事件|(?<!工作)(?<!生活)条件(?!和)|行为|因素)"
)
_THINGS = re.compile(
    r"是指|系指|范围|定义|效力|组成|(?:[信资]息|资料|秘密|文件|费用|价格|款项|损失|内容（)[^，。；]{0,16}(?:包[括含]|如下|为)"
)
_LISTS = re.compile(r"以下|下列|如下|下述")
_RIGHTS = re.compile(r"权利|权限")
_DUTIES = re.compile(r"义务|责任|职责")
_AT_ONCE = re.compile(r"^(?:立即|及时|立刻|尽快|马上)")
_TIMING = re.compile(
    r"^(?:在|于|自|从|应在|须在)?(?P<event>[^，。；]{0,40}?(?:之日起|[之以]?后|时|起|前)?)的?$"
)


def read_norms(reading: Reading) -> tuple[Norm, ...]:
    """Every norm of the text, in the order of the text."""
    said = {s.index: _acts(reading, s) for s in reading.sentences if _speaks(reading, s)}
    heads = _heads(reading, said)
    return tuple(
        norm
        for index, found in said.items()
        for norm in _norms(reading, reading.sentences[index], found, announces=index in heads)
    )


def _heads(reading: Reading, said: Mapping[int, Sequence[Act]]) -> frozenset[int]:
    """The heads of lists at least half of whose items are norms."""
    items: dict[int, list[bool]] = {}
    for sentence in reading.sentences:
        if sentence.head is not None:
            items.setdefault(sentence.head, []).append(bool(said.get(sentence.index)))
    return frozenset(head for head, norms in items.items() if sum(norms) * 2 >= len(norms))


def _speaks(reading: Reading, sentence: Sentence) -> bool:
    """Cover, signature, table rows and options not chosen state no norm."""
    if reading.part(sentence) in ("cover", "signature") or sentence.index in reading.unchosen:
        return False
    words = reading.words(sentence)
    return "\t" not in words and not phrase("no_norms", "concludes").search(words)


def _acts(reading: Reading, sentence: Sentence) -> tuple[Act, ...]:
    """The acts of a sentence; an item of a list takes the modality of its head."""
    found = tuple(acts(reading.view.plain, sentence))
    if not found:
        return ()
    kind, modality = _announced(reading, sentence)
    preamble = reading.outline.sections[sentence.section].kind == "preamble"
    if kind in ("grounds", "things") or preamble:
        return tuple(act for act in found if act.spoken)
    return tuple(
        act if act.spoken or not modality else replace(act, modality=modality) for act in found
    )


def _announced(reading: Reading, sentence: Sentence) -> tuple[ListKind, Modality | None]:
    """What the list head over a sentence announces, and the modality of its items."""
    if sentence.head is None:
        heading = reading.outline.sections[sentence.section].heading or ""
        label = re.split("[:：]", reading.words(sentence)[:_LABEL], maxsplit=1)
        things = _THINGS.search(heading + (label[0] if len(label) > 1 else ""))
        return ("things", None) if things else ("acts", _of_headings(reading, sentence))
    head = reading.sentences[sentence.head]
    words = reading.words(head)
    if _BANS_ITEMS.search(words):
        return "acts", "prohibition"
    if _GROUNDS.search(words):
        return "grounds", None
    if _THINGS.search(words):
        return "things", None
    said = [act for act in acts(reading.view.plain, head) if act.spoken]
    return "acts", said[-1].modality if said else _of_headings(reading, sentence)


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
    before: Role | None = None
    for act in found:
        before = bearer(reading, sentence, act, before)
        if not (announces and _announces(reading, sentence, act)):
            yield _norm(reading, act, before)


def _announces(reading: Reading, sentence: Sentence, act: Act) -> bool:
    """Whether the act only announces the list below: the last one, 应做好以下工作：."""
    words = reading.view.plain[act.start : act.end]
    if act.end < sentence.end - 1 or (_GROUNDS.search(words) and not _BANS_ITEMS.search(words)):
        return False
    return bool(_LISTS.search(words)) or reading.view.plain[sentence.end - 1] in "：:"


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
        if span.value is not None and (
            span.bound in ("within", "before") or span.value == "immediate"
        ):
            return period_json(span.value)
    return None
