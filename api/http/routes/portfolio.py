"""The portfolio: how many findings each contract has on each topic, to be laid out as a map."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from api.http.access import Reading
from api.http.answers import data_answer
from api.http.problems import declared
from api.http.routes.findings import Asked
from api.http.schemas.words import Favours, Severity

router = APIRouter(tags=["findings"])


class Count(BaseModel):
    """Findings of one kind in one contract."""

    contract: str
    topic: str = Field(description="The group of the rules: see `/vocabulary`.")
    severity: Severity
    favours: Favours
    n: int


@router.get(
    "/portfolio",
    summary="Count the findings of each contract by topic",
    response_model=list[Count],
    responses=declared(),
)
def portfolio(visit: Reading, asked: Annotated[Asked, Depends()]) -> Response:
    """The heat map of a workspace: how many findings there are for each contract, topic, severity
    and side that they favour. Where there is none, there is no row.

    ```console
    $ curl -s "$API/portfolio?severity=high&topic=payment" | jq -c '.[0] | [.contract, .n]'
    ["c942b3acab8532d14",…]
    ```
    """
    rows = visit.workspace.boards.counts(asked.filter(None, "flagged", None))
    visit.saw(*dict.fromkeys(row["contract"] for row in rows))
    return data_answer(visit.request, rows)
