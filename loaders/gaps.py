"""Finds the gaps that a form leaves to be filled in, and makes each one `BLANK`.

Underscores or spaces around a value are no gap: `_5_%`, `为   12   个月`. Nor are spaces that only
spread a label out (`甲   方`) or set two columns side by side.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.draft import Draft
from loaders.folding import CLOSING, HAN, OPENING
from loaders.text import BLANK
from loaders.words import load

REACH = 40
"""Characters looked at on either side of a gap."""

_HAN = re.compile(f"[{HAN}]")
_RULE = re.compile(r"_(?:[_ ]{0,200}_)?")
_LATIN = re.compile(r"[A-Za-z0-9]")
_COUNT = "一二三四五六七八九十"
_PLACEHOLDER = re.compile(
    r"\$?\{\{[^{}\n]{0,80}\}\}|\$\{[^{}\n]{1,60}\}|<%=?[^%\n]{0,80}%>|\{%[^%\n]{0,120}%\}"
    rf"|\[[{HAN}]{{2,12}}-[{HAN}A-Za-z0-9_-]{{1,30}}\]"
    r"|(?<![0-9A-Za-z])[Xx×]{2,20}(?![0-9A-Za-z])|(?<![0-9A-Za-z*])\*{3,20}(?![0-9A-Za-z*])"
    rf"|[□▢]{{2,20}}|(?<![{_COUNT}])[○〇●◯]{{2,20}}(?![{_COUNT}])"
    r"|(?:\.{6,400}+|…{3,200}+)(?![ \t]{0,20}[0-9])"
)
_CONTROL = re.compile(r"^[ \t]*\{%[^%\n]{0,120}%\}[ \t]*$", re.MULTILINE)
_LONE_X = re.compile(r"(?<![0-9A-Za-z])[Xx](?=[ ]{0,4}[年月日元个天份%小套名期])")
_SPACES = re.compile(r"[ \t]+")
_EMPTY_BRACKETS = re.compile(
    rf"【[ {BLANK}]{{0,200}}】|〔[ {BLANK}]{{0,200}}〕|\[(?: {{2,200}}|[ ]?{BLANK}[ ]?)\]"
    rf"|(?<=[^\n ])\[ ?\]|（(?: {{2,200}}|[ ]?{BLANK}[ ]?)）|\((?: {{2,200}}|[ ]?{BLANK}[ ]?)\)"
    rf"|《(?: {{2,200}}|[ ]?{BLANK}[ ]?)》"
)
_QUOTED = re.compile(r"(?<=[“\"]) {2,200}(?=[”\"])")
_RUN = re.compile(rf"{BLANK}(?:[ ]{{0,3}}{BLANK})+")
_FIELD_AHEAD = re.compile(rf"[{HAN}（）()/、]{{1,20}}[ ]{{0,8}}[：:]")
_SPREAD_LEFT = re.compile(rf"(?:^|[\s：:，。；、（(])[{HAN}]$")
_SPREAD_RIGHT = re.compile(rf"[{HAN}](?:[\s：:（(）)]|$)")
_NUMBERED = "第共约即计"
_PLACES = "省市区县镇乡路弄号幢栋层楼室"


@cache
def _units() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows a number always, and what may follow one."""
    cues = load("gap_units")
    hard = "|".join(c.pattern.pattern for c in cues if c.means == "always")
    soft = "|".join(c.pattern.pattern for c in cues)
    return re.compile(hard), re.compile(soft)


def measures() -> re.Pattern[str]:
    """Words that only ever follow a number."""
    return _units()[0]


def fill(draft: Draft) -> None:
    """Makes every gap one `BLANK` and drops the rules around values."""
    draft.replace(_CONTROL, "")
    draft.replace(_PLACEHOLDER, BLANK)
    draft.replace(_LONE_X, BLANK)
    if "_" in draft.text:
        draft.replace(_RULE, _rule)
    draft.replace(_QUOTED, BLANK)
    draft.replace(_EMPTY_BRACKETS, BLANK)
    draft.replace(_SPACES, _space)
    draft.replace(_EMPTY_BRACKETS, BLANK)
    draft.replace(_RUN, BLANK)


def _rule(match: re.Match[str]) -> str:
    """What becomes of a run of underscores."""
    text, start, end = match.string, match.start(), match.end()
    before, after = _before(text, start), _after(text, end)
    single = end - start == 1
    if single and _LATIN.match(before[-1:]) and _LATIN.match(after[:1]):
        return "_"
    if _opens_value(before, after, single=single) or _closes_value(before, after, single=single):
        return ""
    return BLANK


