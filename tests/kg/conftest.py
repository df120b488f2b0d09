"""A fictional contract with a little of everything, and a store on each engine.

`harbour` is the contract; `sampled` gives one term of any type, made from what its YAML says.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from kg.store import Store, open_store
from ontology.facts import SCHEMA, Facts, Term
from ontology.shapes import Key, Kind
from ontology.term_types import term_types
from ontology.vocabulary import closed_set

TEXT = """水闸监测设备保养合同
甲方：临渊市水务服务中心
乙方：栖霞测控技术有限公司
第一条 付款
1. 每季度末月收到票据十日内，甲方付清当季款项。
2. 上级拨款没有下达的，甲方暂缓付款不算违约。
第二条 责任
甲方迟付的，每过一日按欠付数额千分之一付滞纳金，以百分之六为限。
任何一方泄露图纸的，赔付合同价款两成。
第三条 争端
谈不拢的，交临渊市人民法院裁断。
"""

PLACE = {"province": "云岭省", "city": "临渊市", "county": None}


def _at(quote: str) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote)}


def _clause(id_: str, label: str, parent: str | None, first: str, last: str) -> dict[str, Any]:
    span = {"start": TEXT.index(first), "end": TEXT.index(last) + len(last)}
    return {"id": id_, "label": label, "heading": None, "parent": parent, **span, "part": "body"}


HARBOUR: dict[str, Any] = {
    "schema": SCHEMA,
    "document": {
        "name": "harbour",
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "chars": len(TEXT),
    },
    "contract": {
        "title": "水闸监测设备保养合同",
        "state": "executed",
        "signed_on": "2025-03-09",
        "term": {"n": 2, "unit": "year"},
        "total_price": {"amount": "360000.00", "currency": "CNY"},
    },
    "parties": [
        {
            "role": "buyer",
            "label": "甲方",
            "name": "临渊市水务服务中心",
            "kind": "public_body",
            "place": PLACE,
        },
        {
            "role": "vendor",
            "label": "乙方",
            "name": "栖霞测控技术有限公司",
            "kind": "company",
            "place": {"province": "云岭省", "city": "栖霞市", "county": "望江县"},
            "phone": "0999-5550123",
            "contact": "林知远",
        },
    ],
    "clauses": [
        _clause("1", "第一条", None, "第一条", "不算违约。"),
        _clause("1.1", "1.", "1", "1. 每季", "当季款项。"),
        _clause("1.2", "2.", "1", "2. 上级", "不算违约。"),
        _clause("2", "第二条", None, "第二条", "价款两成。"),
        _clause("3", "第三条", None, "第三条", "裁断。"),
    ],
    "terms": [
        {
            "type": "payment",
            "clause": "1.1",
            "payer": "buyer",
            "payee": "vendor",
            "seq": 1,
            "percent": "12.5",
            "amount": {"amount": "45000.00", "currency": "CNY"},
            "trigger": "invoice",
            "due": {"n": 10, "unit": "business_day"},
            "conditions": ["invoice", "fiscal_funds"],
            **_at("每季度末月收到票据十日内，甲方付清当季款项"),
        },
        {
            "type": "payment_excuse",
            "clause": "1.2",
            "holder": "buyer",
            "reason": "fiscal_funds",
            **_at("上级拨款没有下达的，甲方暂缓付款不算违约"),
        },
        {
            "type": "penalty",
            "clause": "2",
            "payer": "buyer",
            "payee": "vendor",
            "trigger": "late_payment",
            "rate": {
                "percent": "0.1",
                "min_percent": None,
                "base": "overdue_amount",
                "per": {"n": 1, "unit": "day"},
                "cap_percent": "6",
                "grace": None,
            },
            "amount": None,
            "plus_damages": None,
            **_at("甲方迟付的，每过一日按欠付数额千分之一付滞纳金，以百分之六为限"),
        },
        {
            "type": "penalty",
            "clause": "2",
            "payer": "both",
            "payee": "both",
            "trigger": "confidentiality",
            "rate": {"percent": "20", "base": "contract_total", "per": "once"},
            **_at("任何一方泄露图纸的，赔付合同价款两成"),
        },
        {
            "type": "dispute",
            "clause": "第三条之外",
            "method": "litigation",
            "forum": "临渊市人民法院",
            "forum_side": "buyer",
            "place": PLACE,
            **_at("交临渊市人民法院裁断"),
        },
    ],
    "norms": [
        {
            "modality": "obligation",
            "bearer": "buyer",
            "counterparty": "vendor",
            "action": "付清当季款项",
            "condition": None,
            "deadline": {"n": 10, "unit": "day"},
            "clause": "1.1",
            **_at("甲方付清当季款项"),
        },
        {
            "modality": "exemption",
            "bearer": "buyer",
            "counterparty": None,
            "action": "暂缓付款",
            "condition": "上级拨款没有下达的",
            "deadline": None,
            "clause": None,
            **_at("甲方暂缓付款不算违约"),
        },
    ],
    "defects": [{"kind": "undefined_term", "detail": "图纸未定义", **_at("图纸")}],
}


@pytest.fixture
def harbour() -> Facts:
    return Facts.from_json(HARBOUR)


@pytest.fixture(params=["embedded", "neo4j"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store may be, on each engine in turn."""
    if request.param == "embedded":
        return str(tmp_path / "store")
    address = request.getfixturevalue("neo4j_address")
    assert isinstance(address, str)
    return address


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as store:
        yield store


@pytest.fixture
def sampled() -> Callable[[str, str], Facts]:
    """Facts with one term of a type, every role in it the same."""

    def build(type_: str, role: str) -> Facts:
        keys = {name: _sample(key, role) for name, key in term_types()[type_].keys.items()}
        facts = Facts.from_json(HARBOUR)
        digest = sha256(f"{type_} {role}".encode()).hexdigest()
        return replace(
            facts,
            document=replace(facts.document, sha256=digest),
            terms=(Term(type_, "1.1", "每季度", 3, 6, keys),),
            norms=(),
            defects=(),
        )

    return build


def _sample(key: Key, role: str) -> Any:
    allowed = list(closed_set(key.values).values) if key.values else ["某种约定"]
    samples: dict[Kind, Any] = {
        Kind.ROLE: role if role in allowed else allowed[0],
        Kind.PERIOD: {"n": 3, "unit": "week"},
        Kind.THRESHOLD: 2,
        Kind.MONEY: {"amount": "100.50", "currency": "CNY"},
        Kind.DECIMAL: "2.5",
        Kind.RATE: {"percent": "3", "base": "installment", "per": "incident"},
        Kind.BOOL: True,
        Kind.TEXT: allowed[0],
        Kind.LIST: allowed[:2],
        Kind.PLACE: PLACE,
        Kind.DATE: "2026-02-03",
        Kind.INT: 4,
        Kind.NUMBER: 1.5,
        Kind.TIERS: [{"min": "60", "max": None, "pay_percent": "80"}],
    }
    return samples[key.kind]
