import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ontology.errors import OntologyError
from ontology.facts import SCHEMA, Facts, Party, Term
from ontology.shapes import Key, Kind, fault
from ontology.term_types import TermType, check, read_term_type, term_types
from ontology.vocabulary import closed_set, vocabulary

SEEDS = Path(__file__).parents[3] / "shared" / "gold" / "seeds"
EVERY = list(term_types().values())
DAY = {"n": 1, "unit": "day"}


def facts(*terms: Term, **more: Any) -> Facts:
    base = Facts.from_json({"schema": SCHEMA, "document": {"name": "x"}, "contract": {}})
    return replace(base, terms=terms, **more)


def term(type_: str, **keys: Any) -> Term:
    return Term(type_, None, "如约", 0, 2, keys)


def test_there_are_forty_one_types_in_order() -> None:
    assert len(EVERY) == 41
    assert list(term_types()) == sorted(term_types())


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.id)
class TestEveryType:
    def test_is_described_in_both_languages(self, kind: TermType) -> None:
        for words in (kind.title, kind.description):
            assert re.search("[\u4e00-\u9fff]", words.zh)
            assert re.fullmatch("[A-Z][ -~]+", words.en)
        assert kind.description.zh.endswith("。")
        assert kind.description.en.endswith(".")

    def test_has_a_label_of_its_own_made_from_its_id(self, kind: TermType) -> None:
        assert kind.label == "".join(part.capitalize() for part in kind.id.split("_"))
        assert kind.label not in {"Obligation", "Right", "Prohibition", "Immunity", "Term"}

    def test_has_words_for_each_of_its_keys(self, kind: TermType) -> None:
        assert set(kind.keys) <= set(closed_set("keys").values)

    def test_has_strict_keys_unless_only_its_presence_counts(self, kind: TermType) -> None:
        assert kind.strict or kind.id == "precedence"

    def test_has_closed_roles(self, kind: TermType) -> None:
        for key in kind.keys.values():
            if key.kind is Kind.ROLE:
                assert key.values is not None
                assert all(value.sides for value in closed_set(key.values).values.values())

    def test_is_aligned_with_names_that_have_a_prefix(self, kind: TermType) -> None:
        assert all(re.fullmatch("[a-z-]+:[A-Za-z_]+", name) for name in kind.aligns)


def test_a_key_becomes_the_same_edge_in_every_type() -> None:
    edges: dict[str, set[str]] = {}
    for kind in EVERY:
        for key, edge in kind.edges.items():
            edges.setdefault(key, set()).add(edge)
    assert {key: found for key, found in edges.items() if len(found) > 1} == {}


def test_a_key_holds_the_same_kind_of_value_in_every_type() -> None:
    kinds: dict[str, set[str]] = {}
    for kind in EVERY:
        for key in kind.keys.values():
            kinds.setdefault(key.name, set()).add(key.kind)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_every_closed_set_is_used_by_some_key_or_named_by_the_format() -> None:
    used = {key.values for kind in EVERY for key in kind.keys.values()}
    of_the_format = {
        *("units", "open_periods", "rate_periods", "modalities", "defect_kinds"),
        *("read_states", "contract_states", "effective_events", "tax_treatments", "party_kinds"),
        *("parts", "topics", "keys"),
    }
    assert set(vocabulary()) - used == of_the_format


def test_what_fits_has_no_problems() -> None:
    fitting = term(
        "penalty",
        payer="both",
        payee="both",
        trigger="late_delivery",
        rate={"percent": "0.5", "base": "delayed_item", "per": DAY, "grace": "immediate"},
        amount=None,
    )
    assert check(facts(fitting, term("termination", holder="buyer", cause="ip", threshold=3))) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (term("promise"), "terms[0] promise: there is no such type"),
        (term("set_off", holder="buyer", when="always"), "unknown key 'when'"),
        (term("set_off"), "holder must not be null"),
        (term("set_off", holder="tenant"), "'tenant' is not one of buyer, vendor, both"),
        (term("set_off", holder=["buyer"]), "holder ['buyer'] is not a role"),
        (term("assignment", restricted="third_party", rule="allowed"), "restricted 'third_party'"),
        (term("amendment", by="both"), "'both' is not one of mutual_written"),
        (term("staff_change", obligor="vendor", consent="yes"), "consent 'yes' is not true or"),
        (term("payment", payer="buyer", payee="vendor", conditions=["luck"]), "'luck' is not one"),
        (term("payment", payer="buyer", payee="vendor", conditions="invoice"), "a list of texts"),
        (term("payment", payer="buyer", payee="vendor", percent=30), "percent 30 is not a decimal"),
        (term("liability_cap", protects="both", carve_outs=["mood"]), "carve_outs 'mood'"),
    ],
)
def test_what_does_not_fit_is_named(wrong: Term, problem: str) -> None:
    problems = check(facts(wrong))
    assert len(problems) == 1
    assert problem in problems[0]


