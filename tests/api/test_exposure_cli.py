"""`evenhand exposure`: JSON Lines by their names, tables in both languages, complaints."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.exposure import scenarios

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "api/samples"

NAMES = {
    *("contract", "scenario", "side", "to", "days", "amount", "low", "high", "capped_by"),
    *("steps", "assumes", "reason", "court"),
}

CONTRACT = """水文遥测站保养合同
甲方（委托方）：澄湖水务管理所
乙方（受托方）：青岚测控科技有限公司
第一条 费用
合同总价款为人民币240000元。
甲方于合同签订后10日内支付合同总价的40%，于验收合格后15日内支付合同总价的60%。
第二条 责任
1.甲方逾期付款的，每逾期一日，按逾期金额的0.06%向乙方支付违约金。
2.乙方逾期交付的，每逾期一日，按合同总价的0.2%向甲方支付违约金，累计不超过合同总价的6%。
3.任何一方的赔偿责任以合同总价的10%为限。
"""


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "telemetry.txt"
    path.write_text(CONTRACT, "utf-8")
    return path


def test_a_text_comes_to_what_was_worked_out_by_hand(run: Run, contract: Path) -> None:
    done = run("exposure", contract, "--json")
    assert done.code == 0
    rows = {(row["scenario"], row["days"], row["side"]): row for row in done.rows}
    # 144000 × 0.0006 × 30, 60 and 180: 2592, 5184, 15552
    late = [rows["late_payment", days, "buyer"]["amount"] for days in (30, 60, 180)]
    assert late == ["2592.00", "5184.00", "15552.00"]
    # 480 a day, held at 6 % = 14400 by the rate and at 24000 by the cap on liability
    slow = [rows["late_delivery", days, "vendor"]["amount"] for days in (30, 60, 180)]
    assert slow == ["14400.00", "14400.00", "14400.00"]
    assert rows["late_delivery", 60, "vendor"]["capped_by"]["kind"] == "rate"


def test_every_line_has_its_names_and_quotes_stand_in_the_text(run: Run, contract: Path) -> None:
    text = contract.read_text("utf-8")
    rows = run("exposure", contract, "--json").rows
    assert {row["scenario"] for row in rows} == set(scenarios())
    for row in rows:
        assert set(row) == NAMES
        assert row["side"] != row["to"]
        for step in row["steps"]:
            if step["quote"]:
                assert text[step["start"] : step["end"]] == step["quote"]
            else:
                assert step["article"]


def test_what_the_user_knows_is_reckoned_with(run: Run, contract: Path) -> None:
    asked = ("--scenario", "late_payment", "--days", "10", "--sum", "50,000", "--json")
    (row,) = run("exposure", contract, *asked).rows
    assert (row["days"], row["amount"]) == (10, "300.00")


def test_a_price_can_be_given_for_a_template(run: Run) -> None:
    blank = SAMPLES / "blank-ops-template.txt"
    asked = ("exposure", blank, "--scenario", "late_payment", "--days", "30", "--json")
    (without,), (with_price,) = run(*asked).rows, run(*asked, "--price", "100000").rows
    assert without["amount"] is None
    assert "no price" in without["reason"]["en"]
    assert "no price" not in (with_price["reason"] or {"en": ""})["en"]


def test_contracts_of_a_store_stand_side_by_side(run: Run, filled: Path) -> None:
    ids = ("coastal-cloud-hosting", "lakeside-data-service")
    done = run("exposure", *ids, "--store", filled, "--side", "vendor")
    assert done.code == 0
    assert "late delivery" in done.out
    assert "late payment" not in done.out
    rows = run("exposure", "--store", filled, "--scenario", "late_payment", "--json").rows
    assert len({row["contract"] for row in rows}) == 3


@pytest.mark.parametrize(("lang", "words"), [("zh", "第584条"), ("en", "article 584")])
def test_the_steps_are_told_with_words_and_law(run: Run, lang: str, words: str) -> None:
    path = SAMPLES / "harbour-software-dev.txt"
    done = run("exposure", path, "--steps", "--lang", lang)
    assert done.code == 0
    flat = "".join(done.out.split())
    assert "".join(words.split()) in flat
    assert "甲方逾期付款的" in flat


def test_the_scenarios_are_listed(run: Run) -> None:
    rows = run("exposure", "--list", "--json").rows
    assert [row["scenario"] for row in rows] == list(scenarios())
    assert "terminated_by_vendor" in run("exposure", "--list").out


OWN = """\
twice_down:
  title: {zh: 停摆两次, en: down twice}
  assumes: {zh: "停摆{events}次。", en: "Down {events} times."}
  owes: [vendor]
  in_breach: vendor
  events: 2
  triggers: [service_failure]
"""


def test_ones_own_scenarios_stand_beside_the_others(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, "utf-8")
    asked = ("--scenarios", path, "--scenario", "twice_down", "--json")
    (row,) = run("exposure", SAMPLES / "river-city-network-ops.txt", *asked).rows
    assert row["amount"] == "12860.00"


@pytest.mark.parametrize(
    ("lang", "complaint"),
    [("en", "events must be a whole number"), ("zh", "events 应当是不小于 1 的整数")],
)
def test_a_wrong_scenario_file_is_told_with_its_line(
    run: Run, tmp_path: Path, lang: str, complaint: str
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace("events: 2", "events: two"), "utf-8")
    done = run("exposure", SAMPLES, "--scenarios", path, "--lang", lang)
    assert done.code == 1
    assert f"{path}:6: {complaint}" in done.err


def test_an_unknown_scenario_names_those_there_are(run: Run) -> None:
    done = run("exposure", SAMPLES, "--scenario", "rain")
    assert done.code == 1
    assert "late_payment" in done.err


@pytest.mark.parametrize("wrong", ["-1", "much", "NaN"])
def test_no_sum_is_a_usage_error(run: Run, wrong: str) -> None:
    done = run("exposure", SAMPLES, "--sum", wrong)
    assert done.code == 2
    assert "120000" in done.err


def test_output_is_the_same_every_time(run: Run, contract: Path) -> None:
    first = run("exposure", contract, "--json").out
    assert first == run("exposure", contract, "--json").out
    assert all(json.loads(line)["contract"] == "telemetry" for line in first.splitlines())
