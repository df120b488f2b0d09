"""A whole store as a pool: what each contract is, what it says, and the terms that it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from kg.benchmark.measures import Measure
from kg.benchmark.observing import (
    Observation,
    Price,
    by_type,
    gathered,
    observe,
    price_from,
    seen_in,
)
from kg.benchmark.pool import Member, Pool, pool_of, types_of
from kg.benchmark.profiles import Profile, band_of, buyer_kind_of, kind_of, region_of, year_of
from kg.lineage import families
from kg.store import Row, Store
from ontology.facts import Facts
from ontology.term_types import term_types

_CONTRACTS = """
MATCH (c:Contract)
RETURN c.id AS id, c.name AS name, c.title AS title, c.project AS project, c.price AS price,
  c.currency AS currency, c.signed_on AS signed_on, c.starts_on AS starts_on
ORDER BY id
"""
_PLACES = """
MATCH (s:Side {role: 'buyer'})-[:IN]->(c:Contract)
MATCH (s)-[:LOCATED_IN]->(p:Place)
RETURN c.id AS id, p.id AS value ORDER BY id, value
"""
_BUYERS = """
MATCH (s:Side {role: 'buyer'})-[:IN]->(c:Contract)
MATCH (s)<-[a:ACTS_AS]-(:Party)
RETURN c.id AS id, a.kind AS value ORDER BY id, value
"""
# Of no order: the types become a set.
_HAS = """
MATCH (c:Contract)-[:REVIEWED]->(r:Review)
WHERE r.type IN $types AND r.state <> 'absent'
RETURN c.id AS id, collect(r.type) AS types
"""


def store_pool(store: Store, about: Facts | None = None) -> Pool:
    """The contracts of a store; `about` one contract, no more than its standing needs.

    Costs one query for each type of term, and a few for what the contracts are.
    """
    rows = store.query(_CONTRACTS)
    prices = {row["id"]: price_from(row["price"], row["currency"]) for row in rows}
    wanted = None if about is None else frozenset(seen.measure for seen in observe(about))
    said = observations(store, prices, wanted)
    lacking = set(term_types()) - (frozenset() if about is None else types_of(about))
    members = _members(store, rows, sorted(lacking))
    return pool_of((member, said.get(member.mark, ())) for member in members)


def _members(store: Store, rows: Iterable[Row], types: Sequence[str]) -> Iterable[Member]:
    places, buyers = _listed(store, _PLACES), _listed(store, _BUYERS)
    has = {row["id"]: frozenset(row["types"]) for row in store.query(_HAS, {"types": types})}
    forms = families(store)
    for row in rows:
        id_ = row["id"]
        profile = Profile(
            kind=kind_of(row["title"], row["project"]),
            region=region_of(places.get(id_, ())),
            buyer_kind=buyer_kind_of(buyers.get(id_, ())),
            price_band=band_of(price_from(row["price"], row["currency"])),
            year=year_of(row["signed_on"], row["starts_on"]),
        )
        yield Member(
            id_, forms.get(id_, id_), profile, "store", row["name"], has.get(id_, frozenset())
        )


def _listed(store: Store, cypher: str) -> Mapping[str, list[str]]:
    listed: dict[str, list[str]] = {}
    for row in store.query(cypher):
        listed.setdefault(row["id"], []).append(row["value"])
    return listed


def observations(
    store: Store, prices: Mapping[str, Price], wanted: Collection[str] | None = None
) -> Mapping[str, tuple[Observation, ...]]:
    """The values of every contract of a store, the same as `observe` finds in its facts.

    `prices` are those of the contracts by id, `wanted` the ids of the measures, by default all.
    Quotes are left in the store: see `quoted`.
    """
    found: dict[str, list[Observation]] = {}
    for type_, rows in _rows_by_type(store, wanted):
        for row in sorted(rows, key=_place):
            id_ = _contract(row)
            if id_ not in prices:
                # Added since the contracts were listed: it is a peer from the next time on.
                continue
            found.setdefault(id_, []).extend(
                Observation(*seen, clause=row["in_clause"], term_id=row["term_id"])
                for seen in seen_in(type_, row, prices[id_])
                if wanted is None or seen[0] in wanted
            )
    return {id_: gathered(seen) for id_, seen in found.items()}


def _rows_by_type(store: Store, wanted: Collection[str] | None) -> Iterator[tuple[str, list[Row]]]:
    asked = {
        type_: chosen
        for type_, measures in by_type().items()
        if (chosen := tuple(m for m in measures if wanted is None or m.id in wanted))
    }
    # The engine answers the next question while this one's values are gathered.
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(store.query, map(values_query, asked.values()))
        yield from zip(asked, answers, strict=True)


def _place(row: Row) -> tuple[str, int, str]:
    return (_contract(row), row["position"], row["term_id"])


def _contract(row: Row) -> str:
    """The contract of a term by its id: quicker than to follow its edge."""
    contract: str = row["term_id"].split("/", 1)[0]
    return contract


def values_query(asked: Sequence[Measure]) -> str:
    """The question for the terms of one type that hold a value of these measures."""
    names = sorted({name for measure in asked for name in measure.properties})
    needed = sorted({name for measure in asked for name in measure.reading.needed})
    held = " OR ".join(f"t.{name} IS NOT NULL" for name in needed)
    # A part that states no number leaves a sum without one, so it is needed too.
    if any(measure.several == "sum" for measure in asked):
        held = "true"
    return (
        f"MATCH (t:{term_types()[asked[0].term].label}) WHERE ({held}){_each_of(asked)}"
        " RETURN t.id AS term_id, t.clause AS in_clause, t.position AS position, "
        + ", ".join(f"t.{name} AS {name}" for name in names)
    )


def _each_of(asked: Sequence[Measure]) -> str:
    """What `each` may be, where all of the measures have one: words of a closed set."""
    names = {measure.each for measure in asked}
    name = next(iter(names)) if len(names) == 1 else None
    if name is None:
        return ""
    values = sorted({f"'{measure.where[name][0]}'" for measure in asked})
    return f" AND t.{name} IN [{', '.join(values)}]"


_QUOTES = """
UNWIND $ids AS id
MATCH (t:Term {id: id})-[w:STATED_IN]->(:Clause)
RETURN t.id AS term, w.quote AS quote, w.start AS start, w.end AS end
"""


def quoted(store: Store, seen: Iterable[Observation]) -> tuple[Observation, ...]:
    """These values of a store with their words and places."""
    asked = tuple(seen)
    ids = sorted({one.term_id for one in asked if one.term_id is not None})
    rows = {row["term"]: row for row in store.query(_QUOTES, {"ids": ids})}
    return tuple(_worded(one, rows.get(one.term_id or "")) for one in asked)


def _worded(seen: Observation, row: Row | None) -> Observation:
    if row is None:
        return seen
    start, end = row["start"], row["end"]
    known = {} if start is None else {"start": start, "end": end}
    return replace(seen, quote=row["quote"], **known)
