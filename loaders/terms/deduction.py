"""Deductions: less pay by assessment or at discretion; by time or count it is a penalty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from loaders.grammar.conditions import condition, events, from_condition, in_condition
from loaders.grammar.denials import denied
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import breacher, opposite, powerful, role_of
from loaders.values.rates import find_percents
from loaders.words import load
from ontology.facts import Role, Term
from ontology.values import Json, decimal_text

_BY_COUNT = re.compile(
    r"每(?:[一-龥]{0,2}次|延|逾|迟|推|超|发|出|有|次|日|天|缺|少|人)|按日|逾期|延期[一二0-9]"
    r"|每(?![月年季周半个])[一-龥]{1,6}[一1壹0-9] ?个?"
    r"(?:小时|分钟|人|次|项|起|例|处|台|件|名|份|条)"
)
_OWED = re.compile(r"违约金|赔偿|罚款|保证金|质保金|押金|滞纳金|税|折旧|通知书|失误|处罚")
_LIMIT = re.compile(
    r"(?:[核扣]减|扣除|扣款|减扣)(?:的?(?:金额|比例|数额|额度|额))?[^。；，,]{0,6}(?:不超过|最高|上限|以内)"
)
_LESS = re.compile("扣|减")
"""What a lone grade must say: 不合格的，扣除20%, not 合格后支付50%."""
_TAKES = re.compile(
    r"(?:均|则|也)?(?:有权|可以?|将|不再|不予|不(?=向)|无需|无须|暂扣|核减|扣减|扣除)|依?据|认为"
)
"""How words behind a side go on that pays less; one that 应 or 未 follows is cut."""
_ASIDE = re.compile(r"(?:甲方|乙方)?除(?!非)[^，。；]*外$")
"""甲方除按《考核办法》扣减费用外 only sets aside what another clause says."""
_UNTIL = re.compile(r"\s*(?:直至|直到)")
_NO_POWER = re.compile(
    r"扣除后|(?:前述|上述|该)扣[款除减]|(?:不得|不能|因为?|由于)[^，。；]{0,10}(?:扣|减)"
)
_SCORED = re.compile(r"[0-9]分(?!之)|考核|评分|得分")
_TIER = re.compile(
    r"(?:(?P<from>[0-9.]{1,6})\s{0,4}分?\s{0,4}[≤<＜]\s{0,4}[^。；，,0-9]{1,8}?\s{0,4}[≤<＜]\s{0,4}(?P<to>[0-9.]{1,6})\s{0,4}分?|[≥>＞]\s{0,4}=?(?P<least>[0-9.]{1,6})\s{0,4}分?|[<＜≤]\s{0,4}(?P<less>[0-9.]{1,6})\s{0,4}分?|(?P<a>[0-9.]{1,6})\s{0,4}分?\s{0,4}(?:\(含\)|（含）)?\s{0,4}(?:至|到|-|—|~|～)\s{0,4}(?P<b>[0-9.]{1,6})\s{0,4}分?|(?P<over>[0-9.]{1,6})\s{0,4}分?(?:\(含\)|（含）)?\s{0,4}(?:以上|及以上)|(?:大于|高于|超过)(?:或?等于)?\s{0,4}(?P<more>[0-9.]{1,6})\s{0,4}分?[，,]?(?:而|且|并|但)?(?:小于|低于|不足|不满)(?:或?等于)?\s{0,4}(?P<fewer>[0-9.]{1,6})|(?:低于|不足|小于|不满)\s{0,4}(?P<below>[0-9.]{1,6})|(?P<under>[0-9.]{1,6})\s{0,4}分?(?:\(不含\)|（不含）)?\s{0,4}以下)[^。；]{0,24}?(?:(?P<pays>付|支付|拨付|发放|结算)[^。；]{0,14}?(?:(?P<share>[0-9.]{1,6})\s{0,4}%|(?P<whole>全款|全额|全部))|(?P<full>全额|全款|足额)[^。；，,]{0,4}(?:付|拨|结算|发放)|按[^。；，,]{0,10}?(?P<rated>[0-9.]{1,6})\s{0,4}%[^。；，,]{0,6}(?:付|拨|结算|发放|计)|(?:扣除|扣减|扣)[^。；]{0,24}?(?P<cut>[0-9.]{1,6})\s{0,4}%|(?P<none>不(?:予|作|做)?扣|(?:自觉|自行|限期|及时|立即)整改|予以警告|口头警告))"
)


_GRADE = re.compile(
    r"(?<![0-9验收检])(?:考核|评价|考评|评定)?(?:结果)?(?:为)?[“\"]?"
    r"(?P<grade>优秀|良好|中等|基本合格|不合格|合格|优|良|中|差)[”\"]?(?:等?级)?(?:的[，,]?|时?[，,]|(?=扣|支付|结算))"
    r"[^。；0-9]{0,16}?(?:(?P<full>全额|足额|全款|不做扣款|不扣)|(?P<none>不予(?:结算|支付|拨付)|不再?(?:支付|结算))"
    r"|(?:扣除|扣减|扣)[^。；0-9]{0,14}(?P<cut>[0-9.]{1,5}) ?%"
    r"|(?:结算|支付|拨付|付)[^。；0-9]{0,14}(?P<share>[0-9.]{1,5}) ?%)"
)
"""考核优秀的，全额结算；合格的，结算80%；不合格的，不予结算: grades by name."""


Tier: TypeAlias = tuple[int, int, int, re.Match[str]]
"""The index and span of the sentence of a tier, and the words of the tier."""


def read(reading: Reading) -> Iterator[Term]:
    """One term for a list of score tiers, one for each power to cut the fee."""
    seen: set[int] = set()
    groups = tuple(_tier_groups(reading))
    for group in groups:
        yield _tiered(reading, group)
    graded = {index for group in groups for index, _, _, _ in group}
    for hit in reading.hits(load("terms/deduction")):
        if hit.sentence.index not in graded | seen and _cuts(hit):
            seen.add(hit.sentence.index)
            yield _cut(hit)


def _tier_groups(reading: Reading) -> Iterator[list[Tier]]:
    """Neighbouring tiers: those of one sentence, or of sentences that follow one another."""
    group: list[Tier] = []
    last = -2
    for sentence in reading.sentences:
        words = reading.words(sentence)
        found = list(_TIER.finditer(words)) if _SCORED.search(words) else []
        found = found or list(_GRADE.finditer(words))
        if not found:
            continue
        if group and found[0].re is not group[-1][3].re:
            if len(group) > 1:
                yield group
            group = []
        if group and sentence.index != last + 1:
            if len(group) > 1:
                yield group
            group = []
        group += [(sentence.index, sentence.start, sentence.end, match) for match in found]
        last = sentence.index
    if len(group) > 1:
        yield group


def _tiered(reading: Reading, group: list[Tier]) -> Term:
    tiers = [_tier(match) for _, _, _, match in group]
    lowest = min(Decimal(t["pay_percent"]) for t in tiers)
    keys: dict[str, Json] = {
        "holder": "buyer",
        "max_percent": decimal_text(Decimal(100) - lowest),
        "min_percent": None,
        "trigger": "assessment",
        "tiers": tiers,
    }
    (_, start, _, first), (_, last, end, closing) = group[0], group[-1]
    if first.re is _GRADE:
        start, end = start + first.start(), last + closing.end()
    return reading.term("deduction", start, end, keys)


def _grade(match: re.Match[str]) -> dict[str, Json]:
    if match["cut"]:
        share = decimal_text(Decimal(100) - Decimal(match["cut"]))
    else:
        share = "100" if match["full"] else "0" if match["none"] else match["share"]
    return {"min": None, "max": None, "pay_percent": share}


def _tier(match: re.Match[str]) -> dict[str, Json]:
    if match.re is _GRADE:
        return _grade(match)
    low = match["over"] or match["from"] or match["least"] or match["more"]
    high = match["under"] or match["below"] or match["to"] or match["less"] or match["fewer"]
    if match["a"]:
        low, high = sorted((match["a"], match["b"]), key=Decimal)
    if match["cut"]:
        share = decimal_text(Decimal(100) - Decimal(match["cut"]))
    else:
        paid_in_full = match["whole"] or match["full"] or match["none"]
        share = "100" if paid_in_full else match["share"] or match["rated"]
    return {"min": low, "max": high, "pay_percent": share}


def _cuts(hit: Hit) -> bool:
    words = hit.segment_words
    if _ASIDE.match(words):
        return False
    if hit.cue.id == "pays_nothing" and not condition(hit):
        return False
    if hit.cue.id == "tiers" and not _LESS.search(hit.words):
        return False
    if _OWED.search(words) or _NO_POWER.search(words) or in_condition(hit):
        return False
    owed = any(cue.pattern.search(words) for cue in load("terms/set_off"))
    if owed and not find_percents(words):
        return False
    return not _BY_COUNT.search(hit.sentence_words) and not denied(hit)


def _cut(hit: Hit) -> Term:
    percents = find_percents(hit.reading.view.plain[max(hit.span[0], hit.start - 20) : hit.span[1]])
    limit = _LIMIT.search(hit.after)
    top = next(iter(percents or find_percents(hit.after[limit.start() :] if limit else "")), None)
    found = events(hit)
    keys: dict[str, Json] = {
        "holder": _holder(hit),
        "max_percent": decimal_text(top.value) if top else None,
        "min_percent": decimal_text(top.min_value) if top and top.min_value is not None else None,
        "trigger": found[0] if found else "assessment",
        "tiers": [],
    }
    return hit.reading.term("deduction", from_condition(hit, 45), _end(hit), keys)


def _end(hit: Hit) -> int:
    """The end of the cue's segment, or of 直至纠纷解决 behind it."""
    spans = hit.sentence.segments[hit.segment + 1 : hit.segment + 2]
    until = [end for start, end in spans if _UNTIL.match(hit.reading.view.plain, start)]
    return max(hit.end, hit.span[1], *until)


def _holder(hit: Hit) -> Role:
    """Who pays less, whoever the sentence is about."""
    own = powerful(hit.sentence, hit.span[0], hit.start)
    if own is not None and _TAKES.match(hit.reading.view.plain, own.end, hit.end):
        return role_of(hit.reading, hit.sentence, own)
    blames = breacher(hit.sentence, hit.span[0]) if re.search(r"免收|减免", hit.words) else None
    return opposite(blames) or "buyer"
