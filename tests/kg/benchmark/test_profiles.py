"""What a contract is taken for, and which others are its peers."""

from collections.abc import Callable
from typing import Any

import pytest

from kg.benchmark import profile_of
from kg.benchmark.profiles import Profile, kind_of, kinds
from ontology.facts import Facts

Build = Callable[..., Facts]

TITLES = [(kind.id, title, True) for kind in kinds().values() for title in kind.examples] + [
    (kind.id, title, False) for kind in kinds().values() for title in kind.counter_examples
]


@pytest.mark.parametrize(("kind", "title", "is_one"), TITLES)
def test_a_kind_is_told_by_its_title(kind: str, title: str, is_one: bool) -> None:
    assert (kind_of(title, None) == kind) is is_one


@pytest.mark.parametrize(
    ("title", "project", "kind"),
    [
        ("技术服务合同", "闸门监控平台运维项目", "operations"),
        ("服务合同", None, "service"),
        ("协议书", "河道测绘", "survey"),
        (None, None, None),
        ("协议书", "二期", None),
        ("泵站 监控\n系统运维合同", None, "operations"),
    ],
)
def test_a_title_that_says_little_leaves_it_to_the_project(
    title: str | None, project: str | None, kind: str | None
) -> None:
    assert kind_of(title, project) == kind


def test_a_profile_is_read_from_the_contract(contract: Build) -> None:
    assert profile_of(contract("临溪")) == Profile(
        "operations", "云岭省", "public_body", "200k-1m", 2024
    )


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        ({"total_price": {"amount": "199999.99", "currency": "CNY"}}, "price_band", "under-200k"),
        ({"total_price": {"amount": "200000.00", "currency": "CNY"}}, "price_band", "200k-1m"),
        ({"total_price": {"amount": "90000000.00", "currency": "CNY"}}, "price_band", "from-5m"),
        ({"total_price": {"amount": "300000.00", "currency": "USD"}}, "price_band", None),
        ({"total_price": None}, "price_band", None),
        ({"signed_on": None, "starts_on": "2023-05"}, "year", 2023),
        ({"signed_on": None}, "year", None),
        ({"kind": "unspecified"}, "buyer_kind", None),
        ({"place": None}, "region", None),
    ],
)
def test_what_is_not_known_is_not_guessed(
    contract: Build, head: dict[str, Any], name: str, expected: Any
) -> None:
    assert getattr(profile_of(contract("临溪", **head)), name) == expected


def test_years_are_alike_within_two() -> None:
    mine = Profile(year=2024)
    assert [mine.matches(Profile(year=y), ("year",)) for y in (2021, 2022, 2026, 2027, None)] == [
        False,
        True,
        True,
        False,
        False,
    ]
