"""Amounts of money in running text: ¥745,000.00, 35.5万元, 柒拾肆万伍仟圆整, ¥＿元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from loaders import words
from loaders.values import numerals
from loaders.values.numerals import GAP, Numeral
from loaders.words.needs import screen
from ontology.values import Money

_SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8}
_LABEL = r"(?:[（(]?(?:大写|小写|含税)[）)]?)?(?:金额)?[:： ]{0,2}[（(]?"
_DIGIT = f"[{''.join(numerals.DIGITS)}0-9]"
_TAIL = re.compile(
    rf"(?:[零〇]?(?P<jiao>{_DIGIT})角)?(?:[零〇]?(?P<fen>{_DIGIT})分(?!之))?(?:[整正](?![改治顿]))?"
)
# 金额（万元）：35.5 names the unit before the figure.
_UNIT_BEFORE = re.compile(r"[（(](?:单位[:：]?)?(?:人民币)?(?P<scale>[万亿]?)元[）)][:： ]{0,2}\Z")
_UNIT_IN_BRACKETS = re.compile(r" ?[（(](?:人民币)?(?P<scale>[千万亿]|百万|)元[）)]")
_IN_WHICH_WRITING = re.compile("大写|小写")
_SAID_IN_WORDS = re.compile(r" ?[（(](?:人民币)?大写")
_NOT_MONEY = re.compile(r" ?(?:[年月日天周个次名人份条款项台套期分小%‰％第]|工作|季度)")
_BETWEEN_PAIR = re.compile(
    r"[\s（()）:：,，、;；。￥¥【】\[\]]*"
    r"(?:(?:大写|小写|即|合计?|共计?|计|为|含税|金额|人民币|RMB|元|整)[\s（()）:：,，、;；。￥¥【】\[\]]*)*"
)
_PAIRING = re.compile(r"大写|小写|即|[（(:：]|人民币")
_PAIR_REACH = 30


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at `[start, end)`, with its sign and unit; `words` where in Chinese numerals.

    A gap left to be filled in is `blank` and has no value.
    """

    start: int
    end: int
    value: Money | None
    words: bool
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One amount said twice, in figures and in words."""

    digits: Amount
    words: Amount

    @property
    def agree(self) -> bool:
        """False where the two differ; true also where one is blank."""
        if self.digits.value is None or self.words.value is None:
            return True
        return self.digits.value.amount == self.words.value.amount


def find(text: str) -> tuple[Amount, ...]:
    """The amounts of a text in order, blank ones included."""
    if not _screen().search(text):
        return ()
    found: list[Amount] = []
    for numeral in numerals.find(text):
        amount = _amount(text, numeral, found[-1].end if found else 0)
        if amount:
            found.append(amount)
    taken = [(a.start, a.end) for a in found]
    found += _blanks(text, taken)
    return tuple(sorted(found, key=lambda a: a.start))


def pairs(text: str) -> tuple[Pair, ...]:
    """Neighbours that say one amount in figures and in words, each amount in one pair at most."""
    found: list[Pair] = []
    waiting: Amount | None = None
    for amount in find(text):
        if waiting and waiting.words != amount.words and _is_said_again(text, waiting, amount):
            digits, spelt = (amount, waiting) if waiting.words else (waiting, amount)
            found.append(Pair(digits, spelt))
            waiting = None
        else:
            waiting = amount
    return tuple(found)


def _is_said_again(text: str, first: Amount, second: Amount) -> bool:
    if second.start - first.end > _PAIR_REACH:
        return False
    # The signs of the second amount belong to its span, so the label may stand inside it.
    between = text[first.end : second.start]
    label = between + text[second.start : second.start + 8]
    return bool(_BETWEEN_PAIR.fullmatch(between)) and (
        not between.strip() or bool(_PAIRING.search(label))
    )


@cache
def _signs() -> re.Pattern[str]:
    cues = words.load("currency_signs")
    signs = "|".join(f"(?P<{cue.means}>{cue.source})" for cue in cues)
    return re.compile(f"(?:{signs}){_LABEL}\\Z")


@cache
def _units() -> re.Pattern[str]:
    cues = words.load("currency_units")
    units = "|".join(f"(?P<{cue.means}>{cue.source})" for cue in cues)
    return re.compile(f" ?(?:{units})")


@cache
def _screen() -> re.Pattern[str]:
    return screen(
        pattern.pattern
        for pattern in (_signs(), _units(), _UNIT_BEFORE, _UNIT_IN_BRACKETS, _IN_WHICH_WRITING)
    )


@cache
def _blank_forms() -> re.Pattern[str]:
    signs = "|".join(cue.source for cue in words.load("currency_signs"))
    places = rf"{GAP}(?: ?[亿万仟佰拾千百十] ?{GAP}){{0,8}}"
    unit = r" ?(?:[万亿]?[元圆])(?!素|旦|月|件)"
    tail = rf"(?:{GAP}角)?(?:{GAP}分)?整?"
    return re.compile(
        rf"(?P<sign>(?:{signs}){_LABEL}|(?:大写|小写)[）)]?[:： ]{{0,2}})?"
        rf"(?P<gap>{places})(?P<unit>{unit}{tail})?"
        rf"|[¥￥] ?元整?"
    )


def _amount(text: str, numeral: Numeral, floor: int) -> Amount | None:
    before = text[max(floor, numeral.left - 16) : numeral.left]
    sign = _signs().search(before)
    unit = _units().match(text, numeral.right)
    scale, end = "", numeral.right if sign else numeral.end
    if unit:
        end = unit.end()
    elif bracketed := _UNIT_IN_BRACKETS.match(text, numeral.right):
        scale, end = bracketed["scale"], bracketed.end()
    elif labelled := _UNIT_BEFORE.search(before):
        scale = labelled["scale"]
    elif not _SAID_IN_WORDS.match(text, numeral.right) and (
        not sign or _is_other_quantity(text, numeral, sign)
    ):
        return None
    tail = _TAIL.match(text, end)
    assert tail
    cents = 10 * _digit(tail["jiao"]) + _digit(tail["fen"])
    value = numeral.value * _SCALES[scale] + Decimal(cents) / 100
    named = [match.lastgroup for match in (unit, sign) if match and match.lastgroup]
    # 元 serves every currency: 港币5000元, USD 5000元.
    currency = next((name for name in named if name != "CNY"), "CNY")
    start = numeral.left - len(before) + sign.start() if sign else numeral.left
    return Amount(start, tail.end(), Money(value, currency), numeral.words)


def _is_other_quantity(text: str, numeral: Numeral, sign: re.Match[str]) -> bool:
    """Tells 人民币一次性支付 and 人民币 3 日内 from 人民币5000 and 人民币叁万整."""
    if not sign.group().rstrip(" :：（(").isalpha():
        return False
    if numeral.words:
        return text[numeral.right : numeral.right + 1] not in ("整", "正")
    return bool(_NOT_MONEY.match(text, numeral.right))


def _digit(text: str | None) -> int:
    return 0 if text is None else numerals.DIGITS[text] if text in numerals.DIGITS else int(text)


def _blanks(text: str, taken: list[tuple[int, int]]) -> list[Amount]:
    found, i = [], 0
    for match in _blank_forms().finditer(text):
        start, end = match.span()
        if match["gap"] and not match["sign"] and not match["unit"]:
            continue
        while i < len(taken) and taken[i][1] <= start:
            i += 1
        if i == len(taken) or end <= taken[i][0]:
            found.append(Amount(start, end, None, words="大写" in match.group(), blank=True))
    return found
