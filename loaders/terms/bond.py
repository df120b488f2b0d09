"""Bonds: security for performance (Government Procurement Law regulation art. 48)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import subject
from loaders.values.dates import find as find_dates
from loaders.values.durations import find as find_durations
from loaders.values.money import find as find_money
from loaders.values.rates import find_percents
from loaders.words import load
from ontology.facts import Term
from ontology.values import Json, decimal_text, period_json

_FORM = re.compile(r"履约保证金|履约保函|履约担保|预付款保函|质量保证金|质保金|质量保修金|保修金|保证金|保函|押金|定金")
_BACK = re.compile(r"退还|返还|没收|不予退还|扣除履约|退回|抵扣")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each security with its amount or share."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/bond")):
        if hit.sentence.index in seen or in_condition(hit) or _BACK.search(hit.words):
            continue
        seen.add(hit.sentence.index)
        yield _term(hit)


def _term(hit: Hit) -> Term:
    words = hit.sentence_words
    percents = find_percents(words)
    amounts = [a for a in find_money(words) if a.value and not a.words]
    due = next((s for s in find_durations(hit.before + hit.words) if s.bound == "within" and s.value), None)
    form = _FORM.search(hit.words)
    side = subject(hit)
    keys: dict[str, Json] = {
        "provider": side if side in ("buyer", "vendor", "both") else "vendor",
        "percent": decimal_text(percents[0].value) if percents else None,
        "amount": amounts[0].value.to_json() if amounts and amounts[0].value else None,
        "form": form.group() if form else None,
        "due": period_json(due.value) if due else None,
        "expires_on": _expiry(hit),
    }
    if "\t" in words:
        return hit.reading.term("bond", hit.span[0], hit.sentence.end, keys)
    return hit.reading.term("bond", from_condition(hit, 90), max(hit.end, hit.span[1]), keys)


def _expiry(hit: Hit) -> str | None:
    """The date to which the security holds, in this sentence or the two that follow."""
    follow = hit.reading.sentences[hit.sentence.index : hit.sentence.index + 3]
    for sentence in follow:
        words = hit.reading.words(sentence)
        if re.search(r"(?:有效|截止|到期|期限)", words):
            found = [d for d in find_dates(words) if d.iso]
            if found:
                return found[-1].iso
    return None
