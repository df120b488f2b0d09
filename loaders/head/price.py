"""Reads what the contract costs: the total in figures and in words, and whether tax is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from loaders.text import BLANK
from loaders.values import money
from loaders.values.money import Amount
from loaders.words import Cue, load, pattern
from ontology.values import Money

Tax: TypeAlias = Literal["included", "excluded"]

_REACH = 40
"""Characters between the name of the price and the sum."""

_ROW_CHARS = 200
_FIGURE = re.compile(
    r"[¥￥]?[ ]*([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]+(?:\.[0-9]{1,2})?)[ ]*元?"
)
_BEFORE_WORDS = re.compile("^[人民币大写（()）：: ]+")


@dataclass(frozen=True, slots=True)
class Price:
    """The total and how it is written in words; `blank` where the contract leaves it open."""

    total: Money | None = None
    words: str | None = None
    tax: Tax | None = None
    blank: bool = False


def read_price(plain: str) -> Price:
    """The price of the contract: its strongest name decides, the foot of a table comes last."""
    found = [*_stated(plain), *_tabled(plain)]
    tax = _tax(plain)
    for price in found:
        if price.total:
            same = [p.words for p in found if p.total == price.total and p.words]
            return Price(price.total, same[0] if same else None, tax)
    return Price(tax=tax, blank=any(price.blank for price in found))


def _is(name: str, words: str) -> bool:
    return pattern("price_words", name).search(words) is not None


def _stated(plain: str) -> Iterator[Price]:
    """Prices in sentences, by the names of `words/price_names.yaml`."""
    lines = [line for line in plain.split("\n") if "\t" not in line or len(line) < _ROW_CHARS]
    # 签约合同价为： may stand above the sum.
    pairs = [
        line + below if re.search("(?:为|[:：])$", line) else line
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
    ]
    for cue in load("price_names"):
        for line in pairs:
            yield from _in_line(line, cue)


def _in_line(line: str, cue: Cue) -> Iterator[Price]:
    for match in cue.pattern.finditer(line):
        stop = re.search("[。；]", line[match.end() :])
        end = match.end() + stop.start() if stop else len(line)
        near = [a for a in money.find(line[:end]) if 0 <= a.start - match.end() <= _REACH]
        if not near or _is("share", line[match.end() : near[0].start]):
            continue
        if not _is("periodic", line[near[0].end :]) and not _is("part", line[: match.start()]):
            yield _price(line, near)


def _price(line: str, near: Sequence[Amount]) -> Price:
    """One price said in figures, in words, or in both."""
    first = near[0]
    twin = near[1] if len(near) > 1 and near[1].words != first.words else None
    figures = next((a for a in (first, twin) if a and not a.words and a.value), None)
    words = next((a for a in (first, twin) if a and a.words and a.value), None)
    value = (figures or words or first).value
    if value is None or value.amount == 0:
        return Price(blank=first.blank)
    return Price(value, _in_words(line, words))


def _in_words(line: str, amount: Amount | None) -> str | None:
    """The numerals as written, without the currency and 大写 before them."""
    if amount is None:
        return None
    return _BEFORE_WORDS.sub("", line[amount.start : amount.end]).strip()


def _tabled(plain: str) -> Iterator[Price]:
    """Totals at the foot of a table: 总计⇥552,600.00."""
    scale = Decimal(1)
    for line in plain.split("\n"):
        if "\t" not in line:
            scale = Decimal(10000) if _is("ten_thousand", line) else Decimal(1)
            continue
        if _is("ten_thousand", line):
            scale = Decimal(10000)
        cells = [cell.strip() for cell in line.split("\t")]
        named = next((cell for cell in cells if cell), "")
        if not _is("total_row", named):
            continue
        figures = [m for cell in cells if cell and (m := _FIGURE.fullmatch(cell))]
        # A count of pieces has neither point nor comma.
        priced = [m for m in figures if re.search("[,.¥￥]", m.group())] or figures
        if priced:
            amount = Decimal(priced[-1][1].replace(",", "")) * scale
            words = next((a for a in money.find(line) if a.words and a.value), None)
            yield Price(Money(amount), _in_words(line, words))
        elif BLANK in line:
            yield Price(blank=True)


def _tax(plain: str) -> Tax | None:
    """Whether the price is said to have tax in it; a price before tax beside one after is both."""
    sentences = [
        sentence
        for sentence in re.split("[。；\n]", plain)
        if "税" in sentence and _is("price", sentence) and not _is("tax_unsettled", sentence)
    ]
    if any(_is("tax_included", sentence) for sentence in sentences):
        return "included"
    return "excluded" if any(_is("tax_excluded", sentence) for sentence in sentences) else None
