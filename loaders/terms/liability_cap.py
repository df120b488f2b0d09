"""Liability caps: an overall limit on what a side can owe (Civil Code art. 506)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import condition, told
from loaders.grammar.events import classify
from loaders.grammar.mentions import Case
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.references import named_clauses
from loaders.grammar.sides import doers, heading_side, role_of
from loaders.text import BLANK
from loaders.values.money import find as find_money
from loaders.values.rates import find_caps, find_percents, find_rates
from loaders.words import load, pattern
from ontology.facts import Role, Term
from ontology.values import Json, decimal_text

_SINGLED_OUT = frozenset(
    {"confidentiality", "data_breach", "ip", "integrity", "non_solicit", "assignment"}
)
_BESIDE = 4
"""Within how many sentences of its article a cap may be said not to apply."""
_OF_ONE_ITEM = ("overdue_amount", "delayed_item", "installment", "monthly_fee", "bond", "loss")


def read(reading: Reading) -> Iterator[Term]:
    """One term for each cap on all of a side's liability."""
    for hit in reading.hits(load("terms/liability_cap")):
        if _caps_one_penalty(hit):
            continue
        amounts = [a.value for a in find_money(hit.words + hit.after[:40]) if not a.words]
        amount: Json = amounts[0].to_json() if amounts and amounts[0] else None
        percent, base = (None, None) if amount else _measure(hit)
        if percent is None and amount is None and BLANK not in hit.words + hit.after[:30]:
            continue
        if base in _OF_ONE_ITEM and not _sign("all_liability").search(hit.words):
            continue
        keys: dict[str, Json] = {
            "protects": _protects(hit),
            "percent": percent,
            "base": base,
            "amount": amount,
            "carve_outs": _carve_outs(hit),
        }
        yield reading.term("liability_cap", hit.span[0], max(hit.span[1], hit.end), keys)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("liability_cap_signs", cue)


def _caps_one_penalty(hit: Hit) -> bool:
    """A cap that follows a penalty's rate, or limits 此项违约金, belongs to that penalty."""
    words = hit.segment_words
    if _sign("one_penalty").search(words) or _sign("unlimited").search(words):
        return True
    if any(rate.rate.cap_percent is not None for rate in find_rates(hit.sentence_words)):
        return True
    if "违约金" in hit.words and hit.sentence.segment_at(hit.start) < hit.segment:
        return True
    if "违约金" not in words or _sign("all_liability").search(words):
        return False
    return hit.segment > 0 or bool(condition(hit))


def _protects(hit: Hit) -> Role:
    """The side whose liability is capped: the last one named before the cap that is not owed it."""
    before = (m for m in hit.sentence.mentions if m.end <= hit.start)
    plain = hit.reading.view.plain
    named = [m for m in before if m.case is not Case.OBJECT and plain[m.start - 1] not in "对向"]
    named += doers(hit.sentence, hit.start, hit.end)
    if named:
        return role_of(hit.reading, hit.sentence, named[-1])
    return heading_side(hit.reading, hit.sentence) or "both"


def _measure(hit: Hit) -> tuple[str | None, str | None]:
    words = hit.words + hit.after[:60]
    if _sign("gap").search(words):
        return None, "contract_total" if "合同" in words else "unspecified"
    caps = find_caps(words)
    if caps:
        return decimal_text(caps[0].percent), caps[0].base.value
    percents = find_percents(words)
    if percents:
        return decimal_text(percents[0].value), "unspecified"
    if _sign("paid").search(words):
        return "100", "unspecified"
    if _sign("whole_price").search(words):
        return "100", "contract_total"
    return None, None


def _carve_outs(hit: Hit) -> list[str]:
    """What the cap does not cover, by the words before it, behind it, or in the next sentence."""
    reading = hit.reading
    following = reading.sentences[hit.sentence.index + 1 : hit.sentence.index + 2]
    texts = [hit.after, *(reading.words(s) for s in following if s.section == hit.sentence.section)]
    texts += _exceptions_beside(hit)
    excepted = [words for words in texts if _sign("except").search(words)]
    if leading := _sign("except").match(hit.sentence_words):
        excepted.insert(0, leading.group())
    cues = load("cap_carve_outs")
    found = [cue.means for words in excepted for cue in cues if cue.pattern.search(words)]
    named = (event for words in excepted for event in _of_clauses(hit, words))
    return list(dict.fromkeys((*found, *named)))


def _of_clauses(hit: Hit, words: str) -> tuple[str, ...]:
    """The breaches of the clauses that an exception names: 除第9.4款外."""
    reading = hit.reading
    found: list[str] = []
    for section in named_clauses(hit, words):
        own = [s for s in reading.sentences if s.section == section][:1]
        heading = reading.outline.sections[section].heading or ""
        events = [told(reading, s) for s in own] + [classify(heading)]
        found += [e for e in events if e in _SINGLED_OUT][:1]
    return tuple(found)


def _exceptions_beside(hit: Hit) -> list[str]:
    """The clauses of the article that say to what the cap does not apply: 上述责任限制不适用于…."""
    reading, own = hit.reading, hit.sentence
    parent = reading.outline.sections[own.section].parent
    near = reading.sentences[max(0, own.index - _BESIDE) : own.index + 1 + _BESIDE]
    beside = (
        s
        for s in near
        if s.section != own.section and reading.outline.sections[s.section].parent == parent
    )
    return [w for s in beside if _sign("not_applied").search(w := reading.words(s))]
