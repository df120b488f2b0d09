"""Finds parties without names, and accounts and addresses without values, block by block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders.defects.cover_fields import paper
from loaders.defects.field_places import SIGNS, Empty, follows
from loaders.defects.ground import Ground
from loaders.defects.lexicon import pattern
from loaders.layout.folding import HAN
from loaders.parties.fields import Field, Row
from loaders.roles.labels import Introduction, introductions
from loaders.text import BLANK

_ACCOUNT = frozenset({"bank", "account", "holder"})
_LONGEST_LINE = 120
_NEAR = 60
_LEAD = 12
_LONGEST_HEAD, _LONGEST_BLOCK = 40, 60
_EMPTY_LINE = re.compile(rf"[{HAN}（）/、 ]{{2,14}}[：:][ ]*{BLANK}?")
_ASKS = re.compile(rf"[^：:\t]{{1,20}}?(?:[：:]|(?={BLANK})|\t(?=[ {BLANK}]*$))")
_ARTICLE = re.compile(
    r"[ ]{0,9}(?:第[一二三四五六七八九十百0-9]{1,4}条|[一二三四五六七八九十]{1,3}、)"
)
_FIRST_ITEM = re.compile(r"[ ]{0,9}[（(]?(?:1(?![0-9])|①)[）).、．]?[ ]{0,9}(?!、|栋|号)[一-龥]")
"""甲方：, with the first of its duties below: a head. 一、 may open the first article."""
_NOTHING = re.compile(r"[ ]{0,9}(?:无|/|-|—|／)")


@dataclass(slots=True)
class _Run:
    """Lines of fields that follow one another, and the places of sides without a name in them."""

    rows: list[tuple[int, Row]] = field(default_factory=list)
    nameless: list[tuple[int, int]] = field(default_factory=list)
    sides: set[str] = field(default_factory=set)
    introduced: bool = False

    @property
    def block(self) -> tuple[int, int]:
        first, last = self.rows[0][1], self.rows[-1][1]
        return first.start, last.start + len(last.text)


def blocks(ground: Ground, lines: Sequence[Row]) -> Iterator[Empty]:
    """The faults of each block of fields outside the signatures."""
    for run in _runs(ground, lines):
        signed = any(SIGNS.search(row.text) for _, row in run.rows)
        if signed or _beside_signature(ground, run.block):
            continue
        if _closes(ground, run):
            yield Empty(*run.block, run.block, "")
        else:
            yield from _of_run(run, lines)


def _runs(ground: Ground, lines: Sequence[Row]) -> Iterator[_Run]:
    introduced = _introduced(ground, lines)
    run = _Run()
    for i, row in enumerate(lines):
        items = introduced.get(i, ())
        counts = len(row.text) <= _LONGEST_LINE and ground.speaks(row.start)
        if not counts or not (items or _is_field_line(row)) or paper().match(row.text):
            if run.rows:
                yield run
            run = _Run()
            continue
        sides = {item.label for item in row.fields if item.label}
        another = (items and run.introduced) or (run.sides and sides - run.sides)
        if run.rows and (another or _opens(row)):
            yield run
            run = _Run()
        run.rows.append((i, row))
        run.introduced = run.introduced or bool(items)
        run.sides |= sides
        if not (i + 1 < len(lines) and _FIRST_ITEM.match(lines[i + 1].text)):
            run.nameless += [_place(ground, row, item) for item in items if _is_nameless(row, item)]
    if run.rows:
        yield run


def _introduced(ground: Ground, lines: Sequence[Row]) -> dict[int, tuple[Introduction, ...]]:
    """The introductions at the beginning of a line or cell, by the line in which they end."""
    starts = [row.start for row in lines]
    found: dict[int, tuple[Introduction, ...]] = {}
    for item in introductions(ground.plain):
        at = bisect_right(starts, item.end - 1) - 1
        row = lines[at]
        if any(0 <= item.start - start < 3 for start, _ in row.cells) or item.start < row.start:
            found[at] = (*found.get(at, ()), item)
    return found


def _opens(row: Row) -> bool:
    """Whether a line begins the particulars of another side or purpose."""
    text = row.text.rstrip(BLANK)
    return "如下" in text or (not row.fields and bool(pattern("heads", "opens").search(text)))


def _is_field_line(row: Row) -> bool:
    if row.text[-1:] in ("。", "；"):
        return False
    leads = any(item.start - row.start < _LEAD for item in row.fields)
    return leads or bool(_EMPTY_LINE.fullmatch(row.text))


def _is_nameless(row: Row, item: Introduction) -> bool:
    """Whether an introduction has a place for a name and no name in it."""
    if item.name is not None:
        return False
    rest = row.text[max(0, item.end - row.start) :].split("\t")[0]
    written = row.text[max(0, item.start - row.start) : item.end - row.start]
    above = item.start < row.start
    asks = above or "：" in written or ":" in written or BLANK in rest
    return asks and not rest.strip(f" ：:{BLANK}*_")


def _place(ground: Ground, row: Row, item: Introduction) -> tuple[int, int]:
    rest = ground.plain[item.end : row.start + len(row.text)].split("\t")[0]
    gap = len(rest) - len(rest.lstrip(f" ：:{BLANK}"))
    return max(item.start, row.start), item.end + gap


def _beside_signature(ground: Ground, block: tuple[int, int]) -> bool:
    """Whether the lines just before or behind a block are where somebody signs."""
    first, last = block
    before = ground.plain[max(0, first - _NEAR) : first].split("\n")[-3:]
    behind = ground.plain[last : last + _NEAR].split("\n")[:3]
    return any(SIGNS.search(line) for line in (*before, *behind))


def _closes(ground: Ground, run: _Run) -> bool:
    """Whether sides that have their place above stand again where the clauses have ended."""
    first, last = run.block
    section = ground.reading.outline.index_at(first)
    own = ground.instrument(section)
    if not run.nameless or own is not None:
        return False
    rest = (s for s in ground.reading.sentences if s.start >= last)
    goes_on = any(ground.instrument(s.section) is None for s in rest)
    above = any(item.end < first for item in introductions(ground.plain))
    return above and not goes_on and ground.sections[section].kind == "numbered"


def _of_run(run: _Run, lines: Sequence[Row]) -> Iterator[Empty]:
    if run.nameless:
        yield from (Empty(start, end, run.block, "当事人名称") for start, end in run.nameless)
        return
    empty = [(row, f) for i, row in run.rows for f in row.fields if _is_empty(lines, i, f)]
    if not empty:
        yield from _unfollowed(run, lines)
        return
    named = [item for item in empty if "name" in item[1].kinds and run.introduced]
    if named:
        yield _empty(named[0], run.block, "当事人名称")
    else:
        account = any(_ACCOUNT & set(item.kinds) for _, item in empty)
        found = _empty(empty[0], run.block, "账户信息" if account else "联系信息")
        yield _with_head(run, lines, found)


def _with_head(run: _Run, lines: Sequence[Row], empty: Empty) -> Empty:
    """The first empty field with the line that announces it: 收款账户如下： and 户名：."""
    inside = _is_head(run)
    at = run.rows[0][0] - (0 if inside else 1)
    fields = run.rows[1:] if inside else run.rows
    if at < 0 or not fields or fields[0][1].start > empty.start:
        return empty
    if not inside and not _announces(lines[at]):
        return empty
    filled = any(item.value for _, row in run.rows for item in row.fields)
    first = fields[0][1].start + _LEAD
    if filled or empty.start > first:
        return empty
    start = lines[at].start
    # Rules are long: a ruled block is told by its first lines.
    ends = [row.start + len(row.text.rstrip()) for _, row in run.rows]
    ruled = any(BLANK in row.text for row in (lines[at], *(row for _, row in run.rows)))
    near = [end for end in ends if not ruled and end - start <= _LONGEST_BLOCK]
    return replace(empty, start=start, end=max(empty.end, *near, 0))


def _is_head(run: _Run) -> bool:
    """Whether the first line of a block only announces the others: 乙方收款账号： over 户名：."""
    row = run.rows[0][1]
    if not row.fields:
        return _opens(row) and _announces(row)
    alone = len(row.fields) == 1 and not row.fields[0].value and BLANK not in row.text
    heads = row.text.endswith("：") and pattern("heads", "fields").search(row.text)
    return alone and bool(heads) and len(run.rows) > 1 and bool(run.rows[1][1].fields)


def _announces(row: Row) -> bool:
    text = row.text.rstrip(f" {BLANK}_")
    return _opens(row) and text[-1:] in ("：", ":") and len(row.text) <= _LONGEST_HEAD


def _unfollowed(run: _Run, lines: Sequence[Row]) -> Iterator[Empty]:
    """A head of particulars with the next article right below it: 收款账户信息：."""
    i, row = run.rows[-1]
    below = lines[i + 1].text if i + 1 < len(lines) else ""
    if not row.fields and _announces(row) and _ARTICLE.match(below):
        yield Empty(row.start, row.start + len(row.text), run.block, "账户信息")


def _is_empty(lines: Sequence[Row], i: int, item: Field) -> bool:
    """Whether a field of line `i` asks for a value and has none, beside it or below it."""
    row = lines[i]
    raw = row.text[item.start - row.start :]
    asks = _ASKS.match(raw)
    if item.value or item.kinds == ("skip",) or asks is None:
        return False
    after = raw[asks.end() :]
    if _NOTHING.match(after):
        return False
    beside = [other for other in row.fields if other.start > item.start]
    if beside and BLANK not in after[: beside[0].start - item.start - asks.end()]:
        return not any(other.value for other in beside)
    if not item.open or i + 1 == len(lines):
        return True
    heads = lines[i + 1].fields and pattern("heads", "fields").search(asks.group())
    return not heads and not follows(lines, i)


def _empty(item: tuple[Row, Field], block: tuple[int, int], what: str) -> Empty:
    row, found = item
    words = row.text[found.start - row.start :].split("\t")[0].rstrip()
    return Empty(found.start, found.start + len(words), block, what)
