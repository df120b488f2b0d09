"""What every answer says about itself, and which requests of other sites are turned away."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import Refused, respond
from api.http.settings import Settings, is_loopback

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
    " object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
"""What a page of ours may load: nothing from elsewhere, no script but our files."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

SAFE = ("GET", "HEAD", "OPTIONS")


class SecurityHeaders:
    """Sets the headers, and refuses what a page of another site makes a browser send.

    A server without keys trusts whoever reaches it on this machine, and so does a browser that
    shows a hostile page: neither another name for the address nor a form of another site may pass.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = mark = secrets.token_hex(8)

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
                headers["X-Request-Id"] = mark
            await send(message)

        kind = self._stranger(scope)
        app: Callable[[Scope, Receive, Send], Awaitable[None]] = self._app
        if kind is not None:
            app = respond(Request(scope), Refused(kind))
        await app(scope, receive, headed)

    def _stranger(self, scope: Scope) -> str | None:
        """Which kind of stranger asks, `None` for whoever may."""
        headers = Headers(scope=scope)
        host = _name(headers.get("host", ""))
        if self._settings.on_loopback and not is_loopback(host):
            return "wrong_host"
        if scope["method"] in SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return "other_site"
        return "other_site" if headers.get("sec-fetch-site") == "cross-site" else None


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
