"""Finds text that breaks off in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.clauses import Section
from loaders.defects.ground import Ground
from loaders.layout.folding import HAN
from loaders.text import BLANK
from loaders.words import load
from loaders.words.opening import compiled
from ontology.facts import Defect

_SHORTEST = 12
_TAIL = 6
_ANNOUNCES = re.compile(
    rf"[ ]{{0,9}}[（(]?[0-9一二三四五六七八九十]{{1,3}}[）).、．]?[ ]?[{HAN}]{{4,20}}[：:]"
)


@cache
def _breaks() -> re.Pattern[str]:
    return compiled("|".join(cue.source for cue in load("defects/breaks_off")))


def read(ground: Ground) -> Iterator[Defect]:
    """The last line of a section that needs another word, or of the text that announces more."""
    yield from _announced(ground)
    for i, section in enumerate(ground.sections):
        if ground.children.get(i):
            continue
        words = ground.plain[section.start : section.own_end].rstrip()
        line = words.rsplit("\n", 1)[-1]
        start = section.start + len(words) - len(line)
        if not _breaks_off(section, line) or not ground.speaks(start):
            continue
        sentence = ground.reading.sentence_at(start + len(line) - 1)
        first = sentence.start if sentence is not None else start
        if start + len(line) - first >= _SHORTEST:
            yield ground.defect("truncated", first, start + len(line), "文字在此中断")


def _announced(ground: Ground) -> Iterator[Defect]:
    """The last line of a text without signatures, which announces something: 乙方账户信息：."""
    words = ground.plain.rstrip()
    start = words.rfind("\n") + 1
    signed = any(section.part in ("signature", "annex") for section in ground.sections)
    if not signed and _ANNOUNCES.fullmatch(words[start:]) and ground.speaks(start):
        yield ground.defect("truncated", start, len(words), "文本在此中断，其后内容缺失")


def _breaks_off(section: Section, line: str) -> bool:
    if "\t" in line or len(line) < _SHORTEST or BLANK in line[-3:] or section.part == "cover":
        return False
    if line.endswith(section.heading or "\n") or re.search("[：:]", line[-_TAIL:]):
        return False
    tail = line[-4 * _TAIL :]
    return bool(_breaks().search(tail)) and bool(re.search(f"[{HAN}]{{{_TAIL}}}", line))
