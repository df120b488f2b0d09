"""What a model proposed against the text and the ontology: a fact, or why it is none."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from loaders.layout import read_text as lay_out
from loaders.model.endpoint import ModelFailed
from loaders.text import Text
from loaders.values.numerals import find
from ontology.facts import Facts, Term
from ontology.shapes import Kind
from ontology.term_types import TermType, faults, term_types
from ontology.values import Json

SHORTEST, LONGEST = 4, 400
"""Characters of a quote without spaces: fewer prove nothing, more are no quote."""

MOST = 200
"""Proposals of one answer that are looked at."""

_FENCE = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)
_DAY = re.compile(r"(?<![\d-])\d{4}(?=-\d\d)|(?<=-)\d\d(?![\d.])")
"""The parts of a date as values have it: year, month, day."""

_SPACE = re.compile(r"\s+")


class NotAFact(Exception):
    """Why a proposal is refused."""


def proposals(said: str) -> list[Json]:
    """The proposals of an answer. Raises `ModelFailed` where it is not the JSON asked for."""
    fenced = _FENCE.match(said)
    try:
        data = json.loads(fenced.group(1) if fenced else said)
    except (ValueError, RecursionError) as error:
        raise ModelFailed("what it says is not JSON") from error
    found = data.get("terms") if isinstance(data, dict) else None
    if not isinstance(found, list):
        raise ModelFailed('what it says is not {"terms": [...]}')
    return found[:MOST]


@dataclass(frozen=True, slots=True)
class Squeezed:
    """The text as it is read, without spaces; `at` says where each character stood in it."""

    text: Text
    words: str
    at: tuple[int, ...]

    @staticmethod
    def of(text: Text) -> Squeezed:
        kept = [(i, char) for i, char in enumerate(text.plain) if not char.isspace()]
        return Squeezed(text, "".join(c for _, c in kept), tuple(i for i, _ in kept))

    def find(self, quote: str) -> tuple[int, int]:
        """Where a quote stands in the source. Raises `NotAFact` where it does not."""
        wanted = _squeezed(quote)
        if not SHORTEST <= len(wanted) <= LONGEST:
            raise NotAFact(f"a quote has {SHORTEST} to {LONGEST} characters")
        start = self.words.find(wanted)
        if start < 0:
            raise NotAFact("its words are not in the text")
        return self.text.span(self.at[start], self.at[start + len(wanted) - 1] + 1)


def checked(item: Json, wanted: Collection[str], text: Squeezed, facts: Facts) -> Term:
    """The term that a proposal comes to, still without its reader. Raises `NotAFact`."""
    if not isinstance(item, dict) or not isinstance(item.get("quote"), str):
        raise NotAFact("it is no object with a quote")
    name = str(item.get("type"))
    if name not in wanted:
        raise NotAFact(f"{name!r} was not asked for")
    kind = term_types()[name]
    start, end = text.find(item["quote"])
    quote = text.text.source[start:end]
    keys = {key: item.get(key) for key in kind.keys}
    given = {key: value for key, value in item.items() if key not in ("type", "quote")}
    term = Term(name, _clause(facts, start, end), quote, start, end, keys)
    if problems := [*faults(Term(name, None, quote, start, end, {**keys, **given}))]:
        raise NotAFact(problems[0])
    _says_something(kind, keys)
    _two_sides(kind, keys)
    _stated(keys, quote)
    _named(kind, keys, text)
    return term


def _clause(facts: Facts, start: int, end: int) -> str | None:
    """The smallest clause that holds all of it."""
    around = [c for c in facts.clauses if c.start <= start and end <= c.end]
    return min(around, key=lambda c: c.end - c.start).id if around else None


def _says_something(kind: TermType, keys: Mapping[str, Json]) -> None:
    if all(value in (None, []) for value in keys.values()):
        raise NotAFact("it says nothing")
    roles = [key.name for key in kind.keys.values() if key.kind is Kind.ROLE and key.strict]
    if missing := [name for name in roles if keys.get(name) is None]:
        raise NotAFact(f"it does not say who is the {missing[0]}")


def _two_sides(kind: TermType, keys: Mapping[str, Json]) -> None:
    """Nobody pays himself."""
    if keys.get("payer") and keys.get("payer") == keys.get("payee") != "both":
        raise NotAFact(f"{keys['payer']!r} would pay itself in a {kind.id}")


def _stated(keys: Mapping[str, Json], quote: str) -> None:
    """Every figure stands in the words; one of something needs none (每日)."""
    known = set(_figures(quote))
    for name, figure in _numbers(keys):
        if figure not in known and not (name == "n" and figure == 1):
            raise NotAFact(f"the figure {figure} is not in its words")


def _named(kind: TermType, keys: Mapping[str, Json], text: Squeezed) -> None:
    """What is no word of a closed set is a word of the text."""
    for key in kind.keys.values():
        value = keys.get(key.name)
        if value is None or key.values or key.kind not in (Kind.TEXT, Kind.LIST, Kind.PLACE):
            continue
        words = value.values() if isinstance(value, dict) else value
        for word in [words] if isinstance(words, str) else words:
            # 北京市 is said as 北京.
            said = _squeezed(word)[: 2 if key.kind is Kind.PLACE else None] if word else ""
            if said not in text.words:
                raise NotAFact(f"{word!r} is not in the text")


def _squeezed(words: str) -> str:
    return _SPACE.sub("", lay_out("words", words).plain)


def _numbers(value: Json, name: str = "") -> Iterator[tuple[str, Decimal]]:
    if isinstance(value, dict | Mapping):
        for key, item in value.items():
            yield from _numbers(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _numbers(item, name)
    elif isinstance(value, int | float | str) and not isinstance(value, bool) and name != "seq":
        for part in _DAY.findall(str(value)) or [value]:
            try:
                number = Decimal(str(part))
            except InvalidOperation:
                return
            if number.is_finite():
                yield name, number


def _figures(quote: str) -> Iterator[Decimal]:
    """The figures of a quote, shares of a thousand and of ten thousand in percent too."""
    plain = lay_out("quote", quote).plain
    small = [
        scale
        for scale, marks in ((10, ("千分之", "‰")), (100, ("万分之", "‱")))
        if any(mark in plain for mark in marks)
    ]
    for numeral in find(plain):
        yield numeral.value
        yield from (numeral.value / scale for scale in small)
    if "半" in plain:
        yield Decimal("0.5")
