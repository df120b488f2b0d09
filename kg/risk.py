"""Risk: runs the rules over one contract in a store and says what they found, or why nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from kg.citation import citations
from kg.finding import (
    Balance,
    Finding,
    Outcome,
    Quote,
    balance,
    basis_of,
    fill,
    lean,
)
from kg.grades import WEIGHTS, Favours, Grade, Side
from kg.identity import digest
from kg.passage import Passages, filled, passages
from kg.record import record
from kg.rule import COLUMNS, Rule
from kg.rules import is_own, stable
from kg.rules import rules as all_rules
from kg.silence import Silence, silence
from kg.store.protocol import QueryRefused, Row, Store
from kg.store.shelf import NotInStore
from ontology.errors import RuleError
from ontology.values import Json
from ontology.vocabulary import Words

__all__ = ["Balance", "Finding", "Outcome", "assess", "balance", "board", "lean", "record"]


@dataclass(frozen=True, slots=True)
class _Contract:
    id: str
    name: str
    signed_on: date | None

    def day(self, on: date | None) -> date | None:
        """By the law of which day it is judged."""
        return self.signed_on or on


def assess(
    store: Store,
    contract_id: str,
    *,
    on: date | None = None,
    side: Side | None = None,
    rules: Sequence[Rule] | None = None,
    text: str = "",
) -> tuple[Finding, ...]:
    """What the rules find in a contract: the gravest first, then in the order of the text.

    The law is that of the day of signing; `on` stands in for it in a draft, and otherwise is the
    day with whose law it is compared. With a `side`, only what does not favour that side. With the
    `text` that the facts were read from, sentences that are no fact's are quoted too. Raises
    `NotInStore`.
    """
    outcomes = board(store, contract_id, on=on, rules=rules, text=text)
    found = (finding for outcome in outcomes for finding in outcome.findings)
    return tuple(sorted((f for f in found if side is None or f.favours != side), key=_order))


_AT_ONCE = 2
"""Rules asked at the same time: an engine answers outside Python's lock, a server over a wire."""


def board(
    store: Store,
    contract_id: str,
    *,
    on: date | None = None,
    rules: Sequence[Rule] | None = None,
    text: str = "",
) -> tuple[Outcome, ...]:
    """One outcome for each rule, in the order of the rules. Raises `NotInStore`."""
    contract = _contract(store, contract_id)
    used = stable(all_rules()) if rules is None else tuple(rules)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        around = pool.submit(passages, store, contract.id, text)
        unread = pool.submit(silence, store, contract.id)
        found = pool.map(lambda rule: _rows(store, contract, rule, on), used)
        hits = dict(zip((rule.id for rule in used), found, strict=True))
    nodes = (id_ for found in hits.values() for hit in found for id_ in hit.nodes)
    cited = _Cited(citations(store, contract.id, nodes, around.result()), around.result())
    silent = unread.result()
    return tuple(_outcome(rule, hits[rule.id], contract, cited, silent, on) for rule in used)


def _order(finding: Finding) -> tuple[int, int, str, str]:
    start = finding.place.start
    return (-WEIGHTS[finding.severity], -1 if start is None else start, finding.rule, finding.id)


def _contract(store: Store, contract_id: str) -> _Contract:
    rows = store.query(
        "MATCH (c:Contract {id: $contract}) RETURN c.name AS name, c.signed_on AS signed_on",
        {"contract": contract_id},
    )
    if not rows:
        raise NotInStore(f"there is no contract {contract_id!r} in the store", store.address)
    return _Contract(contract_id, rows[0]["name"] or "", _day(rows[0]["signed_on"]))


def _day(text: str | None) -> date | None:
    """A month without a day is judged by the law of its first day."""
    if not text:
        return None
    return date.fromisoformat(text if len(text) > len("2024-05") else f"{text}-01")


@dataclass(frozen=True, slots=True)
class _Hit:
    subject: str
    favours: Favours
    grade: Grade
    mirror: str | None
    more: tuple[str, ...]
    values: Mapping[str, Json]
    mark: tuple[str, ...]
    """What the id of the finding is made of: a second finding on a subject names the side too."""

    @property
    def nodes(self) -> tuple[str, ...]:
        mirror = () if self.mirror is None else (self.mirror,)
        return (self.subject, *mirror, *self.more)


def _rows(store: Store, contract: _Contract, rule: Rule, on: date | None) -> tuple[_Hit, ...]:
    """The rule's rows, one for each subject and side: the gravest, with the other nodes of all."""
    rows = raw_rows(store, rule, rule.bind(contract.id, contract.day(on)))
    hits = sorted((_hit(row, rule) for row in rows), key=_gravity)
    merged: dict[tuple[str, Favours], _Hit] = {}
    for hit in hits:
        key = hit.subject, hit.favours
        merged[key] = _with_more(merged[key], hit.nodes) if key in merged else hit
    first = {hit.subject: hit.favours for hit in reversed(merged.values())}
    return tuple(
        hit if first[hit.subject] == hit.favours else replace(hit, mark=(hit.subject, hit.favours))
        for hit in merged.values()
    )


