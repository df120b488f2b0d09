"""What falls due when in a contract: dates that it states, and days counted from those."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.contracts import Contract
from api.messages import Speaker
from api.report.view import clause_paths, joined
from kg.identity import digest
from kg.wording import caption_words, period_said
from loaders.anchors import DueBy, due_by
from ontology import workdays
from ontology.facts import Contract as Head
from ontology.facts import Norm, Term
from ontology.term_types import term_types
from ontology.values import Duration, Json, Unit
from ontology.vocabulary import Lang
from ontology.workdays import Counted

WHOLE_DAY = len("2024-05-01")
PERIODS = ("due", "within")
"""Keys of terms that say how long somebody has."""


@dataclass(frozen=True, slots=True)
class Due:
    """One day: what falls due on it, on whom, in which words, and how the day was found.

    `start` and `end` are offsets of the words, -1 where the contract as a whole says it.
    """

    uid: str
    day: date
    what: str
    side: str
    quote: str
    clause: str
    start: int
    end: int
    how: tuple[str, ...]


def dues(contract: Contract, lang: Lang) -> tuple[Due, ...]:
    """All that has a day, in the order of the days; what cannot be counted is left out."""
    say = Speaker("due", lang)
    found = [*_head(contract, say), *_terms(contract, say)]
    owed = (norm_due(contract, norm, say) for norm in contract.facts.norms)
    found += [due for due in owed if due and not is_among(due, found)]
    paths = clause_paths(contract.facts)
    placed = (replace(due, clause=paths.get(due.clause, due.clause)) for due in found)
    return tuple(sorted(placed, key=lambda due: (due.day, due.start, due.what, due.uid)))


def is_among(due: Due, found: Sequence[Due]) -> bool:
    """A payment is both a term and a norm: it falls due once."""
    return any(
        due.day == other.day and due.start < other.end and other.start < due.end for other in found
    )


def _head(contract: Contract, say: Speaker) -> Iterator[Due]:
    head = contract.facts.contract
    for kind, stated in (("start", head.starts_on), ("end", head.ends_on)):
        day = whole_day(stated)
        if day:
            uid = _uid(contract, kind, str(day))
            yield Due(uid, day, say(f"event.{kind}"), "both", "", "", -1, -1, (say("term"),))


def _terms(contract: Contract, say: Speaker) -> Iterator[Due]:
    head = contract.facts.contract
    for term in contract.facts.terms:
        side = _debtor(term)
        what = _titled(term, say.lang)
        if term.type == "bond" and (day := whole_day(term.keys.get("expires_on"))):
            yield _due(contract, term, day, say("event.bond_expires"), (side, (say("stated"),)))
        if term.type == "delivery" and (day := whole_day(term.keys.get("date"))):
            yield _due(contract, term, day, what, (side, (say("stated"),)))
        elif term.type == "renewal":
            yield from _renewal(contract, term, say)
        elif by := _matching(term, [term.keys.get(key) for key in PERIODS]):
            counted = _counted(by, head, say)
            if counted:
                yield _due(contract, term, counted[0], what, (side, counted[1]))


def _titled(term: Term, lang: Lang) -> str:
    """The type of a term and what it says; who owes it is said beside."""
    parts = (term_types()[term.type].title.say(lang), caption_words(term).say(lang))
    return " · ".join(part for part in parts if part)


def _renewal(contract: Contract, term: Term, say: Speaker) -> Iterator[Due]:
    """The last day for a notice before the end of the term."""
    notice, end = term.keys.get("notice"), whole_day(contract.facts.contract.ends_on)
    if end is None or not isinstance(notice, dict):
        return
    by = DueBy(0, 0, None, "end", _duration(notice), after=False)
    counted = _counted(by, contract.facts.contract, say)
    if counted:
        side = str(term.keys.get("holder") or "both")
        yield _due(contract, term, counted[0], say("event.renewal"), (side, counted[1]))


def norm_due(contract: Contract, norm: Norm, say: Speaker) -> Due | None:
    """When an obligation falls due, `None` where the contract does not give the day."""
    by = _matching(norm, [norm.deadline]) if norm.modality == "obligation" else None
    counted = _counted(by, contract.facts.contract, say) if by else None
    if counted is None:
        return None
    return _due(contract, norm, counted[0], joined(norm.action), (norm.bearer, counted[1]))


def _matching(said: Term | Norm, periods: Sequence[Json]) -> DueBy | None:
    """The time in the words that is the fact's own, or the only date among them."""
    found = due_by(said.quote)
    for by in found:
        if by.period and by.period.to_json() in periods:
            return by
    stated = [by for by in found if by.date]
    return stated[0] if len(stated) == 1 and not any(periods) else None


def _due(
    contract: Contract,
    said: Term | Norm,
    day: date,
    what: str,
    who_and_how: tuple[str, tuple[str, ...]],
) -> Due:
    side, how = who_and_how
    kind = said.type if isinstance(said, Term) else said.modality
    uid = _uid(contract, kind, str(said.start), said.quote, str(day))
    quote = joined(said.quote)
    return Due(uid, day, what, side, quote, said.clause or "", said.start, said.end, how)


def _uid(contract: Contract, *parts: str) -> str:
    return digest("due", contract.id, *parts)


def _debtor(term: Term) -> str:
    """The side that owes what a term asks for."""
    edges = term_types()[term.type].edges
    owing = (name for edge in ("OWED_BY", "HELD_BY") for name, e in edges.items() if e == edge)
    return next((str(term.keys[name]) for name in owing if term.keys.get(name)), "unspecified")


def _counted(by: DueBy, head: Head, say: Speaker) -> tuple[date, tuple[str, ...]] | None:
    """The day with what is to be said of it, `None` where the contract does not give it."""
    if by.date:
        day = whole_day(by.date)
        return None if day is None else (day, (say("stated"),))
    start = _moment(by, head)
    if start is None or by.period is None:
        return None
    count = workdays.after if by.after else workdays.before
    counted = count(start, by.period)
    return None if counted is None else (counted.day, _how(by, start, counted, say))


def _moment(by: DueBy, head: Head) -> date | None:
    stated = {"signing": head.signed_on, "start": head.starts_on}
    stated |= {"end": head.ends_on, "ended": head.ends_on}
    # Without other words a contract takes effect when it is concluded (Civil Code, art. 502).
    if head.effective_on != "date":
        stated["effective"] = head.signed_on
    return whole_day(stated.get(by.moment or ""))


def _how(by: DueBy, start: date, counted: Counted, say: Speaker) -> tuple[str, ...]:
    assert by.period is not None
    said = [
        say(
            "after" if by.after else "before",
            moment=say(f"moment.{by.moment}"),
            day=start,
            period=period_said(by.period.to_json(), say.lang),
        )
    ]
    if counted.put_off:
        said.append(say("put_off", day=counted.put_off))
    if by.period.unit is Unit.BUSINESS_DAY or counted.put_off:
        first, last = sorted((start, counted.day))
        known = [workdays.years().get(year) for year in range(first.year, last.year + 1)]
        notices = [notice for year in known if year for notice in year.notices]
        if notices:
            said.append(say("worked", notices="、".join(notices)))
    if counted.unknown:
        said.append(say("unknown", years="、".join(map(str, counted.unknown))))
    return tuple(said)


def _duration(said: Json) -> Duration | None:
    period = Duration.from_json(said)
    return period if isinstance(period, Duration) else None


def whole_day(stated: Json) -> date | None:
    """A date that names its day; a month alone is none."""
    if not isinstance(stated, str) or len(stated) != WHOLE_DAY:
        return None
    return date.fromisoformat(stated)
