"""What the sides are called in the words of a brief: as the contract calls them."""

from __future__ import annotations

from kg.brief.grants import OTHER
from kg.grades import Side
from ontology.facts import Facts
from ontology.vocabulary import label


def names_of(facts: Facts, side: Side) -> dict[str, str]:
    """Names for `me` and `them`; with `_en` the English ones, capitalised for the start."""
    labels = {party.role: party.label for party in reversed(facts.parties) if party.label}
    names: dict[str, str] = {}
    for key, role in (("me", side), ("them", OTHER[side])):
        english = f"the {label('roles', role, 'en')}"
        names[key] = labels.get(role) or label("roles", role, "zh")
        names[f"{key}_en"] = english
        names[key.capitalize()] = names[key]
        names[f"{key.capitalize()}_en"] = english[:1].upper() + english[1:]
    return names
