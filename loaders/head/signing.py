"""Reads when and where a contract is signed, in how many copies, and what puts it into force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from loaders.head.cover import fields
from loaders.text import BLANK, parts_holding
from loaders.values import dates, numerals
from loaders.words import pattern

Effective: TypeAlias = Literal["signature_and_seal", "seal", "signature", "date"]

_DAY = len("2031-01-01")
_SIGNATURE_LINES = 30
_PLACE = re.compile("[省市区县州镇路]|北京|上海|天津|重庆")


def read_signed_on(plain: str) -> str | None:
    """The day on the cover, else the last beside the signatures; a month where no day is said."""
    stated = [
        (end, day.iso)
        for value, end in fields(plain, "signed_on")
        for day in dates.find(value)
        if day.iso
    ]
    bare = [
        day.iso
        for line in plain.split("\n")[-_SIGNATURE_LINES:]
        for cell in line.split("\t")
        for day in dates.find(cell)
        if day.iso and not cell[: day.start].strip() and not cell[day.end :].strip()
    ]
    cover = [day for end, day in stated if len(day) == _DAY and end < len(plain) / 2]
    signed = [day for day in (*(day for _, day in stated), *bare) if len(day) == _DAY]
    if cover or signed:
        return cover[0] if cover else max(signed)
    return next(iter([*(day for _, day in stated), *bare, *_said(plain)]), None)


def _said(plain: str) -> Iterator[str]:
    """The day that the opening tells: 双方于2031年5月1日在云川市订立本协议."""
    match = pattern("head_phrases", "signed_when").search(plain, 0, len(plain) // 2)
    if match is not None:
        yield from (day.iso for day in dates.find(match["day"]) if day.iso)


def read_signed_at(plain: str) -> str | None:
    """The place of signing, from its field or from the sentence that says it."""
    for value, _ in fields(plain, "signed_at"):
        place = value.strip(" 。，；")
        if _says("signed_in", place):
            break
        if 2 <= len(place) <= 40 and BLANK not in place and not dates.find(place):
            return place
    for match in pattern("head_phrases", "signed_in").finditer(plain):
        place = re.split("[在于]", match["place"])[-1]
        if _PLACE.search(place):
            return place
    return None


def read_copies(plain: str) -> int | None:
    """How many copies of the contract there are, not of what is delivered under it."""
    for match in pattern("head_phrases", "copies").finditer(plain):
        sentence = re.split("[。；]", plain[max(0, match.start() - 60) : match.start()])[-1]
        bare = not sentence.strip()
        if (bare or _says("copied", sentence)) and not re.search("报告|证书|清单", sentence):
            number = numerals.parse(match["n"])
            return int(number) if number else None
    return None


def read_effective(plain: str) -> Effective | None:
    """What the contract itself comes into force by."""
    said = [
        match.group()
        for start, end in parts_holding("生效", "。；\n", plain)
        for match in pattern("head_phrases", "in_force").finditer(plain, start, end)
    ]
    said = [words for words in said if not _says("other_in_force", words)]
    for words in said:
        if _says("from_day", words):
            return "date"
        signed, sealed = _says("signed", words), _says("sealed", words)
        if signed and sealed:
            return "signature" if _says("either", words) else "signature_and_seal"
        if signed or sealed:
            return "seal" if sealed else "signature"
    return "signature" if any(_says("concluded", words) for words in said) else None


def _says(name: str, words: str) -> bool:
    return pattern("head_phrases", name).search(words) is not None
