"""Uploads: a file becomes a job, and the job becomes contracts."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import (
    APIRouter,
    Depends,
    File,
    Form,
    Header,
    Path,
    Query,
    Request,
    Response,
    UploadFile,
)

from api.http.access import Reading, Writing
from api.http.answers import data_answer
from api.http.jobs import State, Upload
from api.http.paging import Cursor, Limit, Page, page_answer, page_of
from api.http.paging import listed as listed_
from api.http.problems import Refused, declared
from api.http.schemas.contracts import JobRow
from ontology.values import Json

router = APIRouter(tags=["jobs"])

COLUMNS = ("id", "state", "progress", "file", "bytes", "sha256", "seconds", "error.zh", "error.en")

JobId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The id of a job.")]
Label = Annotated[str | None, Form(max_length=40, description="The label of the side that pays.")]
Part = Annotated[
    str | None,
    Form(
        max_length=200,
        description="The part of the file that is the contract: `all`, pages as `12-30`, or words"
        " of its heading.",
    ),
]
Revisions = Annotated[
    Literal["accepted", "original"], Form(description="Which side of tracked changes is read.")
]
Password = Annotated[
    str | None, Form(max_length=200, description="Of an encrypted file; forgotten once it is read.")
]
Idempotency = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="Sent again with the same file it answers with the same job.",
    ),
]

_ACCEPTED: dict[int | str, dict[str, Json]] = {
    202: {
        "description": "The file is kept; follow `Location`.",
        "headers": {"Location": {"schema": {"type": "string"}, "description": "The job."}},
    },
    200: {"description": "This key came with this file before: the same job.", "model": JobRow},
}


class How:
    """How the file is to be read, as form fields beside it."""

    def __init__(
        self,
        buyer: Label = None,
        part: Part = None,
        revisions: Revisions = "accepted",
        password: Password = None,
    ) -> None:
        given = {"buyer": buyer, "part": part, "revisions": revisions, "password": password}
        self.said: dict[str, Json] = {name: value for name, value in given.items() if value}


@router.post(
    "/contracts",
    summary="Upload a file",
    status_code=202,
    response_model=JobRow,
    responses=declared(400, 413) | _ACCEPTED,
)
def upload(
    visit: Writing,
    file: Annotated[UploadFile, File(description="Any file that `evenhand read` opens.")],
    how: Annotated[How, Depends()],
    key: Idempotency = None,
) -> Response:
    """Takes a file and answers at once with a job; the contracts in it are read, added and judged
    one file after the other.

    ```console
    $ curl -s -F file=@draft.txt $API/contracts
    {"id":"…","state":"queued","progress":0.0,"file":"draft.txt",…}
    $ sleep 8; curl -s "$API/jobs?limit=1" | jq -c '.items[0] | .state, .contracts[0].id'
    "done"
    "c942b3acab8532d14"
    ```

    When the answer comes, the file and its job are on disk: whatever happens to the server then, it
    takes the job up again. The same file twice adds nothing; to be sure of not queueing it twice
    either, send an `Idempotency-Key` of your own making.
    """
    visit.server.uploads.take(f"{visit.workspace.name} {visit.caller}")
    name = file.filename or "contract"
    job, new = visit.workspace.jobs.accept(Upload(name, file.file, how.said, visit.caller, key))
    visit.asked(f"upload {job.sha256} as job {job.id}")
    response = data_answer(
        visit.request, job.to_json(), {"Location": _place(visit.request, job.id)}
    )
    if new:
        response.status_code = 202
    return response


def _place(request: Request, id_: str) -> str:
    return f"{request.url.path.rpartition('/')[0]}/jobs/{id_}"


@router.get(
    "/jobs",
    summary="List jobs",
    response_model=Page[JobRow],
    responses=declared(400, 406) | listed_("One page of jobs, the newest first."),
)
def jobs(
    visit: Reading,
    state: Annotated[State | None, Query(description="Only those in this state.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Uploads and what became of them."""
    wanted = page_of(cursor, limit, 1, "jobs", state)
    before = _number(wanted.after)
    found = visit.workspace.jobs.listed(state, limit + 1, before)
    shown = found[:limit]
    following = wanted.cursor((shown[-1].n,)) if len(found) > limit else None
    total = visit.workspace.jobs.count(state)
    rows = [job.to_json() for job in shown]
    return page_answer(visit.request, rows, following, total, COLUMNS)


def _number(after: tuple[Json, ...] | None) -> int | None:
    if after is None:
        return None
    if not isinstance(after[0], int) or not 0 <= after[0] < 2**63:
        raise Refused("bad_cursor")
    return after[0]


@router.get("/jobs/{job}", summary="Follow a job", response_model=JobRow, responses=declared(404))
def job(visit: Reading, job: JobId) -> Response:
    """How far an upload is: `queued`, `reading`, `adding`, `judging`, then `done`, or `failed` with
    the reason in `error`. Ask again every half second or so.
    """
    found = visit.workspace.jobs.get(job)
    visit.saw(*(one["id"] for one in found.contracts))
    return data_answer(visit.request, found.to_json())
