"""Who asks, and what they may: a key, its scopes, and the one workspace it opens.

On loopback a caller without a key works in the default workspace, unless the server always wants
one. What the key does not open is answered as if it were not there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.http.keys import Key
from api.http.problems import Refused
from api.http.scopes import SCOPES, Scope
from api.http.server import Server
from api.http.settings import DEFAULT_WORKSPACE
from api.http.workspaces import Workspace
from kg.store import Store

LOCAL = "local"
"""What a caller without a key is called in the log."""

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    bearerFormat="eh_<id>_<secret>",
    description="A key made by `evenhand key add`. On loopback a server may do without.",
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request that was let in."""

    request: Request
    caller: str
    scopes: frozenset[Scope]
    workspace: Workspace
    server: Server

    @property
    def store(self) -> Store:
        return self.workspace.store

    def saw(self, *contracts: str) -> None:
        """Notes for the log which contracts the answer is about."""
        state = self.request.state
        state.saw = [*getattr(state, "saw", []), *contracts]

    def asked(self, what: str) -> None:
        """Notes for the log what was asked where the address does not say it."""
        self.request.state.asked = what


def _visit(scope: Scope) -> Callable[..., Visit]:
    def visit(
        request: Request,
        given: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
    ) -> Visit:
        server: Server = request.app.state.server
        found = _key(request, server, given)
        scopes = _local_scopes(server) if found is None else found.scopes
        name = DEFAULT_WORKSPACE if found is None else found.workspace
        state = request.state
        state.key = found.id if found else None
        state.key_name = found.name if found else LOCAL
        state.workspace = name
        state.personal = "personal" in scopes
        if scope not in scopes:
            raise Refused("scope", scope=scope)
        _refuse_twice(request)
        caller = found.id if found else LOCAL
        return Visit(request, caller, scopes, server.workspaces.get(name), server)

    return visit


def _key(
    request: Request, server: Server, given: HTTPAuthorizationCredentials | None
) -> Key | None:
    """The key of a request, `None` where none is needed. Counts the request."""
    client = request.client.host if request.client else ""
    if given is None:
        server.requests.take(f"address {client}")
        if server.settings.keys or "authorization" in request.headers:
            raise Refused("no_key")
        return None
    found = server.keys.find(given.credentials)
    server.requests.take(f"key {found.id}" if found else f"address {client}")
    if found is None:
        raise Refused("bad_key")
    return found


SEVERAL = frozenset({"contract", "days", "peers", "rule", "scenario", "severity", "topic"})
"""Parameters that may be given more than once."""


def _refuse_twice(request: Request) -> None:
    """Of two values for what takes one, neither can be known to be meant."""
    given = request.query_params
    for name in given:
        if name not in SEVERAL and len(given.getlist(name)) > 1:
            raise Refused("invalid", what=f"query.{name}: {len(given.getlist(name))} × {name}")


def _local_scopes(server: Server) -> frozenset[Scope]:
    return frozenset(scope for scope in SCOPES if scope != "personal" or server.settings.personal)


Reading = Annotated[Visit, Depends(_visit("read"))]
Writing = Annotated[Visit, Depends(_visit("write"))]
Querying = Annotated[Visit, Depends(_visit("query"))]
