"""Bonds: security for performance, deposits, money kept back (Civil Code art. 586; Regulation on
the Government Procurement Law art. 48).

What counts is the statement that a security is given or kept, with its size if it has one; giving
it back, taking out of it and forfeiting it are refund, set-off and penalty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import from_condition, in_condition
from loaders.grammar.denials import denied
from loaders.grammar.matter import matter
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import doers, opposite, receiver, role_of
from loaders.text import BLANK
from loaders.values.dates import find as find_dates
from loaders.values.durations import find as find_durations
from loaders.values.money import find as find_money
from loaders.values.rates import find_percents
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, Money, decimal_text, period_json

_FORM = re.compile(
    r"(?:履约|预付款|质量|质保|投标|租赁|房屋|装修|安全|工程|农民工工资|诚信|合同|服务|结清款)?(?:保证金|保函|担保)|质保金|质量保修金|保修金|风险(?:抵押)?金|押金|(?<![审核确约])定金"
)
_NOT_GIVEN = re.compile(
    r"退还|返还|没收|退回|不退|如数退|抵[扣充销]|扣[除减划付收]|兑付|不足|补足|有效期|失效|双倍|逾期|格式"
    r"|(?:未(?:能|按)?|没有|不|无法)[^，。；]{0,16}(?:提供|提交|缴纳|交纳|支付)|作为(?:租金|押金使用)|我方|期限$"
)
_IF = re.compile(r"^(?:如果?|若|倘若?)")
_GIVEN_FIRST = re.compile(r"(?:保证金|保函|担保|质保金|押金|定金)(?:之后|后|之日起|以后|的同时)")
"""提交履约保证金后10个工作日内 only times what follows."""
_LIMIT = re.compile(r"(?:不超过|不得超过|不高于|上限|率|低于|达到|税)[^，。；0-9]{0,12}$")
_PAID = re.compile(r"甲方[^。；]{0,24}(?:支付|预付|付至|付)[^，。；]{0,14}$")
"""…提供预付款保函，甲方支付合同总价的30%: a share that is paid, not secured."""
_SIZE = re.compile(rf"%|百分之|元|{BLANK}|作为|个月")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each security; what adds no size to one of the same article is none."""
    given: set[tuple[int, str | None]] = set()
    spoken: set[int] = set()
    for hit in reading.hits(load("terms/bond")):
        place = reading.path(hit.sentence.section)[-1], _form(hit)
        percent, amount = _percent(hit), _amount(hit)
        sized = percent is not None or amount is not None or bool(_SIZE.search(hit.segment_words))
        new = sized or (place not in given and hit.cue.id != "retained")
        if _counts(hit) and new and hit.sentence.index not in spoken:
            given.add(place)
            spoken.add(hit.sentence.index)
            yield _term(hit, percent, amount)


def _counts(hit: Hit) -> bool:
    words = hit.segment_words.strip()
    if _GIVEN_FIRST.search(words):
        return False
    return not (in_condition(hit) or denied(hit) or _NOT_GIVEN.search(words) or _IF.match(words))


def _form(hit: Hit) -> str | None:
    form = _FORM.search(hit.words) or _FORM.search(hit.segment_words)
    return form.group() if form else None


def _term(hit: Hit, percent: str | None, amount: Money | None) -> Term:
    spans = find_durations(hit.before + hit.words)
    due = next((s for s in spans if s.bound == "within" and s.value), None)
    keys: dict[str, Json] = {
        "provider": _provider(hit),
        "percent": percent,
        "amount": amount.to_json() if amount else None,
        "form": _form(hit),
        "due": period_json(due.value) if due else None,
        "expires_on": _expiry(hit),
    }
    if "\t" in hit.sentence_words:
        return hit.reading.term("bond", hit.sentence.start, hit.sentence.end, keys)
    return hit.reading.term("bond", from_condition(hit, 90), max(hit.end, hit.span[1]), keys)


def _provider(hit: Hit) -> Role:
    """Who gives security: the other side of who gets it or keeps it, else who acts; where nobody
    is named the tenant of a lease, else the side that performs."""
    if hit.cue.id == "retained" or (_form(hit) or "").startswith(("质", "保修")):
        return "vendor"
    if (gets := opposite(receiver(hit))) is not None:
        return gets
    acting = doers(hit.sentence, hit.sentence.start, hit.end)
    side = role_of(hit.reading, hit.sentence, acting[-1]) if acting else None
    if side in ("buyer", "vendor"):
        return side
    return "buyer" if matter(hit.reading.view.plain) == "lease" else "vendor"


def _percent(hit: Hit) -> str | None:
    words, near = hit.sentence_words, False
    if "\t" not in words and any(p.value <= 100 for p in find_percents(hit.segment_words)):
        words, near = hit.segment_words, True  # 支付至95%，余款5%作为质保金
    for share in find_percents(words):
        paid = not near and _PAID.search(words[: share.start])
        if share.value <= 100 and not paid and not _LIMIT.search(words[: share.start]):
            return decimal_text(share.value)
    return None


def _amount(hit: Hit) -> Money | None:
    found = [a for a in find_money(hit.sentence_words) if a.value]
    digits = [a for a in found if not a.words] or found
    return digits[0].value if digits else None


def _expiry(hit: Hit) -> str | None:
    """The date to which the security holds, in this sentence or the two that follow."""
    follow = hit.reading.sentences[hit.sentence.index : hit.sentence.index + 3]
    for sentence in follow:
        words = hit.reading.words(sentence)
        if re.search(r"(?:有效|截止|到期|期限)", words):
            found = [d for d in find_dates(words) if d.iso]
            if found:
                return found[-1].iso
    return None
