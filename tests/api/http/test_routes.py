"""What each route answers, against the service functions and the samples."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

ROOT = Path(__file__).parents[3]


def test_contracts_are_listed_with_what_was_found(
    alpha: TestClient, river: str, coastal: str
) -> None:
    page = alpha.get("/contracts").json()
    assert [row["id"] for row in page["items"]] == [coastal, river]
    assert page["total"] == 2
    assert page["next"] is None
    (row,) = alpha.get("/contracts", params={"q": "宜昌市沿江"}).json()["items"]
    assert row["id"] == river
    assert row["price"] == {"amount": "1286000.00", "currency": "CNY"}
    assert row["findings"]["high"] > 0
    assert row["lean"] < 0


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"q": "没有这样的合同"}, 0),
        ({"state": "executed"}, 2),
        ({"state": "template"}, 0),
        ({"signed_from": "2025-03-18", "signed_to": "2025-03-18"}, 1),
        ({"signed_to": "1999-12-31"}, 0),
    ],
)
def test_contracts_are_filtered(alpha: TestClient, params: dict[str, str], count: int) -> None:
    assert alpha.get("/contracts", params=params).json()["total"] == count


def test_a_contract_its_text_and_facts_agree(alpha: TestClient, river: str) -> None:
    page = alpha.get(f"/contracts/{river}").json()
    text = alpha.get(f"/contracts/{river}/text").json()
    facts = alpha.get(f"/contracts/{river}/facts").json()
    assert page["counts"]["terms"] == len(facts["terms"])
    assert page["contract"] == facts["contract"]
    assert text["clauses"] == facts["clauses"]
    quoted = [t for t in facts["terms"] if t["start"] is not None and "*" not in t["quote"]]
    assert len(quoted) > 30
    assert all(text["text"][t["start"] : t["end"]] == t["quote"] for t in quoted)


def test_findings_are_filtered_by_side_severity_rule_and_topic(
    alpha: TestClient, river: str
) -> None:
    path = f"/contracts/{river}/findings"
    every = alpha.get(path).json()["items"]

    def ids(**params: object) -> list[str]:
        return [row["id"] for row in alpha.get(path, params=params).json()["items"]]

    for params, fits in (
        ({"side": "vendor"}, lambda row: row["favours"] != "vendor"),
        ({"favours": "none"}, lambda row: row["favours"] == "none"),
        ({"severity": ["high", "low"]}, lambda row: row["severity"] in ("high", "low")),
        ({"rule": "PAY-02"}, lambda row: row["rule"] == "PAY-02"),
        ({"topic": "payment"}, lambda row: row["topic"] == "payment"),
        ({"topic": "payment", "severity": "high"},
         lambda row: row["topic"] == "payment" and row["severity"] == "high"),
    ):  # fmt: skip
        wanted = [row["id"] for row in every if fits(row)]
        assert wanted, params
        assert ids(**params) == wanted
    assert {row["contract"] for row in every} == {river}


def test_every_rule_has_an_outcome(alpha: TestClient, river: str) -> None:
    rows = alpha.get(f"/contracts/{river}/outcomes").json()["items"]
    stable = [r["id"] for r in alpha.get("/rules").json()["items"] if r["status"] == "stable"]
    assert sorted({row["rule"] for row in rows}) == sorted(stable)
    assert {row["status"] for row in rows} > {"flagged", "clear"}
    (absent, *_) = alpha.get(f"/contracts/{river}/outcomes", params={"status": "absent"}).json()[
        "items"
    ]
    assert absent["id"] is None


def test_the_law_of_a_day_is_noted(alpha: TestClient, coastal: str) -> None:
    path = f"/contracts/{coastal}/findings"
    on = alpha.get(path, params={"on": "2019-06-01"}).json()["items"]
    latest = alpha.get(path).json()["items"]
    assert [row["basis"] for row in on] != [row["basis"] for row in latest]


def test_a_finding_is_explained(alpha: TestClient, river: str) -> None:
    finding = alpha.get(f"/contracts/{river}/findings").json()["items"][0]
    digits = finding["id"].rpartition("/")[2]
    told = alpha.get(f"/contracts/{river}/findings/{digits}").json()
    assert told["finding"]["id"] == finding["id"]
    assert alpha.get(f"/contracts/{river}/findings/000000000000").status_code == 404


def test_terms_are_listed_by_type_and_by_contract(
    alpha: TestClient, river: str, coastal: str
) -> None:
    (cap,) = alpha.get("/terms", params={"type": "liability_cap"}).json()["items"]
    assert cap["contract"] == coastal
    assert cap["keys"]["percent"] == 100
    mine = alpha.get(f"/contracts/{river}/terms").json()["items"]
    facts = alpha.get(f"/contracts/{river}/facts").json()
    assert [row["quote"] for row in mine] == [term["quote"] for term in facts["terms"]]
    assert alpha.get("/terms", params={"type": "nonsense"}).status_code == 422


def test_parties_are_shown_with_their_contracts(alpha: TestClient, river: str) -> None:
    (buyer,) = alpha.get("/parties", params={"q": "宜昌市沿江"}).json()["items"]
    assert buyer["roles"] == ["buyer"]
    page = alpha.get(f"/parties/{buyer['id']}").json()
    assert [(row["id"], row["role"]) for row in page["contracts"]] == [(river, "buyer")]
    assert alpha.get("/parties/p0000000000000000").status_code == 404


def test_contracts_are_compared(alpha: TestClient, river: str, coastal: str) -> None:
    page = alpha.get("/compare", params={"contract": [river, coastal], "differing": True}).json()
    assert [one["id"] for one in page["contracts"]] == [river, coastal]
    assert all(row["differs"] for row in page["rows"])
    (only,) = {
        row["topic"]
        for row in alpha.get(
            "/compare", params={"contract": [river, coastal], "topic": "payment"}
        ).json()["rows"]
    }
    assert only == "payment"
    changes = alpha.get("/compare/changes", params={"old": river, "new": coastal}).json()
    assert {item["kind"] for item in changes["items"]} == {"head", "term", "text"}
    assert alpha.get(f"/contracts/{river}/peers").json()["items"] == []


def test_a_contract_is_weighed(alpha: TestClient, river: str) -> None:
    placed = alpha.get(f"/contracts/{river}/benchmark").json()
    assert any(row["percentile"] is not None for row in placed["items"])
    rows = alpha.get(
        f"/contracts/{river}/exposure", params={"scenario": "late_payment", "days": [30, 90]}
    ).json()["items"]
    assert [(row["days"], row["amount"]) for row in rows] == [(30, "0.00"), (90, "771.60")]
    brief = alpha.get(f"/contracts/{river}/brief", params={"side": "vendor"}).json()
    assert brief["points"][0]["topic"]
    assert brief["side"] == "vendor"


def test_documents_come_in_the_form_and_language_asked_for(alpha: TestClient, river: str) -> None:
    brief = alpha.get(
        f"/contracts/{river}/brief",
        params={"side": "vendor", "lang": "zh"},
        headers={"Accept": "text/markdown"},
    )
    assert brief.headers["content-type"].startswith("text/markdown")
    assert brief.text.startswith("# ")
    report = alpha.get(f"/contracts/{river}/report", headers={"Accept-Language": "zh-CN"})
    assert report.headers["content-type"].startswith("text/html")
    assert "宜昌市沿江" in report.text


def test_lists_are_tables_where_that_is_asked_for(alpha: TestClient) -> None:
    for path in ("/contracts", "/findings", "/terms?type=penalty", "/parties", "/rules"):
        items = alpha.get(path).json()["items"]
        answer = alpha.get(path, headers={"Accept": "text/csv"})
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["id"] for row in rows] == [item["id"] for item in items]
    assert alpha.get("/findings", headers={"Accept": "image/png"}).status_code == 406


def test_questions_are_answered(alpha: TestClient) -> None:
    names = [row["name"] for row in alpha.get("/queries").json()]
    assert "liability-caps" in names
    for name in names:
        answer = alpha.post(f"/queries/{name}", json={})
        assert answer.status_code == 200, answer.text
    assert alpha.post("/queries/nonsense", json={}).status_code == 404
    wrong = alpha.post("/queries/forums", json={"params": {"nonsense": 1}})
    assert wrong.json()["kind"] == "query_refused"


def test_cypher_only_reads(alpha: TestClient) -> None:
    count = {"query": "MATCH (c:Contract) RETURN count(c) AS n"}
    assert alpha.post("/cypher", json=count).json() == {
        "columns": ["n"], "rows": [{"n": 2}], "cut": False
    }  # fmt: skip
    for query in (
        "MATCH (c:Contract) DETACH DELETE c",
        "CREATE (n:Contract {id: 'x'})",
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "nonsense",
        "/etc/passwd",
    ):
        refused = alpha.post("/cypher", json={"query": query})
        assert refused.status_code == 400, query
        assert refused.json()["kind"] == "query_refused"
    assert alpha.post("/cypher", json={"query": "RETURN 0.0 / 0.0 AS nan"}).json()["rows"] == [
        {"nan": None}
    ]


def test_rules_and_law_are_shown(alpha: TestClient) -> None:
    assert alpha.get("/rules/asy-01").json()["id"] == "ASY-01"
    assert alpha.get("/rules/XXX-01").status_code == 404
    statute = alpha.get("/statutes/CN-CIVIL").json()
    assert "CN-CIVIL-585" in [article["id"] for article in statute["articles"]]
    words = alpha.get("/vocabulary").json()
    assert {row["topic"] for row in alpha.get("/findings").json()["items"]} <= {
        topic["id"] for topic in words["topics"]
    }


@pytest.mark.parametrize("name", ["turtle", "jsonld", "odrl", "ocds", "graphml", "neo4j"])
def test_exports_are_archives_with_a_manifest(alpha: TestClient, name: str, river: str) -> None:
    answer = alpha.get(f"/exports/{name}", params={"contract": river})
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["contracts"] == 1
        assert {file["name"] for file in manifest["files"]} < set(archive.namelist())
    assert alpha.get(f"/exports/{name}", params={"contract": river}).content == answer.content


def test_a_server_says_that_it_is_up_and_what_a_key_opens(alpha: TestClient) -> None:
    assert alpha.get("/health", headers={"Authorization": ""}).json()["status"] == "ok"
    assert alpha.get("/me").json()["scopes"] == ["query", "read", "write"]
