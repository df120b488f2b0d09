"""Tells the underscores of a gap from those that only underline what was written there."""

from __future__ import annotations

import re

from loaders.layout.draft import Draft
from loaders.layout.folding import CLOSING
from loaders.layout.gap_context import after_in_line, before_in_line, counted
from loaders.text import BLANK

_RULE = re.compile(r"_(?:[_ ]{0,200}_)?")
_LATIN = re.compile(r"[A-Za-z0-9]")
_VALUE_AFTER = re.compile(r"([^_\n：:；;。，,、]{1,40})_")
_VALUE_BEFORE = re.compile(r"_([^_\n：:；;。，,、]{1,40})$")
_NUMBER = re.compile(r"[ ]?[0-9０-９][0-9.,/\- ]{0,20}[ ]?")
_SET_OFF = re.compile(r"(?:^|[：:为是系（(\s])$")
_AT_END = re.compile(r"$|[\s，。；、）)|]")


def fill(draft: Draft) -> None:
    """Makes each run of underscores a `BLANK`, or nothing where it underlines a value."""
    if "_" in draft.text:
        draft.replace(_RULE, _rule)


def _rule(match: re.Match[str]) -> str:
    """What becomes of a run of underscores."""
    text, start, end = match.string, match.start(), match.end()
    before, after = before_in_line(text, start), after_in_line(text, end)
    single = end - start == 1
    if single and _LATIN.match(before[-1:]) and _LATIN.match(after[:1]):
        return "_"
    if _opens_value(before, after, single=single) or _closes_value(before, after, single=single):
        return ""
    return BLANK


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
        return counted().fullmatch(words) is None and ("（" not in words or "）" in words)
    starts_with_unit = counted().match(words) or value.startswith(" ")
    return bool(_SET_OFF.search(before)) and not starts_with_unit


def _is_word(value: str) -> bool:
    """Whether single underscores set words in italics, as Markdown does."""
    return len(value) > 1 and value == value.strip() and not counted().match(value)


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
