"""One node for one organisation: which parties the contracts of a store have, kept right as
contracts come and go and as people merge names or take a merge back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.decisions import decisions
from kg.identity import normal_uscc, place_id
from kg.naming import Alias, alias
from kg.sameness import Decisions, Named, resolve
from kg.store import Row, Statement, Store
from ontology.facts import Facts
from ontology.values import Json
from ontology.vocabulary import closed_set


@dataclass(frozen=True, slots=True)
class Stated:
    """One party as a contract states it, on one of its sides."""

    alias: Alias
    side: str
    properties: Mapping[str, Json]


def stated(facts: Facts, contract_id: str) -> tuple[Stated, ...]:
    """The parties of a contract; one that has neither name nor code is none."""
    found: dict[tuple[str, str], Stated] = {}
    for party in facts.parties:
        named = alias(party.name, party.uscc)
        if named is None:
            continue
        said = {
            "name": party.name,
            "kind": party.kind,
            "uscc": normal_uscc(party.uscc),
            "place": place_id(party.place),
            "alias": named.id,
        }
        properties = {key: value for key, value in said.items() if value is not None}
        for role in closed_set("roles").values[party.role].sides:
            found[named.id, role] = Stated(named, f"{contract_id}/{role}", properties)
    return tuple(found.values())


def settle(store: Store, contract_id: str, facts: Facts | None) -> list[Statement]:
    """What makes the parties right once this contract has these facts, `None` for none at all.

    To be run after the sides of the contract have gone and come.
    """
    news = () if facts is None else stated(facts, contract_id)
    before = _used_by(store, contract_id)
    added = {new.alias.id: new.alias for new in news}
    gone = _unused(store, contract_id, before.keys() - added.keys())
    return _rearranged(store, {**before, **added}, gone, news)


def settle_again(store: Store, aliases: Iterable[Alias]) -> list[Statement]:
    """What makes the parties of these aliases right after people have decided otherwise."""
    return _rearranged(store, {alias.id: alias for alias in aliases}, frozenset(), ())


def _rearranged(
    store: Store, start: Mapping[str, Alias], gone: frozenset[str], news: Sequence[Stated]
) -> list[Statement]:
    decided = decisions(store)
    known, parties = _around(store, start, decided)
    if not known:
        return []
    aliases = {**known, **{new.alias.id: new.alias for new in news}}
    now = resolve((a for id_, a in aliases.items() if id_ not in gone), decided)
    moved = [
        {"alias": named.alias.id, "from": parties[named.alias.id], "to": named.party}
        for named in now
        if parties.get(named.alias.id, named.party) != named.party
    ]
    by_alias = {named.alias.id: named.party for named in now}
    touched = sorted({*parties.values(), *by_alias.values()})
    work = [_parties(sorted(set(by_alias.values()))), _aliases(now)]
    if moved:
        work.append(_moves(moved))
    if news:
        rows = [
            {"party": by_alias[new.alias.id], "side": new.side, "p": dict(new.properties)}
            for new in news
        ]
        work.append(_acts(rows))
    if gone:
        work.append(
            Statement(
                "UNWIND $ids AS id MATCH (a:Alias {id: id}) DETACH DELETE a", {"ids": sorted(gone)}
            )
        )
    return [*work, *_described(touched, now)]


def _used_by(store: Store, contract_id: str) -> dict[str, Alias]:
    rows = store.query(
        "MATCH (:Contract {id: $id})<-[:IN]-(:Side)<-[x:ACTS_AS]-(:Party)<-[:OF]-(a:Alias)"
        " WHERE a.id = x.alias"
        f" RETURN DISTINCT {_COLUMNS} ORDER BY id",
        {"id": contract_id},
    )
    return {row["id"]: _alias(row) for row in rows}


def _unused(store: Store, contract_id: str, ids: Iterable[str]) -> frozenset[str]:
    """Those of the aliases that no other contract uses."""
    wanted = sorted(ids)
    if not wanted:
        return frozenset()
    rows = store.query(
        "UNWIND $ids AS id MATCH (:Alias {id: id})-[:OF]->(p:Party)"
        " WHERE NOT EXISTS { MATCH (p)-[x:ACTS_AS]->(:Side)-[:IN]->(c:Contract)"
        " WHERE x.alias = id AND c.id <> $contract } RETURN id",
        {"ids": wanted, "contract": contract_id},
    )
    return frozenset(row["id"] for row in rows)


_COLUMNS = "a.id AS id, a.name AS name, a.form AS form, a.code AS code, a.former AS former"
_NEAR = " UNION ".join(
    f"UNWIND ${values} AS v MATCH (a:Alias {{{key}: v}})-[:OF]->(p:Party)"
    f" RETURN {_COLUMNS}, p.id AS party"
    for values, key in (
        ("ids", "id"),
        ("codes", "code"),
        ("forms", "form"),
        ("formers", "form"),
        ("forms", "former"),
    )
)


def _around(
    store: Store, start: Mapping[str, Alias], decided: Decisions
) -> tuple[dict[str, Alias], dict[str, str]]:
    """Every alias that could be of one party with these, and the party that each has now."""
    known, parties = dict(start), dict[str, str]()
    ahead: Mapping[str, Alias] = known
    while ahead:
        near = {other for pair in decided.joined if ahead.keys() & set(pair) for other in pair}
        params: dict[str, Json] = {
            "ids": sorted(near | ahead.keys()),
            "codes": sorted({a.code for a in ahead.values() if a.code}),
            "forms": sorted({a.form for a in ahead.values() if a.form}),
            "formers": sorted({a.former for a in ahead.values() if a.former}),
        }
        rows = store.query(_NEAR, params)
        parties |= {row["id"]: row["party"] for row in rows}
        ahead = {row["id"]: _alias(row) for row in rows if row["id"] not in known}
        known |= ahead
    return known, parties


def _alias(row: Row) -> Alias:
    return Alias(row["id"], row["name"] or "", row["form"] or "", row["code"], row["former"])


def _parties(ids: Sequence[str]) -> Statement:
    return Statement("UNWIND $ids AS id MERGE (:Party {id: id})", {"ids": list(ids)})


def _aliases(now: Sequence[Named]) -> Statement:
    rows = []
    for named in now:
        one = named.alias
        said = {"name": one.name, "form": one.form, "code": one.code, "former": one.former}
        why = {"reason": named.reason and str(named.reason), "because": named.because}
        rows.append(
            {
                "id": one.id,
                "party": named.party,
                "p": {key: value for key, value in said.items() if value},
                "why": {key: value for key, value in why.items() if value},
            }
        )
    return Statement(
        "UNWIND $rows AS row MERGE (a:Alias {id: row.id}) SET a += row.p"
        " WITH row, a MATCH (p:Party {id: row.party})"
        " OPTIONAL MATCH (a)-[old:OF]->(:Party) DELETE old"
        " CREATE (a)-[now:OF]->(p) SET now += row.why",
        {"rows": rows},
    )


def _moves(rows: Sequence[Json]) -> Statement:
    return Statement(
        "UNWIND $rows AS row MATCH (old:Party {id: row.from})-[x:ACTS_AS]->(s:Side)"
        " WHERE x.alias = row.alias MATCH (new:Party {id: row.to})"
        " CREATE (new)-[y:ACTS_AS]->(s) SET y += properties(x) DELETE x",
        {"rows": list(rows)},
    )


def _acts(rows: Sequence[Json]) -> Statement:
    return Statement(
        "UNWIND $rows AS row MATCH (p:Party {id: row.party}) MATCH (s:Side {id: row.side})"
        " CREATE (p)-[x:ACTS_AS]->(s) SET x += row.p",
        {"rows": list(rows)},
    )


def _described(ids: Sequence[str], now: Sequence[Named]) -> list[Statement]:
    """A party shows what its contracts say of it, in whatever order they were added; its name is
    none that it had formerly.
    """
    formers = {named.alias.former for named in now}
    rows = [
        {
            "id": id_,
            "now": [n.alias.id for n in now if n.party == id_ and n.alias.form not in formers],
        }
        for id_ in ids
    ]
    return [
        Statement(
            "UNWIND $ids AS id MATCH (p:Party {id: id})-[l:LOCATED_IN]->(home:Place)"
            " WHERE NOT EXISTS { MATCH (p)-[x:ACTS_AS]->(:Side) WHERE x.place = home.id } DELETE l",
            {"ids": list(ids)},
        ),
        Statement(
            "UNWIND $ids AS id MATCH (p:Party {id: id})-[x:ACTS_AS]->(:Side)"
            " WITH DISTINCT p, x.place AS place MATCH (home:Place {id: place})"
            " MERGE (p)-[:LOCATED_IN]->(home)",
            {"ids": list(ids)},
        ),
        Statement(
            "UNWIND $ids AS id MATCH (p:Party {id: id})"
            " WHERE NOT EXISTS { (p)-[:ACTS_AS]->(:Side) } DETACH DELETE p",
            {"ids": list(ids)},
        ),
        Statement(
            "UNWIND $rows AS row MATCH (p:Party {id: row.id})-[x:ACTS_AS]->(:Side)"
            " WITH p, min(CASE WHEN x.alias IN row.now THEN x.name END) AS current,"
            " min(x.name) AS name, max(x.uscc) AS uscc,"
            " min(CASE WHEN x.kind <> 'unspecified' THEN x.kind END) AS kind"
            " SET p.name = coalesce(current, name), p.uscc = uscc,"
            " p.kind = coalesce(kind, 'unspecified')",
            {"rows": rows},
        ),
    ]