OWN_SECONDS = 5.0
"""How long the query of a user's own rule may take on one contract."""


def raw_rows(store: Store, rule: Rule, params: Mapping[str, Json]) -> list[Row]:
    """What the query of a rule returns. Raises `RuleError` where the store refuses it."""
    # Engines read every parameter that they are given, and lists of words are long.
    named = {name: params[name] for name in _named(rule.asked) if name in params}
    try:
        return store.query(rule.asked, named, timeout=OWN_SECONDS if is_own(rule) else None)
    except QueryRefused as error:
        where = f"{rule.path}:{rule.query_line}"
        raise RuleError(f"{rule.id}: {error.message}", where) from error


@cache
def _named(query: str) -> tuple[str, ...]:
    """The parameters that a query names."""
    return tuple(dict.fromkeys(re.findall(r"\$`?(\w+)", query)))


def _hit(row: Row, rule: Rule) -> _Hit:
    if not isinstance(row["subject"], str) or not isinstance(row["more"], list):
        raise RuleError(
            f"{rule.id}: `subject` must be the id of a node and `more` a list of ids,"
            f" not {row['subject']!r} and {row['more']!r}",
            f"{rule.path}:{rule.query_line}",
        )
    if row["grade"] not in WEIGHTS or row["favours"] not in ("buyer", "vendor", "none"):
        raise RuleError(
            f"{rule.id}: the query returned grade {row['grade']!r} and favours {row['favours']!r}",
            f"{rule.path}:{rule.query_line}",
        )
    named = {key: value for key, value in row.items() if key not in COLUMNS}
    return _Hit(
        subject=row["subject"],
        favours=row["favours"],
        grade=row["grade"],
        mirror=row["mirror"],
        more=tuple(dict.fromkeys(id_ for id_ in row["more"] if id_ is not None)),
        values={**named, "favours": row["favours"]},
        mark=(row["subject"],),
    )


def _gravity(hit: _Hit) -> tuple[int, str, str, tuple[str, ...]]:
    return (-WEIGHTS[hit.grade], hit.subject, str(hit.values.get("because")), hit.more)


def _with_more(hit: _Hit, nodes: Iterable[str]) -> _Hit:
    more = tuple(dict.fromkeys((*hit.more, *nodes)))
    return replace(hit, more=more)


_NOWHERE = Quote(None, "", None, None)
"""The place of what is about the contract as a whole."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """The words of the facts that were hit, and the sentences around."""

    places: Mapping[str, Quote]
    passages: Passages

    def words(self, rule: Rule, hit: _Hit) -> tuple[Quote, tuple[Quote, ...]]:
        """The words of the subject, and the others to show: of facts, and sentences around."""
        place = self.places.get(hit.subject, _NOWHERE)
        found = {self.places[id_] for id_ in hit.more if id_ in self.places}
        sought = rule.passages.get(str(hit.values.get("because", "")))
        if sought is not None:
            quoted = [place, *sorted(found, key=_position)]
            sentences = self.passages.find(filled(sought, hit.values), quoted)
            place = next((s for s in sentences if s.covers(place)), place)
            found = {q for q in found if not any(s.covers(q) for s in sentences)} | set(sentences)
        return place, tuple(sorted(found - {place}, key=_position))


def _outcome(
    rule: Rule,
    hits: Sequence[_Hit],
    contract: _Contract,
    cited: _Cited,
    unread: Silence,
    on: date | None,
) -> Outcome:
    findings = tuple(sorted((_finding(rule, hit, contract, cited, on) for hit in hits), key=_order))
    if findings:
        return Outcome(rule.id, rule.title, "flagged", findings[0].why, findings)
    status, reason = unread.judge(rule.reads)
    return Outcome(rule.id, rule.title, status, reason)


def _finding(rule: Rule, hit: _Hit, contract: _Contract, cited: _Cited, on: date | None) -> Finding:
    place, more = cited.words(rule, hit)
    return Finding(
        id=f"{contract.id}/f/{digest(rule.id, *hit.mark)[:12]}",
        contract=contract.name,
        rule=rule.id,
        title=rule.title,
        severity=hit.grade,
        favours=hit.favours,
        subject=hit.subject,
        place=place,
        more=more,
        mirror=cited.places.get(hit.mirror) if hit.mirror is not None else None,
        because=str(hit.values.get("because", "")),
        why=fill(_template(rule, hit), hit.values),
        remedy=rule.remedy,
        basis=basis_of(rule, contract.signed_on, on),
        judged_on=contract.day(on),
    )


def _position(quote: Quote) -> tuple[int, int, str, str]:
    return (quote.start or 0, quote.end or 0, quote.quote, quote.clause or "")


def _template(rule: Rule, hit: _Hit) -> Words:
    because = hit.values.get("because", "")
    if because not in rule.why:
        raise RuleError(f"{rule.id}: `why` has no words for {because!r}", str(rule.path))
    return rule.why[because]
