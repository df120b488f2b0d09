"""Damages: a duty to make losses good, also beside a penalty (Civil Code art. 584)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.grammar.conditions import events_or_unnamed, from_condition, in_condition
from loaders.grammar.denials import denied
from loaders.grammar.lists import items_under
from loaders.grammar.reading import Hit, Reading
from loaders.grammar.sides import heading_side, loser, opposite, payee, payer, receiver
from loaders.grammar.triggers import as_triggers, listed
from loaders.values.rates import find_rates
from loaders.words import load, pattern
from ontology.facts import Role, Term

_SWEEPING = ("general_breach", "other")
_OF_HARM = "answers_for_harm"
_OF_HARMS = (_OF_HARM, "answers_for_loss")
_LISTED = 60
"""How much of what a definition lists as loss is quoted."""


def read(reading: Reading) -> Iterator[Term]:
    """One duty for each trigger; said again for it in one clause, it counts once."""
    seen: set[tuple[int | str, ...]] = set()
    hits = reading.hits(load("terms/damages"))
    made_good = {h.sentence.index for h in hits if h.cue.id != _OF_HARM and not in_condition(h)}
    for hit in hits:
        if in_condition(hit) or _only_spoken_of(hit):
            continue
        if hit.cue.id == _OF_HARM and hit.sentence.index in made_good:
            continue
        if hit.cue.id in _OF_HARMS and "损失" not in hit.words and _spares(hit):
            continue
        side = _payer(hit)
        harmed, scope = _payee(hit, side), _scope(hit)
        told = {key[-1] for key in seen if key[0] == hit.sentence.section}
        for trigger in _triggers(hit, side, told):
            sentence = hit.sentence.index if trigger in _SWEEPING else -1
            key = (hit.sentence.section, sentence, side, harmed, scope, trigger)
            again = _sign("falls_short").search(hit.before) and any(
                other[0] == hit.sentence.section and other[-1] == trigger for other in seen
            )
            if key in seen or again:
                continue
            seen.add(key)
            keys = {
                "payer": side,
                "payee": harmed,
                "scope": scope,
                "trigger": trigger,
            }
            yield reading.term("damages", from_condition(hit, 80), _end(hit), keys)


def _sign(cue: str) -> re.Pattern[str]:
    return pattern("damages_signs", cue)


def _only_spoken_of(hit: Hit) -> bool:
    """A loss of one's own, one not owed, one set off or named in brackets: no duty."""
    words = hit.segment_words
    if _sign("own_loss").search(hit.words + hit.after) or _sign("not_owed").search(words):
        return True
    short = "，" not in hit.words and _sign("falls_short").search(hit.before)
    if short or _sign("right_kept").search(words):
        return True
    if "倍" in words and "损失" not in words and find_rates(words):
        return True  # 按货款的三倍予以赔偿 is a penalty
    if hit.cue.id == "also_compensation" and "违约金" not in words and find_rates(words):
        return True
    if denied(hit) or _sign("of_outsider").search(words) or _heads_penalties(hit):
        return True
    if _sign("set_off").search(words) and not _sign("makes_good").search(words):
        return True
    return hit.in_brackets


def _spares(hit: Hit) -> bool:
    """与甲方无关, 甲方不承担: what is said of liability only keeps it from the other side."""
    return bool(_sign("spares").search(hit.sentence_words))


def _heads_penalties(hit: Hit) -> bool:
    """承担以下违约赔偿： over a list of penalties."""
    return any("违约金" in hit.reading.words(item) for item in items_under(hit))


def _payer(hit: Hit) -> Role:
    if hit.cue.id != "loss_defined":
        return payer(hit)
    named = opposite(loser(hit)) or heading_side(hit.reading, hit.sentence)
    return named or _payer_of_article(hit)


def _payer_of_article(hit: Hit) -> Role:
    """The one side that pays damages by the other sentences of the article, else both."""
    reading = hit.reading
    article = reading.path(hit.sentence.section)[-1]
    sides = {
        payer(other)
        for other in reading.hits(load("terms/damages"))
        if other.cue.id != "loss_defined" and reading.path(other.sentence.section)[-1] == article
    }
    return sides.pop() if len(sides) == 1 else "both"


def _payee(hit: Hit, side: Role) -> Role:
    """The other side, or a third party where only one is named as harmed."""
    named = receiver(hit) or loser(hit)
    if side == "third_party":
        return named or "unspecified"
    stated = hit.reading.view.plain[hit.sentence.start : hit.span[1]]
    if named is None and pattern("side_signs", "third_victim").search(stated):
        return "third_party"
    return payee(side)


def _triggers(hit: Hit, side: Role, told: set[int | str]) -> tuple[str, ...]:
    """What is `told` of loss before in the clause, if it is of one wrong, is also what the loss
    that the clause then defines is of.
    """
    if hit.cue.id == "loss_defined":
        return tuple(map(str, told)) if len(told) == 1 else ("general_breach",)
    return as_triggers(listed(hit) or events_or_unnamed(hit), side)


def _scope(hit: Hit) -> str:
    plain = hit.reading.view.plain
    rest = hit.sentence_words
    first = hit.sentence.segments[hit.sentence.segment_at(hit.start)][0]
    defines = hit.cue.id == "loss_defined"
    own = plain[max(first, hit.start - 12) : hit.sentence.end if defines else hit.span[1]]
    if _sign("indirect").search(rest) and not _sign("indirect_excluded").search(rest):
        whole = _sign("all").search(own) and not defines
        return "all" if whole else "indirect_included"
    before = plain[hit.sentence.start : hit.start]
    if _sign("all").search(own) or _sign("all_liability").search(before):
        return "all"
    own = own if "损失" in own else plain[hit.sentence.start : hit.span[1]]
    return "direct" if _sign("direct").search(own) else "unspecified"


def _end(hit: Hit) -> int:
    if hit.cue.id != "loss_defined":
        return max(hit.end, hit.span[1])
    given = hit.reading.view.plain[hit.end : min(hit.span[1], hit.end + _LISTED)]
    last = given.rfind("损失")
    return hit.end + (last + 2 if last != -1 else len(given))
