"""Where the value of a field may stand, and which fields wait for a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.defects.ground import Ground
from loaders.layout.folding import HAN
from loaders.parties.fields import Row

SIGNS = re.compile(r"签[ ]*[字章名]|盖[ ]*章|公章|签署页")
"""Where somebody signs or seals."""

_REACH = 3
_LONGEST = 60
_NUMBERED = re.compile(
    r"[ ]{0,9}(?:第[一二三四五六七八九十百0-9]{1,4}[条章节部]"
    r"|[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．])"
)
_CODE = re.compile(r"[A-Za-z0-9〔〕()（）\[\] _/-]{4,40}号?")
_NAME = re.compile(rf"[{HAN}A-Za-z0-9（）()·《》“”-]{{3,50}}")
_TITLE = re.compile(r"(?:合同|协议)书?$")


@dataclass(frozen=True, slots=True)
class Empty:
    """Words that wait for a value at `[start, end)`; `block` is the stretch that they stand for.

    `what` is empty where only a signature is waited for, which is no fault.
    """

    start: int
    end: int
    block: tuple[int, int]
    what: str


def near_signatures(ground: Ground) -> frozenset[int]:
    """The starts of lines beside which somebody signs or seals."""
    lines = ground.lines
    signed = [
        i
        for i, (_, line) in enumerate(lines)
        if len(line) < _LONGEST and line[-1:] not in ("。", "；") and SIGNS.search(line)
    ]
    return frozenset(
        lines[j][0]
        for i in signed
        for j in range(max(0, i - _REACH), min(len(lines), i + _REACH + 1))
    )


def follows(lines: Sequence[Row], i: int) -> bool:
    """Whether the value of the field in line `i` stands in the line below it."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    if below is None or below.fields or _NUMBERED.match(below.text):
        return False
    text = below.text.strip()
    if "编" in lines[i].text or "号" in lines[i].text:
        return bool(_CODE.fullmatch(text))
    return bool(_NAME.fullmatch(text)) and not _TITLE.search(text) and "方" not in text
