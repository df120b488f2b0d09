"""Contracts: what is in the workspace, each in full, and out of it again."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from api.http.access import Reading, Writing
from api.http.answers import data_answer
from api.http.paging import Cursor, Limit, Page, cut, listed, page_answer, page_of
from api.http.problems import declared
from api.http.schemas.contracts import ContractPage, FactsPage, Summary, TextPage
from api.http.schemas.words import ContractId
from kg.adding import text_of
from kg.build import load_facts
from ontology.values import Json

router = APIRouter(tags=["contracts"])

COLUMNS = (
    *("id", "name", "title", "state", "buyer", "vendor", "price.amount", "price.currency"),
    *("signed_on", "starts_on", "ends_on", "findings.high", "findings.medium", "findings.low"),
    "lean",
)


class Wanted:
    """Which contracts a list shows."""

    def __init__(
        self,
        q: Annotated[
            str | None,
            Query(max_length=200, description="Words of the name, the title or a party."),
        ] = None,
        state: Literal["executed", "draft", "template"] | None = None,
        signed_from: Annotated[date | None, Query(description="Signed then or later.")] = None,
        signed_to: Annotated[date | None, Query(description="Signed then or earlier.")] = None,
    ) -> None:
        self.words = (q or "").casefold().split()
        self.state = state
        self.since, self.until = (None if d is None else str(d) for d in (signed_from, signed_to))

    @property
    def filters(self) -> tuple[Json, ...]:
        return (self.words, self.state, self.since, self.until)

    def fits(self, row: Json) -> bool:
        """Whether a contract is shown; one without a day of signing is on no day."""
        if self.state is not None and row["state"] != self.state:
            return False
        signed = row["signed_on"] or ""
        if (self.since or self.until) and not signed:
            return False
        # A month without a day is before any day of it, and not behind the month.
        if self.since and signed < self.since[: len(signed)]:
            return False
        if self.until and signed > self.until:
            return False
        names = [party["name"] or "" for party in row["parties"]]
        heap = " ".join([row["name"], row["title"] or "", *names]).casefold()
        return all(word in heap for word in self.words)


@router.get(
    "/contracts",
    summary="List contracts",
    response_model=Page[Summary],
    responses=declared(400, 406) | listed("One page of contracts, by name."),
)
def contracts(
    visit: Reading, wanted: Annotated[Wanted, Depends()], limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """The contracts of the workspace at a glance, each with the number of its findings and its
    lean: −1 is all for the buyer, +1 all for the vendor.

    ```console
    $ curl -sG $API/contracts --data-urlencode q=运行维护 |
        jq -c '.items[] | [.id, .findings, .lean]'
    ["c942b3acab8532d14",{"high":…,"medium":…,"low":…},-1]
    ```

    `Accept: text/csv` gives the same as a table. While rules or contracts have changed and more is
    to be judged anew than fits into a few seconds, the answer is 503 with `Retry-After`.
    """
    turn = page_of(cursor, limit, 2, "contracts", *wanted.filters)
    rows = [row for row in visit.workspace.boards.summaries() if wanted.fits(row)]
    shown, following = cut(rows, turn, lambda row: (row["name"], row["id"]))
    visit.saw(*(row["id"] for row in shown))
    return page_answer(visit.request, _flat(visit, shown), following, len(rows), COLUMNS)


def _flat(visit: Reading, rows: list[Json]) -> list[Json]:
    """For a table, each side in a column of its own."""
    if "csv" not in visit.request.headers.get("accept", ""):
        return rows
    return [{**row, **{party["role"]: party["name"] for party in row["parties"]}} for row in rows]


@router.get(
    "/contracts/{contract}",
    summary="Show a contract",
    response_model=ContractPage,
    responses=declared(404),
)
def contract(visit: Reading, contract: ContractId) -> Response:
    """One contract: its head, parties and clauses, with the number of its findings.

    ```console
    $ curl -s $API/contracts/c942b3acab8532d14 | jq -c .counts
    {"clauses":59,"terms":…,"norms":…,"defects":0}
    ```
    """
    summary = visit.workspace.boards.summary(contract)
    facts = load_facts(visit.store, contract).to_json()
    visit.saw(contract)
    kinds = ("clauses", "terms", "norms", "defects")
    page = {
        **summary,
        "contract": facts["contract"],
        "people": facts["parties"],
        "clauses": facts["clauses"],
        "counts": {kind: len(facts[kind]) for kind in kinds},
        "has_text": contract in visit.store.texts,
    }
    return data_answer(visit.request, page)


@router.get(
    "/contracts/{contract}/text",
    summary="Show the text of a contract",
    response_model=TextPage,
    responses=declared(404),
)
def text(visit: Reading, contract: ContractId) -> Response:
    """The text that all offsets point into, with its clauses; empty where no text was kept.

    `text[start:end]` is the quote of a finding or a term, counted in characters. What is hidden of
    a telephone number or an account is hidden sign by sign, so the offsets hold.
    """
    facts = load_facts(visit.store, contract)
    visit.saw(contract)
    page = {
        "id": contract,
        "name": facts.document.name,
        "text": text_of(visit.store, contract),
        "clauses": facts.to_json()["clauses"],
    }
    return data_answer(visit.request, page)


@router.get(
    "/contracts/{contract}/facts",
    summary="Export the facts of a contract",
    response_model=FactsPage,
    responses=declared(404),
)
def facts(visit: Reading, contract: ContractId) -> Response:
    """`contract-facts/1`: all that was understood of the contract, each fact with its words."""
    found = load_facts(visit.store, contract)
    visit.saw(contract)
    return data_answer(visit.request, found.to_json(reviews=True))


@router.delete(
    "/contracts/{contract}",
    summary="Remove a contract",
    status_code=204,
    responses=declared(404),
)
def delete(visit: Writing, contract: ContractId) -> Response:
    """Removes a contract with its facts, its text and its findings; it cannot be taken back.

    Parties and places stay while other contracts use them.
    """
    visit.workspace.remove(contract)
    visit.saw(contract)
    return Response(status_code=204)
