"""The order in which kinds of labels usually stand, from the whole file down to single letters."""

from __future__ import annotations

from enum import IntEnum

from loaders.numbering import ANNEX, DECIMAL

HEADING = "heading"
INSTRUMENT = "instrument"


class Rank(IntEnum):
    """Where a kind of label usually stands; smaller is higher up."""

    WHOLE = 0
    BOOK = 1
    PART = 2
    CHAPTER = 3
    SECTION = 4
    HEADING = 5
    ARTICLE = 6
    HAN = 7
    HAN_BRACKET = 8
    ARABIC = 9
    DECIMAL = 10
    ARABIC_BRACKET = 11
    SIGN = 12
    LETTER = 13


_FIXED = {
    ANNEX: Rank.WHOLE,
    INSTRUMENT: Rank.WHOLE,
    "编": Rank.BOOK,
    "部分": Rank.PART,
    "章": Rank.CHAPTER,
    "节": Rank.SECTION,
    HEADING: Rank.HEADING,
    "条": Rank.ARTICLE,
    "款": Rank.HAN_BRACKET,
    DECIMAL: Rank.DECIMAL,
    "①": Rank.SIGN,
}


def rank(kind: str) -> Rank:
    """The rank of a kind of label, as `numbering.Label` names it."""
    if kind in _FIXED:
        return _FIXED[kind]
    bracketed = "）" in kind
    if "一" in kind:
        return Rank.HAN_BRACKET if bracketed else Rank.HAN
    if "1" in kind:
        return Rank.ARABIC_BRACKET if bracketed else Rank.ARABIC
    return Rank.LETTER


def family(kind: str) -> str:
    """What kinds have in common that differ in the mark behind the number: 1、 and 1. and 1."""
    return kind if kind in _FIXED else kind.strip("、.:")
