import pytest

from kg.flatten import flatten
from ontology.shapes import Key, Kind
from ontology.values import Json

DAY = {"n": 1, "unit": "day"}


@pytest.mark.parametrize(
    ("kind", "value", "properties"),
    [
        ("period", {"n": 10, "unit": "day"}, {"x_n": 10.0, "x_unit": "day", "x_days": 10.0}),
        (
            "period",
            {"n": 5, "unit": "business_day"},
            {"x_n": 5.0, "x_unit": "business_day", "x_days": 7.0},
        ),
        ("period", {"n": 36, "unit": "hour"}, {"x_n": 36.0, "x_unit": "hour", "x_days": 1.5}),
        # Occurrences take no time.
        ("period", {"n": 3, "unit": "event"}, {"x_n": 3.0, "x_unit": "event"}),
        ("period", "immediate", {"x_unit": "immediate", "x_days": 0.0}),
        ("period", "perpetual", {"x_unit": "perpetual"}),
        ("threshold", 5, {"x_n": 5.0, "x_unit": "event"}),
        ("threshold", {"n": 2, "unit": "month"}, {"x_n": 2.0, "x_unit": "month", "x_days": 60.0}),
        (
            "money",
            {"amount": "45000.00", "currency": "CNY"},
            {"x": 45000.0, "x_currency": "CNY"},
        ),
        ("decimal", "12.5", {"x": 12.5}),
        ("number", 2, {"x": 2.0}),
        ("bool", False, {"x": False}),
        ("int", 0, {"x": 0}),
        ("list", [], {"x": []}),
        ("text", "甲", {"x": "甲"}),
        ("place", {"province": "云岭省", "city": None, "county": None}, {"x": "云岭省"}),
        ("place", {"province": None, "city": None, "county": None}, {}),
        (
            "tiers",
            [{"pay_percent": "80", "min": "60"}],
            {"x": '[{"min": "60", "pay_percent": "80"}]'},
        ),
    ],
)
def test_a_value_becomes_properties(kind: str, value: Json, properties: Json) -> None:
    assert flatten({"x": Key("x", Kind(kind))}, {"x": value}) == properties


def test_a_null_leaves_no_property() -> None:
    keys = {kind.value: Key(kind.value, kind) for kind in Kind}
    assert flatten(keys, dict.fromkeys(keys)) == {}
    assert flatten(keys, {}) == {}


@pytest.mark.parametrize(
    ("rate", "properties"),
    [
        (
            {"percent": "0.3", "base": "installment", "per": DAY, "cap_percent": "5"},
            {
                "r_percent": 0.3,
                "r_base": "installment",
                "r_per": "time",
                "r_per_days": 1.0,
                "r_per_day": 0.3,
                "r_cap_percent": 5.0,
            },
        ),
        # One percent every fifteen days is a fifteenth of a percent a day.
        (
            {"percent": "1", "base": "overdue_amount", "per": {"n": 15, "unit": "day"}},
            {
                "r_percent": 1.0,
                "r_base": "overdue_amount",
                "r_per": "time",
                "r_per_days": 15.0,
                "r_per_day": 0.066666666667,
            },
        ),
        (
            {
                "percent": "20",
                "min_percent": "10",
                "base": "contract_total",
                "per": "once",
                "grace": {"n": 30, "unit": "business_day"},
            },
            {
                "r_percent": 20.0,
                "r_min_percent": 10.0,
                "r_base": "contract_total",
                "r_per": "once",
                "r_grace_n": 30.0,
                "r_grace_unit": "business_day",
                "r_grace_days": 42.0,
            },
        ),
        (
            {"percent": "2", "base": "bond", "per": "incident", "grace": "immediate"},
            {
                "r_percent": 2.0,
                "r_base": "bond",
                "r_per": "incident",
                "r_grace_unit": "immediate",
                "r_grace_days": 0.0,
            },
        ),
    ],
)
def test_a_rate_is_compared_by_the_day(rate: Json, properties: Json) -> None:
    assert flatten({"r": Key("r", Kind.RATE)}, {"r": rate}) == properties
