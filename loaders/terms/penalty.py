"""Penalties: a sum owed for a breach as such, by rate or amount (Civil Code art. 585).

A formula by time or count (每延期2天扣1%) is one too; a range to choose from is a deduction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.grammar.conditions import (
    condition,
    events,
    events_or_unnamed,
    from_condition,
    in_condition,
    told,
)
from loaders.grammar.events import alternatives
from loaders.grammar.lists import items_above, items_under
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.references import referred
from loaders.grammar.sentences import Sentence
from loaders.grammar.sides import payee, payer
from loaders.values.rates import Fixed, RateHit, find_fixed, find_rates
from loaders.words import load, pattern
from ontology.facts import Role, Term
from ontology.values import Base, Json, Rate

# Events of the lexicon that the closed set of penalty triggers files under another name.
TRIGGERS = {
    "security_incident": "data_breach",
    "accident": "damage",
    "insolvency": "other",
    "force_majeure": "other",
    "policy_change": "other",
    "purpose_lost": "other",
    "mutual": "other",
    "convenience": "other",
}
LATE = {"buyer": "late_payment", "vendor": "late_delivery"}
"""What bare lateness (每逾期一日) means, by who pays for it."""
OF_PERFORMER = frozenset(
    {"late_delivery", "service_failure", "quality", "acceptance_failure", "personnel", "complaint"}
)
"""Breaches that only the side that performs can commit."""
_BASES = {
    ("vendor", "overdue_amount"): "delayed_item",
    ("buyer", "delayed_item"): "overdue_amount",
}
"""逾期部分价款 is the sum overdue of a payer, the part delayed of a performer."""
_REACH = 50
"""How far behind its cue the gap for a sum may stand."""
_FIGURE = re.compile("[0-9%‰分倍]")


@dataclass(frozen=True, slots=True)
class _Sum:
    """What is owed, where its words end, and the place they start."""

    rate: Rate | None
    amount: Json
    start: int
    end: int


def read(reading: Reading) -> Iterator[Term]:
    """One penalty for each trigger and sum."""
    taken: set[tuple[int, int, int]] = set()
    for hit in reading.hits(load("terms/penalty")):
        if in_condition(hit) and not hit.after.strip("，, ").startswith("每"):
            continue
        if hit.cue.id == "compensates_by_sum" and not events(hit):
            continue
        if _sign("is_cap").search(hit.segment_words):
            continue
        for owed in _sums(hit):
            open_ = owed.rate is None and owed.amount is None
            place = (hit.sentence.index, *((0, 0) if open_ else (owed.start, owed.end)))
            if place not in taken:
                taken.add(place)
                yield from _terms(hit, owed)


def as_triggers(found: tuple[str, ...], side: Role) -> tuple[str, ...]:
    """The triggers that events stand for where `side` pays, each once."""
    late = LATE.get(side, "general_breach")
    named = (late if e == "bare_lateness" else TRIGGERS.get(e, e) for e in found)
    return tuple(dict.fromkeys(named))


def listed(hit: Hit) -> tuple[str, ...]:
    """The distinct events among the items of a list that the sentence announces or sums up."""
    items = items_under(hit) or items_above(hit)
    found = (e for item in items for e in alternatives(hit.reading.words(item)) or ("other",))
    return tuple(dict.fromkeys(found))


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("penalty_signs", cue)


def _terms(hit: Hit, owed: _Sum) -> Iterator[Term]:
    found = listed(hit) or _events(hit)
    side = _payer(hit, found)
    start = hit.sentence.segments[hit.sentence.segment_at(owed.start)][0]
    start = min(from_condition(hit), start)
    for trigger in as_triggers(found, side):
        keys: dict[str, Json] = {
            "payer": side,
            "payee": payee(side),
            "trigger": trigger,
            "rate": _fitted(owed.rate, side),
            "amount": owed.amount,
            "plus_damages": _plus_damages(hit),
        }
        yield hit.reading.term("penalty", start, max(hit.end, owed.end), keys)


def _payer(hit: Hit, found: tuple[str, ...]) -> Role:
    """Who pays; where no words tell, the side that alone can do what is fined."""
    side = payer(hit)
    if side != "unspecified":
        return side
    return "buyer" if "late_payment" in found else "vendor" if OF_PERFORMER & set(found) else side


def _fitted(rate: Rate | None, side: Role) -> Json:
    """The rate with the base that fits its payer; only one that runs with time has a grace."""
    if rate is None:
        return None
    shown: dict[str, Json] = rate.to_json()
    grace = shown["grace"] if isinstance(shown["per"], dict) else None
    return {**shown, "base": _BASES.get((side, shown["base"]), shown["base"]), "grace": grace}


def _events(hit: Hit) -> tuple[str, ...]:
    """The events fined; 累计三次违约 repeats what the sentence before fines."""
    found = events_or_unnamed(hit)
    if "general_breach" in found and _sign("counted").search(condition(hit)):
        repeated = _before(hit)
        found = tuple(repeated or e if e == "general_breach" else e for e in found)
    return found


def _before(hit: Hit) -> str | None:
    previous = hit.sentence.previous
    if previous is None:
        return None
    event = told(hit.reading, hit.reading.sentences[previous])
    return None if event == "bare_lateness" else event


def _plus_damages(hit: Hit) -> str | None:
    follow = hit.after + _next_words(hit.reading, hit.sentence)
    if _sign("excess").search(follow):
        return "excess"
    cumulative = _sign("cumulative")
    if cumulative.search(hit.sentence_words) or cumulative.search(follow[:60]):
        return "cumulative"
    return None


def _sums(hit: Hit) -> Iterator[_Sum]:
    """The sums that the cue's own segment, or the one beside it, states."""
    window, end = _window(hit)
    found = _nearest(_values(window, hit), hit)
    start = hit.sentence.start
    if found is not None and not _blank_before(hit, start + _figure(found)):
        if isinstance(found, Fixed):
            yield _Sum(None, found.amount.to_json(), start + found.start, start + found.end)
        elif hit.cue.id != "deducted" or found.rate.min_percent is None:
            yield _Sum(found.rate, None, start + found.start, min(start + found.end, end))
    elif found is not None or (hit.cue.id != "liability_at_rate" and _left_open(hit)):
        yield _Sum(None, None, hit.span[0], hit.end)
    elif hit.cue.id == "liability_at_rate":
        source = referred(hit, load("terms/penalty"))
        if source is not None:
            yield from (replace(owed, start=hit.span[0], end=hit.end) for owed in _sums(source))
    elif hit.cue.id == "liquidated_damages":
        yield from _listed_sums(hit)


