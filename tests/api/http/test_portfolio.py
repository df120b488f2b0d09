"""The map of a workspace counts what the lists hold; the mirror of a contract quotes it."""

from starlette.testclient import TestClient


def test_the_map_counts_what_the_lists_hold(alpha: TestClient, river: str) -> None:
    counted = alpha.get("/portfolio").json()
    assert sum(row["n"] for row in counted) == alpha.get("/findings").json()["total"]
    mine = sum(row["n"] for row in counted if row["contract"] == river)
    assert mine == alpha.get(f"/contracts/{river}/findings").json()["total"] > 0


def test_the_map_is_filtered_as_the_lists_are(alpha: TestClient) -> None:
    asked = {"severity": "high", "side": "vendor"}
    counted = alpha.get("/portfolio", params=asked).json()
    assert {row["severity"] for row in counted} == {"high"}
    assert "vendor" not in {row["favours"] for row in counted}
    assert sum(row["n"] for row in counted) == alpha.get("/findings", params=asked).json()["total"]


def test_the_mirror_quotes_word_for_word(alpha: TestClient, river: str) -> None:
    text = alpha.get(f"/contracts/{river}/text").json()["text"]
    items = alpha.get(f"/contracts/{river}/mirror", params={"lang": "en"}).json()["items"]
    said = [one for row in items for side in ("buyer", "vendor", "both") for one in row[side]]
    assert len(said) > 10
    assert [one["quote"] for one in said if text[one["start"] : one["end"]] != one["quote"]] == []
    assert any(row["buyer"] and not row["vendor"] for row in items), "drafted for the buyer"
