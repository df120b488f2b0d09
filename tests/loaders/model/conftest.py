"""A stub of a model: a real server on loopback that says what a test wants, true or not."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Stub:
    """What the server says next, and what it was asked."""

    url: str = ""
    reply: Reply | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def says(self, content: str) -> None:
        """A well-formed answer with that content."""
        self.raw(json.dumps({"choices": [{"message": {"content": content}}]}).encode())

    def proposes(self, *terms: Any) -> None:
        self.says(json.dumps({"terms": terms}, ensure_ascii=False))

    def raw(self, body: bytes, status: int = 200, **headers: str) -> None:
        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.reply = reply

    def drips(self, seconds: float) -> None:
        """One byte after the other, each soon enough for a limit on silence."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.05)

        self.reply = reply


@pytest.fixture
def stub() -> Iterator[Stub]:
    said = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said.asked.append({"path": self.path, **json.loads(body)})
            said.headers.append(dict(self.headers))
            assert said.reply is not None
            # Whoever asked may have gone: that is what some tests want.
            with suppress(BrokenPipeError, ConnectionResetError):
                said.reply(self)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the console is that of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    said.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield said
    server.shutdown()
    server.server_close()
