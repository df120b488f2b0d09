"""Results as flat records: names that programs can hold on to, words in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.benchmark import Missing, Placed, units
from kg.brief import Point
from kg.build import Kept
from kg.compare import Row, TermChange
from kg.compare.drafts import key_words
from kg.compare.peers import Against
from kg.exposure import Exposure
from kg.finding import Finding
from kg.wording import term_words
from ontology.term_types import term_types
from ontology.values import Json
from ontology.vocabulary import Lang, label

if TYPE_CHECKING:
    from kg.display.terms import Stated

Record = Mapping[str, Json]


def contract(kept: Kept, lang: Lang) -> Record:
    """A contract of a store."""
    return {**asdict(kept), "state": label("contract_states", kept.state, lang)}


def finding(found: Finding, lang: Lang) -> Record:
    """A risk with its words."""
    return {
        "contract": found.contract,
        "rule": found.rule,
        "title": found.title.say(lang),
        "severity": found.severity,
        "favours": found.favours,
        "clause": found.place.clause,
        "quote": found.place.quote,
        "why": found.why.say(lang),
        "id": found.id,
    }


def stated(one: Stated, lang: Lang) -> Record:
    """A term with what it comes to."""
    term = one.term
    return {
        "contract": one.contract,
        "type": term.type,
        "title": term_types()[term.type].title.say(lang),
        "says": term_words(term).say(lang),
        "clause": term.clause,
        "quote": term.quote,
        "start": term.start,
        "end": term.end,
        **({"reader": term.reader} if term.reader else {}),
    }


def topic(row: Row, lang: Lang) -> Record:
    """A type of term with a column for each contract."""
    head: dict[str, Json] = {
        "topic": label("topics", row.topic, lang),
        "term": term_types()[row.type].title.say(lang),
        "differs": row.differs,
    }
    for cell in row.cells:
        said = [one.words.say(lang) for one in cell.said]
        head[cell.contract] = "; ".join(said) if said else f"({cell.state})"
    return head


def change(found: TermChange, lang: Lang) -> Record:
    """A term that a new draft changed."""
    term = found.new or found.old
    return {
        "change": found.kind,
        "term": term_types()[found.type].title.say(lang),
        "what": "; ".join(key_words(found.type, key).say(lang) for key in found.keys),
        "favours": found.favours,
        "yuan": _float(found.worth.amount),
        "old": None if found.old is None else found.old.quote,
        "new": None if found.new is None else found.new.quote,
        "clause": None if term is None else term.clause,
    }


def beside(found: Against, lang: Lang) -> Record:
    """A matter in a draft beside what its peers say."""
    return {
        "state": found.state,
        "term": term_types()[found.type].title.say(lang),
        "here": None if found.draft is None else term_words(found.draft).say(lang),
        "usually": None if found.usual is None else term_words(found.usual).say(lang),
        "having": found.having,
        "n": found.n,
        "effective_n": found.effective_n,
        "favours": found.favours,
        "yuan": _float(found.worth.amount),
        "quote": None if found.draft is None else found.draft.quote,
    }


def placed(found: Placed | Missing, lang: Lang) -> Record:
    """A value among its peers, or a usual term that is missing."""
    if isinstance(found, Missing):
        title = term_types()[found.type].title.say(lang)
        return {"value_of": title, "n": found.n, "effective_n": found.effective_n, "missing": True}
    at, seen = found.position, found.seen
    low, middle, high = map(_float, at.quartiles or (None, None, None))
    return {
        "value_of": seen.of.title.say(lang),
        "side": seen.side,
        "value": _float(seen.value),
        "unit": units()[seen.of.unit].say(lang),
        "percentile": _float(at.percentile),
        "n": at.n,
        "effective_n": at.effective_n,
        "q1": low,
        "median": middle,
        "q3": high,
        "outlier": at.outlier,
        "favours": found.favours,
        "missing": False,
        "clause": seen.clause,
        "quote": seen.quote,
    }


def owed(found: Exposure, lang: Lang) -> Record:
    """What one side owes in a scenario, in yuan."""
    return {
        "contract": found.contract,
        "scenario": found.scenario,
        "owes": found.side,
        "days": found.days,
        "yuan": _float(found.amount),
        "low": _float(found.low),
        "high": _float(found.high),
        "capped": None if found.capped_by is None else found.capped_by.kind,
        "reason": None if found.reason is None else found.reason.say(lang),
    }


def point(found: Point, lang: Lang) -> Record:
    """One point of the agenda of a side."""
    stand = found.stand
    return {
        "topic": found.matter.title.say(lang),
        "yuan": _float(found.worth.amount),
        "worth": found.worth.why.say(lang),
        "ask": stand.ask.words.say(lang),
        "fallback": stand.fallback.words.say(lang),
        "walk_away": stand.walk_away.words.say(lang),
        "source": stand.source,
        "clause": found.now.clause,
        "quote": found.now.quote,
    }


def answer(row: Record, lang: Lang) -> Record:  # noqa: ARG001 - a row is the same in both
    """A row of a question to the graph."""
    return row


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