def _values(window: str, hit: Hit) -> list[RateHit | Fixed]:
    """The values of a kind with the cue: whole bonds for those kept, rates and sums for others."""
    rates = find_rates(window)
    bonds = [
        r for r in rates if r.rate.base is Base.BOND and not _FIGURE.search(window[r.start : r.end])
    ]
    if hit.cue.id == "forfeited":
        return [*bonds] or [*rates]
    return [*(r for r in rates if r not in bonds), *find_fixed(window)] or [*bonds]


def _left_open(hit: Hit) -> bool:
    """A sum left open: 一定数额, or a gap where the figure belongs."""
    words = hit.segment_words
    if _sign("limits").search(words):
        return False
    if hit.cue.id in ("liquidated_damages", "forfeited", "deducted") and _sign("gap").search(words):
        return True
    if hit.cue.id != "liquidated_damages":
        return False
    follows = _sign("limits").split(hit.after[:_REACH])[0]
    open_ = _sign("left_open").search(words) or _sign("by_interest").search(words)
    return bool(open_ or _sign("gap").search(follows))


def _blank_before(hit: Hit, figure: int) -> bool:
    """A gap right before the cue, with the figure found elsewhere: 按＿%支付违约金，不足10%的…"""
    plain, cue = hit.reading.view.plain, hit.start
    gaps = [g for g in _sign("gap").finditer(plain, hit.span[0], cue) if cue - g.end() < 14]
    return bool(gaps) and not gaps[-1].end() <= figure < cue


def _window(hit: Hit) -> tuple[str, int]:
    """The sentence, with a following sentence that caps the sum."""
    plain = hit.reading.view.plain
    end = hit.sentence.end
    after = hit.reading.sentences[hit.sentence.index + 1 : hit.sentence.index + 2]
    same = [s for s in after if s.section == hit.sentence.section]
    if same and _sign("caps_it").search(hit.reading.words(same[0])):
        end = same[0].end
    return plain[hit.sentence.start : end], end


def _listed_sums(hit: Hit) -> Iterator[_Sum]:
    """A sum among the items of a sentence that only announces it: 违约金按以下较高者计算：…"""
    items = items_under(hit)
    if any("违约金" in hit.reading.words(item) for item in items):
        return
    for item in items:
        for found in find_rates(hit.reading.words(item)):
            yield _Sum(found.rate, None, hit.span[0], hit.end)
            return


def _nearest(found: list[RateHit | Fixed], hit: Hit) -> RateHit | Fixed | None:
    """The value nearest to the cue in its segment, else in the one behind or before it."""
    base, segments = hit.sentence.start, hit.sentence.segments
    for index in (hit.segment, hit.segment + 1, hit.segment - 1):
        if 0 <= index < len(segments):
            start, end = segments[index]
            here = [f for f in found if start <= base + _figure(f) < end]
            if here:
                return min(here, key=lambda f: _distance(f, base, hit))
    return None


def _distance(found: RateHit | Fixed, base: int, hit: Hit) -> int:
    end = found.share.end if isinstance(found, RateHit) else found.end
    start = found.share.start if isinstance(found, RateHit) else found.end - 1
    return max(hit.start - base - end, base + start - hit.end)


def _figure(found: RateHit | Fixed) -> int:
    return found.share.start if isinstance(found, RateHit) else found.start


def _next_words(reading: Reading, sentence: Sentence) -> str:
    after = reading.sentences[sentence.index + 1 : sentence.index + 2]
    return reading.words(after[0]) if after and after[0].section == sentence.section else ""
