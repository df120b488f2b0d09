"""Small contracts out of a few terms: a name, what the contract is, and what it says."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from ontology.facts import Contract, Document, Facts, Party, Term

Build = Callable[..., Facts]

ORDINARY = {
    "title": "泵站监控系统运维服务合同",
    "signed_on": "2024-03-01",
    "total_price": {"amount": "400000.00", "currency": "CNY"},
}
HOME = {"province": "云岭省", "city": "临渊市", "county": None}


@pytest.fixture
def contract() -> Build:
    def build(name: str, *terms: dict[str, Any], **head: Any) -> Facts:
        read = tuple(
            Term(
                term["type"],
                "一",
                f"{name}约定之{seq}",
                seq * 10,
                seq * 10 + 5,
                {key: value for key, value in term.items() if key != "type"},
            )
            for seq, term in enumerate(terms)
        )
        place = head.pop("place", HOME)
        kind = head.pop("kind", "public_body")
        return Facts(
            Document(name, sha256(name.encode()).hexdigest()),
            Contract(**{**ORDINARY, **head}),
            (
                Party("buyer", "甲方", f"{name}水务中心", kind, place),
                Party("vendor", "乙方", f"{name}测控公司", "company"),
            ),
            terms=read,
        )

    return build


def late(percent: str, base: str = "overdue_amount", **rate: Any) -> dict[str, Any]:
    """A penalty of the buyer for late payment, so many percent a day."""
    per = {"n": 1, "unit": "day"}
    return {
        "type": "penalty",
        "payer": "buyer",
        "payee": "vendor",
        "trigger": "late_payment",
        "rate": {"percent": percent, "base": base, "per": per, **rate},
    }


@pytest.fixture(name="late")
def late_() -> Callable[..., dict[str, Any]]:
    return late
