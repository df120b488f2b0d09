"""Who saw what: one line of JSON a request, written when it has been answered."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ontology.values import Json

FILE_BYTES = 64 * 1024 * 1024
"""From which size a new file is begun; the old ones stay, numbered."""


class AuditLog:
    """The log of a server, `audit.jsonl` among its data; whole lines, in order of the answers."""

    def __init__(self, data: Path) -> None:
        self._path = data / "audit.jsonl"
        data.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._handle = self._opened()

    def write(self, line: Json) -> None:
        """Appends a line in one step."""
        text = json.dumps(line, ensure_ascii=False) + "\n"
        with self._lock:
            os.write(self._handle, text.encode("utf-8", "replace"))
            if os.fstat(self._handle).st_size > FILE_BYTES:
                os.close(self._handle)
                self._path.rename(self._path.with_name(f"audit.{_next(self._path)}.jsonl"))
                self._handle = self._opened()

    def close(self) -> None:
        with self._lock:
            os.close(self._handle)

    def _opened(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def entries(data: Path) -> Iterator[Json]:
    """What the log says, from old to new; a line that is torn is passed over."""
    numbered = sorted(data.glob("audit.*.jsonl"), key=lambda path: int(path.stem.split(".")[1]))
    for path in (*numbered, data / "audit.jsonl"):
        if not path.exists():
            continue
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                try:
                    yield json.loads(line)
                except ValueError:
                    continue


def _next(path: Path) -> int:
    return 1 + sum(1 for _ in path.parent.glob("audit.*.jsonl"))


class Audited:
    """Writes a line for every request to the API; who asked is noted by `api.http.access`."""

    def __init__(self, app: ASGIApp, log: AuditLog) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._log.write(_line(scope, status))


def _line(scope: Scope, status: int) -> Json:
    state = scope.get("state", {})
    client = scope.get("client")
    return {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "request": state.get("request_id"),
        "from": client[0] if client else None,
        "key": state.get("key"),
        "name": state.get("key_name"),
        "workspace": state.get("workspace"),
        "method": scope["method"],
        "path": scope["path"],
        "query": scope["query_string"].decode("latin-1"),
        "status": status,
        "saw": state.get("saw", []),
        "asked": state.get("asked"),
    }
