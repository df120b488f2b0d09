"""The grammar of clause labels: 第一条, 一、, （一）, 1、, 1., 5.1.2, (1), 1), ①, A., 附件一."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from loaders.values.numerals import parse
from loaders.words import load
from loaders.words.opening import compiled

STRUCTURES = ("编", "部分", "章", "节", "条", "款")
"""The units of 第…, from the whole to the part."""

ANNEX = "附件"
DECIMAL = "1.1"
BARE = "1"
"""A number with nothing behind it but space: `1 总则`."""


@dataclass(frozen=True, slots=True)
class Label:
    """A clause label at `[start, end)` of a line.

    `kind` is its form with the number one: （三） is `（一）`, but 第三条 is `条`. `number` has
    several parts for 5.1.2 alone. A `weak` label needs its neighbours to be believed.
    """

    kind: str
    number: tuple[int, ...]
    text: str
    start: int
    end: int
    weak: bool = False

    @property
    def last(self) -> int:
        return self.number[-1] if self.number else 0


_S = "[ ]{0,4}"
_HAN = "[一二三四五六七八九十百零〇]"
_FORMS = {
    "han": f"{_HAN}{{1,4}}",
    "arabic": "[0-9]{1,3}",
    "roman": "[IVX]{2,5}|[ivx]{2,5}",
    "upper": "[A-Z]",
    "lower": "[a-z]",
}
_FIRST = {"han": "一", "arabic": "1", "upper": "A", "lower": "a"}


def _number(frame: str) -> str:
    """Any form of number as a group named after its frame and form."""
    return "(?:" + "|".join(f"(?P<{frame}_{name}>{form})" for name, form in _FORMS.items()) + ")"


_STRUCTURAL = (
    rf"第{_S}(?P<structural>{_HAN}(?:[ ]?{_HAN}){{0,4}}|[0-9]{{1,3}}){_S}"
    rf"(?P<unit>编|篇|部{_S}分|章|节|条|款)[、.:：]?"
)
_ANNEX = (
    rf"(?P<annex>附{_S}[件录表])"
    rf"(?:{_S}(?P<annex_number>{_HAN}{{1,3}}|[0-9]{{1,2}}(?:-[0-9]{{1,2}})?|[A-Z](?![A-Za-z])))?"
    rf"{_S}[:：、.]?"
)
_DECIMAL = r"(?P<decimal>[0-9]{1,2}(?:\.[0-9]{1,3}){1,5})(?![0-9])[.、:：）]?"
_WRAPPED = rf"[（(]{_S}{_number('wrapped')}{_S}[）)][、.:：]?"
_POINTED = (
    rf"{_number('pointed')}[ ]?(?P<point>[、.]|[:：](?=[ ]?[一-龥]{{2}}))"
    r"(?!\.|[0-9](?![0-9]{3}年))"
)
_HALF = rf"{_number('half')}{_S}[）)][、.:：]?"
_SIGN = r"(?P<sign>[①-⒛Ⅰ-Ⅻⅰ-ⅻ㈠-㈩㉑-㊿])[、.:：]?"
_BARE = r"(?P<bare>[0-9]{1,2})(?=[ ]?[一-龥“《])"
_LABEL = re.compile(
    "|".join((_STRUCTURAL, _ANNEX, _DECIMAL, _WRAPPED, _POINTED, _HALF, _SIGN, _BARE))
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_SIGNS = (
    ("①", 0x2460, 20, 0),
    ("（1）", 0x2474, 20, 0),
    ("1.", 0x2488, 20, 0),
    ("I.", 0x2160, 12, 0),
    ("i.", 0x2170, 12, 0),
    ("（一）", 0x3220, 10, 0),
    ("①", 0x3251, 15, 20),
    ("①", 0x32B1, 15, 35),
)

GapAfter = Callable[[int], bool]
"""Whether the source has white space before a position of the line."""


def match(line: str, gap_before: GapAfter, start: int = 0) -> Label | None:
    """The label that stands at `start`, `None` where there is none."""
    found = _LABEL.match(line, start)
    if not found:
        return None
    kind, number, weak = _read(found)
    if not kind or 0 in number:
        return None
    label = Label(kind, number, found.group().rstrip(" "), start, found.end(), weak)
    return None if _is_no_label(line, label, gap_before(found.end())) else label


def _read(found: re.Match[str]) -> tuple[str, tuple[int, ...], bool]:
    groups = found.groupdict()
    if groups["structural"]:
        unit = groups["unit"].replace(" ", "")
        return ("编" if unit == "篇" else unit), _value(groups["structural"]), False
    if groups["annex"]:
        return ANNEX, _annex_number(groups["annex_number"]), False
    if groups["decimal"]:
        parts = tuple(int(part) for part in groups["decimal"].split("."))
        return (DECIMAL, parts, False) if max(parts) < 200 else ("", (), False)
    if groups["sign"]:
        return _sign(groups["sign"])
    if groups["bare"]:
        return BARE, _value(groups["bare"]), True
    return _mark(groups)


def _mark(groups: dict[str, str]) -> tuple[str, tuple[int, ...], bool]:
    point = (groups["point"] or "").replace("：", ":")
    for frame, form in (("wrapped", "（{}）"), ("pointed", "{}" + point), ("half", "{}）")):
        for name, first in _FIRST.items():
            if words := groups[f"{frame}_{name}"]:
                letter = name in ("upper", "lower")
                number = (ord(words) - ord(first) + 1,) if letter else _value(words)
                return form.format(first), number, letter
        if words := groups[f"{frame}_roman"]:
            return form.format("I" if words.isupper() else "i"), (_roman(words.upper()),), True
    return "", (), False


def _value(words: str) -> tuple[int, ...]:
    value = parse(words.replace(" ", ""))
    return () if value is None or value != int(value) else (int(value),)


def _annex_number(words: str | None) -> tuple[int, ...]:
    if not words:
        return ()
    if words.isascii() and words.isalpha():
        return (ord(words) - ord("A") + 1,)
    first, _, second = words.partition("-")
    return _value(first) + (_value(second) if second else ())


def _sign(sign: str) -> tuple[str, tuple[int, ...], bool]:
    for kind, first, count, base in _SIGNS:
        if first <= ord(sign) < first + count:
            return kind, (ord(sign) - first + 1 + base,), False
    return "", (), False


def _roman(words: str) -> int:
    values = [_ROMAN[char] for char in words]
    return sum(
        -value if value < max(values[i + 1 :], default=0) else value
        for i, value in enumerate(values)
    )


def as_roman(label: Label) -> Label | None:
    """A single letter read as a Roman number: i) after h) is a letter, before ii) a number."""
    letter = re.sub("[^A-Za-z]", "", label.text)
    if not label.weak or letter.upper() not in _ROMAN:
        return None
    kind = label.kind.replace("A", "I").replace("a", "i")
    return Label(kind, (_ROMAN[letter.upper()],), label.text, label.start, label.end, True)


@cache
def _denials() -> dict[str, re.Pattern[str]]:
    return {
        meaning: compiled("|".join(c.source for c in cues))
        for meaning in ("structural", "item", "number", "close", "dun")
        if (cues := [c for c in load("not_a_label") if c.means == meaning])
    }


def _is_no_label(line: str, label: Label, gap: bool) -> bool:
    """Whether what follows makes it a reference, an amount or an enumeration."""
    deny, after = _denials(), line[label.end : label.end + 12]
    if not label.number and label.kind != ANNEX:
        return True
    if label.kind in STRUCTURES:
        return not gap and bool(deny["structural"].match(after))
    if label.kind in (DECIMAL, BARE):
        if label.kind == BARE and not gap:
            return True
        if deny["number"].match(after):
            return True
        return (not gap or label.kind == BARE) and bool(deny["close"].match(after.lstrip()))
    if label.kind[0] == "（":
        return not gap and bool(deny["item"].match(after))
    if label.kind[-1] == "、":
        return bool(deny["dun"].match(after))
    return label.weak and after[:1].isascii() and after[:1].isalpha()
