"""Finds where sections may begin: labels, headings, annexes, signatures, lists within a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from loaders import numbering
from loaders.folding import HAN
from loaders.lines import columns
from loaders.lines import cue as field_cue
from loaders.numbering import ANNEX, BARE, DECIMAL, Label
from loaders.sequence import rank
from loaders.text import BLANK, Text
from loaders.words import load

Role = Literal["label", "heading", "annex", "instrument", "signature", "text"]

LOOK_AHEAD = 60
"""Lines in which the second member of a list is looked for."""

_END = re.compile("[。；;！？!?]$")
_SENTENCE = re.compile("[。；;，,！？!?：:]")
_PLAIN_WORDS = re.compile(rf"[{HAN}A-Za-z0-9、/（）“”《》·-]+[：:]?")
_INTRODUCES = re.compile("(?:如下|下列|以下|包括|名称|地址|内容|人|方|为|情况)[：:]$")
_MEMBER = re.compile(
    r"[（(][ ]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-hA-H])[ ]?[）)]|[①-⒇]"
    r"|(?<=[：:；;。，,、 ])(?:[0-9]{1,2}[、.）](?![0-9])|[a-hA-H][.、）]|[一二三四五六七八九十]、)"
)
_LIST_HEAD = re.compile("附件.{0,12}$|[：:]$")
_NO_MEMBER_BEFORE = re.compile(r"(?:第|[款项条件表和或及与至]|附)$")


@dataclass(frozen=True, slots=True)
class Mark:
    """What begins at `start` of the plain text; `words` run to the end of the line or next mark.

    `level` is that of a marked heading, 0 where there is none.
    """

    role: Role
    start: int
    words: str
    label: Label | None = None
    level: int = 0
    inline: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.words)


@dataclass(slots=True)
class _Line:
    start: int
    words: str
    label: Label | None
    level: int
    row: bool
    width: int
    role: Role | None = None

    @property
    def ends(self) -> bool:
        return bool(_END.search(self.words))

    @property
    def short(self) -> bool:
        return self.width <= 60 and not self.ends and self.label is None

    @property
    def value(self) -> tuple[str, int]:
        return (self.label.kind, self.label.last) if self.label else ("", 0)


@cache
def cue(meaning: str) -> re.Pattern[str]:
    """All marks of one meaning."""
    return re.compile(
        "|".join(c.pattern.pattern for c in load("instrument_marks") if c.means == meaning)
    )


@cache
def _article() -> re.Pattern[str]:
    return re.compile("|".join(c.pattern.pattern for c in load("headings")))


def find(text: Text) -> tuple[Mark, ...]:
    """Every mark of a text and the lines between them, in order."""
    lines = _read(text)
    _drop_lone(lines)
    _find_annexes(lines)
    _find_signatures(lines)
    _find_instruments(lines)
    _find_headings(lines)
    return tuple(mark for line in lines if line.words for mark in _marks(line))


def _read(text: Text) -> list[_Line]:
    levels = dict(text.headings)
    found: list[_Line] = []
    at = 0
    for words in text.plain.split("\n"):
        if words:
            row = "\t" in words
            label = None if row else _label(text, words, at)
            found.append(_Line(at, words, label, levels.get(at, 0), row, columns(words)))
        at += len(words) + 1
    return found


_TICK = re.compile("[□☑]?")


def _label(text: Text, words: str, at: int) -> Label | None:
    """The label that a line begins with, be it behind a box to tick."""
    tick = _TICK.match(words)
    label = numbering.match(words, _gap_after(text, at), tick.end() if tick else 0)
    if label and label.kind == DECIMAL and label.end == len(words) and words[-1].isdigit():
        # A figure in a table that was written a cell a line.
        return None
    return label


def _gap_after(text: Text, start: int) -> numbering.GapAfter:
    def gap(i: int) -> bool:
        at = start + i
        if not 0 < at < len(text.origin) or text.plain[at] in "\n":
            return True
        before = text.origin[at - 1] + 1
        return text.plain[at].isspace() or (
            before < text.origin[at] and text.source[before].isspace()
        )

    return gap


def _drop_lone(lines: Sequence[_Line]) -> None:
    """A letter or bare number that begins a list needs its second member near by."""
    places: dict[tuple[str, int], list[int]] = {}
    for i, line in enumerate(lines):
        if line.label and line.label.weak:
            places.setdefault(line.value, []).append(i)
    for i, line in enumerate(lines):
        label = line.label
        if label is None or not label.weak:
            continue
        sentence = label.kind == BARE and (line.ends or line.width > 60)
        if sentence or (label.last == 1 and not _has_second(lines, places, i)):
            line.label = None


def _has_second(lines: Sequence[_Line], places: dict[tuple[str, int], list[int]], i: int) -> bool:
    label = lines[i].label
    if label is None:
        return False
    if label.kind == BARE:
        near = (line.label for line in lines[i + 1 : i + 4] if line.label)
        return any(other.kind == DECIMAL and other.number[0] == 1 for other in near)
    return any(i < j <= i + LOOK_AHEAD for j in places.get((label.kind, 2), ()))


def _find_annexes(lines: Sequence[_Line]) -> None:
    """Annexes that begin, not lists of annexes nor sentences about one."""
    titles = [i for i, line in enumerate(lines) if _is_annex_title(line)]
    last = {label.number: i for i in titles if (label := lines[i].label)}
    chosen = set(titles)
    for run in _runs(titles):
        first = lines[run[0]].label
        again = first is not None and last[first.number] > run[-1] and bool(first.number)
        listed = run[0] > 0 and bool(_LIST_HEAD.search(lines[run[0] - 1].words))
        if len(run) > 1:
            chosen -= set(run if again or listed else run[:-1])
        if run[-1] + 1 < len(lines) and _signs(lines, run[-1] + 1):
            chosen.discard(run[-1])
    for i, line in enumerate(lines):
        if line.label and line.label.kind == ANNEX:
            line.role = "annex" if i in chosen else None
            line.label = line.label if i in chosen else None
    for line, after in pairwise(lines):
        if line.role == "annex" and line.label and line.label.end == len(line.words):
            _take_title(line, after)


def _take_title(line: _Line, after: _Line) -> None:
    """附件3： / 安全协议: the title of an annex stands on the line behind its label."""
    if after.role or after.label or after.row or after.ends or after.width > 60:
        return
    if not re.search("[：:，]", after.words):
        line.words += "\n" + after.words
        after.words = ""


def _is_annex_title(line: _Line) -> bool:
    if line.label is None or line.label.kind != ANNEX or line.row:
        return False
    rest = line.words[line.label.end :]
    if not line.label.number and line.label.text[-1:] not in "：:" and rest:
        return False
    return columns(rest) <= 80 and not cue("annex_sentence").search(rest)


def _runs(indices: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for i in indices:
        if run and i > run[-1] + 1:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _find_signatures(lines: Sequence[_Line]) -> None:
    """The blocks in which the parties sign, each after some text of its instrument."""
    sentences = 0
    signed = False
    for i, line in enumerate(lines):
        if line.role == "annex":
            sentences, signed = 0, False
        elif line.ends or (line.label and not line.row):
            sentences += 1
            signed = signed and not (line.label and rank(line.label.kind) < 8)
        elif not signed and sentences >= 3 and _signs(lines, i):
            start = _first_of_block(lines, i)
            lines[start].role = "signature"
            signed = True


def _signs(lines: Sequence[_Line], i: int) -> bool:
    line = lines[i]
    if line.width > 100 or line.ends:
        return bool(cue("closing").match(line.words))
    if cue("closing").match(line.words) or cue("signature").search(line.words):
        return True
    if not cue("party").match(line.words):
        return False
    near = [other for other in lines[i + 1 : i + 9] if other.width <= 100]
    until = next((j for j, other in enumerate(near) if other.label or other.ends), len(near))
    return any(cue("signing").search(other.words) for other in near[:until])


def _first_of_block(lines: Sequence[_Line], i: int) -> int:
    while i > 0:
        before = lines[i - 1]
        is_field = bool(field_cue("field").search(before.words)) and before.width <= 80
        if before.label or before.ends or before.role or before.level:
            break
        if not (is_field and re.search("[：:（(\t]", before.words)):
            break
        i -= 1
    return i


def _find_instruments(lines: Sequence[_Line]) -> None:
    """A title that follows a signature begins another instrument."""
    signed = False
    for line in lines:
        if line.role == "signature":
            signed = True
        elif line.role == "annex" or (line.label and not line.row):
            signed = False
        elif signed and _is_title(line):
            line.role, signed = "instrument", False


def _is_title(line: _Line) -> bool:
    if not line.short or line.row or BLANK in line.words:
        return False
    return bool(cue("title").search(line.words)) and not re.search("[：:，]", line.words)


def is_numbered(labels: Sequence[Label], lines: int) -> bool:
    """Whether the clauses of a text are numbered, not just some lists in it."""
    count = sum(1 for label in labels if 3 <= rank(label.kind) <= 8.5)
    return count >= 4 and count >= 0.08 * lines


def _find_headings(lines: Sequence[_Line]) -> None:
    numbered = is_numbered([line.label for line in lines if line.label], len(lines))
    begun = False
    closed = False
    for i, line in enumerate(lines):
        closed = line.role == "signature" or (closed and not line.role and not line.label)
        begun = begun or line.ends or line.width > 60 or bool(line.label)
        if line.role or line.label or line.row or closed:
            continue
        if 0 < line.level < 7:
            if begun or not (i == 0 or cue("title").search(line.words)):
                line.role = "heading"
        elif begun and _is_bare_heading(line) and not (numbered and line.words[-1] in "：:"):
            after = lines[i + 1] if i + 1 < len(lines) else None
            if after is None or after.role:
                continue
            if numbered:
                titled = _article().match(line.words) and lines[i - 1].ends and not after.short
                if _restarts(lines, i) or titled:
                    line.role = "heading"
            elif _heads(lines[i - 1], line, after):
                line.role = "heading"


def _is_bare_heading(line: _Line) -> bool:
    return (
        line.width <= 40
        and bool(_PLAIN_WORDS.fullmatch(line.words))
        and not _INTRODUCES.search(line.words)
        and len(line.words) >= 2
        and not re.match("[（(0-9]", line.words)
        and not field_cue("field").fullmatch(line.words)
    )


def _heads(before: _Line, line: _Line, after: _Line) -> bool:
    """Whether a bare line in a text without numbers is a title of what follows."""
    if _article().match(line.words):
        return True
    if before.words.endswith(("：", ":")) or before.row:
        return False
    return after.ends or after.width > 40 or after.words.endswith(("：", ":")) or bool(after.label)


def _restarts(lines: Sequence[_Line], i: int) -> bool:
    """Whether numbers that ran before a bare line begin anew right behind it."""
    after = lines[i + 1].label
    if after is None or after.last != 1:
        return False
    before_it = [line.label for line in lines[max(0, i - LOOK_AHEAD) : i] if line.label]
    if not before_it:
        return rank(after.kind) >= 6
    for label in reversed(before_it):
        if rank(label.kind) > rank(after.kind):
            continue
        if after.kind == DECIMAL:
            return label.kind == DECIMAL and label.number[0] != after.number[0]
        return label.kind == after.kind
    return False


def _marks(line: _Line) -> Iterator[Mark]:
    """The mark that a line begins with, and those of the list within it."""
    cuts = [] if line.row else list(_members(line))
    role: Role = line.role or ("label" if line.label else "text")
    stop = cuts[0].start if cuts else len(line.words)
    if stop or role != "text":
        yield Mark(role, line.start, line.words[:stop], line.label, line.level)
    for i, label in enumerate(cuts):
        stop = cuts[i + 1].start if i + 1 < len(cuts) else len(line.words)
        words = line.words[label.start : stop]
        shifted = Label(
            label.kind, label.number, label.text, 0, label.end - label.start, label.weak
        )
        yield Mark("label", line.start + label.start, words, shifted, inline=True)


def _members(line: _Line) -> Iterator[Label]:
    """Labels within a line that count from one, or on from the label of the line."""
    found: dict[str, list[Label]] = {}
    for match in _MEMBER.finditer(line.words, line.label.end if line.label else 0):
        if _NO_MEMBER_BEFORE.search(line.words[max(0, match.start() - 1) : match.start()]):
            continue
        label = numbering.match(line.words, lambda _: False, match.start())
        if label and label.end - label.start <= 6:
            found.setdefault(label.kind, []).append(label)
    chosen = [label for kind, labels in found.items() for label in _counted(kind, labels, line)]
    yield from sorted(chosen, key=lambda label: label.start)


def _counted(kind: str, labels: Sequence[Label], line: _Line) -> Iterator[Label]:
    expected = line.label.last + 1 if line.label and line.label.kind == kind else 1
    run: list[Label] = []
    for label in labels:
        if run and label.start - run[-1].end < 2:
            # （1）（2）项: numbers named together, not items.
            run, expected = [], 1
        if label.last == expected:
            run.append(label)
            expected += 1
        elif label.last == 1 and expected != 2:
            if len(run) > 1 or (run and run[0].last > 1):
                yield from run
            run, expected = [label], 2
    if len(run) > 1 or (run and run[0].last > 1):
        yield from run
