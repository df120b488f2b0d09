"""Refunds: who gives back money paid, on what basis, for what reason (Civil Code art. 566)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import condition, events, from_condition, in_condition
from loaders.grammar.denials import denied
from loaders.grammar.matter import matter
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import Side, doers, opposite, payer, role_of
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json

_NOT_BACK = re.compile(r"(?:不予|不(?!计)|概不|无需|不再|拒绝)[^，。；]{0,3}(?:退还|返还|退回|退)")
_MENTION = re.compile(
    r"[返退]还义务|见(?:本合同)?(?:专用|特殊)(?:条款|约定)|[（(](?:含|包括)[^）)]*[返退]还[^）)]*[）)]"
)
_UNTIL = re.compile(r"[返退]还[^，。；自从]{0,12}之日(?:为?止)")
_BY_TIME = re.compile(
    r"按日|按天|按月|按年|天数|月数|比例|折算|(?<!未)部分对应|剩余(?:服务)?(?:期|时间|月|天)|未到期"
)
_UNPERFORMED = re.compile(
    r"未(?:完成|履行|提供|使用|服务|实施|执行|发生|交付|交货|供货|到货|安装|施工|配送|消费|消耗)|剩余|多(?:收|付)|超出|余额|差额|差价"
    r"|(?:执行|履行|完成|实施)(?:的)?(?:实际)?(?:情况|进度)[^，。；]{0,6}[返退]"
)
_FORMULA = re.compile(r"[=＝]|公式")
_BOND = re.compile(r"保证金|押金|保函|质保金|保修金")
_TO = re.compile(
    r"[退返归交][还回付]?(?:给)?(?P<side>甲方|乙方)(?!支付|已|交|缴|所|的|预|多|剩余|收)|(?:退|返|归)[还回][^，。；]{0,24}给(?P<to>甲方|乙方)|(?:退|返)[还回][^，。；]{0,24}[到至入](?P<into>甲方|乙方)|向(?P<towards>甲方|乙方)[^，。；]{0,8}(?:退|返|归)[还回]"
)
_OF_PART = re.compile(r"(?:就|对于?|针对)[^，。；]{2,16}部分[，,]$")
_MAY_END = re.compile(r"(?:有权|可以?|得)[^，。；]{0,14}(?:解除|终止)")
_ENDS = re.compile(r"解除|终止")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each sentence; a formula stands for the sentence that announces it."""
    seen: set[int] = set()
    hits = [h for h in reading.hits(load("terms/refund")) if _counts(h)]
    formulas = {h.sentence.index for h in hits if h.cue.id == "back_formula"}
    for hit in hits:
        index = hit.sentence.index
        if index in seen or (hit.cue.id != "back_formula" and index + 1 in formulas):
            continue
        if hit.cue.id != "back_formula" and index in formulas:
            continue
        seen.add(index)
        keys: dict[str, Json] = {
            "payer": _payer(hit),
            "basis": _basis(hit),
            "trigger": _trigger(hit),
        }
        yield reading.term("refund", from_condition(hit, 70), max(hit.end, hit.span[1]), keys)


def _counts(hit: Hit) -> bool:
    if _NOT_BACK.search(hit.segment_words) or in_condition(hit):
        return False
    if _UNTIL.match(hit.reading.view.plain, hit.start):
        return False
    return not _MENTION.search(hit.segment_words) and not denied(hit)


def _payer(hit: Hit) -> Role:
    """Who gives back: not who receives it, else who is told to, else who keeps a bond."""
    back = _TO.search(hit.segment_words)
    if back:
        return "vendor" if back[back.lastgroup or "side"] == "甲方" else "buyer"
    plain, named = hit.reading.view.plain, doers(hit.sentence, hit.span[0], hit.end)
    if _BOND.search(hit.before[-40:] + hit.words + hit.segment_words) and not named:
        return "vendor" if matter(plain) == "lease" else "buyer"
    if not doers(hit.sentence, hit.sentence.start, hit.end):
        return "vendor"
    if not named and not _BOND.search(hit.segment_words) and (ending := _ends_it(hit)):
        return opposite(ending) or "vendor"
    side = payer(hit)
    return side if side in ("buyer", "vendor", "both") else "vendor"


def _ends_it(hit: Hit) -> Side | None:
    """Who may end the contract right before: 甲方有权终止合同，3日内退还剩余费用."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    for first, last in reversed(sentence.segments[: hit.segment]):
        if found := doers(sentence, first, last):
            ends = _MAY_END.search(plain, found[-1].end, last)
            return role_of(hit.reading, sentence, found[-1]) if ends else None
    return None


def _basis(hit: Hit) -> str:
    words = hit.segment_words if "，" not in hit.words else hit.words
    if topic := _OF_PART.search(hit.reading.view.plain[hit.sentence.start : hit.span[0]]):
        words = topic.group() + words
    if hit.cue.id == "back_formula" or _FORMULA.search(words):
        return "formula"
    if _BOND.search(hit.before[-40:] + words):
        kept = re.search("扣除|扣减|抵扣|抵充", hit.before[-40:] + words)
        return "formula" if kept else "full"
    by_time, left = _BY_TIME.search(words), _UNPERFORMED.search(words)
    if by_time and not (left and "部分" in by_time.group()):
        return "pro_rata"
    if left:
        return "unperformed"
    return "full"


def _trigger(hit: Hit) -> str | None:
    if _ENDS.search(hit.before + hit.segment_words):
        return "termination"
    found = events(hit)
    before = hit.sentence.previous
    if not found and not condition(hit).strip("，,") and before is not None:
        ends = _MAY_END.search(hit.reading.words(hit.reading.sentences[before]))
        return "termination" if ends else None
    return found[0] if found else None
