"""What goes wrong, as `application/problem+json` (RFC 9457): one kind, one status, both languages.

`KINDS` is the whole table. An error of the lower layers is told in the words of `api.errors`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from types import MappingProxyType

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from api.errors import Problem, one_line
from api.messages import Speaker
from kg.export.writing import ExportRefused
from kg.store import NotInStore, QueryRefused
from ontology.errors import EvenhandError, InvalidFacts, RuleError, StoreError, UnreadableDocument
from ontology.values import Json
from ontology.vocabulary import Lang

MEDIA = "application/problem+json"

KINDS: Mapping[str, int] = MappingProxyType(
    {
        "bad_request": 400,
        "bad_cursor": 400,
        "query_refused": 400,
        "no_key": 401,
        "bad_key": 401,
        "scope": 403,
        "other_site": 403,
        "not_found": 404,
        "method": 405,
        "not_acceptable": 406,
        "conflict": 409,
        "too_large": 413,
        "media_type": 415,
        "wrong_host": 421,
        "invalid": 422,
        "key_reused": 422,
        "too_many": 429,
        "queue_full": 429,
        "fault": 500,
        "judging": 503,
        "store": 503,
    }
)
"""Each kind of problem with its status; `api/messages/http.yaml` has the words."""

_GENERAL = {400: "bad_request", 404: "not_found", 405: "method", 413: "too_large"}
_OWN = {
    "no_such_contract": "not_found",
    "no_such_finding": "not_found",
    "no_such_query": "not_found",
    "no_such_rule": "not_found",
    "ambiguous": "conflict",
    "ambiguous_finding": "conflict",
}


class Refused(EvenhandError):
    """A request that is turned down, by the kind of the problem."""

    def __init__(self, kind: str, *, retry_after: int | None = None, **values: object) -> None:
        super().__init__(Speaker("http", "en")(f"detail.{kind}", **values))
        self.kind, self.values, self.retry_after = kind, values, retry_after


class Complaint(BaseModel):
    """One thing that is wrong with what was sent."""

    at: str = Field(description="Where: `query.limit`, `body.side`, `path.contract`.")
    message: str


class ProblemBody(BaseModel):
    """A problem as RFC 9457 has it; `kind` is stable and made for programs."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "urn:evenhand:problem:not_found",
                "title": "There is no such thing here",
                "status": 404,
                "detail": "there is no contract 'c0000000000000000'",
                "instance": "/api/v1/contracts/c0000000000000000",
                "kind": "not_found",
                "errors": [],
            }
        }
    )

    type: str = Field(description="A URN that names the kind of the problem.")
    title: str = Field(description="The kind in words, in the language of `Accept-Language`.")
    status: int
    detail: str = Field(description="What is wrong with this request, and what to do.")
    instance: str = Field(description="The path that was asked for.")
    kind: str = Field(description="The kind: `not_found`, `scope`, `too_many`, …")
    errors: list[Complaint] = Field(
        default_factory=list, description="For `invalid`: every field that will not do."
    )


def declared(*statuses: int) -> dict[int | str, dict[str, Json]]:
    """These answers for the OpenAPI of a route, besides those that any route may give."""
    found: dict[int | str, dict[str, Json]] = {}
    for status in sorted({*statuses, *EVERYWHERE}):
        kinds = ", ".join(f"`{kind}`" for kind, number in KINDS.items() if number == status)
        found[status] = {
            "description": f"{_PHRASES[status]} ({kinds})",
            "model": ProblemBody,
            "content": {MEDIA: {}},
        }
    return found


EVERYWHERE = (401, 403, 421, 422, 429, 500, 503)

_PHRASES = {
    400: "Not understood",
    401: "No key, or one that is not known",
    403: "The key does not allow it",
    404: "Not there, or not in this workspace",
    406: "None of the forms asked for is at hand",
    409: "More than one thing is meant",
    413: "Too large",
    415: "Not the kind of content expected",
    421: "Asked under a name that is not this server's",
    422: "A field will not do",
    429: "Too many requests: wait for `Retry-After` seconds",
    500: "A fault of ours",
    503: "Not now: the store is out of reach, or still being judged",
}


def respond(request: Request, refused: Refused, errors: list[Json] | None = None) -> Response:
    """The answer to a request that is turned down."""
    say = Speaker("http", language(request))
    detail = say(f"detail.{refused.kind}", **refused.values)
    return _response(request, refused.kind, detail, errors, refused.retry_after)


def _response(
    request: Request,
    kind: str,
    detail: str,
    errors: list[Json] | None = None,
    retry_after: int | None = None,
) -> Response:
    say = Speaker("http", language(request))
    body = {
        "type": f"urn:evenhand:problem:{kind}",
        "title": say(f"title.{kind}"),
        "status": KINDS[kind],
        "detail": detail,
        "instance": request.url.path,
        "kind": kind,
        "errors": errors or [],
    }
    headers = {}
    if KINDS[kind] == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="evenhand"'
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, KINDS[kind], headers, MEDIA)


def language(request: Request) -> Lang:
    """Chinese where the reader asks for it first, else English."""
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return "zh" if asked.lower().startswith("zh") else "en"


def _of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, EvenhandError)
    if isinstance(error, Refused):
        return respond(request, error)
    kind = _kind(error)
    # Where something lies on the machine is nobody's business: the message goes without its source.
    bare = EvenhandError(error.message) if not isinstance(error, Problem) else error
    source, error.source = error.source, None
    if kind in ("fault", "store"):
        logging.getLogger("evenhand").error("%s: %s", source, error.message)
    return _response(request, kind, one_line(bare, language(request)), retry_after=_patience(kind))


def _patience(kind: str) -> int | None:
    return 5 if KINDS[kind] == 503 else None


def _kind(error: EvenhandError) -> str:
    if isinstance(error, Problem):
        return _OWN.get(error.key, "invalid")
    kinds: tuple[tuple[type[EvenhandError], str], ...] = (
        (NotInStore, "not_found"),
        (QueryRefused, "query_refused"),
        (StoreError, "store"),
        (RuleError, "store"),
        (ExportRefused, "invalid"),
        (UnreadableDocument, "invalid"),
        (InvalidFacts, "invalid"),
    )
    return next((kind for known, kind in kinds if isinstance(error, known)), "fault")


def _of_form(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors: list[Json] = [
        {"at": ".".join(str(part) for part in one["loc"]), "message": one["msg"]}
        for one in error.errors()
    ]
    return respond(request, Refused("invalid", what=_first(errors)), errors)


def _first(errors: list[Json]) -> str:
    return f"{errors[0]['at']}: {errors[0]['message']}" if errors else "?"


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = _GENERAL.get(error.status_code, "bad_request")
    response = respond(request, Refused(kind, what=error.detail))
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def _fault(request: Request, error: Exception) -> Response:
    logging.getLogger("evenhand").exception("fault", exc_info=error)
    return respond(request, Refused("fault"))


def install(app: FastAPI) -> None:
    """Makes every error of an application a problem."""
    app.add_exception_handler(EvenhandError, _of_ours)
    app.add_exception_handler(RequestValidationError, _of_form)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _fault)
