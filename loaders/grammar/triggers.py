"""Which triggers of penalties and damages the events of a sentence, or of its list, stand for."""

from __future__ import annotations

from loaders.grammar.broken_duties import breach_of
from loaders.grammar.events import alternatives
from loaders.grammar.lists import items_above, items_under
from loaders.grammar.reading import Hit
from loaders.grammar.references import referred_items
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
    items = items_under(hit) or items_above(hit) or referred_items(hit)
    found = (e for item in items for e in _wrongs(hit.reading.words(item)))
    return tuple(dict.fromkeys(found))
