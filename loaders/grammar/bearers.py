"""Who bears a norm: the doer that its words name, or the one that they leave to be understood."""

from __future__ import annotations

import re

from loaders.grammar.acts import Act, acts
from loaders.grammar.mentions import DOERS, Case, find_mentions
from loaders.grammar.reading import Reading
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import Side, opposite, role_of, topic
from ontology.facts import Role

_PAYS = re.compile(r"(?:支付|付款|拨付|结算|付清|付至|预付)(?!…?(?:违约金|赔偿))")
_LABEL = 10
_FINES = re.compile(r"违约金|赔偿|罚款|滞纳金|补偿")
_TOGETHER = re.compile(
    r"协商|商议|补充协议|书面形式(?:变更|修改|告知对方)|共同|相互|互相|合同[^，。；]{0,12}(?:继续|顺延)"
)
_PRICE = re.compile(
    r"(?:支付|付清|付至|结清|拨付|结算|预付)[^，。；]{0,16}(?:合同|服务费|货款|价款|工程款|租金|款项|进度款|预付款|首付款|尾款|余款|全款)"
)
_ASKS = re.compile(r"通知|要求|提出|催告|请求|发出|告知|指出|申请")
_FAILS = re.compile(r"违反|未(?![来尽])|逾期|迟延|拒绝|拒不|不能|无法|不(?:履行|符合|按)|擅自|违约")
_TIME = re.compile(r"(?:后|时|之日起?|内)[)）”\s]*$")
_OUTSIDE = re.compile(
    r"(?:监理(?:单位|人|工程师|方)?|第三方[^，。；]{0,10}|新服务商|主管部门|监管部门|审计机[关构]|财政部门|银行|保险公司|鉴定机构|检测机构)(?:均|都|应|须|将|有权|可|不得|必须|负责|$)"
)


def bearer(reading: Reading, sentence: Sentence, act: Act, before: Role | None) -> Role:
    """The side a norm binds or entitles; `before` bears the norm before it in the sentence."""
    if act.doer is not None:
        return role_of(reading, sentence, act.doer)
    view = reading.view.plain
    if _OUTSIDE.search(view[act.piece : max(act.act, act.piece)]):
        return "third_party"
    words = view[act.start : act.end]
    if _PRICE.search(words) and not _FINES.search(words):
        return "buyer"
    return (
        _toward(sentence, act)
        or _of_condition(reading, sentence, act)
        or _loser(reading, act)
        or before
        or _of_contacts(reading, sentence)
        or understood(reading, sentence)
        or _by_content(words)
    )


def _of_contacts(reading: Reading, sentence: Sentence) -> Side | None:
    """Both sides name contact persons, whose tasks bind both."""
    heading = reading.outline.sections[sentence.section].heading or ""
    head = "" if sentence.head is None else reading.words(reading.sentences[sentence.head])
    label = reading.words(sentence)[:_LABEL]
    return "both" if any("联系人" in words for words in (heading, head, label)) else None


def _toward(sentence: Sentence, act: Act) -> Side | None:
    """The other side of the one that the act is done to: 应向甲方提交, 须经甲方同意."""
    named = [m for m in sentence.mentions if act.piece <= m.start < act.end]
    sides = {m.who for m in named if m.case is not Case.ATTRIBUTE}
    if len(sides) == 1 and any(m.case is Case.OBJECT for m in named):
        who = sides.pop()
        return opposite(who) if who in ("buyer", "vendor") else None
    return None


def _of_condition(reading: Reading, sentence: Sentence, act: Act) -> Side | None:
    """The subject of the condition; the other side where it asks, or breaks what gives a right."""
    found = [m for m in sentence.mentions if m.case in DOERS and act.start <= m.start < act.piece]
    if not found:
        return None
    side = role_of(reading, sentence, found[-1])
    words = reading.view.plain[found[-1].end : act.piece].rstrip("，, ")
    turned = act.modality == "right" and _FAILS.search(words)
    asked = _ASKS.search(words) and _TIME.search(words)
    return opposite(side) if turned or asked else side


def _loser(reading: Reading, act: Act) -> Side | None:
    match = re.search(
        r"赔偿[^，。；]{0,12}(甲方|乙方)[^，。；]{0,12}损失",
        reading.view.plain[act.piece : act.end],
    )
    if match is None:
        return None
    return "vendor" if match.group(1) == "甲方" else "buyer"


def understood(reading: Reading, sentence: Sentence) -> Side | None:
    """The subject that a sentence without one takes over: sentence before, list head, headings."""
    if sentence.previous is not None:
        earlier = reading.sentences[sentence.previous]
        found = topic(reading, earlier)
        if found or sentence.head == sentence.previous:
            return found or understood(reading, earlier)
        if earlier.head == sentence.head:
            return understood(reading, earlier)
    head = None if sentence.head is None else reading.sentences[sentence.head]
    for section in reading.path(sentence.section):
        if head is not None and section == head.section:
            return _last_doer(reading, head) or understood(reading, head)
        if side := _of_heading(reading.outline.sections[section].heading or ""):
            return side
    return None


def _last_doer(reading: Reading, sentence: Sentence) -> Side | None:
    """Who acts under a head: the doer of its last act, else all that it names as acting."""
    said = [act.doer for act in acts(reading.view.plain, sentence) if act.doer is not None]
    found = said[-1:] or [m for m in sentence.mentions if m.case in DOERS]
    sides = {role_of(reading, sentence, m) for m in found}
    return sides.pop() if len(sides) == 1 else "both" if sides else None


def _of_heading(heading: str) -> Side | None:
    """The one side whose acts a heading announces: 甲方责任, 乙方未按约定交付."""
    mentions = find_mentions(heading, 0, len(heading))
    acting = [m.who for m in mentions if m.case in DOERS][-1:]
    named = set(acting or [m.who for m in mentions if m.who in ("buyer", "vendor", "both")])
    if len(named) != 1:
        return None
    who = named.pop()
    return {"buyer": "buyer", "vendor": "vendor"}.get(who, "both")  # type: ignore[return-value]


def _by_content(words: str) -> Side:
    """The buyer pays the price, both talk, and else the side that performs is meant."""
    if _TOGETHER.search(words):
        return "both"
    return "buyer" if _PAYS.search(words) and not _FINES.search(words) else "vendor"
