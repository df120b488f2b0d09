"""Pages, tags and masks: what holds for every list and every document."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.http.answers import _cell

LISTS = ("/contracts", "/findings", "/terms?type=penalty", "/parties", "/rules", "/statutes")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_pages_together_are_the_list(alpha: TestClient, path: str, limit: int) -> None:
    glue = "&" if "?" in path else "?"
    whole = alpha.get(f"{path}{glue}limit=1000").json()
    shown: list[str] = []
    address: str | None = f"{path}{glue}limit={limit}"
    while address:
        answer = alpha.get(address)
        page = answer.json()
        assert len(page["items"]) <= limit
        assert page["total"] == whole["total"]
        assert answer.headers["x-total-count"] == str(whole["total"])
        shown += [item["id"] for item in page["items"]]
        link = answer.headers.get("link")
        assert (link is None) == (page["next"] is None)
        address = link and f"http://localhost{link[1 : link.index('>')]}"
    assert shown == [item["id"] for item in whole["items"]]
    assert len(set(shown)) == whole["total"] > 1


def test_a_page_skips_nothing_while_contracts_go(beta: TestClient, alpha: TestClient) -> None:
    first = alpha.get("/findings?limit=5").json()
    other = alpha.get("/findings", params={"limit": 5, "severity": "high", "cursor": first["next"]})
    assert other.json()["kind"] == "bad_cursor"
    for cursor in ("x", "bm9uc2Vuc2U", "W10", "WzFd", "A" * 2001):
        answer = alpha.get("/findings", params={"cursor": cursor})
        assert answer.status_code in (400, 422), cursor
    assert beta.get("/contracts", params={"cursor": first["next"]}).status_code == 400


@pytest.mark.parametrize(
    "path", [*LISTS, "/me", "/contracts/{id}", "/contracts/{id}/text", "/contracts/{id}/report",
             "/contracts/{id}/brief?side=vendor", "/exports/turtle?contract={id}"]
)  # fmt: skip
def test_what_is_unchanged_is_not_sent_again(alpha: TestClient, path: str, river: str) -> None:
    place = path.format(id=river)
    first = alpha.get(place)
    tag = first.headers["etag"]
    again = alpha.get(place, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert alpha.get(place, headers={"If-None-Match": '"other"'}).content == first.content
    assert "Authorization" in first.headers["vary"]


def test_another_form_has_another_tag(alpha: TestClient) -> None:
    tags = {
        alpha.get("/findings", headers={"Accept": form}).headers["etag"]
        for form in ("application/json", "text/csv", "text/csv;q=0.5, application/json;q=0.1")
    }
    assert len(tags) == 2


PERSONAL = ("0717-5550186",)
"""What the sample tells of people, and nobody without the scope may see."""


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/contracts/{id}", None),
        ("/contracts/{id}/text", None),
        ("/contracts/{id}/facts", None),
        ("/contracts/{id}/terms", None),
        ("/contracts/{id}/outcomes", None),
        ("/contracts/{id}/report", None),
        ("/contracts/{id}/brief?side=buyer", None),
        ("/compare?contract={id}&contract={id}", None),
        ("/cypher", {"query": "RETURN '电话0717-5550186' AS said"}),
    ],
)
def test_personal_data_is_shown_to_those_alone_who_may(
    served: Any, path: str, body: dict[str, str] | None, river: str
) -> None:
    method = "GET" if body is None else "POST"
    shown = [
        served.client(*scopes).request(method, path.format(id=river), json=body).text
        for scopes in (("read", "query"), ("read", "query", "personal"))
    ]
    assert all(number not in shown[0] for number in PERSONAL)
    if path.endswith(("s/{id}", "/text", "/facts", "/cypher")):
        assert all(number in shown[1] for number in PERSONAL)


def test_a_masked_text_keeps_its_offsets(served: Any, river: str) -> None:
    masked, plain = (
        served.client(*scopes).get(f"/contracts/{river}/text").json()["text"]
        for scopes in (("read",), ("read", "personal"))
    )
    assert masked != plain
    assert len(masked) == len(plain)
    assert json.dumps(masked).count("*") > json.dumps(plain).count("*")


def test_a_cell_is_no_formula() -> None:
    assert _cell({"a": "=1+1"}, "a") == "'=1+1"
    assert _cell({"a": -1.0}, "a") == -1.0
    assert _cell({"a": {"b": "@x"}}, "a.b") == "'@x"
