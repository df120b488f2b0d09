"""Terms as people read them."""

import pytest

from kg.compare import favours
from kg.wording import caption_words, term_words
from ontology.facts import Term


def term(kind: str, /, **keys: object) -> Term:
    return Term(kind, None, "原话", 0, 2, keys)


RATE = {"percent": "0.3", "base": "overdue_amount", "per": {"n": 1, "unit": "day"}}

SAID = [
    (
        term("penalty", payer="vendor", payee="buyer", trigger="late_delivery", rate=RATE),
        "供应方 → 采购方：逾期交付 · 每日 0.3%（逾期金额）",
        "vendor → buyer: late delivery · 0.3% of the overdue amount a day",
    ),
    (
        term(
            "penalty",
            payer="vendor",
            payee="buyer",
            trigger="quality",
            rate={
                "percent": "5",
                "min_percent": "1",
                "base": "contract_total",
                "per": "incident",
                "cap_percent": "10",
                "grace": {"n": 3, "unit": "day"},
            },
        ),
        "供应方 → 采购方：质量不合格 · 每次 1%–5%（合同总价），上限 10%，宽限期 3日",
        "vendor → buyer: poor quality · 1%–5% of the contract total for each incident,"
        " at most 10%, after 3 days",
    ),
    (
        term("penalty", payer="both", payee="both", trigger="general_breach", amount=None),
        "双方：一般违约",
        "both sides: any breach",
    ),
    (
        term("termination", holder="vendor", cause="late_payment", threshold=2),
        "供应方：逾期付款 · 触发界限 2次",
        "vendor: late payment · threshold: 2 events",
    ),
    (
        term("confidentiality", obligor="both", duration="perpetual"),
        "双方：期间 长期有效",
        "both sides: duration: perpetual",
    ),
    (
        term("liability_cap", protects="vendor", percent="10", base="contract_total"),
        "供应方：10% · 合同总价",
        "vendor: 10% · contract total",
    ),
    (
        term("invoice", issuer="vendor", kind="vat_special", before_payment=False),
        "供应方：增值税专用发票 · 先票后款 否",
        "vendor: special VAT invoice · invoice before payment: no",
    ),
    (
        term("service_level", obligor="vendor", metric="onsite", value="2", unit="hour"),
        "供应方：到场 · 2小时",
        "vendor: on site · 2 hours",
    ),
    (
        term(
            "payment",
            payer="buyer",
            payee="vendor",
            seq=1,
            trigger="signing",
            percent="30",
            amount={"amount": "90000.00", "currency": "CNY"},
        ),
        "采购方 → 供应方：期次 1 · 签订 · 30% · 90,000 元",
        "buyer → vendor: number: 1 · signing · 30% · CNY 90,000",
    ),
    # An open key may hold the name of a closed set's member, or a machine's word that says nothing.
    (
        term("damages", payer="vendor", payee="buyer", scope="all", trigger="data_breach"),
        "供应方 → 采购方：全部损失 · 数据安全事件",
        "vendor → buyer: all losses · data breach",
    ),
    (
        term("refund", payer="vendor", basis="full", trigger="termination"),
        "供应方：全额",
        "vendor: in full",
    ),
    (term("precedence", order=["补充协议", "本合同"]), "补充协议 > 本合同", "补充协议 > 本合同"),
]


@pytest.mark.parametrize(("said", "zh", "en"), SAID, ids=[row[1] for row in SAID])
def test_a_term_is_said_in_both_languages(said: Term, zh: str, en: str) -> None:
    assert (term_words(said).zh, term_words(said).en) == (zh, en)


def test_a_caption_leaves_out_the_sides() -> None:
    said = term("set_off", holder="buyer")
    assert term_words(said).zh == "采购方"
    assert caption_words(said).zh == ""


HELPED = [
    (term("penalty", payer="vendor", payee="buyer", trigger="quality"), "buyer"),
    (term("liability_cap", protects="vendor", percent="10"), "vendor"),
    (term("termination", holder="both", cause="general_breach"), "none"),
    (term("confidentiality", obligor="vendor"), "buyer"),
    (term("continuity", obligor="vendor", when="dispute"), "buyer"),
    (term("dispute", method="litigation", forum_side="vendor"), "vendor"),
    (term("dispute", method="arbitration", forum_side="neutral"), "none"),
    (term("discretion", holder="third_party", subject="acceptance"), "none"),
    (term("penalty", payer="both", payee="both", trigger="confidentiality"), "none"),
    # What the price is paid for is the bargain itself, not an advantage.
    (term("payment", payer="buyer", payee="vendor", percent="30"), "none"),
]


@pytest.mark.parametrize(("said", "side"), HELPED)
def test_roles_tell_whom_a_term_helps(said: Term, side: str) -> None:
    assert favours(said) == side
