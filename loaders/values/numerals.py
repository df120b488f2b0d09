"""Numerals as drafters write them: 1,234.56, 1.2万, 三十五, 叁拾伍万, 二〇二六, ２.

A text that is no well-formed numeral has no value: this module never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from loaders.text import BLANK

PLAIN = "〇一二三四五六七八九"
CAPITAL = "零壹贰叁肆伍陆柒捌玖"
VARIANTS = ("○", "弌壱", "两兩弍弐貳貮", "弎參参叄", "", "", "陸", "", "", "")

DIGITS: dict[str, int] = {
    char: value
    for value, chars in enumerate(zip(PLAIN, CAPITAL, VARIANTS, strict=True))
    for char in "".join(chars)
}
UNITS: dict[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS: dict[str, int] = {"廿": 2, "卅": 3, "卌": 4}
MYRIADS: dict[str, int] = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

LIMIT = 40
"""Characters in the longest numeral worth reading; longer runs of digits are codes."""

LIMIT_VALUE = Decimal(10**16)
"""Where account numbers begin and amounts have ended."""

GAP = rf"(?:(?<![{BLANK}_])[{BLANK}_]{{1,40}}|[xX×Ｘ]{{2,8}}|\*{{2,8}}|【[ \u3000]{{0,20}}】)"
"""Pattern of a gap that waits for a figure."""

_HAN_DIGIT = "".join(DIGITS)
_SCALE = "".join((*UNITS, *MYRIADS))
_HAN_CHARS = _HAN_DIGIT + _SCALE + "".join(TENS)
_ARABIC = (
    r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])(?:[.．][0-9０-９]+)?"
    r"|[1-9][0-9]{0,2}(?: [0-9]{3})+(?! ?[0-9])(?:\.[0-9]+)?"
    r"|[0-9０-９]+(?:[.．][0-9０-９]+)?"
)
_NUMERAL = re.compile(
    # 二O二六 and 二0二六: a zero between Chinese digits.
    rf"[{_HAN_CHARS}](?:[{_HAN_CHARS}]|(?<=[{_HAN_DIGIT}])[OoＯ0０](?=[{_HAN_DIGIT}]))*"
    rf"(?:点[{_HAN_DIGIT}]+[万萬亿億]?)?"
    rf"|(?:{_ARABIC})(?: ?[{_SCALE}]+(?:(?:{_ARABIC})[{_SCALE}]+)*)?"
)
_FIRST = re.compile(f"[{_HAN_CHARS}0-9０-９]")
_TOKEN = re.compile(rf"{_ARABIC}|.", re.S)
_PLAIN_ARABIC = re.compile(_ARABIC)
_POSITIONAL = re.compile(rf"[{_HAN_DIGIT}OoＯ0０]{{2,16}}")
_FOLD = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_SPACED = re.compile(r"(?<![0-9]) +| +(?![0-9])| (?=[0-9]{3}(?![0-9]))")
_ZERO = str.maketrans("OoＯ0０", "零零零零零")

# Filled-in forms keep the marks of the gap: ＿30＿日, 【15】个工作日, [5]%.
_OPENERS = BLANK + "_【〔[ "
_CLOSERS = BLANK + "_】〕] "
MARKS = _OPENERS + _CLOSERS
"""What a filled-in form leaves around a figure."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at `[start, end)`; `[left, right)` adds the brackets or rules it was filled into.

    `words` is true where it is written in Chinese characters.
    """

    start: int
    end: int
    left: int
    right: int
    value: Decimal
    words: bool


@lru_cache(maxsize=64)
def find(text: str) -> tuple[Numeral, ...]:
    """The numerals of a text in order; runs of digits that have no value are left out.

    The last texts are remembered, for shares, lengths of time and sums are each looked for in the
    same words.
    """
    found = []
    for match in _numerals(text):
        start, end = match.span()
        if _is_torn(text, start, end):
            continue
        if match.group() in "十拾" and text[start - 1 : start] == BLANK:
            # ＿拾＿元: a printed form, not filled in.
            continue
        value = parse(match.group())
        if value is None and end - start == 2:
            # 三五日: an approximation, read by its upper end; 统一五日: the end of a word.
            start, value = start + 1, parse(text[end - 1])
        if value is not None:
            left, right = _bracketed(text, start, end)
            words = text[start] in _HAN_CHARS
            found.append(Numeral(start, end, left, right, value, words))
    return tuple(found)


def parse(text: str) -> Decimal | None:
    """The value of a numeral, `None` for anything else.

    >>> parse("叁拾伍万柒仟捌佰"), parse("1.2万"), parse("二〇二六"), parse("千千万万")
    (Decimal('357800'), Decimal('12000'), Decimal('2026'), None)
    """
    if len(text) > LIMIT:
        return None
    if text.isascii() and text.isdigit():
        return value if (value := Decimal(text)) < LIMIT_VALUE else None
    text = _SPACED.sub("", text).translate(_FOLD)
    if _PLAIN_ARABIC.fullmatch(text):
        value = _figure(text)
        return value if value < LIMIT_VALUE else None
    if text == "半":
        return Decimal("0.5")
    if _POSITIONAL.fullmatch(text):
        return _positional(text.translate(_ZERO))
    if "点" in text:
        return _with_point(text)
    tokens = _TOKEN.findall(text)
    if not tokens or not all(t in _HAN_CHARS or _PLAIN_ARABIC.fullmatch(t) for t in tokens):
        return None
    return _whole(tokens)


def capital(amount: Decimal) -> str:
    """An amount of yuan in capital numerals, as invoices write it: 壹仟零伍元叁角整.

    Raises `ValueError` for a negative amount, part of a fen, or 10^16 yuan and more.
    """
    cents = amount * 100
    if amount < 0 or amount >= LIMIT_VALUE or cents != cents.to_integral_value():
        raise ValueError(f"{amount} is no amount in yuan, jiao and fen")
    yuan, rest = divmod(int(cents), 100)
    jiao, fen = divmod(rest, 10)
    text = f"{_capital_whole(yuan)}元" if yuan or not rest else ""
    if jiao:
        text += f"{CAPITAL[jiao]}角"
    elif fen and text:
        text += "零"
    return text + (f"{CAPITAL[fen]}分" if fen else "整")


def _numerals(text: str) -> Iterator[re.Match[str]]:
    at = 0
    # Looking for a first character is much quicker than trying the whole pattern everywhere.
    while first := _FIRST.search(text, at):
        match = _NUMERAL.match(text, first.start())
        at = match.end() if match else first.end()
        if match:
            yield match


def _is_torn(text: str, start: int, end: int) -> bool:
    """Tells a piece of 1.2.3, 2024-001A or 1,234,5678 from a number that stands alone."""
    if not text[start].isdecimal():
        return False
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (len(before) == 2 and before[1] in ".．," and before[0].isdecimal()) or (
        len(after) == 2 and after[0] in ".．," and after[1].isdecimal()
    )


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    before, after = text[max(0, start - 3) : start], text[end : end + 3]
    if before[-1:] not in _OPENERS and after[:1] not in _CLOSERS:
        return start, end
    opening = before[len(before.rstrip(_OPENERS)) :].lstrip()
    closing = after[: len(after) - len(after.lstrip(_CLOSERS))].rstrip()
    return start - len(opening), end + len(closing)


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _positional(text: str) -> Decimal | None:
    # 三五 is "three to five" more often than thirty-five.
    if "两" in text or (len(text) == 2 and not any(DIGITS[char] == 0 for char in text)):
        return None
    return Decimal("".join(str(DIGITS[char]) for char in text))


def _with_point(text: str) -> Decimal | None:
    whole, _, fraction = text.partition("点")
    scale = MYRIADS.get(fraction[-1:], 1)
    digits = fraction[:-1] if scale > 1 else fraction
    value = parse(whole)
    if value is None or not digits or any(char not in DIGITS for char in digits):
        return None
    return Decimal(f"{value:f}.{''.join(str(DIGITS[char]) for char in digits)}") * scale


def _whole(tokens: Sequence[str]) -> Decimal | None:
    return _scaled(tokens, "亿億", lambda part: _scaled(part, "万萬", _section))


def _scaled(
    tokens: Sequence[str], marks: str, read: Callable[[Sequence[str]], Decimal | None]
) -> Decimal | None:
    """Reads `<high> 亿 <low>`: one mark at most, and something before it."""
    places = [i for i, token in enumerate(tokens) if token in marks]
    if not places:
        return read(tokens)
    place = places[0]
    high, low, scale = tokens[:place], tokens[place + 1 :], MYRIADS[tokens[place]]
    head = read(high) if high and len(places) == 1 else None
    if head is None or not low:
        return None if head is None else head * scale
    tail = _colloquial(low[0], scale) if len(low) == 1 else read(low)
    if tail is None or tail >= scale or head != head.to_integral_value():
        return None
    return head * scale + tail


def _section(tokens: Sequence[str]) -> Decimal | None:
    """Reads a numeral below 万: 三千零五, 廿五, 零仟贰佰零拾, 3千."""
    total, last, rest = Decimal(0), 10**4, list(tokens)
    while rest:
        token = rest.pop(0)
        if token in TENS:
            number, unit = Decimal(TENS[token]), 10
        elif token in UNITS:
            # Only ten goes without its one; 零拾 is the filled-in form of nothing.
            number, unit = Decimal(1), UNITS[token]
            if unit != 10:
                return None
        else:
            number = Decimal(DIGITS[token]) if token in DIGITS else _figure(token)
            unit = UNITS[rest.pop(0)] if rest and rest[0] in UNITS else 1
        if unit == 1 and rest and number:
            return None
        if number > 9 and len(tokens) > 2:
            return None
        if number and unit >= last:
            return None
        last = unit if number else last
        total += number * unit
        if unit > 10 and len(rest) == 1 and rest[0] not in _SCALE:
            tail = _colloquial(rest[0], unit)
            return None if tail is None else total + tail
    return total if tokens else None


def _colloquial(token: str, unit: int) -> Decimal | None:
    """The tail of 三万五 or 二百五, also 壹万零.

    In capitals nobody speaks so: either 零 or the unit was forgotten, and which is not known.
    """
    if token not in DIGITS or (token not in PLAIN and DIGITS[token]):
        return None
    return Decimal(DIGITS[token] * unit // 10)


def _capital_whole(number: int) -> str:
    """A whole number below 10^16 in capitals, 零 for every gap."""
    if number == 0:
        return CAPITAL[0]
    text, gap = "", False
    for power in range(15, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += (
                ("零" if gap and text else "") + CAPITAL[digit] + ("", "拾", "佰", "仟")[power % 4]
            )
        gap = not digit
        section = number // 10**power % 10**4
        if power % 4 == 0 and power and (section or (power == 8 and text)):
            text += "亿" if power == 8 else "万"
    return text
