"""Finds lists whose items were never written: 服务范围： / 1、 / 2、 / 3、.

One fault for the list, at the words that announce it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.defects.field_places import Empty
from loaders.defects.ground import Ground
from loaders.text import BLANK

_NOTHING = re.compile(rf"[ {BLANK}.。；;…\n]*")
_LEAST = 2
_LONGEST = 60


def find(ground: Ground) -> Iterator[Empty]:
    """Each head under which two items or more have a number and no words."""
    for parent, below in ground.children.items():
        if parent is None or not ground.speaks(ground.sections[parent].start):
            continue
        empty = [i for i in below if _is_empty(ground, i)]
        if len(empty) < _LEAST:
            continue
        start, end = _head(ground, parent, below[0])
        if end > start:
            yield Empty(
                start, end, (ground.sections[empty[0]].start, _end(ground, empty)), "所列各项"
            )


def _is_empty(ground: Ground, index: int) -> bool:
    section = ground.sections[index]
    if section.kind != "numbered" or section.heading or ground.children.get(index):
        return False
    label_end = section.start + len(section.label or "")
    return bool(_NOTHING.fullmatch(ground.plain[label_end : section.end].strip("）)、.．： ")))


def _end(ground: Ground, empty: list[int]) -> int:
    section = ground.sections[empty[-1]]
    return section.start + len(section.label or "")


def _head(ground: Ground, parent: int, first: int) -> tuple[int, int]:
    """The last line before the first item: a sentence that announces it, or the heading."""
    own = ground.sections[parent]
    until = ground.sections[first].start
    words = ground.plain[own.start : until].rstrip(f" \n{BLANK}")
    start = own.start + max(words.rfind("\n"), words.rfind("。"), words.rfind("；")) + 1
    end = own.start + len(words)
    sentence = ground.reading.sentence_at(max(start, end - 2))
    if sentence is not None and end - start > _LONGEST:
        start = max(start, sentence.segments[-1][0])
    return start, end
