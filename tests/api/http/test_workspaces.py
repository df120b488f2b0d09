"""Workspaces never see each other: the ids of one are not there in another, on any route."""

from collections.abc import Callable, Iterator

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api.http.app import SUBJECTS
from ontology.values import Json

SAMPLES: dict[str, Json] = {
    "type": "penalty", "side": "vendor", "format": "turtle", "name": "forums",
    "statute": "CN-CIVIL", "rule": "ASY-01",
}  # fmt: skip
"""What parameters that must be given and are no ids may be."""


def routes() -> Iterator[tuple[str, str]]:
    for subject in SUBJECTS:
        for route in subject.router.routes:
            if isinstance(route, APIRoute):
                yield from ((route.path, method) for method in sorted(route.methods))


def named(path: str) -> bool:
    """Whether a route names something of a workspace, in its path or in its query."""
    ids = ("{contract}", "{party}", "{job}", "{finding}")
    return any(id_ in path for id_ in ids) or path.startswith(("/compare", "/exports"))


@pytest.fixture(scope="module")
def foreign(alpha: TestClient, river: str, coastal: str) -> dict[str, str]:
    """Ids that are there in the first workspace."""
    job = alpha.post("/contracts", files={"file": ("x.txt", b"nothing")}).json()["id"]
    finding = alpha.get(f"/contracts/{river}/findings").json()["items"][0]
    party = alpha.get("/parties").json()["items"][0]
    return {
        "contract": river,
        "old": river,
        "new": coastal,
        "party": party["id"],
        "job": job,
        "finding": finding["id"].rpartition("/")[2],
    }


@pytest.mark.parametrize(("path", "method"), [r for r in routes() if named(r[0])])
def test_ids_of_another_workspace_are_not_there(
    alpha: TestClient,
    beta: TestClient,
    foreign: dict[str, str],
    path: str,
    method: str,
) -> None:
    params = {**SAMPLES, **foreign}
    place = path.format(**params)
    asked = {name: value for name, value in params.items() if f"{{{name}}}" not in path}
    if "rule" not in path:
        asked.pop("rule")
    if not path.startswith(("/terms", "/contracts/{contract}/terms")):
        asked.pop("type")
    answer = beta.request(method, place, params=asked)
    assert answer.status_code == 404, answer.text
    if method == "GET":
        assert alpha.request(method, place, params=asked).status_code == 200


@pytest.mark.parametrize(
    ("path", "method"), [r for r in routes() if not named(r[0]) and r != ("/contracts", "POST")]
)
def test_lists_hold_nothing_of_another_workspace(
    beta: TestClient, foreign: dict[str, str], path: str, method: str
) -> None:
    bodies = {"/cypher": {"query": "MATCH (n) RETURN n", "limit": 10_000}, "/queries/{name}": {}}
    required = {"/terms": {"type": "penalty"}}
    answer = beta.request(
        method, path.format(**SAMPLES), json=bodies.get(path), params=required.get(path)
    )
    assert answer.status_code == 200, answer.text
    for id_ in (foreign["contract"], foreign["new"], foreign["party"], foreign["job"]):
        assert id_ not in answer.text


def test_an_upload_lands_in_the_workspace_of_its_key(
    alpha: TestClient, beta: TestClient, ended: Callable[[TestClient, str], Json]
) -> None:
    job = beta.post("/contracts", files={"file": ("y.txt", b"nothing")}).json()["id"]
    assert ended(beta, job)["state"] == "failed"
    assert alpha.get(f"/jobs/{job}").status_code == 404
    assert job not in alpha.get("/jobs").text
