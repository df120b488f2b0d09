"""How much may be asked: so many requests a minute for each caller, so many bytes a request."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import Refused

CALLERS = 10_000
"""Callers whose use is remembered; the longest silent is forgotten first."""

SMALL_BODY = 1024 * 1024
"""Bytes of a request that is no upload."""

FORM_MARGIN = 64 * 1024
"""Bytes of an upload beside the file."""


class Rate:
    """A bucket for each caller that fills at a steady rate and holds what a minute brings."""

    def __init__(self, a_minute: int) -> None:
        self._size = float(a_minute)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str) -> None:
        """Counts one request. Raises `Refused` that says how long to wait."""
        now = time.monotonic()
        with self._lock:
            left, since = self._buckets.pop(caller, (self._size, now))
            left = min(self._size, left + (now - since) * self._size / 60)
            if left < 1:
                self._buckets[caller] = (left, now)
                wait = math.ceil((1 - left) * 60 / self._size)
                raise Refused("too_many", retry_after=wait, seconds=wait)
            self._buckets[caller] = (left - 1, now)
            if len(self._buckets) > CALLERS:
                self._buckets.popitem(last=False)


class BodyLimit:
    """Stops reading a request that is larger than it may be, however it says its length."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._app = app
        self._upload = upload_bytes + FORM_MARGIN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._upload if _is_form(scope) else SMALL_BODY
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


def _is_form(scope: Scope) -> bool:
    kinds = (value for name, value in scope["headers"] if name == b"content-type")
    return next(kinds, b"").lower().startswith(b"multipart/form-data")
