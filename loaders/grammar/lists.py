"""A head and the items that hang under it."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.grammar.conditions import is_consequence
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sentences import Sentence, with_mark

_ANNOUNCES = re.compile(
    r"(?:下列|以下|下述|如下|前述|上述)[^。；]{0,24}"
    r"(?:情形|情况|事项|行为|条件|原因|事由|事件|之一|者)|[:：]$"
)
_POINTS_BACK = re.compile(
    r"^(?:如果?|若|凡|一旦|因)?(?:甲方|乙方|任何一方|一方)?(?:如|若)?(?:有|出现|发生|存在|属于|具有)*"
    r"(?:上述|前述|前款|前项|前列|以上|此类)(?:第?[（(]?[0-9一二三四五六七八九十]{1,3}[)）]?[款项条]?)?"
    r"[^，。；]{0,8}(?:情形|情况|行为|事项|事由|事件|违约|之一|[种项])"
)
_EACH_BACK = re.compile(
    r"^(?:如果?|若|凡|一旦)?(?:甲方|乙方|任何一方|一方)?(?:如|若)?违反(?:了)?(?:上述|前述|前款|前项|以上)"
    r"[^，。；]{0,8}(?:任何?一|任意一|之一)"
)
"""违反上述任一规定的: each duty above is broken for itself."""
_GROUNDS = re.compile(
    r"(?:下列|以下|下述|如下)[^。；，,]{0,20}(?:情形|情况|行为|事由|之一)(?:之一)?(?:的|者)?[：:，,]?\s*$"
)
_GROUNDS_AHEAD = re.compile(
    r"(?:下列|以下|下述|如下)[^。；，,]{0,20}(?:情形|情况|行为|事由|之一)(?:之一)?(?:的|者|时)?[：:，,]"
)
_ADDS_TO_LIST = re.compile(
    r"(?:如果?|若|且|并)?(?:因此|由此|因而|情节|后果|影响|(?:给|对)[^，。；]{0,8}造成|造成|构成犯罪)"
)
"""How a sentence behind the head of a list adds a consequence for all its items."""
_HEAD_REACH = 3
_ALSO = re.compile(r"^(?:或者?|以及)")


def items_above(hit: Hit) -> tuple[Sentence, ...]:
    """The items of the list just before a sentence that says 出现上述情形, or that ends it.

    A list ends so whose head only names the grounds: 乙方有下列情形之一的：… 甲方有权解除合同.
    """
    reading, sentence = hit.reading, hit.sentence
    tail = reading.outline.sections[sentence.section].kind == "tail"
    back = _POINTS_BACK.search(hit.sentence_words) or _EACH_BACK.search(hit.sentence_words)
    if not back and not tail:
        return _run_of_grounds(hit)
    items: list[Sentence] = []
    for other in reversed(reading.sentences[: sentence.index]):
        if other.head is None or (items and other.head != items[-1].head):
            break
        items.append(other)
    if len(items) < 2:
        return _under_heading(hit)
    head = reading.sentences[items[-1].head or 0]
    return () if tail and not _only_grounds(hit, head) else tuple(reversed(items))


def _only_grounds(hit: Hit, head: Sentence) -> bool:
    """Whether a head states grounds and no consequence, or the sentence points back to it."""
    if _POINTS_BACK.search(hit.sentence_words) or _EACH_BACK.search(hit.sentence_words):
        return True
    plain = hit.reading.view.plain
    stops = any(is_consequence(plain[a:b]) for a, b in head.segments)
    return bool(_GROUNDS.search(with_mark(plain, head))) and not stops


def _run_of_grounds(hit: Hit) -> tuple[Sentence, ...]:
    """Grounds that semicolons join before one consequence: …的；…的；…的，乙方应支付违约金."""
    reading, plain = hit.reading, hit.reading.view.plain
    items: list[Sentence] = []
    at = hit.sentence.previous
    while at is not None and _is_ground(hit, reading.sentences[at]):
        items.append(reading.sentences[at])
        at = reading.sentences[at].previous
    own = hit.sentence
    first = plain[own.segments[0][0] : own.segments[0][1]]
    if not items or hit.segment == 0 or not first.rstrip().endswith("的"):
        return ()
    last = replace(own, end=own.segments[0][1], segments=own.segments[:1])
    return (*reversed(items), last)


def _is_ground(hit: Hit, other: Sentence) -> bool:
    plain = hit.reading.view.plain
    words = plain[other.start : other.end].rstrip()
    joined = plain[other.end : other.end + 1] in ("；", ";") and words.endswith("的")
    return joined and not any(is_consequence(plain[a:b]) for a, b in other.segments)


def _under_heading(hit: Hit) -> tuple[Sentence, ...]:
    """The items of a list whose head is the heading of the clause: 1.乙方有下列情形之一的：."""
    reading, sentence = hit.reading, hit.sentence
    sections = reading.outline.sections
    parent = sections[sentence.section].parent
    if parent is None or not _GROUNDS.search(sections[parent].heading or ""):
        return ()
    items = tuple(
        s
        for s in reading.sentences[: sentence.index]
        if sections[s.section].parent == parent and s.previous is None
    )
    return items if len(items) > 1 else ()


def items_under(hit: Hit) -> tuple[Sentence, ...]:
    """The list items that the cue's sentence announces: the first sentence of each."""
    announcing = _announcing(hit)
    found = () if announcing is None else _announced_by(hit.reading, announcing)
    return found or _unmarked(hit)


