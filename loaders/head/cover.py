"""Reads the fields on the cover of a contract: its project and number, and others by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.text import BLANK
from loaders.words import pattern

_LEAD = r"[ ]*(?:[一二三四五六七八九十0-9]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]?[)）]?)?[ ]*"
_VALUE = re.compile(r"[^\t\n]*")
_BELOW = re.compile(r"\n([^\t\n:：]+)(?=\t|\n|$)")
_LABELLED = re.compile(r"[一二三四五六七八九十0-9]{1,3}[、.．](?![0-9])|第.{1,3}[条章]|[甲乙]方")
_COMPLETE = re.compile("(?:项目|服务|工程|采购|系统|合同|[)）])$")
_PREAMBLE = 1500
"""Characters in which a contract names its project."""


def fields(plain: str, name: str) -> Iterator[tuple[str, int]]:
    """Each value of a field of `words/head_fields.yaml`, and where it ends.

    It stands after the colon, in the next cell, or on the line below.
    """
    names = pattern("head_fields", name).pattern
    named = re.compile(rf"(?m)(?:^|(?<=\t)){_LEAD}(?:{names})[ ]*(?:[:：][ ]*\t*|\t+|$)")
    for match in named.finditer(plain):
        beside = _VALUE.match(plain, match.end())
        if beside and beside.group().strip():
            yield beside.group().strip(), beside.end()
        elif (below := _BELOW.match(plain, match.end())) and not _LABELLED.match(below[1].strip()):
            yield below[1].strip(), below.end()


def read_project(plain: str) -> str | None:
    """The project in its field, else where the preamble says what the contract is about."""
    for first, end in fields(plain, "project"):
        value = (first + _rest(plain, first, end)).strip(' “”"。，；《》')
        if 3 < len(value) <= 80 and BLANK not in value and not re.search("[。；:：]", value):
            return value
    for match in pattern("head_phrases", "project").finditer(plain[:_PREAMBLE]):
        name = match["name"] or match["quoted"]
        if BLANK not in name:
            return name
    bought = pattern("head_phrases", "procured").search(plain[:_PREAMBLE])
    return bought["name"] if bought and BLANK not in bought["name"] else None


def read_number(plain: str) -> str | None:
    """The number of the contract, which is not that of the project."""
    for value, _ in fields(plain, "number"):
        number = re.split(r"[\s，。；)）]", value)[0]
        if len(number) > 2 and BLANK not in number and re.search("[0-9A-Za-z]", number):
            return number
    return None


def _rest(plain: str, value: str, end: int) -> str:
    """What a name goes on with on the next line."""
    below = plain[end + 1 :].split("\n")[0] if plain[end : end + 1] == "\n" else ""
    goes_on = len(below) <= 40 and not re.search("[。；，：:\t]", below) and _COMPLETE.search(below)
    return below if goes_on and not _COMPLETE.search(value) and not _LABELLED.match(below) else ""
