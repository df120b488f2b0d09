"""Decides which lines were one paragraph before a page or a converter broke them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.layout.folding import CLOSING, HAN
from loaders.layout.gap_context import measures
from loaders.layout.lines import Line, cue
from loaders.text import BLANK

_END = re.compile(r"[。；：！？!?;:][”』」）)\"]?$")
_OPEN = re.compile(r"[，、,（(《“「【\-/]$")
_CLOSES = re.compile(rf"[{CLOSING}),.;%”]")
_SINGLE = re.compile(f"[{HAN}]")
_SPLIT_FIELD = re.compile(rf"[{HAN}][ ]*[：:（(]")
_COLON_EARLY = re.compile("[^，。；：:]{1,12}[：:]")
_BRACKETS = ("（", "）"), ("《", "》"), ("“", "”"), ("【", "】")

# 失：, 任；甲方…: the last character of a word that began the line before; not 注： and not 无。
_LAST = re.compile(rf"(?![注附备答例无有是否略])[{HAN}](?:[，。；]|：$)")
_MID_SENTENCE = re.compile("[，；][并且或及和]$")
_ANNOUNCES = re.compile(
    "之一|(?:下列|以下|如下)(?:任何|任意|各)?一?[项种]?(?:违约)?(?:情形|情况|行为|事[项由件]|问题)"
)

_POINTER = re.compile("(?:第|附件|附表|按照?|根据|依照|违反|见|本合同|本协议)$")
_NUMBER_UNIT = re.compile(
    "(?!(?:19|20)[0-9]{2}年)(?:[0-9]{1,4}[ ]?(?:日|天|个|小时|工作日|元|%|年|月)"
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,2})?[ ]?(?:元|万元))"
)

VALUE = 36
"""Columns after which the value of a field, such as a project's name, may go on below."""

_RAGGED, _WIDE, _MANY = 4, 56, 0.15
"""Columns by which broken lines differ, how wide they are, and what share of lines they make."""

LONG = 50
"""Columns of a line that may have been broken off, in a text whose lines are paragraphs."""

SHORT = 24
"""Columns of a line that is more likely a title than the rest of a paragraph."""

REACH = 400
"""Characters before the end of a line in which an open bracket is looked for."""

MOST = 12
"""Lines of a paragraph in which the announcement of a list is looked for."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide the lines of a text are, and whether they were all broken at one width."""

    wrapped: bool
    width: int
    column: int | None = None
    """The width at which long lines were broken in a text that has other lines as well."""

    def breaks(self, line: Line) -> bool:
        """Whether a line ends where the long ones were broken."""
        if self.column is None:
            return False
        return self.column - _RAGGED <= line.width + line.indent <= self.column + 2

    def is_full(self, line: Line) -> bool:
        """Whether the next word may not have fitted."""
        return line.width + line.indent >= self.width


def measure(lines: Sequence[Line]) -> Measure:
    """Looks for a width near which many lines end and beyond which none goes."""
    widths = sorted(line.width + line.indent for line in lines if not line.row and line.width >= 20)
    if len(widths) < 8:
        return Measure(False, LONG)
    top = widths[int(len(widths) * 0.97)]
    near = sum(1 for width in widths if 0.85 * top <= width <= 1.1 * top)
    beyond = sum(1 for width in widths if width > 1.6 * top)
    if 30 <= top <= 140 and near >= 0.25 * len(widths) and beyond <= max(1, 0.01 * len(widths)):
        return Measure(True, int(0.85 * top))
    return Measure(False, LONG, _column(widths))


def _column(widths: Sequence[int]) -> int | None:
    """A width at which so many lines end, wide ones, that it is the edge of a page."""
    at = Counter(widths)
    wide = [width for width in at if width >= _WIDE]
    best = max(wide, key=lambda width: (_ending_near(at, width), width), default=0)
    return best if best and _ending_near(at, best) >= _MANY * len(widths) else None


def _ending_near(at: Counter[int], width: int) -> int:
    return sum(at[w] for w in range(width - _RAGGED, width + 3))


def joins(lines: Sequence[Line]) -> tuple[bool, ...]:
    """For each line, whether it goes on with the paragraph of the line before."""
    size = measure(lines)
    spaced = sum(1 for line in lines if line.blanks) > 0.6 * len(lines)
    found = [False] * len(lines)
    first = 0
    for i in range(1, len(lines)):
        if i + 1 < len(lines) and _is_split_field(lines[i], lines[i + 1]):
            first = i
            continue
        narrow = _fills_column(lines, i - 1) or size.breaks(lines[i - 1])
        found[i] = _continues(lines[i - 1], lines[i], size, spaced=spaced, narrow=narrow)
        found[i] = found[i] or _is_announced(lines[max(first, i - MOST) : i], lines[i])
        first = first if found[i] else i
    return tuple(found)


