"""Settlement: pay for the part performed when the contract ends early (Civil Code art. 566)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, payer
from loaders.values.durations import find as find_durations
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, period_json

_ENDS = re.compile(
    r"解除|终止|解约|退租|中途|停止|取消|提前(?:结束|终止)|撤销|中止"
    r"|不再(?:履行|继续)|退出"
)
_BY_TIME = re.compile(
    r"服务期限|按日|按天|[天日]数|日费用|月数|实际(?:服务|使用|租赁|履行)(?:期|时间|天|月|日)|期限|时间比例|按月"
)
_VENDOR_PAYS = re.compile(
    r"(?:^|[，,：:由])乙方(?:应当?|须|需|必须|仍|同意|负责)?"
    r"(?:(?:向|给)甲方[^，,。；]{0,20}(?:支付|付清|结清)"
    r"|(?:按照?|根据|依)甲方[^，,。；]{0,20}(?:支付|付清|结清|结算)"
    r"|[^，,。；甲]{0,20}(?:支付|付|结算|结清)给甲方)"
)
"""乙方按甲方已完成的工作量结清: who is paid for work is named, so the other side pays."""
_PERFORMED = re.compile(r"(甲方|乙方)(?:实际|已经?){1,2}(?:完成|履行|提供|交付|实施|服务|执行)")
"""Who performed is paid, whatever the sides are called."""
_FORMULA = re.compile(r"[=＝]|公式|计算方法如下")
_BEHIND = re.compile(r"(?:的?(?:费用|款项|价款))?(?:之)?后[一-龥]")
"""甲方结清已发生费用后交付: paying is only what the delivery waits for."""
_LEAVING = re.compile(
    r"[^，,。；]{0,24}(?:撤[离场出]|退场|移交|交还|搬离|腾退)[^，,。；]{0,12}[，,]"
)
"""5日内撤场 is no time to pay in."""
_SOON = 24
_OTHER = re.compile(r"退还|返还|退回|退款|违约金|赔偿")
"""What is given back or fined is no pay for the part performed."""


def read(reading: Reading) -> Iterator[Term]:
    """One term for each rule on paying what was performed."""
    seen: set[int] = set()
    for hit in reading.hits(load("terms/settlement")):
        if (
            hit.sentence.index in seen
            or in_condition(hit)
            or _BEHIND.match(hit.reading.view.plain, hit.end)
            or not _about_ending(hit)
            or _OTHER.search(hit.words + re.split("[，,]", hit.after[:10])[0])
        ):
            continue
        seen.add(hit.sentence.index)
        keys: dict[str, Json] = {"payer": _payer(hit), "basis": _basis(hit), "due": _due(hit)}
        yield reading.term("settlement", from_condition(hit, 60), max(hit.end, hit.span[1]), keys)


def _about_ending(hit: Hit) -> bool:
    around = [hit.sentence_words, *hit.reading.headings(hit.sentence.section)]
    if hit.sentence.previous is not None:
        around.append(hit.reading.words(hit.reading.sentences[hit.sentence.previous]))
    if hit.sentence.head is not None:
        around.append(hit.reading.words(hit.reading.sentences[hit.sentence.head]))
    return any(_ENDS.search(words) for words in around)


def _payer(hit: Hit) -> Role:
    """The price is the buyer's debt unless the words make the vendor pay."""
    if performed := _PERFORMED.search(hit.segment_words):
        return "buyer" if performed[1] == "乙方" else "vendor"
    if _VENDOR_PAYS.search(hit.segment_words + hit.after[:_SOON]):
        return "vendor"
    if re.search(r"向甲方(?:收取|主张)|甲方[^，。；]{0,12}(?:支付|付|结算)", hit.sentence_words):
        return "buyer"
    if not doers(hit.sentence, hit.span[0], hit.span[1]):
        return "buyer"
    side = payer(hit)
    return side if side in ("buyer", "vendor") else "buyer"


def _basis(hit: Hit) -> str:
    words = hit.before + hit.segment_words
    time = _BY_TIME.search(words)
    if time:
        return "pro_rata"
    return "formula" if _FORMULA.search(words) else "performed"


def _due(hit: Hit) -> Json:
    words = _LEAVING.sub("", hit.before) + hit.words
    for said in (words, hit.after[:_SOON]):
        within = [s for s in find_durations(said) if s.bound == "within" and s.value]
        if within:
            return period_json(within[0].value)
    return None