_VALUE_AFTER = re.compile(r"([^_\n：:；;。，,、]{1,40})_")
_VALUE_BEFORE = re.compile(r"_([^_\n：:；;。，,、]{1,40})$")
_NUMBER = re.compile(r"[ ]?[0-9０-９][0-9.,/\- ]{0,20}[ ]?")
_SET_OFF = re.compile(r"(?:^|[：:为是系（(\s])$")
_AT_END = re.compile(r"$|[\s，。；、）)|]")


def _is_value(value: str, before: str, after: str) -> bool:
    """Whether words between two rules were written on them, rather than printed between gaps."""
    words = value.strip()
    if not words or words[0] in CLOSING:
        return False
    if _NUMBER.fullmatch(value):
        return True
    if len(words) < 2 or not _AT_END.match(after):
        return False
    if before.endswith(("：", ":")):
        # 电话：__周某__, but not 金额：__元整__.
        return _units()[1].fullmatch(words) is None and ("（" not in words or "）" in words)
    starts_with_unit = _units()[1].match(words) or value.startswith(" ")
    return bool(_SET_OFF.search(before)) and not starts_with_unit


def _is_word(value: str) -> bool:
    """Whether single underscores set words in italics, as Markdown does."""
    return len(value) > 1 and value == value.strip() and not _units()[1].match(value)


def _opens_value(before: str, after: str, *, single: bool) -> bool:
    match = _VALUE_AFTER.match(after)
    if match:
        rest = after[match.end() :].lstrip("_")
        italic = single and not after.startswith("_", match.end())
        return _is_value(match.group(1), before, rest) or (italic and _is_word(match.group(1)))
    # 至2020_年_4月: a date whose rules were set unevenly.
    return bool(re.match(r"[0-9]{1,4}[年月日]", after) and before[-1:] in "年月至自")


def _closes_value(before: str, after: str, *, single: bool) -> bool:
    match = _VALUE_BEFORE.search(before)
    if not match:
        return False
    value, start = match.group(1), before[: match.start()]
    italic = single and not start.endswith("_")
    return _is_value(value, start.rstrip("_"), after) or (italic and _is_word(value))


def _before(text: str, start: int) -> str:
    first = max(text.rfind("\n", max(0, start - 2 * REACH), start) + 1, start - 2 * REACH, 0)
    return text[first:start]


def _after(text: str, end: int) -> str:
    words = text[end : end + 2 * REACH]
    return words[: words.find("\n")] if "\n" in words else words


def _space(match: re.Match[str]) -> str:
    """What becomes of a run of spaces and tabs."""
    run = match.group()
    text, start, end = match.string, match.start(), match.end()
    if (
        start == 0
        or text[start - 1] in "\n\f"
        or text[start - 1] == "|"
        or text[end : end + 1] == "|"
    ):
        return run
    if len(run) == 1 and (run == "\t" or text[start - 1] not in "第的%）)：:¥写币付"):
        return run
    before, after = _before(text, start), _after(text, end)
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
    return bool(_FIELD_AHEAD.match(after)) and not _units()[1].match(after)


def _is_gap(run: str, before: str, after: str) -> bool:
    left, wide = before[-1:], len(run)
    if left in "：:" and (not after or after[0] in CLOSING or (wide >= 3 and _starts_field(after))):
        # Two spaces at the end of a line are a line break in Markdown.
        return wide >= 3 or (wide == 2 and bool(after))
    if not after:
        return False
    hard, soft = _units()
    if left == "第":
        return bool(re.match(r"[条款项章节种期页次号]", after)) or wide >= 3
    if not (_HAN.match(left) or left in "：:¥（(，,、）)" or left == "“"):
        return False
    if hard.match(after):
        return wide >= 2 or left in "¥%写币付的）):：" or after[0] == "%"
    if wide < 3:
        return False
    if _is_spread(before, after):
        return False
    if soft.match(after):
        return True
    if left == "¥":
        return after[0] in CLOSING
    if after[0] in CLOSING + ")" and after[0] not in OPENING:
        return True
    sentence = re.search(r"[，。；]", before + after)
    return bool(_HAN.match(after)) and wide >= 4 and sentence is not None and left not in "：:"


def _is_spread(before: str, after: str) -> bool:
    """Whether spaces only spread the letters of a label or title: 甲   方, 合   同   书."""
    if not (_SPREAD_LEFT.search(before) and _SPREAD_RIGHT.match(after)):
        return False
    if before[-1] in _PLACES and after[0] in _PLACES:
        return False
    return before[-1] not in _NUMBERED and not _units()[0].match(after)


def _columns(before: str, after: str) -> bool:
    """Whether a wide space sets two columns side by side, as at a signature."""
    if before[-1] in "：:" or _is_spread(before, after):
        return False
    if re.search(r"[，。；]", before + after):
        return False
    return len(before.strip()) > 1 and bool(re.match(rf"[{HAN}（(A-Z0-9¥]", after))