def _is_announced(paragraph: Sequence[Line], line: Line) -> bool:
    """有下列情形之一的，应支付违约金，赔偿 / 甲方损失：the rest reads like the name of a field."""
    if line.row or line.heading or line.bullet or line.label:
        return False
    if not line.text.endswith(("：", ":")) or _END.search(paragraph[-1].text):
        return False
    words = "".join(before.text for before in paragraph)
    announced = _ANNOUNCES.search(words)
    return announced is not None and "，" in words[announced.end() :]


def _fills_column(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is as wide as its neighbours, as in a cell that is narrower than the page."""
    width = lines[i].width
    near = [line.width for line in lines[max(0, i - 4) : i + 5] if not line.row]
    alike = sum(1 for other in near if abs(other - width) <= 3)
    return width >= 36 and alike >= 4 and max(near) <= width + 3


def _continues(before: Line, line: Line, size: Measure, *, spaced: bool, narrow: bool) -> bool:
    if before.row or line.row or before.heading or line.heading or line.bullet:
        return False
    if _is_split_word(before, line):
        return True
    if line.text[0] in "☑□" or cue("opener").match(line.words):
        return False
    if line.label and not line.label.weak:
        return _is_reference(before, line)
    if _MID_SENTENCE.search(before.text):
        return True
    if line.is_field:
        return False
    if _END.search(before.text):
        return bool(_CLOSES.match(line.text)) or _runs_on(before, line, size, spaced)
    return starts_with_unit(before, line) or _is_open(before, line, size, narrow)


def _is_split_word(before: Line, line: Line) -> bool:
    """A word spread down the page, a character a line."""
    if not _SINGLE.fullmatch(before.text) or line.blanks > 1:
        return False
    return bool(_SINGLE.fullmatch(line.text)) or _is_split_field(before, line)


def _is_split_field(before: Line, line: Line) -> bool:
    """甲 / 方：, the label of a field spread down the page."""
    return bool(_SINGLE.fullmatch(before.text) and _SPLIT_FIELD.match(line.text))


def starts_with_unit(before: Line, line: Line) -> bool:
    """人民币 / 元整, 货到甲方 / 小时前: the number between was never filled in."""
    if re.match("[年月日](?!期)", line.text):
        return before.text[-1] in "年月至自起到"
    unit = measures().match(line.text)
    return unit is not None and len(line.text) > unit.end() + 1 and before.text[-1] not in "：:"


def _is_reference(before: Line, line: Line) -> bool:
    """根据第 / 三条, 详见附件 / 一: the label belongs to the sentence before."""
    if line.blanks > 1 or (before.label and before.width <= 40):
        return False
    return bool(_POINTER.search(before.text))


def _is_open(before: Line, line: Line, size: Measure, narrow: bool) -> bool:
    """A line without an end mark goes on if it is full, or cannot end as it does."""
    if before.is_field and before.text[-1] in "：:" + BLANK:
        return bool(_CLOSES.match(line.text))
    if _OPEN.search(before.text) or _goes_on(line):
        return True
    if _LAST.match(line.words) and before.width >= VALUE // 2:
        return True
    heading = before.label is not None and before.width <= 40
    if cue("dangling").search(before.words) and before.width > 8 and not heading:
        return True
    if _NUMBER_UNIT.match(line.text) and before.width > 16 and not before.is_field:
        return True
    if line.indent > before.indent + 1 and before.indent == 0 and not size.is_full(before):
        return False
    if narrow or (size.wrapped and size.is_full(before)):
        return True
    if before.is_field and before.width >= VALUE:
        return not line.blanks and not re.search("[，。；：:]", line.text)
    titled = line.width < SHORT and not _END.search(line.text)
    if size.is_full(before) and not (titled or _begins(line)):
        return True
    return _has_open_bracket(before.text) and before.width > 20


def _goes_on(line: Line) -> bool:
    """Whether a line cannot be the first of anything."""
    if line.label:
        return False
    return bool(_CLOSES.match(line.text) or cue("continues").search(line.words))


def _begins(line: Line) -> bool:
    """Whether a line reads like the first of a paragraph."""
    return bool(_COLON_EARLY.match(line.text) or cue("sentence_opener").match(line.words))


def _has_open_bracket(text: str) -> bool:
    tail = text[-REACH:]
    return any(tail.rfind(left) > tail.rfind(right) for left, right in _BRACKETS)


def _runs_on(before: Line, line: Line, size: Measure, spaced: bool) -> bool:
    """After a full line of a wrapped text the next sentence belongs to the same paragraph."""
    if not size.wrapped or before.text[-1] in "：:" or (line.blanks and not spaced):
        return False
    return (
        size.is_full(before)
        and line.indent <= before.indent
        and line.width > 8
        and not _COLON_EARLY.match(line.text)
    )
