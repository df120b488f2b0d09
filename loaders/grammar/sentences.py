"""Sentences with their comma segments, mentions, and the head that a list item hangs under."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from loaders.clauses import Outline
from loaders.grammar.mentions import Mention, find_mentions
from loaders.words import load

_ITEM = r"(?:[（(][0-9一二三四五六七八九十]{1,2}[)）]|[0-9]{1,2}(?:[、．]|[.)）](?![0-9]))|[①-⑳])"
"""The label of an item that stands in the line of its list: …情形之一的：1、…；2、…."""
_SENTENCE_MARK = re.compile(
    rf"[。；;！？!?\n（(【“《「](?!(?<=[；;])(?:即|大写|人民币))|[：:](?= ?{_ITEM})"
)
_SEGMENT_MARK = re.compile(r"[，,：:\t（(【“《「]")
_BRACKETS = {"（": "）", "(": ")", "【": "】", "“": "”", "《": "》", "「": "」"}
_BRACKET_REACH = 300
"""A bracket that does not close within so many characters is no bracket."""
_LONGEST = 1_000
"""Characters of a sentence; frames take a time that grows with the square of its length."""
_HEAD = re.compile(
    r"[:：]\s*$|如下$|(?:下列|以下|下述|如下)[^。；，,]{0,20}(?:情形|情况|事项|原因|条件|行为|方式)"
)
_REACH = {"numbered": 6, "heading": 2}
"""Among how many sentences right above its first item the one that announces a list may stand."""
_PARTS = ("部分", "编", "篇", "卷")
_FIELDS = ("paper", "person", "contact", "account")
_ASIDE = re.compile(r"[（(][^（）()]{0,12}[)）]|[:：\s]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[start, end)` of the view, without its end mark.

    `section` indexes the outline; `previous` is the sentence before it in the same clause; `head`
    is the sentence whose list this one belongs to. Both index the list of sentences.
    """

    index: int
    start: int
    end: int
    section: int
    segments: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    previous: int | None
    head: int | None

    def segment_at(self, position: int) -> int:
        """Index of the segment that holds a position of the view."""
        return max(0, bisect_right(self.segments, position, key=itemgetter(0)) - 1)


def cut(view: str, outline: Outline) -> tuple[Sentence, ...]:
    """All sentences of the text in document order; headings are none."""
    sentences: list[Sentence] = []
    own: dict[int, list[int]] = {}
    heads: list[int | None] = []
    for number, section in enumerate(outline.sections):
        head = _inherited_head(view, outline, number, sentences, own, heads)
        heads.append(head)
        previous: int | None = None
        for start, end in _spans(view, section.head_end, section.own_end):
            sentence = Sentence(
                index=len(sentences),
                start=start,
                end=end,
                section=number,
                segments=tuple(_segments(view, start, end)),
                mentions=find_mentions(view, start, end),
                previous=previous,
                head=head,
            )
            sentences.append(sentence)
            own.setdefault(number, []).append(sentence.index)
            previous = sentence.index
            if view[end - 1] in "：:" and not _is_field(view[start:end]):
                head = sentence.index
    return tuple(sentences)


def heading_sentence(view: str, outline: Outline, number: int) -> Sentence | None:
    """The heading of a section, read like a sentence with an index below zero."""
    section = outline.sections[number]
    start = view.find(section.heading, section.start) if section.heading else -1
    if section.heading is None or not section.start <= start <= section.head_end:
        return None
    end = start + len(section.heading)
    return Sentence(
        index=-1 - number,
        start=start,
        end=end,
        section=number,
        segments=tuple(_segments(view, start, end)),
        mentions=find_mentions(view, start, end),
        previous=None,
        head=None,
    )


def _inherited_head(
    view: str,
    outline: Outline,
    number: int,
    sentences: Sequence[Sentence],
    own: Mapping[int, list[int]],
    heads: Sequence[int | None],
) -> int | None:
    """The announcing sentence of a clause above; never one of a whole part of the document."""
    parent = outline.sections[number].parent
    if parent is None or outline.sections[number].kind == "tail":
        return None
    reach = _REACH.get(outline.sections[parent].kind)
    if reach is None or outline.sections[parent].form in _PARTS:
        return None
    for index in reversed(own.get(parent, [])[-reach:]):
        sentence = sentences[index]
        words = with_mark(view, sentence)
        if _HEAD.search(words) and not _is_field(words):
            return index
    return heads[parent]


def with_mark(view: str, sentence: Sentence) -> str:
    """The words of a sentence with the colon behind it, where it does not hold that already."""
    words = view[sentence.start : sentence.end]
    behind = view[sentence.end : sentence.end + 1]
    return words + behind if behind in "：:" else words


def _is_field(words: str) -> bool:
    """签订地点： is a field to fill in, and announces no list."""
    bare = _ASIDE.sub("", words)
    return any(cue.pattern.fullmatch(bare) for cue in load("fields") if cue.id in _FIELDS)


def _spans(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence spans of `view[start:end]`; end marks inside brackets do not end a sentence."""
    at = position = start
    while (mark := _SENTENCE_MARK.search(view, position, end)) is not None:
        position = mark.end()
        closing = _BRACKETS.get(mark.group())
        if closing is None:
            announced = mark.group() in "：:"
            yield from _short_enough(view, at, position if announced else mark.start())
            at = position
        else:
            position = _past_bracket(view, position, end, closing)
    yield from _short_enough(view, at, end)


def _short_enough(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, or the parts of one longer than any drafter writes, cut at commas."""
    while end - start > _LONGEST:
        half, stop = start + _LONGEST // 2, start + _LONGEST
        comma = max(view.rfind(mark, half, stop) for mark in "，,、")
        yield from _trimmed(view, start, stop if comma == -1 else comma)
        start = stop if comma == -1 else comma + 1
    yield from _trimmed(view, start, end)


def _past_bracket(view: str, position: int, end: int, closing: str) -> int:
    """The offset after a bracket that closes on the same line and soon, else where it opened."""
    limit = min(end, position + _BRACKET_REACH)
    close = view.find(closing, position, limit)
    if close == -1 or "\n" in view[position:close]:
        return position
    return close + 1


def _trimmed(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _segments(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Comma segments; commas inside brackets do not cut, nor a comma inside a number."""
    at = position = start
    while (mark := _SEGMENT_MARK.search(view, position, end)) is not None:
        position = mark.end()
        closing = _BRACKETS.get(mark.group())
        if closing is not None:
            position = _past_bracket(view, position, end, closing)
        elif not _in_number(view, mark.start()):
            if at < mark.start():
                yield at, mark.start()
            at = position
    if at < end:
        yield at, end


def _in_number(view: str, position: int) -> bool:
    around = view[max(0, position - 1) : position + 2]
    return len(around) == 3 and around[0].isdigit() and around[2].isdigit()
