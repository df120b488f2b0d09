"""The mirror: what each side of a contract may do, suffers and is protected by, face to face."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.http.access import Reading
from api.http.answers import data_answer
from api.http.problems import declared, language
from api.http.schemas.words import ContractId, Language, Quote
from api.report.said import Value, mirror_rows
from kg.build import load_facts
from ontology.facts import Facts
from ontology.values import Json

router = APIRouter(tags=["analysis"])


class Said(Quote):
    """A term in a few words, and those of the contract."""

    said: list[str] = Field(description="In the language that was asked for.")


class Faced(BaseModel):
    """One matter: what helps the buyer, what helps the vendor, what helps both alike."""

    title: str
    buyer: list[Said]
    vendor: list[Said]
    both: list[Said]


class Mirror(BaseModel):
    """The sides of a contract face to face."""

    contract: str
    items: list[Faced]


@router.get(
    "/contracts/{contract}/mirror",
    summary="Lay the two sides of a contract face to face",
    response_model=Mirror,
    responses=declared(404),
)
def mirror(visit: Reading, contract: ContractId, lang: Language = None) -> Response:
    """Powers, sanctions and protections by the side that they help; an empty side has none.

    ```console
    $ curl -s "$API/contracts/c942b3acab8532d14/mirror?lang=en" | jq -c '.items[0].title'
    "Payment excuse"
    ```
    """
    facts = load_facts(visit.store, contract)
    visit.saw(contract)
    rows = [
        {
            "title": row.title,
            "buyer": list(_said(facts, row.buyer)),
            "vendor": list(_said(facts, row.vendor)),
            "both": list(_said(facts, row.both)),
        }
        for row in mirror_rows(facts, lang or language(visit.request))
    ]
    return data_answer(visit.request, {"contract": contract, "items": rows})


def _said(facts: Facts, values: Iterable[Value]) -> Iterable[Json]:
    for value in values:
        # The report links a value as `t7`, the eighth term.
        term = facts.terms[int(value.anchor[1:])] if value.anchor else None
        yield {
            "said": list(value.said),
            "quote": value.quote,
            "clause": value.clause,
            "start": term.start if term else None,
            "end": term.end if term else None,
        }
