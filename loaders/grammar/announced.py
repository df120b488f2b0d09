"""What the head of a list, or a heading, announces: acts, grounds for something, or mere things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from loaders.grammar.acts import Act
from loaders.grammar.bearers import Said
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from ontology.facts import Modality

Matter = Literal["acts", "grounds", "things"]

_LABEL = 14
_BANS = re.compile(r"(?:不得|禁止|严禁|不准|不允许)[^，。；]{0,8}(?:下列|以下|如下)")
_GROUNDS = re.compile(
    r"(?:下列|以下|如下|下述)[^。；，]{0,24}(?:情形|情况|之一|原因|事由|事件|(?<!工作)(?<!生活)条件(?!和)|行为|因素)"
)
_THINGS = re.compile(
    r"是指|系指|(?:保密|涉密|人员|信息|适用|地域|责任)[^，。；]{0,4}范围|定义|效力|组成|(?:[信资]息|资料|秘密|文件|费用|价格|款项|损失|内容（)[^，。；]{0,16}(?:包[括含]|如下|为)"
)
_PARTS = re.compile(r"(?:总价|价款|费用|价格|金额)[^，。；]{0,10}包[括含]|定义|术语")
_LISTS = re.compile(r"以下|下列|如下|下述")
_RIGHTS = re.compile(r"权利|权限")
_DUTIES = re.compile(r"义务|责任|职责")


def announced(reading: Reading, said: Said, sentence: Sentence) -> tuple[Matter, Modality | None]:
    """What the list head over a sentence announces, and the modality that its items take over."""
    if sentence.head is None:
        heading = reading.outline.sections[sentence.section].heading or ""
        parts = re.split("[:：]", reading.words(sentence)[:_LABEL], maxsplit=1)
        label = parts[0] if len(parts) > 1 else ""
        above = " ".join(reading.headings(sentence.section)[:1])
        if _THINGS.search(heading) or _THINGS.search(label) or _PARTS.search(above):
            return "things", None
        return "acts", _of_headings(reading, sentence)
    words = reading.words(reading.sentences[sentence.head])
    if _BANS.search(words):
        return "acts", "prohibition"
    if _GROUNDS.search(words):
        return "grounds", None
    if _THINGS.search(words):
        return "things", None
    spoken = [act for act in said.get(sentence.head, ()) if act.spoken]
    return "acts", spoken[-1].modality if spoken else _of_headings(reading, sentence)


def announces(reading: Reading, sentence: Sentence, act: Act, found: Sequence[Act]) -> bool:
    """Whether an act, one of those `found` in its sentence, only announces the list below it."""
    plain = reading.view.plain
    words = plain[act.start : act.end]
    if act.end < sentence.end - 1 or (_GROUNDS.search(words) and not _BANS.search(words)):
        return False
    if any(_LISTS.search(plain, other.start, other.end) for other in found):
        return _LISTS.search(words) is not None
    return plain[sentence.end - 1] in "：:"


def heads(reading: Reading, said: Said) -> frozenset[int]:
    """The heads of lists at least half of whose items state acts."""
    items: dict[int, list[bool]] = {}
    for sentence in reading.sentences:
        if sentence.head is not None:
            items.setdefault(sentence.head, []).append(bool(said.get(sentence.index)))
    return frozenset(head for head, acting in items.items() if sum(acting) * 2 >= len(acting))


def _of_headings(reading: Reading, sentence: Sentence) -> Modality | None:
    """甲方权利 makes rights of the acts under it, 甲方权利和义务 does not."""
    for heading in reading.headings(sentence.section):
        if _RIGHTS.search(heading):
            return None if _DUTIES.search(heading) else "right"
    return None
