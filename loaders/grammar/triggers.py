"""Which triggers of penalties and damages the events of a sentence, or of its list, stand for."""

from __future__ import annotations

import re

from loaders.grammar.broken_duties import breach_of
from loaders.grammar.conditions import condition
from loaders.grammar.events import alternatives
from loaders.grammar.lists import items_above, items_opened, items_under
from loaders.grammar.reading import Hit
from loaders.grammar.references import referred_items
from loaders.grammar.sentences import Sentence
from ontology.facts import Role

# Events of the lexicon that the closed set of penalty triggers files under another name.
TRIGGERS = {
    "security_incident": "data_breach",
    "accident": "damage",
    "insolvency": "other",
    "force_majeure": "other",
    "policy_change": "other",
    "purpose_lost": "general_breach",
    "mutual": "other",
    "convenience": "other",
}
_SHORTFALL = re.compile("不足(?:以|够)?|不能(?:全部)?弥补|低于[^，。]{0,12}损失")
_TIME = re.compile("起[^，。]{0,14}(?:内|前)$")
LATE = {"buyer": "late_payment", "vendor": "late_delivery"}
"""What bare lateness (每逾期一日) means, by who pays for it."""


def as_triggers(found: tuple[str, ...], side: Role) -> tuple[str, ...]:
    """The triggers that events stand for where `side` pays, each once."""
    late = LATE.get(side, "general_breach")
    named = (late if e == "bare_lateness" else TRIGGERS.get(e, e) for e in found)
    return tuple(dict.fromkeys(named))


def _wrongs(words: str) -> tuple[str, ...]:
    """The wrongs that an item names, or that breaking the duty it states would be."""
    if named := alternatives(words):
        return named
    return (breach_of(words) or "other",)


def listed(hit: Hit) -> tuple[str, ...]:
    """The distinct events among the items of a list that the sentence announces or sums up."""
    items = items_under(hit) or items_above(hit) or _opened(hit) or referred_items(hit)
    found = (e for item in items for e in _wrongs(hit.reading.words(item)))
    return tuple(dict.fromkeys(found))


def _opened(hit: Hit) -> tuple[Sentence, ...]:
    """The items of the list that the clause opens with; a sentence with a ground of its own, which
    a time is not, and not that the penalty falls short, is about that.
    """
    stated = condition(hit)
    about_all = not stated or _SHORTFALL.search(stated) or _TIME.search(stated)
    return items_opened(hit) if about_all else ()
