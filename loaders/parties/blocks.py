"""Attributes fields to sides: which block, column or prefix a field of a party stands in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.parties.fields import Field, Row, is_field_name, kinds_of, rows
from loaders.parties.particulars import clean, stands_alone
from loaders.roles import Roles
from loaders.roles.labels import NEUTRAL, introductions, tidy
from loaders.roles.names import STAMP
from loaders.text import BLANK

_NOT_A_PARTY = re.compile(
    r"[ ]*(?:第[一二三四五六七八九十百0-9]{1,4}[条章节部]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[0-9]{1,2}[.、．])"
)
_LEADS = re.compile("[账帐][户号]|收款|开票|开户|信息|联系方式|通知方式|接收|送达|地址|联系人")
_FURNITURE = re.compile(
    rf"(?:{STAMP}|单位|表格|项目|内容|代表|[（()）：:/ \t]|[0-9{BLANK}]{{1,4}}[年月日])*"
)
_IDLE = 2
"""Lines without a field after which a block is over."""


class Saying(NamedTuple):
    """A field said of a side: a role, or the label of a side without a role."""

    side: str
    kind: str
    raw: str
    start: int


@dataclass(slots=True)
class _Block:
    """The sides whose fields are being read, and how often each kind has come by."""

    sides: tuple[str, ...] = ()
    opened: int = 0
    expected: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    idle: int = 0


def side_of(roles: Roles, label: str, offset: int) -> str | None:
    """The role of a label, or the label where it stands for a side without a role."""
    role = roles.at(offset).role(label)
    if role in ("buyer", "vendor"):
        return role
    return tidy(label) if re.fullmatch(NEUTRAL, label) else None


def sayings(plain: str, roles: Roles) -> Iterator[Saying]:
    """Every field of a party block, table or account, with the side it is said of."""
    lines = rows(plain)
    introduced = _introduced(plain, lines, roles)
    block = _Block()
    header: tuple[tuple[str, ...], ...] = ()
    waiting: list[tuple[str, Field]] = []
    for i, row in enumerate(lines):
        if sides := introduced.get(i):
            block = _open(block, sides, lines, introduced, i)
        if names := _header(row):
            header, waiting = names, []
            continue
        if header and len(row.cells) == len(header) and (side := _record_side(row, roles)):
            yield from _record(row, header, side)
            continue
        header = header if header and len(row.cells) == len(header) else ()
        if not row.fields:
            yield from _awaited(row, waiting)
            waiting = []
            block = _after(block, row, lines[i + 1 : i + 2], roles, bool(sides))
            continue
        waiting = []
        block.idle = 0
        if across := _across(row, block):
            yield from across
            continue
        for item in row.fields:
            if (side := _owner(item, row, block, roles)) is None:
                continue
            if item.label or side not in block.sides:
                block = _Block((side,), i)
            if item.open:
                waiting.append((side, item))
            else:
                yield from (Saying(side, kind, item.value, item.start) for kind in item.kinds)


def _introduced(plain: str, lines: Sequence[Row], roles: Roles) -> Mapping[int, tuple[str, ...]]:
    """The sides that each line introduces, in the order of its columns."""
    found: dict[int, list[str]] = {}
    at = 0
    for item in introductions(plain):
        while at + 1 < len(lines) and lines[at + 1].start <= item.start:
            at += 1
        sides = [side_of(roles, label, item.start) for label in item.labels]
        side = next((side for side in sides if side), None)
        # One inside a sentence opens no block.
        opens = any(item.start - start < 8 for start, _ in lines[at].cells if start <= item.start)
        if side and (opens or at in found) and side not in found.setdefault(at, []):
            found[at].append(side)
    return {line: tuple(sides) for line, sides in found.items() if sides}


def _open(
    block: _Block,
    sides: tuple[str, ...],
    lines: Sequence[Row],
    introduced: Mapping[int, tuple[str, ...]],
    at: int,
) -> _Block:
    """A block for the sides of a line; 乙方： right under 甲方： shares a block with it."""
    between = lines[block.opened + 1 : at]
    shares = block.sides and not any(row.fields for row in (lines[block.opened], *between))
    if shares and len(between) <= _IDLE and not set(sides) & set(block.sides):
        sides = (*block.sides, *sides)
    expected: Counter[str] = Counter()
    for i in range(at + 1, len(lines)):
        if i in introduced or _NOT_A_PARTY.match(lines[i].text):
            break
        expected.update(item.kinds[0] for item in lines[i].fields if item.kinds)
    return _Block(sides, at, expected)


def _header(row: Row) -> tuple[tuple[str, ...], ...]:
    """The kinds of the columns, where a row holds nothing but names of fields."""
    names = [cell for _, cell in row.cells]
    if len(row.filled) < 2 or not all(is_field_name(name) for name in row.filled):
        return ()
    columns = tuple(kinds_of(name) for name in names)
    kinds = {kind for column in columns for kind in column}
    return columns if len(kinds) > 2 or (len(kinds) > 1 and "name" in kinds) else ()


def _record_side(row: Row, roles: Roles) -> str | None:
    """The side that a row of a table is about: its label or name stands in a cell."""
    for start, cell in row.cells:
        if side := side_of(roles, cell.strip(), start):
            return side
    return None


def _record(row: Row, header: Sequence[tuple[str, ...]], side: str) -> Iterator[Saying]:
    for (start, cell), kinds in zip(row.cells, header, strict=True):
        yield from (Saying(side, kind, cell, start) for kind in kinds)


def _owner(item: Field, row: Row, block: _Block, roles: Roles) -> str | None:
    """Whose field it is: its prefix says so, the name beside it, its column, or its turn."""
    if item.label:
        return side_of(roles, item.label, item.start)
    if "holder" in item.kinds and (name := clean("holder", item.value)):
        return side_of(roles, name, item.start) or (block.sides[0] if block.sides else None)
    if len(block.sides) < 2 or not item.kinds:
        return block.sides[0] if block.sides else None
    kind = item.kinds[0]
    if len(row.filled) > 1:
        same = [other for other in row.fields if other.kinds == item.kinds]
        turn = same.index(item) if len(same) > 1 else bool(item.column)
        return block.sides[min(turn, len(block.sides) - 1)]
    block.seen[kind] += 1
    if block.expected[kind] < 2:
        return block.sides[-1] if item.value else None
    return block.sides[(block.seen[kind] - 1) % len(block.sides)]


def _across(row: Row, block: _Block) -> list[Saying]:
    """A row under the heads 甲方 and 乙方: one field, and a value of each side."""
    if len(row.fields) != 1 or len(row.cells) != len(block.sides) + 1 or row.fields[0].column:
        return []
    item = row.fields[0]
    values = zip(block.sides, row.cells[1:], strict=True)
    return [Saying(side, kind, cell, at) for side, (at, cell) in values for kind in item.kinds]


def _awaited(row: Row, waiting: Sequence[tuple[str, Field]]) -> Iterator[Saying]:
    """Values under the fields of the line above, column by column."""
    cells = [cell for _, cell in row.cells]
    for side, item in waiting:
        raw = cells[item.column] if item.column < len(cells) else ""
        yield from (
            Saying(side, kind, raw, row.start) for kind in item.kinds if stands_alone(kind, raw)
        )


def _after(block: _Block, row: Row, following: Sequence[Row], roles: Roles, opened: bool) -> _Block:
    """The block after a line without fields: it may end here, or another begin."""
    text = row.text
    if opened or _FURNITURE.fullmatch(text):
        return block
    leads = len(text) <= 45 and _LEADS.search(text) and following and following[0].fields
    if leads:
        named = {m.role for m in roles.mentions(text, row.start)} & {"buyer", "vendor"}
        return _Block((named.pop(),)) if len(named) == 1 else _Block()
    if _NOT_A_PARTY.match(text) or len(text) > 45 or "。" in text:
        return _Block()
    block.idle += 1
    return block if block.idle <= _IDLE else _Block()
