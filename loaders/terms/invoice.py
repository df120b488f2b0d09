"""Invoices: who issues which kind, before or after payment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import obligor
from loaders.words import load
from ontology.facts import Term

_DUTY = re.compile(r"应|须|需|必须|负责|承诺|保证|(?:收到|付款)[^，。；]{0,20}后|前|同时|乙方(?:向甲方)?(?:开具|出具|提供)|开具等额")
_FAILS = re.compile(r"(?:未|不|没有|拒绝|延迟|逾期|有误|错误|虚假|不合格|不符)[^，。；]{0,20}(?:发票|票据|开票|的$)|发票[^，。；]{0,10}(?:有误|错误|不符|遗失|不合格)")
_AFTER = re.compile(r"(?:收到|付款|支付|到账|收款)[^，。；]{0,24}?(?:后|之后|之日起)(?:[^。；]{0,24})$")
_BUYER_RECEIVES = re.compile(r"甲方[^，。；]{0,8}(?:收到|付款|支付)[^，。；]{0,20}发票|(?:收到|凭)[^，。；]{0,20}发票")
_PAID_FIRST = re.compile(r"(?:乙方|卖方)?(?:收到|收取)[^，。；]{0,16}(?:款|费|付款|价款)|甲方[^，。；]{0,6}(?:付款|支付)[^，。；]{0,12}(?:后|之日)")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each duty; an invoice named only as a condition of payment is none."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/invoice")):
        if hit.sentence.index in seen or in_condition(hit) or _FAILS.search(hit.segment_words):
            continue
        if hit.words.startswith("凭") or _only_condition(hit):
            continue
        seen.add(hit.sentence.index)
        keys = {"issuer": _issuer(hit), "kind": _kind(hit), "before_payment": _before(hit)}
        yield reading.term("invoice", from_condition(hit, 70), max(hit.end, hit.span[1]), keys)


def _only_condition(hit: Hit) -> bool:
    """…收到乙方开具的发票后…支付: a condition inside the payment sentence."""
    plain = hit.reading.view.plain
    tail = plain[hit.end : min(hit.end + 16, hit.sentence.end)]
    if re.match(r"[^，。；]{0,12}(?:后|之日|时|并经|经)", tail):
        return True
    return bool(re.search(r"(?:收到|凭|见|依据)[^，。；后]{0,12}$", plain[hit.span[0] : hit.start]))


def _issuer(hit: Hit) -> str:
    side = obligor(hit, "vendor")
    return side if side in ("buyer", "vendor", "third_party") else "vendor"


def _kind(hit: Hit) -> str:
    words = hit.segment_words + _defined(hit.reading)
    if "专用发票" in hit.segment_words:
        return "vat_special"
    if "普通发票" in hit.segment_words:
        return "vat_ordinary"
    if "专用发票" in words:
        return "vat_special"
    return "vat_ordinary" if "普通发票" in words else "unspecified"


def _defined(reading: Reading) -> str:
    match = re.search(r"(?:本合同)?所称[“\"]?发票[”\"]?[^。；\n]{0,40}", reading.view.plain)
    return match.group() if match else ""


def _before(hit: Hit) -> bool:
    """Whether payment waits for the invoice: said by order of the words, or refused without it."""
    plain = hit.reading.view.plain
    before = plain[hit.sentence.start : hit.start]
    if re.search(r"(?:付款|支付)[^，。；]{0,10}(?:前|之前|同时)", before):
        return True
    if _AFTER.search(before):
        return False
    return not (_PAID_FIRST.search(before) and not re.search(r"前", before))
