"""Findings: over all contracts, or of one, with what became of every other rule."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response

from api.http.access import Reading, Visit
from api.http.answers import data_answer
from api.http.boards import Filter
from api.http.paging import Cursor, Limit, Page, listed, page_answer, page_of
from api.http.problems import declared
from api.http.schemas.choices import Topic
from api.http.schemas.findings import Explanation, FindingRow, OutcomeRow
from api.http.schemas.words import ContractId, Favours, Severity, Side

router = APIRouter(tags=["findings"])

COLUMNS = (
    *("id", "contract", "name", "rule", "topic", "title.zh", "title.en", "status", "severity"),
    *("favours", "clause", "quote", "start", "end", "why.zh", "why.en", "remedy.vendor.zh"),
    *("remedy.vendor.en", "remedy.buyer.zh", "remedy.buyer.en", "judged_on"),
)

On = Annotated[
    date | None,
    Query(description="By the law of which day a draft is judged, and what is compared with it."),
]
FindingDigits = Annotated[
    str, Path(pattern="^[0-9a-f]{12}$", description="The digits behind `/f/` in a finding's id.")
]
Status = Literal["flagged", "clear", "absent", "blank", "undetermined"]


class Asked:
    """Which outcomes are asked for; several values of one field are alternatives."""

    def __init__(
        self,
        side: Annotated[
            Side | None, Query(description="Only what does not favour this side: what it carries.")
        ] = None,
        favours: Annotated[Favours | None, Query(description="Only what favours this.")] = None,
        severity: Annotated[list[Severity] | None, Query(max_length=3)] = None,
        rule: Annotated[list[str] | None, Query(max_length=100, examples=[["ASY-01"]])] = None,
        topic: Annotated[
            list[Topic] | None, Query(max_length=30, description="Groups of rules.")
        ] = None,
    ) -> None:
        self.side, self.favours = side, favours
        self.severity, self.rule = tuple(severity or ()), tuple(rule or ())
        self.topic = tuple(topic or ())

    def filter(self, contract: str | None, status: str | None, on: date | None) -> Filter:
        """The same with the rest of what is asked."""
        return Filter(
            contract, status, self.side, self.favours, self.severity, self.rule, self.topic, on
        )


class Shown:
    """Of one contract: which outcomes, by the law of which day."""

    def __init__(
        self,
        status: Annotated[Status | None, Query(description="Only this one.")] = None,
        on: On = None,
    ) -> None:
        self.status, self.on = status, on


@router.get(
    "/findings",
    summary="List the findings of all contracts",
    response_model=Page[FindingRow],
    responses=declared(400, 406) | listed("One page of findings, by contract."),
)
def findings(
    visit: Reading, asked: Annotated[Asked, Depends()], limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """What the rules find in the contracts of the workspace, each with its words, the law of the
    day of signing, and what either side could ask for.

    What a vendor carries, gravest kinds only:

    ```console
    $ curl -s "$API/findings?side=vendor&severity=high&limit=1" |
        jq -c '.items[0] | [.rule, .quote]'
    ["ASY-01","甲方可以立即解除合同"]
    ```

    `Accept: text/csv` gives the same as a table.
    """
    return _page(visit, asked.filter(None, "flagged", None), limit, cursor)


@router.get(
    "/contracts/{contract}/findings",
    summary="List the findings of a contract",
    response_model=Page[FindingRow],
    responses=declared(400, 404, 406) | listed("One page of findings, in the order of the rules."),
)
def of_contract(
    visit: Reading,
    contract: ContractId,
    asked: Annotated[Asked, Depends()],
    on: On = None,
    limit: Limit = 1000,
    cursor: Cursor = None,
) -> Response:
    """The findings of one contract. With `on`, a draft is judged by the law of that day, and of a
    signed contract it is said what that day's law has changed.
    """
    return _page(visit, asked.filter(contract, "flagged", on), limit, cursor)


@router.get(
    "/contracts/{contract}/outcomes",
    summary="List what became of every rule",
    response_model=Page[OutcomeRow],
    responses=declared(400, 404, 406) | listed("One page of outcomes, in the order of the rules."),
)
def outcomes(
    visit: Reading,
    contract: ContractId,
    asked: Annotated[Asked, Depends()],
    shown: Annotated[Shown, Depends()],
    limit: Limit = 1000,
    cursor: Cursor = None,
) -> Response:
    """The whole board: findings, and for every rule without one why: `clear`, `absent` (not in the
    contract), `blank` (left empty) or `undetermined` (never looked for, or no side named).
    """
    return _page(visit, asked.filter(contract, shown.status, shown.on), limit, cursor)


@router.get(
    "/contracts/{contract}/findings/{finding}",
    summary="Explain a finding",
    response_model=Explanation,
    responses=declared(404),
)
def explain(
    visit: Reading, contract: ContractId, finding: FindingDigits, on: On = None
) -> Response:
    """Why it was raised: the rule and its query, the rows it returned, the graph around them."""
    from api.cli.explanation_view import explanation_json
    from api.explain import explain_stored

    rules = visit.workspace.boards.rules
    visit.workspace.boards.ensure(contract, on)
    _, explained = explain_stored(visit.store, f"{contract}/f/{finding}", rules, on)
    visit.saw(contract)
    return data_answer(visit.request, explanation_json(explained))


def _page(visit: Visit, asked: Filter, limit: int, cursor: str | None) -> Response:
    wanted = page_of(cursor, limit, 3, "outcomes", repr(asked))
    found = visit.workspace.boards.findings(asked, limit + 1, wanted.after)
    shown = found.rows[:limit]
    following = wanted.cursor(shown[-1][0]) if len(found.rows) > limit else None
    rows = [row for _, row in shown]
    visit.saw(*dict.fromkeys(row["contract"] for row in rows))
    return page_answer(visit.request, rows, following, found.total, COLUMNS)
