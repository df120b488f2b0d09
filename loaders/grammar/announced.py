"""What the head of a list, or a heading, announces: acts, grounds for something, or mere things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from loaders.grammar.acts import Act
from loaders.grammar.conduct import LISTS, Conduct
from loaders.grammar.pieces import Kind
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from ontology.facts import Modality

Matter = Literal["acts", "bans", "grounds", "things"]

_LABEL = 14
_BANS = re.compile(r"(?:不得|禁止|严禁|不准|不允许)[^，。；]{0,8}(?:下列|以下|如下)")
_GROUNDS = re.compile(
    r"(?:下列|以下|如下|下述)[^。；，]{0,24}(?:情形|情况|之一|原因|事由|事件|(?<!工作)(?<!生活)条件(?!和)|行为|因素)"
)
_THINGS = re.compile(
    r"是指|系指|(?:保密|涉密|人员|信息|适用|地域|责任)[^，。；]{0,4}范围|定义|效力|组成|(?:[信资]息|资料|秘密|文件|费用|价格|款项|损失|内容（)[^，。；]{0,16}(?:包[括含]|如下|为)"
)
_PARTS = re.compile(
    r"(?:总价|价款|费用|价格|金额|信息|资料|秘密|损失)[^，。；]{0,10}包[括含]|定义|术语"
)
_RIGHTS = re.compile(r"权利")
_DUTIES = re.compile(r"义务|责任|职责")


def in_place(said: Conduct, sentence: Sentence) -> tuple[Act, ...]:
    """The acts of a sentence as its place makes them: items take the modality of their head."""
    found = said.acts[sentence.index]
    matter, modality = _announced(said, sentence)
    if matter == "bans" and not found and sentence.previous is None:
        return (_whole(sentence),)
    preamble = said.reading.outline.sections[sentence.section].kind == "preamble"
    if matter in ("grounds", "things") or preamble:
        return tuple(act for act in found if act.spoken)
    if modality is None:
        return found
    return tuple(act if act.spoken else replace(act, modality=modality) for act in found)


def announces(reading: Reading, sentence: Sentence, act: Act, found: Sequence[Act]) -> bool:
    """Whether an act, one of those `found` in its sentence, only announces the list below it."""
    plain = reading.view.plain
    words = plain[act.start : act.end]
    if act.end < sentence.end - 1 or (_GROUNDS.search(words) and not _BANS.search(words)):
        return False
    if any(LISTS.search(plain, other.start, other.end) for other in found):
        return LISTS.search(words) is not None
    return sentence.index < 0 or plain[sentence.end - 1] in "：:"


def leading(said: Conduct) -> frozenset[int]:
    """The heads of lists at least half of whose items state acts."""
    items: dict[int, list[bool]] = {}
    for index, sentence in said.sentences.items():
        head = said.head(sentence)
        if head is not None:
            items.setdefault(head.index, []).append(bool(said.acts[index]))
    return frozenset(head for head, acting in items.items() if sum(acting) * 2 >= len(acting))


def _announced(said: Conduct, sentence: Sentence) -> tuple[Matter, Modality | None]:
    """What governs a sentence announces, and the modality that its acts take over."""
    head = said.head(sentence)
    if head is None:
        things = _of_things(said.reading, sentence)
        return ("things", None) if things else ("acts", _of_headings(said.reading, sentence))
    words = said.reading.words(head)
    if _BANS.search(words):
        return "bans", "prohibition"
    if _GROUNDS.search(words):
        return "grounds", None
    if _THINGS.search(words):
        return "things", None
    spoken = [act for act in said.acts.get(head.index, ()) if act.spoken]
    return "acts", spoken[-1].modality if spoken else _of_headings(said.reading, sentence)


def _of_things(reading: Reading, sentence: Sentence) -> bool:
    """Whether heading or label say that things are listed, not acts: 保密信息包括：."""
    heading = reading.outline.sections[sentence.section].heading or ""
    parts = re.split("[:：]", reading.words(sentence)[:_LABEL], maxsplit=1)
    label = parts[0] if len(parts) > 1 else ""
    above = " ".join(reading.headings(sentence.section)[:1])
    return any(
        pattern.search(words)
        for pattern, words in ((_THINGS, heading), (_THINGS, label), (_PARTS, above))
    )


def _of_headings(reading: Reading, sentence: Sentence) -> Modality | None:
    """甲方权利 makes rights of the acts under it, 甲方权利和义务 does not."""
    for heading in reading.headings(sentence.section):
        if _RIGHTS.search(heading):
            return None if _DUTIES.search(heading) else "right"
    return None


def _whole(sentence: Sentence) -> Act:
    """An item under 不得有下列行为 is an act, whatever its verb."""
    start, end = sentence.start, sentence.end
    return Act(start, start, start, start, end, "prohibition", Kind.BARE)
