"""Options that a form offers and nobody ticked or chose: what they say is no term."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.clauses import Outline
from loaders.grammar.sentences import Sentence
from loaders.text import BLANK
from loaders.values.numerals import parse

CHOICE = re.compile(
    rf"(?:第|选择|采用|按)[（(〔【\[]?\s*(?P<which>[0-9一二三四五六①②③④]|{BLANK})\s*[)）〕】\]]?\s*(?:种|项|款|方式)"
)
_MARKED = re.compile(r"[①②③④（(0-9A-Ca-c]")
_TITLED = re.compile(r"\n[一-龥]{2,8}[:：]")
"""A line that opens so behind the last option has left the options: 完工款：…."""
_TITLE_REACH = 9
_CIRCLED = str.maketrans("①②③④", "1234")
_OFFERS = re.compile(r"(?:下列|以下|如下|下述)[^。；]{0,12}(?:种|项|款|方式|之一)|方式|种")

_BOX_REACH = 400
"""A box speaks for no more characters behind it."""


def unchosen(view: str, outline: Outline, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The sentences that stand in an option not taken."""
    return frozenset(
        s.index
        for s in sentences
        if _unticked(view, s) or _not_the_number(view, outline, s, sentences)
    )


def chosen(words: str) -> str | None:
    """The number that a sentence chooses of the options it announces; `BLANK` where left open."""
    match = CHOICE.search(words)
    return match["which"].translate(_CIRCLED) if match and _OFFERS.search(words) else None


def _unticked(view: str, sentence: Sentence) -> bool:
    """Whether the last box before or at its start, on its line, is empty."""
    end = sentence.start + 1
    empty = view.rfind("□", max(0, end - _BOX_REACH), end)
    if empty == -1 or "\n" in view[empty:end]:
        return False
    return view.rfind("☑", empty, end) == -1


def _not_the_number(
    view: str, outline: Outline, sentence: Sentence, sentences: Sequence[Sentence]
) -> bool:
    section = outline.sections[sentence.section]
    which = _choice(view, outline, sentence, sentences)
    beyond = _TITLED.search(view, section.start, sentence.start + _TITLE_REACH)
    if which is None or not section.number or beyond:
        return False
    number = None if which == BLANK else parse(which)
    return number is None or int(number) != section.number[-1]


def _choice(
    view: str, outline: Outline, sentence: Sentence, sentences: Sequence[Sentence]
) -> str | None:
    """The number chosen by a head, or by the heading right above; what follows the head in its own
    clause is no option unless it is marked as one."""
    head = sentence.head
    while head is not None:
        above = sentences[head]
        which = chosen(view[above.start : above.end])
        own = above.section == sentence.section and not _MARKED.match(view, sentence.start)
        if which is not None:
            return None if own else which
        head = above.head
    parent = outline.sections[sentence.section].parent
    heading = "" if parent is None else outline.sections[parent].heading or ""
    return chosen(heading)