def items_opened(hit: Hit) -> tuple[Sentence, ...]:
    """The items of a list that an earlier sentence of the clause announces, where all that follows
    on them is told before they are: 有下列情形之一的，甲方可解除合同。乙方应支付违约金。(1)…(2)….
    """
    reading, sentence = hit.reading, hit.sentence
    at = sentence.previous if sentence.head is None else None
    while at is not None:
        items = _announced_by(reading, reading.sentences[at])
        if items:
            return items if items[0].index > sentence.index else ()
        at = reading.sentences[at].previous
    return ()


def _announced_by(reading: Reading, sentence: Sentence) -> tuple[Sentence, ...]:
    """What an item adds after a semicolon is an item too, if it says no consequence of its own."""
    plain = reading.view.plain
    if not _ANNOUNCES.search(with_mark(plain, sentence)):
        return ()
    sentence = _held_by(reading, sentence) or sentence
    items: list[Sentence] = []
    for other in reading.sentences[sentence.index + 1 :]:
        if items and other.section == sentence.section and plain[items[-1].end] == "。":
            break  # items without labels end with the first full stop
        if other.head != sentence.index:
            if other.section == sentence.section and not items:
                continue
            if sentence.section in reading.path(other.section):
                continue
            break
        if _POINTS_BACK.search(reading.words(other)):
            continue
        if (
            other.previous is None
            or other.section == sentence.section
            or _continues(reading, other)
        ):
            items.append(other)
    return tuple(items)


def _announcing(hit: Hit) -> Sentence | None:
    """The sentence that announces the list: the cue's own, or one before it in the clause to which
    it adds: 有下列情形之一的，应支付违约金；造成损失的，还应赔偿："""
    reading, plain = hit.reading, hit.reading.view.plain
    if _ANNOUNCES.search(with_mark(plain, hit.sentence)):
        return hit.sentence
    own = plain[hit.sentence.start : hit.sentence.segments[0][1]]
    at, steps = hit.sentence.previous, 0
    adds = hit.segment == 0 or _ADDS_TO_LIST.match(own)
    while at is not None and steps < _HEAD_REACH and adds:
        before = reading.sentences[at]
        if _GROUNDS_AHEAD.search(plain[before.start : before.end]):
            return before if _first_item(hit, before) else None
        at, steps = before.previous, steps + 1
    return None


def _first_item(hit: Hit, head: Sentence) -> bool:
    """Whether the items of a list begin right behind the clause of its head."""
    reading = hit.reading
    behind = (s for s in reading.sentences[head.index + 1 :] if s.section != head.section)
    first = next(behind, None)
    if first is None or reading.outline.sections[first.section].parent != head.section:
        return False
    return first.head is None or reading.sentences[first.head].section == head.section


def _held_by(reading: Reading, head: Sentence) -> Sentence | None:
    """The last sentence of the head's clause, to which the items hang where that one announces
    them too: 有下列情形之一的，支付违约金；情节严重的，可解除合同：（1）…."""
    own = [s for s in reading.sentences[head.index + 1 :] if s.section == head.section]
    named = {s.head for s in reading.sentences[head.index + 1 :] if s.head is not None}
    later = [s for s in own if s.index in named and reading.view.plain[s.end - 1] in "：:"]
    near = later and later[0].index - head.index <= _HEAD_REACH
    if not near or not _GROUNDS_AHEAD.search(reading.words(head)):
        return None
    between = reading.sentences[head.index + 1 : later[0].index]
    return later[0] if all(s.section == head.section for s in between) else None


def _unmarked(hit: Hit) -> tuple[Sentence, ...]:
    """Items behind a colon without marks: 有下列情形之一的，甲方可解除合同：…；…；…."""
    reading, sentence, plain = hit.reading, hit.sentence, hit.reading.view.plain
    colon = max(plain.rfind(mark, hit.end, sentence.end) for mark in "：:")
    if colon < 0 or not _ANNOUNCES.search(plain[sentence.start : colon + 1]):
        return ()
    behind = tuple(s for s in sentence.segments if s[0] > colon)
    if not behind:
        return ()
    items = [replace(sentence, start=behind[0][0], segments=behind)]
    for other in reading.sentences[sentence.index + 1 :]:
        if other.section != sentence.section or plain[items[-1].end] not in "；;":
            break
        items.append(other)
    return tuple(items) if len(items) > 1 else ()


def _continues(reading: Reading, other: Sentence) -> bool:
    plain = reading.view.plain
    words = reading.words(other)
    joined = plain[: other.start].rstrip()[-1:] in ("；", ";") or _ALSO.match(words)
    return bool(joined) and not any(is_consequence(plain[a:b]) for a, b in other.segments)
