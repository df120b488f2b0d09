"""Numbers as Word writes them in automatic numbering (ST_NumberFormat, ECMA-376 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def chinese(number: int) -> str:
    """十一, 二十, 一百零五: numbers above 9,999 in digits."""
    if not 0 < number < 10_000:
        return str(number)
    digits = [int(d) for d in str(number)]
    words, zero = "", False
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit:
            words += ("零" if zero else "") + _DIGITS[digit] + _UNITS[place]
            zero = False
        else:
            zero = bool(words)
    return words[1:] if 10 <= number < 20 else words


def legal(number: int) -> str:
    """壹拾壹, 贰拾."""
    words = chinese(number)
    return ("一" + words if 10 <= number < 20 else words).replace("零", "〇").translate(_LEGAL)


def positional(number: int) -> str:
    """一〇, 二三."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def letters(number: int) -> str:
    """a … z, aa, bb: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def roman(number: int) -> str:
    """XIV; digits above 4,999."""
    if not 0 < number < 5000:
        return str(number)
    words = ""
    for worth, sign in _ROMAN:
        words += sign * (number // worth)
        number %= worth
    return words


def _enclosed(first: str, count: int, otherwise: str) -> Callable[[int], str]:
    def sign(number: int) -> str:
        if 1 <= number <= count:
            return chr(ord(first) + number - 1)
        return otherwise.format(number)

    return sign


def _circled(number: int) -> str:
    for low, high, first in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if low <= number <= high:
            return chr(ord(first) + number - low)
    return f"({number})"


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else ""


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda n: str(n).translate(_WIDE),
    "decimalFullWidth2": lambda n: str(n).translate(_WIDE),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _enclosed("⑴", 20, "({})"),
    "decimalEnclosedFullstop": _enclosed("⒈", 20, "{}."),
    "ideographEnclosedCircle": _enclosed("㊀", 10, "({})"),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "chineseLegalSimplified": legal,
    "ideographLegalTraditional": legal,
    "japaneseLegal": legal,
    "ideographDigital": positional,
    "taiwaneseDigital": positional,
    "japaneseDigitalTenThousand": positional,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": lambda n: roman(n).lower(),
    "upperRoman": roman,
    "numberInDash": "- {} -".format,
    "none": lambda _: "",
    "bullet": lambda _: "",
}
"""How a number is written in each format; others are written in digits, as Word does."""


def write(number: int, form: str) -> str:
    """A number in a format; in digits where the format is not known."""
    return FORMATS.get(form, str)(number)