def test_all_problems_of_all_terms_are_named() -> None:
    problems = check(facts(term("set_off"), term("promise"), term("audit", holder="x", at="y")))
    assert [p.split(":")[0] for p in problems] == [
        "terms[0] set_off",
        "terms[1] promise",
        "terms[2] audit",
        "terms[2] audit",
    ]


def test_the_head_of_the_facts_is_checked_as_well() -> None:
    party = Party("buyer", place={"province": "云岭省", "street": "甲"})
    base = facts(parties=(party,))
    wrong = replace(base, contract=replace(base.contract, term="two years", signed_on="2025-13-01"))
    problems = check(wrong)
    assert [problem.split()[0] for problem in problems] == [
        "contract.signed_on",
        "contract.term",
        "parties[0].place",
    ]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            "period",
            [DAY, {"n": 0.5, "unit": "month"}, "perpetual", "immediate"],
            ["soon", {"n": "1", "unit": "day"}, {"n": 1, "unit": "decade"}, {"n": 1}, 3, True],
        ),
        ("threshold", [3, DAY], ["immediate", -1, True]),
        (
            "money",
            [{"amount": "1.00", "currency": "CNY"}],
            [
                {"amount": 1, "currency": "CNY"},
                {"amount": "1"},
                "1.00",
                {"amount": "1", "currency": "元"},
            ],
        ),
        ("decimal", ["30", "0.05", "-1.5"], ["30%", ".5", "1e3", 30, ""]),
        (
            "rate",
            [
                {"percent": "1", "base": "bond", "per": "once"},
                {"percent": "1", "base": "loss", "per": DAY, "cap_percent": None, "grace": DAY},
            ],
            [
                {"percent": "1", "base": "bond"},
                {"percent": "1", "base": "mood", "per": "once"},
                {"percent": "1", "base": "bond", "per": "often"},
                {"percent": "1", "base": "bond", "per": "once", "cap": "5"},
            ],
        ),
        ("place", [{"province": "云岭省", "city": None}, {}], ["云岭省", {"country": "中国"}]),
        ("date", ["2024-02-29", "2024-05"], ["2023-02-29", "2024", "24-05-01", "2024/05/01"]),
        ("int", [0, 3], [1.5, "3", True, -1]),
        ("number", [1, 2.5], [0, "1", False]),
        ("bool", [True, False], [0, "true"]),
        ("text", ["甲"], ["", "  ", 1]),
        ("list", [[], ["甲"]], ["甲", [1], [""]]),
        ("tiers", [[], [{"pay_percent": "90", "min": None}]], [[{"min": "60"}], [90]]),
    ],
)
def test_a_value_has_the_shape_of_its_kind(kind: str, good: list[Any], bad: list[Any]) -> None:
    key = Key("x", Kind(kind))
    assert [value for value in good if fault(key, value)] == []
    assert [value for value in bad if not fault(key, value)] == []
    assert fault(key, None) is None


def test_a_term_type_that_contradicts_itself_is_refused_with_its_file(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "ontology" / "terms" / "set_off.yaml").read_text("utf-8")
    path = tmp_path / "set_off.yaml"
    path.write_text(text.replace("caption: [holder]", "caption: [owner]"), "utf-8")
    with pytest.raises(OntologyError, match=r"set_off\.yaml: there is no key 'owner'"):
        read_term_type(path)


@pytest.mark.skipif(not SEEDS.exists(), reason="measures on ../shared")
def test_the_seeds_fit() -> None:
    problems = {
        path.name: check(Facts.from_json(json.loads(path.read_text("utf-8"))))
        for path in sorted(SEEDS.glob("*.json"))
    }
    assert problems
    assert {name: found for name, found in problems.items() if found} == {}
