"""The application: routes, problems, limits and headers put together over one server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.http.audit import Audited
from api.http.headers import SecurityHeaders
from api.http.limits import BodyLimit
from api.http.problems import install
from api.http.routes import (
    about,
    analysis,
    compare,
    contracts,
    exports,
    findings,
    law,
    mirror,
    portfolio,
    questions,
    terms,
    uploads,
)
from api.http.server import Server
from api.http.settings import Settings
from api.pages import mount
from api.service import version

PREFIX = "/api/v1"

SUBJECTS = (
    *(contracts, uploads, findings, portfolio, terms, compare, analysis),
    *(mirror, questions, law, exports, about),
)

TAGS = [
    {"name": "contracts", "description": "What is in the workspace, each contract in full."},
    {"name": "jobs", "description": "Files on their way into the workspace."},
    {"name": "findings", "description": "What the rules find, with words, law and remedies."},
    {"name": "terms and parties", "description": "What contracts say, and who they are with."},
    {"name": "compare", "description": "Contracts side by side, drafts, peers."},
    {
        "name": "analysis",
        "description": "One contract weighed: benchmark, exposure, brief.",
    },
    {"name": "questions", "description": "The graph: named questions, and Cypher."},
    {"name": "rules and law", "description": "What the judgement rests on."},
    {"name": "exports", "description": "Contracts in formats that others read."},
    {"name": "server", "description": "The server itself, and what a key opens."},
]

ABOUT = """\
Contracts read into facts, facts into a graph, and the graph asked who carries the risk.

**Keys.** `evenhand key add` makes one; send it as `Authorization: Bearer eh_…`. A key opens one
workspace; what is in another does not exist for it. On loopback a server may do without keys.
In the examples `$API` is the address of the server, `http://127.0.0.1:8000/api/v1`.

**Lists** come in pages: `next` is the `cursor` of the page after, `Link` its address. With
`Accept: text/csv` they are tables.

**Unchanged** answers cost nothing: send the `ETag` back as `If-None-Match` and get 304.

**Problems** are `application/problem+json`; `kind` is made for programs, `detail` for people, in
the language of `Accept-Language` (`zh`, else English).

**Personal data** (telephone numbers, identity cards, accounts, e-mail) is hidden in every answer, a
`*` for each sign, unless the key has the scope `personal`.

The same contract, the same rules and the same day of law give the same answer.
"""


def create_app(settings: Settings) -> FastAPI:
    """The application with everything it needs opened; it is closed when the server stops.

    Raises `StoreError`, `StoreInUse` or `RuleError` where it cannot be opened.
    """
    server = Server(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        server.close()

    app = FastAPI(
        title="Evenhand 契衡",
        version=version(),
        description=ABOUT,
        openapi_tags=TAGS,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.server = server
    for subject in SUBJECTS:
        app.include_router(subject.router, prefix=PREFIX)
    app.include_router(mount.router)
    install(app)
    # The last is the outermost: it heads every answer, and the log sees what was refused.
    app.add_middleware(BodyLimit, upload_bytes=settings.upload_bytes)
    app.add_middleware(Audited, log=server.audit)
    app.add_middleware(SecurityHeaders, settings=settings)
    return app
