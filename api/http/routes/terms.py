"""Terms and parties: what the contracts say, and who they are with."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from api.http.access import Reading
from api.http.answers import data_answer
from api.http.paging import Cursor, Limit, Page, Slice, cut, listed, page_answer, page_of
from api.http.problems import Refused, declared
from api.http.schemas.choices import TermKind
from api.http.schemas.contracts import PartyPage, PartyRow, TermRow
from api.http.schemas.words import ContractId
from kg.finding import both
from kg.store import NotInStore, Row, Store
from ontology.term_types import term_types
from ontology.values import Json

router = APIRouter(tags=["terms and parties"])

TERM_COLUMNS = (
    *("id", "contract", "name", "type", "title.zh", "title.en", "topic", "clause", "quote"),
    *("start", "end", "keys"),
)
PARTY_COLUMNS = ("id", "name", "kind", "uscc", "contracts", "roles")

_OWN = ("id", "type", "position", "clause")
"""Properties of a term that are not keys of its type."""

_TERMS = """
UNWIND $ids AS id
MATCH (t:Term {id: id})<-[:HAS_TERM]-(c:Contract)
OPTIONAL MATCH (t)-[w:STATED_IN]->(:Clause)
RETURN t.id AS id, c.id AS contract, c.name AS name, properties(t) AS keys,
  w.quote AS quote, w.start AS start, w.end AS end
"""
_OF_CONTRACT = """
MATCH (:Contract {id: $contract})-[:HAS_TERM]->(t:Term)
RETURN t.id AS id, t.position AS position, t.type AS type
"""
_PARTIES = """
MATCH (p:Party)-[:ACTS_AS]->(s:Side)-[:IN]->(c:Contract)
RETURN p.id AS id, p.name AS name, p.kind AS kind, p.uscc AS uscc,
  count(DISTINCT c.id) AS contracts, collect(DISTINCT s.role) AS roles
"""
_PARTY = """
MATCH (p:Party {id: $id})
RETURN p.id AS id, p.name AS name, p.kind AS kind, p.uscc AS uscc
"""
_ALIASES = """
MATCH (a:Alias)-[o:OF]->(:Party {id: $id})
RETURN a.id AS id, a.name AS name, a.code AS code, o.reason AS reason ORDER BY name, id
"""
_CONTRACTS = """
MATCH (:Party {id: $id})-[:ACTS_AS]->(s:Side)-[:IN]->(c:Contract)
RETURN DISTINCT c.id AS id, c.name AS name, c.title AS title, s.role AS role,
  c.signed_on AS signed_on
ORDER BY name, id, role
"""

Kind = Annotated[TermKind, Query(description="A type of term.", examples=["penalty"])]


@router.get(
    "/terms",
    summary="List the terms of one type",
    response_model=Page[TermRow],
    responses=declared(400, 406) | listed("One page of terms, by contract."),
)
def terms(visit: Reading, type: Kind, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Every term of one type in the contracts of the workspace, with its words and its values
    flattened as in the graph.

    ```console
    $ curl -s "$API/terms?type=liability_cap" | jq -c '.items[] | [.name, .keys.percent]'
    ["coastal-cloud-hosting",100]
    ```
    """
    kind = term_types()[type]
    rows = visit.store.query(f"MATCH (t:{kind.label}) RETURN t.id AS id, t.position AS position")
    return _page(visit, rows, page_of(cursor, limit, 3, "terms", type))


@router.get(
    "/contracts/{contract}/terms",
    summary="List the terms of a contract",
    response_model=Page[TermRow],
    responses=declared(400, 404, 406) | listed("One page of terms, in the order of the text."),
)
def of_contract(
    visit: Reading,
    contract: ContractId,
    type: Annotated[TermKind | None, Query(description="Only of this type.")] = None,
    limit: Limit = 1000,
    cursor: Cursor = None,
) -> Response:
    """What one contract says, term by term."""
    if contract not in visit.store.facts:
        raise NotInStore(f"there is no contract {contract!r}")
    rows = visit.store.query(_OF_CONTRACT, {"contract": contract})
    wanted = [row for row in rows if type in (None, row["type"])]
    return _page(visit, wanted, page_of(cursor, limit, 3, "terms", contract, type))


def _page(visit: Reading, rows: list[Row], wanted: Slice) -> Response:
    keyed = sorted(_place(row) for row in rows)
    shown, following = cut(keyed, wanted, lambda key: key)
    found = _described(visit.store, [key[2] for key in shown])
    visit.saw(*dict.fromkeys(row["contract"] for row in found))
    return page_answer(visit.request, found, following, len(rows), TERM_COLUMNS)


def _place(row: Row) -> tuple[str, int, str]:
    """The contract, the place in it, and the id that breaks ties."""
    return (row["id"].partition("/")[0], row["position"], row["id"])


def _described(store: Store, ids: list[str]) -> list[Json]:
    rows = {row["id"]: row for row in store.query(_TERMS, {"ids": ids})} if ids else {}
    return [_term(rows[id_]) for id_ in ids if id_ in rows]


def _term(row: Row) -> Json:
    keys: dict[str, Json] = row["keys"]
    kind = term_types()[keys["type"]]
    return {
        "id": row["id"],
        "contract": row["contract"],
        "name": row["name"],
        "type": kind.id,
        "title": both(kind.title),
        "topic": kind.topic,
        "clause": keys.get("clause"),
        "quote": row["quote"] or "",
        "start": row["start"],
        "end": row["end"],
        "keys": {name: keys[name] for name in sorted(keys) if name not in _OWN},
    }


@router.get(
    "/parties",
    summary="List parties",
    response_model=Page[PartyRow],
    responses=declared(400, 406) | listed("One page of parties, by name."),
)
def parties(
    visit: Reading,
    q: Annotated[str | None, Query(max_length=200, description="A part of the name.")] = None,
    role: Literal["buyer", "vendor"] | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """The organisations that the contracts are between; one that contracts name in several ways is
    listed once.
    """
    wanted = page_of(cursor, limit, 2, "parties", q, role)
    rows = [
        {**row, "roles": sorted(row["roles"])}
        for row in visit.store.query(_PARTIES)
        if (q is None or q in (row["name"] or "")) and (role is None or role in row["roles"])
    ]
    rows.sort(key=_by_name)
    shown, following = cut(rows, wanted, _by_name)
    return page_answer(visit.request, shown, following, len(rows), PARTY_COLUMNS)


def _by_name(row: Json) -> tuple[Json, ...]:
    return (row["name"] or "", row["id"])


@router.get(
    "/parties/{party}",
    summary="Show a party",
    response_model=PartyPage,
    responses=declared(404),
)
def party(
    visit: Reading,
    party: Annotated[str, Path(pattern="^p[0-9a-f]{16}$", description="The id of a party.")],
) -> Response:
    """One organisation: the names that contracts give it, why they are one, and its contracts."""
    found = visit.store.query(_PARTY, {"id": party})
    if not found:
        raise Refused("not_found")
    contracts = visit.store.query(_CONTRACTS, {"id": party})
    visit.saw(*(row["id"] for row in contracts))
    page = {
        **found[0],
        "aliases": visit.store.query(_ALIASES, {"id": party}),
        "contracts": contracts,
    }
    return data_answer(visit.request, page)
