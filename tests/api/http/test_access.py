"""Keys and scopes, limits, the log, and what browsers are told."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api.errors import Problem
from api.http.app import PREFIX, SUBJECTS, create_app
from api.http.audit import entries
from api.http.keys import KeyRing
from api.http.settings import Settings

LOCAL = f"http://localhost{PREFIX}"

ROUTES = sorted(
    (route.path, method)
    for subject in SUBJECTS
    for route in subject.router.routes
    if isinstance(route, APIRoute)
    for method in route.methods
    if route.path != "/health"
)


@pytest.mark.parametrize(("path", "method"), ROUTES)
@pytest.mark.parametrize(
    "header", ["", "Bearer nonsense", "Bearer eh_00000000_" + "x" * 43, "Basic a"]
)
def test_nothing_is_answered_without_a_key_that_holds(
    served: Any, path: str, method: str, header: str
) -> None:
    client = TestClient(served.app, base_url=LOCAL)
    answer = client.request(method, path, headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_revoked_key_ends_with_the_next_request(served: Any) -> None:
    secret = served.key("read")
    client = TestClient(served.app, base_url=LOCAL, headers={"Authorization": f"Bearer {secret}"})
    assert client.get("/me").status_code == 200
    ring = KeyRing(served.data)
    ring.revoke(secret.split("_")[1])
    with pytest.raises(Problem, match="no key"):
        ring.revoke("ffffffff")
    ring.close()
    assert client.get("/me").json()["kind"] == "bad_key"


def test_a_key_is_kept_as_a_hash(served: Any) -> None:
    secret = served.key("read")
    files = [path for path in served.data.rglob("keys.db*") if path.is_file()]
    assert files
    assert all(secret.split("_", 2)[2].encode() not in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("write", "DELETE", "/contracts/c0000000000000000"),
        ("query", "POST", "/cypher"),
        ("personal", "GET", "/exports/parquet"),
    ],
)
def test_a_scope_is_needed(served: Any, scope: str, method: str, path: str) -> None:
    body = {"query": "RETURN 1 AS one"} if path == "/cypher" else None
    others = [s for s in ("read", "write", "query", "personal") if s != scope]
    refused = served.client(*others).request(method, path, json=body)
    assert refused.status_code == 403
    assert refused.json()["kind"] == "scope"
    allowed = served.client("read", scope).request(method, path, json=body)
    assert allowed.status_code in (200, 404)


@pytest.fixture
def local(tmp_path: Path) -> Any:
    """A server on loopback without keys, that takes little."""
    settings = Settings(
        data=tmp_path, requests_a_minute=60, uploads_a_minute=2, upload_bytes=100_000
    )
    app = create_app(settings)
    yield app
    app.state.server.close()


def test_on_loopback_a_caller_without_a_key_works_in_the_default_workspace(local: Any) -> None:
    me = TestClient(local, base_url=LOCAL).get("/me").json()
    assert me["workspace"] == "default"
    assert me["scopes"] == ["query", "read", "write"]


def test_a_page_of_another_site_may_not_write(local: Any) -> None:
    client = TestClient(local, base_url=LOCAL)
    file = {"file": ("a.txt", b"x")}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/contracts", files=file, headers=headers).json()["kind"] == "other_site"
    assert client.post("/contracts", files=file, headers={"Origin": "http://localhost"}).is_success
    renamed = TestClient(local, base_url=f"http://evil.example{PREFIX}")
    assert renamed.get("/me").json()["kind"] == "wrong_host"


def test_too_much_is_refused(local: Any) -> None:
    client = TestClient(local, base_url=LOCAL)
    large = client.post("/contracts", files={"file": ("a.txt", bytes(200_000))})
    assert (large.status_code, large.json()["kind"]) == (413, "too_large")
    for _ in range(2):
        assert client.post("/contracts", files={"file": ("a.txt", b"x")}).status_code == 202
    often = client.post("/contracts", files={"file": ("a.txt", b"x")})
    assert often.status_code == 429
    assert int(often.headers["retry-after"]) > 0
    answers = [client.get("/me").status_code for _ in range(80)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_a_body_that_does_not_say_its_length_is_cut_off(local: Any) -> None:
    client = TestClient(local, base_url=LOCAL)

    def endless() -> Any:
        for _ in range(400):
            yield b'{"query": "' + bytes(10_000)

    headers = {"Content-Type": "application/json"}
    assert client.post("/cypher", content=endless(), headers=headers).status_code == 413


def test_every_answer_is_headed(alpha: TestClient) -> None:
    for answer in (alpha.get("/me"), alpha.get("/nonsense"), alpha.get("/contracts/c1")):
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "private" in answer.headers["cache-control"]
        assert len(answer.headers["x-request-id"]) == 16


def test_the_log_says_who_saw_what(served: Any, river: str) -> None:
    client = served.client("read", "query")
    key = client.get("/me").json()["name"]
    mark = client.get(f"/contracts/{river}").headers["x-request-id"]
    client.get("/findings", params={"limit": 1})
    client.post("/cypher", json={"query": "RETURN 1 AS one"})
    client.get("/contracts/c0000000000000000")
    mine = [line for line in entries(served.data) if line["key"] == key]
    assert [(line["method"], line["path"], line["status"]) for line in mine[1:]] == [
        ("GET", f"{PREFIX}/contracts/{river}", 200),
        ("GET", f"{PREFIX}/findings", 200),
        ("POST", f"{PREFIX}/cypher", 200),
        ("GET", f"{PREFIX}/contracts/c0000000000000000", 404),
    ]
    assert mine[1]["request"] == mark
    assert mine[1]["saw"] == [river]
    assert len(mine[2]["saw"]) == 1
    assert mine[3]["asked"] == "RETURN 1 AS one"
    assert mine[1]["workspace"] == "alpha"


def test_problems_are_told_in_the_language_of_the_reader(alpha: TestClient) -> None:
    path = "/contracts/c0000000000000000"
    zh, en = (alpha.get(path, headers={"Accept-Language": lang}).json() for lang in ("zh-CN", "en"))
    assert zh["title"] == "不存在"
    assert en["title"] == "There is no such thing here"
    assert zh["kind"] == en["kind"] == "not_found"
