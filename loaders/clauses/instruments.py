"""Finds where one instrument ends and the next begins: annexes, signatures, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.clauses.ranks import Rank, rank
from loaders.layout.lines import columns
from loaders.layout.lines import cue as field_cue
from loaders.layout.paragraphs import Paragraph, cue
from loaders.numbering import ANNEX
from loaders.text import BLANK

_LIST_HEAD = re.compile("附件.{0,12}$|[：:]$")
_FIRST_OF_LIST = re.compile(r"\s*1[.、．]")
"""附件：1. 安全协议 is the first line of a list of annexes."""
_TITLE_WORDS = re.compile("[一-龥]{2}")

_SAME_CONTRACT = re.compile(r"(?:通用|专用|一般|特殊|特别|标准|商务|技术|合同|协议)(?:条款|条件)$")

SIGNED_AFTER = 3
"""Sentences or clauses that an instrument has before it can be signed."""


def mark(paragraphs: Sequence[Paragraph]) -> None:
    """Gives their role to the paragraphs that begin an annex, a signature or an instrument."""
    _annexes(paragraphs)
    _signatures(paragraphs)
    _titles(paragraphs)


def _annexes(paragraphs: Sequence[Paragraph]) -> None:
    """Annexes that begin, not lists of annexes nor sentences about one."""
    titles = [
        i
        for i, paragraph in enumerate(paragraphs)
        if _is_annex_title(paragraph) and not _is_between(paragraphs, i)
    ]
    last = {label.number: i for i in titles if (label := paragraphs[i].label)}
    chosen = set(titles)
    for run in _runs(titles):
        first = paragraphs[run[0]].label
        again = first is not None and last[first.number] > run[-1] and bool(first.number)
        listed = run[0] > 0 and bool(_LIST_HEAD.search(paragraphs[run[0] - 1].words))
        if len(run) > 1:
            chosen -= set(run if again or listed else run[:-1])
        if run[-1] + 1 < len(paragraphs) and _signs(paragraphs, run[-1] + 1):
            chosen.discard(run[-1])
    for i, paragraph in enumerate(paragraphs):
        if paragraph.label and paragraph.label.kind == ANNEX:
            paragraph.role = "annex" if i in chosen else None
            paragraph.label = paragraph.label if i in chosen else None
    for paragraph, after in pairwise(paragraphs):
        label = paragraph.label if paragraph.role == "annex" else None
        if label and label.end == len(paragraph.words):
            _take_title(paragraph, after)


def _take_title(paragraph: Paragraph, after: Paragraph) -> None:
    """附件3： / 安全协议: the title of an annex stands on the paragraph behind its label."""
    if after.role or after.label or after.row or after.ends or after.width > 60:
        return
    if _TITLE_WORDS.search(after.words) and not re.search("[：:，]", after.words):
        paragraph.words += "\n" + after.words
        after.words = ""


def _is_annex_title(paragraph: Paragraph) -> bool:
    if paragraph.label is None or paragraph.label.kind != ANNEX or paragraph.row:
        return False
    rest = paragraph.words[paragraph.label.end :]
    if not paragraph.label.number and paragraph.label.text[-1:] not in "：:" and rest:
        return False
    if not paragraph.label.number and _FIRST_OF_LIST.match(rest):
        return False
    return columns(rest) <= 80 and not cue("annex_sentence").search(rest)


def _is_between(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether the numbering goes on over a line that names an annex: 一、… 附件1：… 二、…."""
    after = next((p.label for p in paragraphs[i + 1 :] if _counts(p)), None)
    if after is None or not after.number or after.number[-1] < 2:
        return False
    alike = (
        p.label
        for p in reversed(paragraphs[:i])
        if _counts(p) and p.label and p.label.kind == after.kind
    )
    before = next(alike, None)
    goes_on = (*after.number[:-1], after.number[-1] - 1)
    return before is not None and before.number == goes_on


def _counts(paragraph: Paragraph) -> bool:
    return paragraph.label is not None and paragraph.label.kind != ANNEX and not paragraph.row


def _runs(indices: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for i in indices:
        if run and i > run[-1] + 1:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _signatures(paragraphs: Sequence[Paragraph]) -> None:
    """The blocks in which the parties sign, each after some text of its instrument."""
    sentences = 0
    signed = False
    for i, paragraph in enumerate(paragraphs):
        if paragraph.role == "annex":
            sentences, signed = 0, False
        elif paragraph.ends or (paragraph.label and not paragraph.row):
            sentences += 1
            signed = signed and not (
                paragraph.label and rank(paragraph.label.kind) <= Rank.HAN_BRACKET
            )
        elif not signed and sentences >= SIGNED_AFTER and _signs(paragraphs, i):
            start = _first_of_block(paragraphs, i)
            paragraphs[start].role = "signature"
            signed = True


def _signs(paragraphs: Sequence[Paragraph], i: int) -> bool:
    paragraph = paragraphs[i]
    if paragraph.width > 100 or paragraph.ends:
        return bool(cue("closing").match(paragraph.words))
    if cue("closing").match(paragraph.words) or cue("signature").search(paragraph.words):
        return True
    if not cue("party").match(paragraph.words):
        return False
    near = [other for other in paragraphs[i + 1 : i + 9] if other.width <= 100]
    until = next((j for j, other in enumerate(near) if other.label or other.ends), len(near))
    return any(cue("signing").search(other.words) for other in near[:until])


def _first_of_block(paragraphs: Sequence[Paragraph], i: int) -> int:
    while i > 0:
        before = paragraphs[i - 1]
        is_field = bool(field_cue("field").search(before.words)) and before.width <= 80
        if before.label or before.ends or before.role or before.level:
            break
        if not (is_field and re.search("[：:（(\t]", before.words)):
            break
        i -= 1
    return i


def _titles(paragraphs: Sequence[Paragraph]) -> None:
    """A title that follows a signature begins another instrument."""
    signed = False
    for paragraph in paragraphs:
        if paragraph.role == "signature":
            signed = True
        elif paragraph.role == "annex" or (paragraph.label and not paragraph.row):
            signed = False
        elif signed and _is_title(paragraph):
            # 合同通用条款 behind the signed agreement is more of the same contract.
            paragraph.role = None if _SAME_CONTRACT.search(paragraph.words) else "instrument"
            signed = False


def _is_title(paragraph: Paragraph) -> bool:
    if not paragraph.short or paragraph.row or BLANK in paragraph.words:
        return False
    return bool(cue("title").search(paragraph.words)) and not re.search("[：:，]", paragraph.words)
