"""Penalties: a sum owed for a breach as such, by rate or amount (Civil Code art. 585).

A formula by time or count (每延期2天扣1%) is one too; a range to choose from is a deduction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from loaders.grammar.conditions import (
    condition,
    events,
    events_or_unnamed,
    from_condition,
    in_condition,
    told,
)
from loaders.grammar.events import alternatives
from loaders.grammar.matter import matter
from loaders.grammar.penal_sums import Sum, priced, rows, sums
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.references import filled_in
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import blamed, doers, payee, payer, role_of
from loaders.grammar.triggers import LATE, as_triggers, listed
from loaders.words import load, pattern
from ontology.facts import Role, Term
from ontology.values import Base, Json, Rate

_OF_PERFORMER = frozenset(
    {
        "late_delivery",
        "bare_lateness",
        "service_failure",
        "quality",
        "acceptance_failure",
        "personnel",
        "complaint",
    }
)
"""Breaches that only the side that performs can commit."""
_BASES = {
    ("vendor", "overdue_amount"): "delayed_item",
    ("buyer", "delayed_item"): "overdue_amount",
}
"""逾期部分价款 is the sum overdue of a payer, the part delayed of a performer."""
_LATE_PAYER: dict[str, Role] = {"late_delivery": "vendor", "late_payment": "buyer"}
_VICTIM: dict[str, str] = {"vendor": "甲方", "buyer": "乙方"}
"""How the view calls the side opposite a payer."""
_DENIED = re.compile(r"(?:不|无(?:需|须|权)|毋须|免(?:于|予|除)?|未)[^，,。；]{0,10}$")
_OWED_UNNAMED = ("违约金", "滞纳金", "逾期利息", "逾期付款利息", "罚息")
_AS_PENALTY = re.compile(r"支付[^，。；]{2,40}作为$")
"""支付其离职前一年的工资作为违约金: a sum that the text describes and does not count."""
_FOR_DELAY = re.compile(r"(?:误期|逾期(?:交付|交货|履约|完工))(?:损害)?(?:赔偿|违约)")
_OF_ALL = re.compile(r"(?:如果?|若)?(?:按)?(?:上述|前述|以上)[^，。；]{0,12}违约金")
_OPEN = re.compile(r"是否[^，。；]{0,6}$")
_ASIDE = re.compile(r"^\s*除(?!非)[^，。；]*外$")
_SCORE = re.compile(r"(?:得|评|考核)分[^，。；]{0,16}[0-9] ?分|[0-9] ?分以[上下]")
_FIGURE = re.compile("[0-9%‰＿分倍]")
_BARE_END = re.compile(r"[，,。；]|$|并|且|[及和](?:赔偿|承担)")


def read(reading: Reading) -> Iterator[Term]:
    """One penalty for each trigger and sum."""
    hits = [h for h in reading.hits(load("terms/penalty")) if not _only_spoken_of(h)]
    taken: set[tuple[int, int, int]] = set()
    fixed: Fixed = {}
    for hit in hits:
        for owed in sums(hit):
            stretch = (0, 0) if owed.left_open else (owed.start, owed.end)
            place = (hit.sentence.index, *stretch)
            if place in taken or _assessed(hit, owed):
                continue
            taken.add(place)
            for term in _terms(hit, owed):
                key = term.keys["payer"], term.keys["trigger"]
                if key not in fixed or _is_named_for_delay(hit) > _is_named_for_delay(
                    fixed[key][0]
                ):
                    fixed[key] = hit, term
                yield term
    with_sums = {index for index, _, _ in taken}
    for hit in hits:
        for item, owed in priced(hit):
            if item.index not in with_sums:
                with_sums.add(item.index)
                yield _item(hit, item, owed)
    for row, owed in rows(reading):
        if row.index not in with_sums:
            yield _fine(reading, row, owed)
    for hit in hits:
        if hit.sentence.index not in with_sums and _is_bare_duty(hit):
            terms = _terms(hit, Sum(None, None, hit.span[0], hit.end))
            yield from (t for t in terms if (t.keys["payer"], t.keys["trigger"]) not in fixed)
        elif _FOR_DELAY.match(hit.words) and hit.sentence.index not in with_sums:
            yield from _as_fixed(hit, fixed)


Fixed: TypeAlias = dict[tuple[Json, Json], tuple[Hit, Term]]
"""By payer and trigger the penalty that fixes a sum, the one called 误期赔偿 before others."""


def _is_named_for_delay(hit: Hit) -> bool:
    above = hit.reading.headings(hit.sentence.section)
    return any("误期" in words for words in (hit.sentence_words, *above))


def _as_fixed(hit: Hit, fixed: Fixed) -> Iterator[Term]:
    """加收误期赔偿 at the rate that another clause fixes for this side's delay; else no penalty."""
    before = hit.reading.view.plain[hit.span[0] : hit.start]
    side = _payer(hit, ())
    known = fixed.get((side, LATE.get(side)))
    if known is None or _DENIED.search(before) or _OPEN.search(before):
        return
    if known[0].sentence.section == hit.sentence.section:
        return
    keys = {**known[1].keys, "plus_damages": _plus_damages(hit)}
    yield hit.reading.term("penalty", hit.span[0], max(hit.end, hit.span[1]), keys)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("penalty_signs", cue)


