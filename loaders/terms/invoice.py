"""Invoices: who issues which kind, and whether payment waits for it.

What counts is the duty to issue; an invoice named only as a condition inside a rule of payment
belongs to the payment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.duties import LABELS
from loaders.grammar.mentions import Case
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, opposite, receiver, role_of
from loaders.words import load
from ontology.facts import Term

_FAILS = re.compile(
    r"直[到至][^，。；]{0,24}(?:发票|票据)|(?:未|不|没有|无法|拒绝|延迟|逾期|有误|错误|虚假|不合格|不符|协助|重新|退回)[^，。；]{0,20}(?:发票|票据|开票|的$)"
    r"|发票[^，。；]{0,10}(?:有误|错误|不符|遗失|不合格|不合法|不合规|必须|应当?真实)|所开"
)
_BEHIND = re.compile(r"[^，。；]{0,12}(?:后|之日|时|并经|经)")
_RECEIVED = re.compile(r"(?:收到|凭|见|依据)[^，。；后]{0,12}$")
_BEFORE = re.compile(r"(?:付款|支付|收款|请款|结算|每[次笔期批])[^，。；]{0,12}(?:前|时)")
_AFTER = re.compile(
    r"(?:收到(?![^，。；]{0,6}(?:通知|申请))|付款(?!通知|申请)|支付|到账|收款)[^，。；]{0,24}?(?:后|之后|之日起)[^。；]{0,24}$"
    r"|(?:收到|收取)(?![^，。；]{0,6}(?:通知|申请))[^，。；]{0,16}(?:款|费|价款)|甲方[^，。；]{0,6}(?:付款|支付)[^，。；]{0,12}(?:后|之日)"
)
_WAITS = re.compile(
    r"发票[^。\n]{0,40}(?:后|之日)[^。\n]{0,60}(?:支付|付款|付清|结清)"
    r"|[凭见][^。；\n]{0,24}(?:发票|票据)[^。；\n]{0,20}(?:付|结算|办理)"
    r"|发票[^。\n]{0,40}(?:有权|否则|可)[^。；\n]{0,12}(?:拒|延|暂|顺)[^。；\n]{0,8}付|票到"
    r"|未[^。；\n]{0,20}(?:发票|开票)[^。\n]{0,30}(?:拒|暂|顺延|不予|延)"
)
_BY_WHOM = re.compile(r"^凭[^。；，,]{0,8}?(甲方|乙方)(?:所)?(?:开具|出具|提供|提交)")
_TICKET_FIRST = re.compile("先票后款|[凭见]票|票到")
_PAYS_THEN = re.compile(r"[^。；，,]{0,16}[，,]甲方(?!收到)[^。；]{0,30}(?:支付|付款|付清)(?!违约)")
"""乙方提供发票，甲方在10日内支付: who pays acts upon it."""
_PAYS_AROUND = re.compile(
    r"[在于]?(?:每次|收到)?(?:甲方|乙方)?[^，。；]{0,10}?(?:付款|支付|款项?|费用)[^，。；]{0,6}?(?:之?前|后|时|之日)"
)
"""应在甲方付款前向甲方开具: who pays only sets the time."""
_NOTIFIED = re.compile("(?:收到|接到)[^，。；]{0,8}(?:付款|支付)(?:通知|申请)")
_CONDITION = re.compile("(?:付款|支付)(?:条件|前提)(?:[：:]|$)")
_ASKS = re.compile("申请(?:付款|支付)|请款|(?:付款|支付|收款)[^，。；]{0,4}[，,]?[应须]")
_DEFINED = re.compile(r"(?:本合同)?所称[“\"]?发票[”\"]?[^。；\n]{0,40}")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence that lays down the duty."""
    seen: set[int] = set()
    sections: set[int] = set()
    for hit in reading.hits(load("terms/invoice")):
        if hit.cue.id == "sends" and hit.sentence.section in sections:
            continue
        if hit.sentence.index in seen or in_condition(hit) or _FAILS.search(hit.segment_words):
            continue
        if re.match(r"\s*(?:凭|如|若)", hit.segment_words) or _only_condition(hit):
            continue
        seen.add(hit.sentence.index)
        sections.add(hit.sentence.section)
        keys = {"issuer": _issuer(hit), "kind": _kind(hit), "before_payment": _waits(hit)}
        yield reading.term("invoice", from_condition(hit, 70), max(hit.end, hit.span[1]), keys)


def _only_condition(hit: Hit) -> bool:
    """…收到乙方开具的发票后…支付: a condition inside the payment sentence."""
    plain = hit.reading.view.plain
    if _BEHIND.match(plain[hit.end : min(hit.end + 16, hit.sentence.end)]):
        return True
    return bool(_RECEIVED.search(plain[hit.span[0] : hit.start]))


def _issuer(hit: Hit) -> str:
    """Who is paid issues; the payer only where it stands next to the act."""
    if by := _BY_WHOM.search(hit.words):
        return LABELS[by.group(1)]
    inside = [m for m in doers(hit.sentence, hit.start, hit.end) if m.case is Case.AGENT]
    named = inside or doers(hit.sentence, hit.span[0], hit.start)
    between = hit.reading.view.plain[named[-1].end : hit.start] if named else ""
    between = _PAYS_AROUND.sub("", between)
    if not named and (paid := opposite(receiver(hit))):
        return paid
    if named and ("付" not in between or _ASKS.search(between)):
        side = role_of(hit.reading, hit.sentence, named[-1])
        return side if side in ("buyer", "vendor", "third_party") else "vendor"
    return "vendor"


def _kind(hit: Hit) -> str:
    """The kind that the duty names, else the one that the contract means by an invoice."""
    for words in (hit.segment_words, _definition(hit.reading.view.plain)):
        if "专用发票" in words or "专票" in words:
            return "vat_special"
        if "普通发票" in words or "普票" in words:
            return "vat_ordinary"
    return "unspecified"


@lru_cache(maxsize=1)
def _definition(plain: str) -> str:
    """What the contract calls an invoice, looked for once for all its duties."""
    defined = _DEFINED.search(plain)
    return defined.group() if defined else ""


def _is_condition(hit: Hit) -> bool:
    """Whether it stands under a heading or label 付款条件, 支付条件."""
    above = hit.reading.headings(hit.sentence.section)[:1]
    return any(_CONDITION.search(words) for words in (*above, hit.before))


def _waits(hit: Hit) -> bool:
    """Whether payment waits: by the order that the duty names, else by the rules of payment."""
    before = hit.reading.view.plain[hit.sentence.start : hit.start]
    if _BEFORE.search(before) or _TICKET_FIRST.search(hit.sentence_words) or _is_condition(hit):
        return True
    if _NOTIFIED.search(before):
        return True
    if _AFTER.search(before):
        return False
    if _PAYS_THEN.match(hit.after):
        return True
    return bool(_WAITS.search(hit.reading.view.plain))
