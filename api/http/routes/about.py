"""The server itself: whether it is up, and what a key opens."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.http.access import Reading
from api.http.answers import data_answer
from api.http.problems import declared
from api.service import version

router = APIRouter(tags=["server"])


class Health(BaseModel):
    """That the server answers."""

    status: str = Field(examples=["ok"])
    version: str


class Me(BaseModel):
    """Who asks, as the server sees it."""

    name: str = Field(description="The id of the key; `local` without one.")
    workspace: str
    scopes: list[str]
    contracts: int
    jobs_waiting: int


@router.get(
    "/health", summary="Say that the server is up", response_model=Health, responses=declared()
)
def health(request: Request) -> Response:
    """Needs no key and tells nothing of what is stored."""
    return data_answer(request, {"status": "ok", "version": version()})


@router.get("/me", summary="Say what a key opens", response_model=Me, responses=declared())
def me(visit: Reading) -> Response:
    """The workspace and the scopes of whoever asks."""
    page = {
        "name": visit.caller,
        "workspace": visit.workspace.name,
        "scopes": sorted(visit.scopes),
        "contracts": len(visit.store.facts.ids()),
        "jobs_waiting": visit.workspace.jobs.count("queued"),
    }
    return data_answer(visit.request, page)
