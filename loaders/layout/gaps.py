"""Finds the gaps that a form leaves to be filled in, and makes each one `BLANK`.

Underscores or spaces around a value are no gap: `_5_%`, `为   12   个月`. Nor are spaces that only
spread a label out (`甲   方`) or set two columns side by side.
"""

from __future__ import annotations

import re

from loaders.layout import underlines
from loaders.layout.draft import Draft
from loaders.layout.folding import CLOSING, HAN, NUMERALS
from loaders.layout.gap_context import after_in_line, before_in_line, counted, measures
from loaders.text import BLANK
from loaders.words.opening import compiled

_HAN = re.compile(f"[{HAN}]")
_COUNT = "一二三四五六七八九十"
_PLACEHOLDER = compiled(
    r"\$?\{\{[^{}\n]{0,80}\}\}|\$\{[^{}\n]{1,60}\}|<%=?[^%\n]{0,80}%>|\{%[^%\n]{0,120}%\}"
    r"|[（(【\[]请?(?:在此)?(?:填写|填入|插入|输入|待填)[^（）()【】\[\]\n]{0,24}[）)】\]]"
    r"|(?<=[：:])[ ]{0,4}(?:待定|待填|待补充|另行填写|暂未确定)(?=[，。；;\n]|$)"
    rf"|\[[{HAN}]{{2,12}}-[{HAN}A-Za-z0-9_-]{{1,30}}\]"
    r"|(?<![0-9A-Za-z])(?<![0-9Xx] )[Xx×]{2,20}(?![0-9A-Za-z]| [0-9])"
    r"|(?<![0-9A-Za-z*])\*{3,20}(?![0-9A-Za-z*])"
    rf"|[□▢]{{2,20}}|(?<![{_COUNT}])[○〇●◯]{{2,20}}(?![{_COUNT}])"
    r"|(?:\.{6,400}+|…{3,200}+)(?![ \t]{0,20}[0-9])"
)
_CONTROL = re.compile(r"^[ \t]*\{%[^%\n]{0,120}%\}[ \t]*$", re.MULTILINE)
_LONE_X = compiled(r"(?<![0-9A-Za-z])[Xx](?=[ ]{0,4}[年月日元个天份%小套名期])")
_SPACES = re.compile(r"[ \t]+")
_EMPTY_BRACKETS = compiled(
    rf"【[ {BLANK}]{{0,200}}】|〔[ {BLANK}]{{0,200}}〕|\[(?:[ \t]{{2,200}}|\t|[ ]?{BLANK}[ ]?)\]"
    rf"|(?<=[^\n ])\[ ?\]|（(?: {{2,200}}|[ ]?{BLANK}[ ]?)）|\((?: {{2,200}}|[ ]?{BLANK}[ ]?)\)"
    rf"|《(?: {{2,200}}|[ ]?{BLANK}[ ]?)》"
)
_QUOTED = compiled(r"(?<=[“\"]) {2,200}(?=[”\"])")
_RUN = re.compile(rf"{BLANK}(?:[ ]{{0,3}}{BLANK})+")
_FIELD_AHEAD = re.compile(rf"[{HAN}（）()/、]{{1,20}}[ ]{{0,8}}[：:]")
_SPREAD_LEFT = re.compile(rf"(?:^|[\s：:，。；、（(])[{HAN}]$")
_SPREAD_RIGHT = re.compile(rf"[{HAN}](?:[\s：:（(）)]|$)")
_COUNTER = re.compile("[条款项章节种期页次号]")
_NUMBERED = "第共约即计"
_COUNTED = re.compile(rf"(?:[{NUMERALS}]|[（(][0-9{NUMERALS}]{{1,8}}[)）])$")
_COUNT_AHEAD = re.compile(rf"[{NUMERALS}]{{1,6}}[ ]{{1,8}}\S")
_PLACES = "省市区县镇乡路弄号幢栋层楼室"


def fill(draft: Draft) -> None:
    """Makes every gap one `BLANK` and drops the rules around values."""
    draft.replace(_CONTROL, "")
    draft.replace(_PLACEHOLDER, BLANK)
    draft.replace(_LONE_X, BLANK)
    underlines.fill(draft)
    draft.replace(_QUOTED, BLANK)
    draft.replace(_EMPTY_BRACKETS, BLANK)
    draft.replace(_SPACES, _space)
    draft.replace(_EMPTY_BRACKETS, BLANK)
    draft.replace(_RUN, BLANK)


def _space(match: re.Match[str]) -> str:
    """What becomes of a run of spaces and tabs."""
    run = match.group()
    text, start, end = match.string, match.start(), match.end()
    if start == 0 or text[start - 1] in "\n\f|" or text[end : end + 1] == "|":
        return run
    if len(run) == 1 and (run == "\t" or text[start - 1] not in "第的%）)：:¥写币付"):
        return run
    before, after = before_in_line(text, start), after_in_line(text, end)
    tabs = run.count("\t")
    if tabs:
        return _tabs(run, tabs, before, after)
    if _is_gap(run, before, after):
        return BLANK + "\t" if before[-1] in "：:" and _starts_field(after) else BLANK
    if len(run) >= 4 and _columns(before, after):
        return "\t"
    return run


def _tabs(run: str, tabs: int, before: str, after: str) -> str:
    if not after or tabs < 3:
        return run
    return BLANK + "\t" if before.endswith(("：", ":")) else "\t"


def _starts_field(after: str) -> bool:
    return bool(_FIELD_AHEAD.match(after)) and not counted().match(after)


def _is_gap(run: str, before: str, after: str) -> bool:
    left, wide = before[-1:], len(run)
    if left in "：:" and (not after or after[0] in CLOSING or (wide >= 3 and _starts_field(after))):
        # Two spaces at the end of a line are a line break in Markdown.
        return wide >= 3 or (wide == 2 and bool(after))
    if not after:
        return False
    if left == "第":
        return bool(_COUNTER.match(after)) or wide >= 3
    if not (_HAN.match(left) or left in "：:¥（(，,、）)“"):
        return False
    if _COUNTED.search(before) or _COUNT_AHEAD.match(after):
        return False
    if measures().match(after):
        return wide >= 2 or left in "¥%写币付的）):：" or after[0] == "%"
    if wide < 3 or _is_spread(before, after):
        return False
    if counted().match(after) or after[0] in CLOSING + ")":
        return True
    # Within a sentence, words do not stand so far apart for looks.
    prose = bool(re.search("[，。；]", before + after)) and left not in "：:¥"
    return prose and wide >= 4 and bool(_HAN.match(after))


def _is_spread(before: str, after: str) -> bool:
    """Whether spaces only spread the letters of a label or title: 甲   方, 合   同   书."""
    if not (_SPREAD_LEFT.search(before) and _SPREAD_RIGHT.match(after)):
        return False
    if before[-1] in _PLACES and after[0] in _PLACES:
        return False
    return before[-1] not in _NUMBERED and not measures().match(after)


def _columns(before: str, after: str) -> bool:
    """Whether a wide space sets two columns side by side, as at a signature."""
    if before[-1] in "：:" or _is_spread(before, after):
        return False
    if re.search(r"[，。；]", before + after):
        return False
    return len(before.strip()) > 1 and bool(re.match(rf"[{HAN}（(A-Z0-9¥]", after))
