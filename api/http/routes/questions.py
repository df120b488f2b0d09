"""Questions to the graph: the named ones, and Cypher for those who may."""

from __future__ import annotations

import threading
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.access import Querying, Reading
from api.http.answers import CSV, JSON, chosen, data_answer, table_answer
from api.http.problems import Refused, declared
from api.http.schemas.analysis import Answer, QueryRow
from kg.catalogue import Query, queries, run
from kg.finding import both
from kg.store import Row

router = APIRouter(tags=["questions"])

AT_ONCE = 2
"""Cypher of callers that runs at the same time, so that it leaves room for everybody else."""

_turns = threading.BoundedSemaphore(AT_ONCE)

Params = Annotated[
    dict[str, Any], Field(description="The parameters that the query names as `$name`.")
]
Limit = Annotated[int, Field(ge=1, le=10_000, description="Rows at most.")]


class Question(BaseModel):
    """Parameters of a named question; what is not given has its default."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"params": {}}})

    params: Params = {}
    limit: Limit = 1_000


class Cypher(BaseModel):
    """A reading query."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "query": "MATCH (t:LiabilityCap)-[:PROTECTS]->(s:Side)"
                " RETURN s.role AS side, t.percent AS percent",
                "params": {},
                "limit": 100,
            }
        },
    )

    query: str = Field(min_length=1, max_length=20_000)
    params: Params = {}
    limit: Limit = 1_000


_TABLE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The rows.", "content": {CSV: {"schema": {"type": "string"}}}}
}


@router.get(
    "/queries",
    summary="List the named questions",
    response_model=list[QueryRow],
    responses=declared(),
)
def catalogue(visit: Reading) -> Response:
    """The questions of the catalogue: what each asks, its parameters with their defaults, and what
    its columns mean.
    """
    return data_answer(visit.request, [_row(query) for query in queries().values()])


@router.post(
    "/queries/{name}",
    summary="Ask a named question",
    response_model=Answer,
    responses=declared(400, 404, 406, 413) | _TABLE,
)
def named(
    visit: Reading,
    name: Annotated[str, Path(max_length=60, examples=["liability-caps"])],
    question: Question,
) -> Response:
    """The answer to one question of the catalogue.

    ```console
    $ curl -s $API/queries/forums -H 'Content-Type: application/json' -d '{}' |
        jq -c '.rows[] | [.name, .forum_side]'
    ["coastal-cloud-hosting","vendor"]
    ["river-city-network-ops","buyer"]
    ```
    """
    if name not in queries():
        raise Refused("not_found")
    rows = run(visit.store, name, question.params, limit=question.limit + 1)
    return _answer(visit, rows, question.limit, tuple(queries()[name].columns))


@router.post(
    "/cypher",
    summary="Ask in Cypher",
    response_model=Answer,
    responses=declared(400, 406, 413) | _TABLE,
)
def cypher(visit: Querying, asked: Cypher) -> Response:
    """The rows of a query of your own over the graph of the workspace. It needs the scope `query`,
    and it only ever reads: a query that would write, or read a file, is refused.

    ```console
    $ curl -s $API/cypher -H 'Content-Type: application/json' \\
        -d '{"query": "MATCH (c:Contract) RETURN count(c) AS n"}'
    {"columns":["n"],"rows":[{"n":2}],"cut":false}
    ```

    Who may ask freely can take words apart, and masking then sees only pieces: give the scope
    `query` to those alone who may see the contracts whole.
    """
    visit.asked(asked.query)
    if not _turns.acquire(blocking=False):
        raise Refused("too_many", retry_after=1, seconds=1)
    try:
        rows = visit.store.query(asked.query, asked.params, limit=asked.limit + 1)
    finally:
        _turns.release()
    return _answer(visit, rows, asked.limit, tuple(rows[0]) if rows else ())


def _answer(visit: Reading, rows: list[Row], limit: int, columns: tuple[str, ...]) -> Response:
    shown = rows[:limit]
    if chosen(visit.request, (JSON, CSV)) == CSV:
        return table_answer(visit.request, shown, columns)
    page = {"columns": list(columns), "rows": shown, "cut": len(rows) > limit}
    return data_answer(visit.request, page)


def _row(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": both(query.title),
        "prose": both(query.prose),
        "params": dict(query.params),
        "columns": {name: both(words) for name, words in query.columns.items()},
    }
