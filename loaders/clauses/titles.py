"""Finds titles of sections that carry no number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loaders.clauses.ranks import Rank, rank
from loaders.layout.folding import HAN
from loaders.layout.lines import cue as field_cue
from loaders.layout.paragraphs import LOOK_AHEAD, Paragraph, cue
from loaders.numbering import DECIMAL, Label
from loaders.text import BLANK
from loaders.words import load
from loaders.words.opening import compiled

_PLAIN_WORDS = re.compile(rf"[{HAN}A-Za-z0-9、/（）“”《》·-]+[：:]?")
MARKED = 6
"""The deepest level of a heading mark; what is bold is judged by its words."""

_INTRODUCES = re.compile("(?:如下|下列|以下|包括|名称|地址|内容|人|方|为|情况)[：:]$")


TITLE_CHARS = 30
"""A title has no more."""

_PAUSE = re.compile("[。；;，,！？!?：:]")
_DUTY = re.compile("应当|必须|不得|有权|[方人]应|[方人]须|可以|负责(?!人)")
_ACT = re.compile("可[由在将要向按]|由[甲乙]方|[甲乙]方[向可将在]")


def behind(label: Label, words: str) -> str | None:
    """The title that follows a label in its line, `None` where a sentence does."""
    title = words[label.end :].strip().rstrip("：:")
    if not title or len(title) > TITLE_CHARS or BLANK in title:
        return None
    if _PAUSE.search(title) or _DUTY.search(title):
        return None
    item = rank(label.kind) >= Rank.HAN_BRACKET
    return None if item and _ACT.search(title) else title


@cache
def _article() -> re.Pattern[str]:
    return compiled("|".join(c.source for c in load("headings")))


def is_numbered(labels: Sequence[Label], paragraphs: int) -> bool:
    """Whether the clauses of a text are numbered, not just some lists in it."""
    count = sum(1 for label in labels if Rank.CHAPTER <= rank(label.kind) <= Rank.DECIMAL)
    return count >= 4 and count >= 0.08 * paragraphs


def mark(paragraphs: Sequence[Paragraph]) -> None:
    """Gives the role of a heading to the paragraphs that are titles without a number."""
    labels = [paragraph.label for paragraph in paragraphs if paragraph.label]
    numbered = is_numbered(labels, len(paragraphs))
    begun = signed = False
    for i, paragraph in enumerate(paragraphs):
        begun = begun or paragraph.ends or paragraph.width > 60 or bool(paragraph.label)
        if paragraph.role or paragraph.label:
            signed = paragraph.role == "signature"
        elif paragraph.row or signed:
            continue
        elif 0 < paragraph.level <= MARKED:
            # The first heading, or one named like a contract, is the title of the whole.
            if begun or not (i == 0 or cue("title").search(paragraph.words)):
                paragraph.role = "heading"
        elif begun and _is_bare_title(paragraphs, i, numbered=numbered):
            paragraph.role = "heading"


def _is_bare_title(paragraphs: Sequence[Paragraph], i: int, *, numbered: bool) -> bool:
    paragraph = paragraphs[i]
    if i + 1 == len(paragraphs) or paragraphs[i + 1].role or not _looks_like_title(paragraph):
        return False
    before, after = paragraphs[i - 1], paragraphs[i + 1]
    if not numbered:
        return _heads(before, paragraph, after)
    if paragraph.words[-1] in "：:":
        return False
    named = bool(_article().match(paragraph.words)) and before.ends and not after.short
    return named or _restarts(paragraphs, i)


def _looks_like_title(paragraph: Paragraph) -> bool:
    return (
        paragraph.width <= 40
        and bool(_PLAIN_WORDS.fullmatch(paragraph.words))
        and not _INTRODUCES.search(paragraph.words)
        and len(paragraph.words) >= 2
        and not re.match("[（(0-9]", paragraph.words)
        and not field_cue("field").fullmatch(paragraph.words)
    )


def _heads(before: Paragraph, paragraph: Paragraph, after: Paragraph) -> bool:
    """Whether a bare paragraph in a text without numbers is a title of what follows."""
    if _article().match(paragraph.words):
        return True
    if before.words.endswith(("：", ":")) or before.row:
        return False
    return after.ends or after.width > 40 or after.words.endswith(("：", ":")) or bool(after.label)


def _restarts(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether numbers that ran before a bare paragraph begin anew right behind it."""
    after = paragraphs[i + 1].label
    if after is None or after.last != 1 or rank(after.kind) > Rank.ARABIC_BRACKET:
        return False
    earlier = [other.label for other in paragraphs[max(0, i - LOOK_AHEAD) : i] if other.label]
    if not earlier:
        return rank(after.kind) >= Rank.HAN
    for label in reversed(earlier):
        if rank(label.kind) > rank(after.kind):
            continue
        if after.kind == DECIMAL:
            return label.kind == DECIMAL and label.number[0] != after.number[0]
        return label.kind == after.kind
    return False
