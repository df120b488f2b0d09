"""Reads the fields of party blocks (地址：…, 开户银行：…, 联系人⇥…) from lines and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from loaders.roles.labels import NEUTRAL
from loaders.roles.names import STAMP
from loaders.text import BLANK
from loaders.words import load

_INTRODUCES = re.compile(
    rf"[ ]*(?:{NEUTRAL}|[一-龥]{{2,6}}[方人])(?:[（(][^（）()]{{1,12}}[)）])?[:：]"
)
"""The beginning of a paragraph that gives a side with all its fields: 甲方：某某局，住所地：…"""

_OFFICE = "法定|授权|法人|负责|委托代理|联系|联络|经办|收货|收件|项目|业务|开户|收款"
_EDGE = " ，。；,;、_*|" + BLANK


class Field(NamedTuple):
    """A field in a table cell: what it is of, its raw value, and the label it is prefixed with."""

    kinds: tuple[str, ...]
    value: str
    label: str | None
    start: int
    column: int
    open: bool
    """Whether the value may stand in the next cell or line."""


class Row(NamedTuple):
    """A line of the text: its cells with their offsets, and the fields in them."""

    start: int
    cells: tuple[tuple[int, str], ...]
    fields: tuple[Field, ...]
    text: str

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for _, cell in self.cells if cell.strip(" /|" + BLANK))


@lru_cache(maxsize=2)
def rows(plain: str) -> tuple[Row, ...]:
    """Every line with its fields; in a row of a table, a value may stand in the next cell.

    Kept, as the parties and the blanks are both read from them.
    """
    found = []
    offset = 0
    for line in plain.split("\n"):
        cells = tuple(_cells(line, offset))
        found.append(Row(offset, cells, tuple(_join(_cell_fields(cells), cells)), line))
        offset += len(line) + 1
    return tuple(found)


def _cells(line: str, offset: int) -> Iterator[tuple[int, str]]:
    for cell in line.split("\t"):
        yield offset, cell
        offset += len(cell) + 1


def kinds_of(words: str) -> tuple[str, ...]:
    """The kinds that the name of a field stands for: 联系人/电话 is a contact and a phone."""
    found: list[str] = []
    at = 0
    while at < len(words):
        for cue in load("party_fields"):
            if match := cue.pattern.match(words, at):
                found.append(cue.means)
                at = match.end()
                break
        else:
            at += 1
    return tuple(dict.fromkeys(found))


def is_field_name(words: str) -> bool:
    """Whether a cell holds nothing but the name of a field."""
    return _bare().fullmatch(words.strip()) is not None


@cache
def _names() -> str:
    word = "|".join(cue.source for cue in load("party_fields"))
    return rf"(?:{word})(?:[ ]*(?:[/／、及和或与]|以及)[ ]*(?:{word}))*"


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"{_names()}(?:{STAMP}|[（(][^（）()]{{0,10}}[)）])*")


@cache
def _leading() -> re.Pattern[str]:
    """A field at the beginning of a cell: numbered, prefixed with a side, with its colon."""
    return re.compile(
        r"[ ]*(?:[（(]?[0-9一二三四五六七八九十①-⑩]{1,3}[）).、．][ ]*)?"
        rf"(?P<label>{NEUTRAL}|(?!{_OFFICE})[一-龥]{{2,6}}[方人])?(?:的|单位|公司|指定的?|确认的|接收){{0,2}}"
        rf"(?P<name>{_names()})[ ]*(?P<stamp>(?:{STAMP}|[（(][^（）():：]{{0,10}}[)）])*)[ ]*"
        rf"(?:信息)?(?P<colon>(?:为|是)?[:：]|(?=[{BLANK}]|$))"
    )


@cache
def _inner() -> re.Pattern[str]:
    """A further field in the same cell, which needs its colon."""
    return re.compile(rf"(?P<name>{_names()})[ ]*(?:{STAMP}|[（(][A-Za-z]{{2,5}}[)）])*[ ]*[:：]")


def _cell_fields(cells: tuple[tuple[int, str], ...]) -> Iterator[Field]:
    for column, (start, cell) in enumerate(cells):
        lead = _leading().match(cell)
        if lead is None and not _INTRODUCES.match(cell):
            continue
        label = lead["label"] if lead else None
        kinds = kinds_of(lead["name"]) if lead else ("skip",)
        at, value_from = (lead.start("name"), lead.end()) if lead else (0, 0)
        for inner in _inner().finditer(cell, value_from):
            value = _value(cell[value_from : inner.start()])
            yield Field(kinds, value, label, start + at, column, open=False)
            kinds, at, value_from = kinds_of(inner["name"]), inner.start(), inner.end()
        value = _value(cell[value_from:])
        if lead or at:
            yield Field(kinds, value, label, start + at, column, not value and BLANK not in cell)


def _join(fields: Iterator[Field], cells: tuple[tuple[int, str], ...]) -> Iterator[Field]:
    """Takes the value of an open field from the next cell, unless that is a field itself."""
    for field in fields:
        beside = cells[field.column + 1][1] if field.column + 1 < len(cells) else None
        if field.open and beside is not None and not _leading().match(beside):
            value = _value(beside)
            yield field._replace(value=value, open=not beside.strip())
        else:
            yield field


def _value(raw: str) -> str:
    """A value without its layout, empty where it is a gap, a dash or a place for a seal."""
    value = re.sub(rf"(?:[ ]*{STAMP})+$", "", raw.strip(_EDGE)).strip(_EDGE)
    return "" if value in ("/", "-", "—", "无", "／") else value
