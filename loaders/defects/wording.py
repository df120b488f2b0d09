"""Finds what is mistyped: confused words, words set twice, brackets without a partner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from loaders.defects import set_phrases
from loaders.defects.ground import Ground
from loaders.text import BLANK
from loaders.words import load
from ontology.facts import Defect

MANY = 3
"""What stands more often in one text is its drafter's spelling or a fault of conversion."""

_TWICE = re.compile(
    r"(?P<word>[一-龥]{3,6})(?P=word)(?![0-9])|(?P<short>[一-龥]{2})(?P=short)(?=[的，。；、）等和与及或应须0-9])"
)
"""A short word may end one compound and begin another: 信息工程工程师."""
_LISTED_GAP = re.compile(rf"[一-龥]{{2}}、(?P<gap>{BLANK})(?=、[一-龥])")
_BRACKET = re.compile("[（()）]")
_LABEL = re.compile(
    r"(?:^|[\s。；：:，、])[ ]?[（(]?"
    r"(?:[a-zA-Z]|[一二三四五六七八九十]{1,3}|[ivx]{1,4})$|[0-9]{1,2}$"
)
_NUMBER_ALONE = re.compile("[ ]*[0-9一二三四五六七八九十a-z]{1,3}）")
_BEFORE, _BEHIND = re.compile("[一-龥]{1,2}$"), re.compile("[一-龥]{1,2}")
_SHORT = 3
_QUOTE, _SENTENCE = 20, 60


def read(ground: Ground) -> Iterator[Defect]:
    """Typing errors, each with what was meant."""
    yield from _confused(ground)
    yield from _misspelt(ground)
    yield from _doubled(ground)
    yield from _unpaired(ground)
    yield from _unclosed(ground)
    yield from _placeholders(ground)


def _confused(ground: Ground) -> Iterator[Defect]:
    for cue in load("defects/typos"):
        places = [_span(ground, m) for m in ground.finds(cue) if _counts(ground, m)]
        if len(places) <= MANY:
            for start, end in places:
                yield ground.defect("typo", start, end, f"应为“{cue.means}”")


def _misspelt(ground: Ground) -> Iterator[Defect]:
    found = list(set_phrases.find(ground.plain))
    times = Counter(ground.plain[start:end] for start, end, _ in found)
    for start, end, phrase in found:
        counts = times[ground.plain[start:end]] <= MANY and ground.speaks(start)
        if counts and ground.as_written(start, end):
            yield ground.defect("typo", start, end, f"应为“{phrase}”")


def _doubled(ground: Ground) -> Iterator[Defect]:
    for cue in load("defects/doubled"):
        for match in ground.finds(cue):
            # 甲、乙方双方 is read as 双方双方, but nothing is set twice in it.
            listed = "、" in ground.reading.view.quote(*match.span())
            if _counts(ground, match) and not listed:
                detail = f"“{match.group()[0]}”字重复"
                yield ground.defect("typo", *_span(ground, match), detail)
    for match in _TWICE.finditer(ground.plain):
        beside = "".join(ground.around(*match.span(), _SENTENCE))
        apart = re.search(r"\s", ground.reading.view.quote(*match.span()))
        in_text = "\t" not in beside and re.search("[，。；]", beside)
        if in_text and not apart and _counts(ground, match):
            word = match["word"] or match["short"]
            yield ground.defect("typo", *match.span(), f"“{word}”重复")


def _placeholders(ground: Ground) -> Iterator[Defect]:
    """Letters left among the things of an enumeration: 图纸、XX、模型."""
    for match in _LISTED_GAP.finditer(ground.plain):
        at = match.start("gap")
        written = ground.reading.view.quote(at, at + 1)
        if written.strip("_ ＿") and ground.speaks(at):
            yield ground.defect("typo", *match.span(), f"占位符“{written}”未替换")


def _counts(ground: Ground, match: re.Match[str]) -> bool:
    return ground.speaks(match.start()) and ground.as_written(*match.span())


def _span(ground: Ground, match: re.Match[str]) -> tuple[int, int]:
    """The match, a short one with the characters beside it, so that it can be found."""
    start, end = match.span()
    if end - start > _SHORT:
        return start, end
    before, behind = ground.around(start, end, 2)
    left, right = _BEFORE.search(before), _BEHIND.match(behind)
    return start - (len(left[0]) if left else 0), end + (len(right[0]) if right else 0)


def _unpaired(ground: Ground) -> Iterator[Defect]:
    """Closing brackets and quotes that nothing opened, in this line or the one before."""
    waiting = 0
    for start, line in ground.lines:
        depth = waiting
        for bracket in _BRACKET.finditer(line):
            at = bracket.start()
            if bracket.group() in "（(":
                depth += 1
            elif depth:
                depth -= 1
            elif at and "\t" not in line and not _LABEL.search(line[max(0, at - _SHORT - 3) : at]):
                yield from _closing(ground, start + at, "括号")
        waiting = depth
        quote = line.find("”")
        if quote > 0 and "“" not in line and line.count("”") == 1 and "\t" not in line:
            yield from _closing(ground, start + quote, "引号")


def _unclosed(ground: Ground) -> Iterator[Defect]:
    """An opening bracket that neither its paragraph nor the next one closes."""
    found = []
    for i, (start, line) in enumerate(ground.lines):
        at = line.rfind("（")
        if at < 0 or "）" in line[at:] or "\t" in line or line[-1:] not in ("。", "；"):
            continue
        below = ground.lines[i + 1][1] if i + 1 < len(ground.lines) else ""
        closing, opening = below.find("）"), below.find("（")
        if closing < 0 or 0 <= opening < closing or _NUMBER_ALONE.match(below):
            found.append((start + at, min(start + len(line), start + at + _QUOTE)))
    for start, end in found if len(found) < MANY else ():
        if ground.speaks(start):
            yield ground.defect("typo", start, end, "左括号多余或缺少右括号")


def _closing(ground: Ground, at: int, what: str) -> Iterator[Defect]:
    before, _ = ground.around(at, at + 1, _QUOTE)
    words = re.split("[，；]", before)[-1]
    if ground.speaks(at):
        yield ground.defect("typo", at - len(words), at + 1, f"右{what}多余或缺少左{what}")
