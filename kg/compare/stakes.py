"""What hangs on each type of term: its weight, what it is about, whom a larger figure helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.grades import Favours
from ontology.errors import OntologyError
from ontology.facts import Term
from ontology.source import check_keys, read_yaml
from ontology.term_types import TermType, term_types
from ontology.vocabulary import closed_set

PATH = Path(__file__).with_name("stakes.yaml")

OTHER: Mapping[str, Favours] = MappingProxyType({"buyer": "vendor", "vendor": "buyer"})


@dataclass(frozen=True, slots=True)
class Stake:
    """One type of term: `helps` maps a key to the role key of the side that more of it helps."""

    type: str
    weight: int
    about: tuple[str, ...]
    helps: Mapping[str, str]
    order: Mapping[str, tuple[str, ...]]
    zero: tuple[str, ...]

    def helped(self, term: Term, key: str) -> Favours:
        """The side that a larger figure under the key helps in this term."""
        name = self.helps.get(key, "")
        role = str(term.keys.get(name.removeprefix("!")))
        side = OTHER.get(role)
        if side is None:
            return "none"
        return side if name.startswith("!") else OTHER[side]

    def matter(self, term: Term) -> tuple[str, ...]:
        """What a term is about and between whom: terms of one matter can be laid side by side."""
        return (self.type, *sides(term), *(str(term.keys.get(key)) for key in self.about))


def sides(term: Term) -> tuple[str, ...]:
    """The sides of a term, key by key."""
    edges = term_types()[term.type].edges
    return tuple(str(term.keys.get(key)) for key, edge in edges.items() if edge != "EXCUSES")


@cache
def stakes() -> Mapping[str, Stake]:
    """The stake of every type of term. Raises `OntologyError` naming what does not fit."""
    data, kinds = read_yaml(PATH), term_types()
    if missing := sorted(set(kinds) ^ set(data)):
        raise OntologyError(f"one stake for each type of term, not so {missing}", str(PATH))
    found: dict[str, Stake] = {}
    for name, item in data.items():
        check_keys(item, PATH, required=("weight", "about"), optional=("helps", "order", "zero"))
        stake = Stake(
            name,
            item["weight"],
            tuple(item["about"]),
            MappingProxyType(dict(item.get("helps", {}))),
            MappingProxyType({key: tuple(v) for key, v in item.get("order", {}).items()}),
            tuple(item.get("zero", ())),
        )
        _agree(kinds[name], stake, item.line)
        found[name] = stake
    return MappingProxyType(found)


def _agree(kind: TermType, stake: Stake, line: int) -> None:
    keys = (*stake.about, *stake.helps, *stake.order, *stake.zero)
    wrong = [key for key in keys if key not in kind.keys]
    wrong += [r for r in stake.helps.values() if r.removeprefix("!") not in kind.edges]
    wrong += [
        word
        for key, words in stake.order.items()
        for word in words
        if word not in closed_set(kind.keys[key].values or "").values
    ]
    if wrong:
        raise OntologyError(f"{kind.id} has no {wrong[0]!r}", f"{PATH}:{line}")