def _only_spoken_of(hit: Hit) -> bool:
    """A penalty as a condition, or its cap; a sum that makes good what nobody broke."""
    if _ASIDE.match(hit.segment_words) and not _FIGURE.search(hit.segment_words):
        return True
    if in_condition(hit) and not hit.after.strip("，, ").startswith("每"):
        return True
    if hit.cue.id == "compensates_by_sum" and not events(hit):
        return True
    if hit.cue.id == "interest_on_arrears" and not {"late_payment", "bare_lateness"} & {
        *events(hit)
    }:
        return True
    return bool(_sign("is_cap").match(hit.reading.view.plain, hit.start, hit.span[1]))


def _assessed(hit: Hit, owed: Sum) -> bool:
    """扣减当季服务费的20%, not by time or count and not called a penalty, is only less pay; so is
    what each score below a mark costs.
    """
    rate = owed.rate
    if rate is None or hit.cue.id != "deducted" or rate.base is Base.BOND:
        return False
    if rate.per == "incident" and _SCORE.search(condition(hit)):
        return True
    return rate.per == "once" and not (_sign("named").search(hit.segment_words) or rate.grace)


def _is_bare_duty(hit: Hit) -> bool:
    """应支付违约金, without a word how much: a penalty unless another clause fixes it."""
    if hit.words not in _OWED_UNNAMED or hit.in_brackets or not _BARE_END.match(hit.after):
        return False
    before = hit.reading.view.plain[hit.span[0] : hit.start]
    if _AS_PENALTY.search(before):
        return True
    return bool(_sign("duty").search(before)) and not _DENIED.search(before)


def _terms(hit: Hit, owed: Sum) -> Iterator[Term]:
    told = filled_in(hit, load("terms/penalty")) or hit
    found = (() if owed.listed else listed(hit)) or _events(told)
    side = _payer(told, found)
    first = hit.sentence.segments[hit.sentence.segment_at(owed.start)][0]
    start = min(from_condition(hit), first)
    each = {"late_delivery", "late_payment"} <= {*found} and _names_breacher(hit)
    for trigger in as_triggers(found, side):
        owes = _LATE_PAYER.get(trigger, side) if each else side
        keys = _keys(owed, owes, trigger, _plus_damages(hit))
        yield hit.reading.term("penalty", start, max(hit.end, owed.end), keys)


def _names_breacher(hit: Hit) -> bool:
    """卖方逾期交货或买方逾期付款的，违约方应支付…: each pays for its own breach."""
    return any(m.who in ("breaching", "either") for m in hit.sentence.mentions)


def _item(hit: Hit, item: Sentence, owed: Sum) -> Term:
    """An item of a tariff, for the breach that it names."""
    found = alternatives(hit.reading.words(item)) or ("other",)
    side = _payer(hit, found)
    keys = _keys(owed, side, as_triggers(found, side)[0], None)
    return hit.reading.term("penalty", owed.start, owed.end, keys)


def _fine(reading: Reading, row: Sentence, owed: Sum) -> Term:
    """A row of a table of fines, which the performer pays unless the row blames the buyer."""
    side: Role = blamed(row) or "vendor"
    found = alternatives(reading.words(row)) or _announced(reading, row)
    keys = _keys(owed, side, as_triggers(found, side)[0], None)
    return reading.term("penalty", owed.start, owed.end, keys)


def _announced(reading: Reading, row: Sentence) -> tuple[str, ...]:
    """What the words before a table say that its rows are measures of: 不可用的，按下表补偿."""
    at = row.previous
    while at is not None and "\t" in reading.words(reading.sentences[at]):
        at = reading.sentences[at].previous
    event = None if at is None else told(reading, reading.sentences[at])
    return (event or "other",)


