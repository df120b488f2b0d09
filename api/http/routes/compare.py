"""Contracts side by side, a draft against the one before, a contract against its peers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import StringConstraints

from api.contracts import Contract
from api.http.access import Reading, Visit
from api.http.answers import data_answer
from api.http.problems import declared
from api.http.schemas.analysis import Against, Changes, Comparison
from api.http.schemas.choices import TermTopic
from api.http.schemas.words import CONTRACT, EXAMPLE, ContractId
from api.redline import redline
from kg.adding import text_of
from kg.benchmark import limits
from kg.build import load_facts
from kg.compare import compare as lay_out
from kg.compare import differences, ranked
from kg.compare.heads import heads
from kg.compare.peers import against
from kg.verbs import peers_of

router = APIRouter(tags=["compare"])

One = Annotated[str, StringConstraints(pattern=CONTRACT)]
Several = Annotated[
    list[One],
    Query(
        min_length=1,
        max_length=12,
        description="The contracts, in the order of the columns.",
        examples=[[EXAMPLE, "c01cfac503cfc81e1"]],
    ),
]
Topics = Annotated[
    list[TermTopic] | None, Query(max_length=30, description="Only these topics of terms.")
]


@router.get(
    "/compare",
    summary="Lay contracts side by side",
    response_model=Comparison,
    responses=declared(404),
)
def compare(
    visit: Reading, contract: Several, topic: Topics = None, differing: bool = False
) -> Response:
    """Topic × contract, with the words behind every cell, whom each favours, and what a difference
    comes to in yuan; with `differing`, only what is not the same in all, the costliest first.

    ```console
    $ curl -s "$API/compare?contract=c942b3acab8532d14&contract=c01cfac503cfc81e1&differing=true" |
        jq -c '.rows[0] | [.type, .worth.amount]'
    ["refund","1286000.00"]
    ```
    """
    facts = [load_facts(visit.store, id_) for id_ in contract]
    rows = [row for row in lay_out(facts) if not topic or row.topic in topic]
    found = differences(rows, facts)
    above = [row for row in heads(facts) if row.differs or not differing]
    visit.saw(*contract)
    page = {
        "contracts": [
            {"id": id_, "name": one.document.name, "title": one.contract.title or ""}
            for id_, one in zip(contract, facts, strict=True)
        ],
        "heads": [row.to_json() for row in above],
        "rows": [item.to_json() for item in (ranked(found) if differing else found)],
    }
    return data_answer(visit.request, page)


@router.get(
    "/compare/changes",
    summary="Say what a draft changed",
    response_model=Changes,
    responses=declared(404),
)
def changes(
    visit: Reading,
    old: Annotated[str, Query(pattern=CONTRACT, description="The earlier draft.")],
    new: Annotated[str, Query(pattern=CONTRACT, description="The later draft.")],
) -> Response:
    """What became of the head, of each term, and of the words in which no term changed: for whom
    each change is better, and what it comes to.
    """
    found = redline(_at_hand(visit, old), _at_hand(visit, new))
    visit.saw(old, new)
    page = {
        "old": old,
        "new": new,
        "items": list(found.lines()),
        "textless": [one.id for one in found.textless],
    }
    return data_answer(visit.request, page)


@router.get(
    "/contracts/{contract}/peers",
    summary="Lay a contract against its peers",
    response_model=Against,
    responses=declared(404),
)
def peers(visit: Reading, contract: ContractId) -> Response:
    """What contracts like this one usually say of each matter, and how this one differs.

    Peers are the closest group of the workspace that has enough contracts; without enough of them
    there are no items.
    """
    facts = load_facts(visit.store, contract)
    found = peers_of(visit.store, facts)
    visit.saw(contract)
    page = {
        "contract": contract,
        "peers": len(found),
        "minimum": limits().minimum,
        "items": [item.to_json() for item in against(facts, found)],
    }
    return data_answer(visit.request, page)


def _at_hand(visit: Visit, id_: str) -> Contract:
    return Contract(load_facts(visit.store, id_), text_of(visit.store, id_))
