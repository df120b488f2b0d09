import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.export.ocds import SCHEMA, NoRelease, checked, package, release
from kg.export.rdf import plain
from ontology.facts import Facts
from ontology.values import Json

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "tests/data/samples").glob("*.json"))


def signed(facts: Facts, **said: Json) -> Json:
    return release(plain(replace(facts, contract=replace(facts.contract, **said))))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_a_release_keeps_to_the_schema(path: Path) -> None:
    facts = Facts.from_json(json.loads(path.read_text("utf-8")))
    if facts.contract.state == "template":
        with pytest.raises(NoRelease, match="a template awards nothing"):
            release(plain(facts), on=date(2026, 1, 5))
        return
    made = release(plain(facts), on=date(2026, 1, 5))
    assert made["date"] == "2026-01-05T00:00:00+08:00"
    assert made["contracts"][0]["awardID"] == made["awards"][0]["id"]
    payments = [m for m in made["contracts"][0]["milestones"] if m["type"] == "payment"]
    assert len(payments) == sum(term.type == "payment" for term in facts.terms)


def test_it_says_who_buys_what_from_whom(harbour: Facts) -> None:
    made = signed(harbour)
    assert made["buyer"]["name"] == "临渊市水务服务中心"
    assert [s["name"] for s in made["awards"][0]["suppliers"]] == ["栖霞测控技术有限公司"]
    (contract,) = made["contracts"]
    assert contract["value"] == {"amount": 360000, "currency": "CNY"}
    assert contract["dateSigned"] == "2025-03-09T00:00:00+08:00"
    assert contract["period"] == {"durationInDays": 730}
    assert made["parties"][1]["address"] == {
        "countryName": "中国",
        "region": "云岭省",
        "locality": "栖霞市望江县",
    }


def test_cents_survive_and_nothing_personal_leaves(harbour: Facts) -> None:
    made = signed(harbour, total_price={"amount": "1234567.89", "currency": "CNY"})
    assert json.dumps(made["contracts"][0]["value"]["amount"]) == "1234567.89"
    assert "林知远" not in json.dumps(made, ensure_ascii=False)


@pytest.mark.parametrize("day", [None, "2025-03"])
def test_without_a_day_it_says_what_to_do(harbour: Facts, day: str | None) -> None:
    with pytest.raises(NoRelease, match="--on"):
        signed(harbour, signed_on=day)


def test_a_release_that_breaks_the_schema_is_refused_with_the_place(harbour: Facts) -> None:
    made = signed(harbour)
    made["contracts"][0]["value"]["currency"] = "贝壳"
    del made["tag"]
    with pytest.raises(NoRelease) as refused:
        checked(made, "x")
    assert "contracts/0/value/currency: '贝壳' is not one of" in str(refused.value)
    assert "release: 'tag' is a required property" in str(refused.value)


def test_a_package_is_as_old_as_its_latest_release(harbour: Facts) -> None:
    one, other = signed(harbour), signed(harbour, signed_on="2026-02-03")
    assert package([one, other])["publishedDate"] == "2026-02-03T00:00:00+08:00"


def test_the_schema_is_that_of_the_standard() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert schema["id"].endswith("/schema/1__1__4/release-schema.json")