def _keys(owed: Sum, side: Role, trigger: str, plus_damages: str | None) -> dict[str, Json]:
    return {
        "payer": side,
        "payee": payee(side),
        "trigger": trigger,
        "rate": _fitted(owed.rate, side, trigger),
        "amount": owed.amount,
        "plus_damages": plus_damages,
    }


def _payer(hit: Hit, found: tuple[str, ...]) -> Role:
    """Who pays; where neither sentence nor list names a side, the one that can do what is fined.

    Of a lease that is the tenant; fined is who performs.
    """
    side = payer(hit)
    if hit.cue.id == "forfeited" and side == _ends_it(hit):
        return payee(side)
    if side != "unspecified" and (hit.sentence.mentions or hit.sentence.head is not None):
        return side
    if matter(hit.reading.view.plain) == "lease":
        return "buyer"
    if "罚" in hit.words or hit.cue.id == "deducted":
        return "vendor"
    return "buyer" if "late_payment" in found else "vendor" if _OF_PERFORMER & {*found} else side


def _ends_it(hit: Hit) -> Role | None:
    """Who ends the contract right before, and so is not the one that loses a bond."""
    plain, sentence = hit.reading.view.plain, hit.sentence
    acting = doers(sentence, sentence.start, hit.start)
    ends = acting and _sign("ends").match(plain, acting[-1].end, hit.start)
    return role_of(hit.reading, sentence, acting[-1]) if ends else None


def _fitted(rate: Rate | None, side: Role, trigger: str) -> Json:
    """The rate with the base that fits its payer; only one that runs with time has a grace."""
    if rate is None:
        return None
    shown: dict[str, Json] = rate.to_json()
    grace = shown["grace"] if isinstance(shown["per"], dict) else None
    late = trigger in ("late_payment", "late_delivery")
    base = _BASES.get((side, shown["base"]), shown["base"]) if late else shown["base"]
    return {**shown, "base": base, "grace": grace}


def _events(hit: Hit) -> tuple[str, ...]:
    """The events fined; 累计三次违约 and 甲方拒收的 look to the sentence before."""
    found, stated = events_or_unnamed(hit), condition(hit)
    reacts = _sign("reacts").search(stated)
    if reacts and reacts.group(1) == _VICTIM.get(payer(hit)) and (before := _before(hit)):
        return (before,)
    if "abandonment" in found and _is_late_at_last(hit, stated):
        return tuple("late_delivery" if e == "abandonment" else e for e in found)
    if "general_breach" in found and _sign("counted").search(stated):
        repeated = _before(hit)
        found = tuple(repeated or e if e == "general_breach" else e for e in found)
    return found


def _is_late_at_last(hit: Hit, stated: str) -> bool:
    """不能交货 under a heading on delivery is lateness carried to its end."""
    above = " ".join(hit.reading.headings(hit.sentence.section))
    return bool(_sign("cannot_deliver").search(stated) and _sign("of_delivery").search(above))


def _before(hit: Hit) -> str | None:
    previous = hit.sentence.previous
    if previous is None:
        return None
    event = told(hit.reading, hit.reading.sentences[previous])
    return None if event == "bare_lateness" else event


def _plus_damages(hit: Hit) -> str | None:
    behind = _next_words(hit.reading, hit.sentence)
    if _sign("excess").search(hit.after + behind):
        return "excess"
    if _sign("excess").search(_summed_up(hit.reading, hit.sentence)):
        return "excess"
    adds = behind[:60] if _sign("adds_loss").match(behind) else ""
    found = _sign("cumulative").search(hit.sentence_words) or _sign("cumulative").search(adds)
    return "cumulative" if found else None


def _summed_up(reading: Reading, sentence: Sentence) -> str:
    """What a later sentence of the clause says of all penalties before it: 上述违约金仍不足以…."""
    later = reading.sentences[sentence.index + 2 : sentence.index + 5]
    told = (reading.words(s) for s in later if s.section == sentence.section)
    return "".join(words for words in told if _OF_ALL.match(words))


def _next_words(reading: Reading, sentence: Sentence) -> str:
    after = reading.sentences[sentence.index + 1 : sentence.index + 2]
    return reading.words(after[0]) if after and after[0].section == sentence.section else ""
