"""Finds annexes that the clauses call by another title than they bear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.defects.annexes import (
    LIKE,
    NUMBER,
    Annex,
    bound_in,
    core,
    is_same,
    mentions,
    read_number,
)
from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.defects.likeness import likeness
from ontology.facts import Defect

_TITLED_BEFORE = re.compile(
    r"[《“\"](?P<title>[^》”\"\n]{2,40})[》”\"][（(，,]?(?:详?见|即)?(?:本(?:合同|协议)的?)?"
    rf"附[ ]?[件录表][ ]?(?P<number>{NUMBER})?"
)


def read(ground: Ground) -> Iterator[Defect]:
    """A title in the clauses that is nearly that of an annex, or another than it bears."""
    annexes = bound_in(ground)
    if not annexes:
        return
    done: set[str] = set()
    for at, number, title in sorted(_said(ground)):
        if title in done or not ground.speaks(at):
            continue
        if any(is_same(title, annex.title) for annex in annexes):
            continue
        meant = _meant(number, title, annexes)
        if meant is not None and meant.title:
            done.add(title)
            detail = f"附件的名称为“{meant.title}”"
            yield ground.defect("name_mismatch", at - 1, at + len(title) + 1, detail)


_CALLED = re.compile(r"《(?P<title>[^》\n]{4,30}(?:表|清单|方案|标准|说明|文档|细则|办法))》")
_NEAR = 0.6
"""How much a title without 附件 beside it must have in common with that of an annex."""


def _said(ground: Ground) -> Iterator[tuple[int, int, str]]:
    """Where the clauses give an annex a title: the offset of the title, the number, the title."""
    for mention in mentions(ground):
        if mention.title and not mention.listed:
            at = ground.plain.find(mention.title, mention.start, mention.end)
            yield at, mention.number, mention.title
    for match in _TITLED_BEFORE.finditer(ground.plain):
        yield match.start("title"), read_number(match["number"]), match["title"]
    for match in pattern("annexes", "to_be_signed").finditer(ground.plain):
        opening = match.group().index("《") + 1
        yield match.start() + opening, 0, match.group()[opening:-1]
    titles = [core(annex.title) for annex in bound_in(ground)]
    for match in _CALLED.finditer(ground.plain):
        if any(likeness(core(match["title"]), title) >= _NEAR for title in titles):
            yield match.start("title"), 0, match["title"]


def _meant(number: int, title: str, annexes: Sequence[Annex]) -> Annex | None:
    if number:
        return next((annex for annex in annexes if annex.number == number), None)
    like = (annex for annex in annexes if likeness(core(title), core(annex.title)) >= LIKE)
    return next(like, None)
