"""Tells several contracts in one text apart; a contract with its annexes stays one.

Only clear evidence parts a text: each piece has a title, a block of parties, a numbering that
begins with one and a block of signatures, and it is no annex of the piece before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from loaders.values.numerals import parse
from loaders.words import pattern

LEAST = 250
"""The fewest characters from the title of a contract to its signatures."""

REACH = 1_500
"""Characters behind a title within which its parties are named."""

NEAR = 400
"""Characters around a word of signing within which both sides sign."""

ALIKE = 4
"""Characters at the beginning of two titles that make them those of one contract."""

MOST = 1_000
"""Titles beyond which a file is a collection of something else."""

LONGEST_LEAD = 6
"""Lines above a title, such as the number of the contract, that belong to it."""

_GAP = re.compile(r"[\s_＿\u3000]+")
_ADDED = re.compile(r"[（(].*$")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A contract in a text: its range, its title, and the number and names that it gives."""

    start: int
    end: int
    title: str
    number: str | None = None
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where the text names parties, numbers clauses and is signed, each in order."""

    parties: Sequence[tuple[int, str, str]]
    clauses: Sequence[tuple[int, int]]
    signed: Sequence[int]

    def heads(self, start: int, end: int) -> Sequence[tuple[int, str, str]]:
        """The parties named between two offsets."""
        first, last = (bisect_left(self.parties, (at, "", "")) for at in (start, end))
        return self.parties[first:last]

    def body(self, start: int, end: int) -> int:
        """Where the clauses of a stretch begin, its end where it numbers none."""
        first = bisect_left(self.clauses, (start, 0))
        return min(self.clauses[first][0], end) if first < len(self.clauses) else end

    def whole(self, start: int, end: int) -> bool:
        """Whether a stretch is a contract from its first clause to its signatures."""
        first = bisect_left(self.clauses, (start, 0))
        goes_on = first < len(self.clauses) and self.clauses[first] < (end, 0)
        if goes_on and self.clauses[first][1] != 1:
            return False
        at = bisect_left(self.signed, start + LEAST)
        return at < len(self.signed) and self.signed[at] < end


def instruments(text: str) -> tuple[Instrument, ...]:
    """The contracts that a text holds; a single one stands for the whole text."""
    titles = list(islice(pattern("instruments", "title").finditer(text), MOST + 1))
    if not 0 < len(titles) <= MOST:
        return (Instrument(0, len(text), ""),)
    marks = _marks(text)
    openings = [m for m in titles if _names_two_sides(marks, m)]
    kept = [_read(text, marks, 0, openings[0] if openings else None)]
    for i, opening in enumerate(openings):
        at = opening.start(1)
        later = (o.start(1) for o in openings[i + 1 :])
        end = next((o for o in later if marks.whole(at, o)), len(text))
        if not (marks.whole(kept[-1].start, at) and marks.whole(at, end)):
            continue
        if i == 0:
            kept = [_read(text, marks, 0, None)]
        cover = next((t for t in titles if _is_cover(marks, t, opening)), opening)
        one = replace(_read(text, marks, _lead(text, cover.start(1)), opening), end=end)
        if _stands_alone(text, replace(kept[-1], end=at), one):
            kept.append(one)
    ends = [*(one.start for one in kept[1:]), len(text)]
    return tuple(replace(one, end=end) for one, end in zip(kept, ends, strict=True))


def _marks(text: str) -> _Marks:
    parties = [
        (m.start(1), _bare(m[1]), _bare(m[2]))
        for m in pattern("instruments", "party").finditer(text)
    ]
    clauses = [
        (m.start(), int(parse(m[1] or m[2] or m[3]) or 0))
        for m in pattern("instruments", "clause").finditer(text)
    ]
    signers = [(m.start(1), _bare(m[1])) for m in pattern("instruments", "signer").finditer(text)]
    return _Marks(parties, clauses, list(_signed(text, signers)))


def _signed(text: str, signers: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Where a word of signing stands near the labels of two sides."""
    for match in pattern("instruments", "signing").finditer(text):
        first = bisect_left(signers, (match.start() - NEAR, ""))
        last = bisect_left(signers, (match.start() + NEAR, ""))
        if len({label for _, label in signers[first:last]}) > 1:
            yield match.start()


def _names_two_sides(marks: _Marks, title: re.Match[str]) -> bool:
    near = min(title.end() + REACH, marks.body(title.end(), title.end() + 2 * REACH))
    return len({label for _, label, _ in marks.heads(title.end(), near)}) > 1


def _read(text: str, marks: _Marks, start: int, title: re.Match[str] | None) -> Instrument:
    """What a contract says of itself before its clauses."""
    begin = title.end() if title else start
    head_end = min(begin + REACH, marks.body(begin, len(text)))
    number = pattern("instruments", "number").search(text, start, head_end)
    names = {_ADDED.sub("", name) for _, _, name in marks.heads(begin, head_end)}
    return Instrument(
        start,
        len(text),
        _bare(title[1]) if title else "",
        number[1] if number else None,
        frozenset(name for name in names if len(name) > 1),
    )


def _is_cover(marks: _Marks, title: re.Match[str], opening: re.Match[str]) -> bool:
    """Whether a title stands on the cover of the contract that another one opens."""
    before, at = title.start(1), opening.start(1)
    if not before < at < before + 2 * REACH:
        return False
    signed = bisect_left(marks.signed, before) != bisect_left(marks.signed, at)
    return not signed and _bare(title[1])[:ALIKE] == _bare(opening[1])[:ALIKE]


def _lead(text: str, at: int) -> int:
    """Where what stands above a title and belongs to it begins: the number of the contract."""
    lead = line = text.rfind("\n", 0, at) + 1
    for _ in range(LONGEST_LEAD):
        before = text.rfind("\n", 0, max(0, line - 1)) + 1
        words = text[before:line].strip()
        if line == 0 or (words and not pattern("instruments", "number").search(words)):
            break
        line = before
        lead = line if words else lead
    return lead


def _stands_alone(text: str, one: Instrument, other: Instrument) -> bool:
    """Whether a contract is none of the annexes of the one before it."""
    if _is_annex(text, one, other):
        return False
    if one.number and other.number and one.number != other.number:
        return True
    bound = pattern("instruments", "goes_with_another").search(text, other.start, other.end)
    beside = pattern("instruments", "accessory").search(other.title)
    if one.names and other.names - one.names:
        return not (bound and beside)
    return one.title != other.title and not bound and not beside


def _is_annex(text: str, one: Instrument, other: Instrument) -> bool:
    above = text[max(0, other.start - 200) : other.start].rstrip().rpartition("\n")[2]
    mark = pattern("instruments", "annex_mark")
    if mark.search(above) or mark.search(other.title):
        return True
    if not other.title or one.title == other.title:
        return False
    named = re.compile(f"(?:附件[^\\n]{{0,16}}|《){re.escape(other.title)}")
    return named.search(text, one.start, other.start) is not None


def _bare(words: str) -> str:
    return _GAP.sub("", words).strip("*#|：:")
