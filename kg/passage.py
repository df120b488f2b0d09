"""Sentences of the text that a rule wants quoted although they are no fact's own words.

How long secrecy lasts often stands far from the duty, and a fact has one place: such a sentence is
looked for where the fact stands, then ever further around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.finding import Quote
from kg.rule import Sought
from kg.store.protocol import Store

_CLAUSES = """
MATCH (c:Contract {id: $contract})-[:HAS_CLAUSE]->(k:Clause)
WHERE k.start IS NOT NULL AND k.end IS NOT NULL
RETURN split(k.id, '#')[1] AS id, coalesce(k.heading, '') AS heading, k.start AS start,
       k.end AS end
ORDER BY start, end DESC, id
"""

_LABEL = r"第|[（(]?[一二三四五六七八九十\d]+[、.．）)]|[①-⑳*#|]"
# A line that goes on without a stop is one that a file broke, unless it ends in a colon, a row of
# a table follows, or a label begins the next.
_STOP = re.compile(rf"[。；;！!？?]|(?<=[：:])\n|\n(?=[^\n]*\t)|\n\s*(?={_LABEL})")
_LEAD = re.compile(
    r"(?:[\s*#>|]|第[一二三四五六七八九十百\d]+[章节条款项]\s|[一二三四五六七八九十]+[、.．]"
    r"|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*[、.．)）]|[①-⑳])*"
)
_COLUMN = re.compile(r"\{(\w+)\}")

SHORTEST = 6
"""Fewer characters are a heading or a label."""
LONGEST = 220
"""What goes on longer without a stop is a table or a list."""
MOST = 3
"""As many passages for one finding as a reader takes in."""


@dataclass(frozen=True, slots=True)
class _Clause:
    id: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passages:
    """The sentences of one contract, each with what it says: its words, and those of the headings
    above, without spaces. None without its text.
    """

    clauses: tuple[_Clause, ...]
    sentences: tuple[tuple[Quote, str], ...]

    def find(self, sought: Sought, quoted: Sequence[Quote]) -> tuple[Quote, ...]:
        """The sentences with one of each list of words, in themselves or in a heading above: those
        around what is quoted already, and beyond them, for the clause of each, those in the
        narrowest one around that has any.
        """
        found = [
            quote
            for quote, said in self.sentences
            if all(any(w in said for w in words) for words in sought)
        ]
        around = [s for s in found if any(q.quote and s.covers(q) for q in quoted)]
        others = [s for s in found if s not in around]
        places = dict.fromkeys(quote.clause for quote in quoted)
        beyond = (s for place in places for s in self._nearest(others, place))
        return tuple(dict.fromkeys([*around, *beyond]))

    def _nearest(self, found: Sequence[Quote], place: str | None) -> tuple[Quote, ...]:
        for clause in self._around(place):
            inside = [q for q in found if clause.start <= (q.start or 0) < clause.end]
            if inside:
                return tuple(inside[:MOST])
        return tuple(found[:MOST])

    def sentence(self, start: int, end: int) -> Quote | None:
        """The sentence around these characters."""
        for quote, _ in self.sentences:
            if (quote.start or 0) <= start and end <= (quote.end or 0):
                return quote
        return None

    def _around(self, near: str | None) -> Iterator[_Clause]:
        own = next((clause for clause in self.clauses if clause.id == near), None)
        if own is not None:
            around = (c for c in self.clauses if c.start <= own.start and own.end <= c.end)
            yield from sorted(around, key=lambda c: c.end - c.start)


def passages(store: Store, contract_id: str, text: str) -> Passages:
    """The sentences of a contract whose text is at hand."""
    if not text:
        return Passages((), ())
    rows = store.query(_CLAUSES, {"contract": contract_id})
    clauses = tuple(_Clause(**row) for row in rows if row["end"] <= len(text))
    return Passages(clauses, tuple(_placed(_sentences(text, _seams(text, clauses)), clauses)))


def filled(sought: Sought, values: Mapping[str, object]) -> Sought:
    """The words sought with the values of a row in the place of `{name}`."""
    return tuple(tuple(_in_place(words, values)) for words in sought)


def _in_place(words: Iterable[str], values: Mapping[str, object]) -> Iterator[str]:
    """A word for each value where there are several, and none where there is none."""
    for word in words:
        column = _COLUMN.search(word)
        if column is None:
            yield word
            continue
        value = values.get(column[1])
        items = value if isinstance(value, list) else [value]
        yield from (word.replace(column[0], str(item)) for item in items if item is not None)


def _seams(text: str, clauses: Iterable[_Clause]) -> set[int]:
    """Where clauses begin, and where their headings end."""
    seams = set()
    for clause in clauses:
        seams.add(clause.start)
        at = text.find(clause.heading, clause.start, clause.end) if clause.heading else -1
        if at >= 0:
            seams.add(at + len(clause.heading))
    return seams


def _sentences(text: str, seams: Set[int]) -> Iterator[Quote]:
    """Runs between two stops without their labels, at their offsets."""
    begin = 0
    stops = {match.end() for match in _STOP.finditer(text)}
    for stop in sorted({*stops, *seams, len(text)}):
        lead = _LEAD.match(text, begin, stop)
        start = begin if lead is None else lead.end()
        words = text[start:stop].rstrip("。；;！!？?:： \t\r\n*|　")
        if SHORTEST <= len(words) <= LONGEST:
            yield Quote(None, words, start, start + len(words))
        begin = stop


def _placed(sentences: Iterable[Quote], clauses: Sequence[_Clause]) -> Iterator[tuple[Quote, str]]:
    """Each sentence with the innermost clause around it, and what it says."""
    coming = iter(clauses)
    ahead = next(coming, None)
    around: list[_Clause] = []
    for sentence in sentences:
        at = sentence.start or 0
        while ahead is not None and ahead.start <= at:
            around.append(ahead)
            ahead = next(coming, None)
        around = [clause for clause in around if at < clause.end]
        if any(sentence.quote == clause.heading for clause in around):
            continue
        # Clauses come outer before inner.
        own = around[-1].id if around else None
        words = sentence.quote + "".join(clause.heading for clause in around)
        yield Quote(own, sentence.quote, sentence.start, sentence.end), "".join(words.split())
