"""Reads the parties: who they are, where, and through whom and which account they act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.clauses import Outline
from loaders.parties.blocks import Saying, sayings, side_of
from loaders.parties.particulars import PartyKind, clean, party_kind, person
from loaders.roles import Roles
from loaders.roles.labels import NEUTRAL, dictionary, introductions
from loaders.roles.scope import Named
from loaders.text import Text
from ontology import places
from ontology.facts import Party
from ontology.values import Json

# What a field may be read from, best first.
_SOURCES: dict[str, tuple[str, ...]] = {
    "address": ("address",),
    "phone": ("phone",),
    "fax": ("fax",),
    "email": ("email",),
    "legal_representative": ("legal_representative",),
    "agent": ("agent",),
    "contact": ("contact", "handler", "appointed"),
    "bank": ("bank",),
    "account": ("account",),
    "uscc": ("uscc",),
}
_ROLES: dict[str, Named] = {"buyer": "buyer", "vendor": "vendor"}
_NAMES = ("introduced", "name", "holder")

_PUBLIC_MONEY = re.compile("政府采购|财政(?:资金|部门|拨款|预算)|军队")
_APPOINTED = re.compile(
    r"(?P<label>[一-龥]{1,4}[方人])(?:指定|委派|指派|任命|确定)(?P<name>[一-龥·]{2,8}?)(?:先生|女士)?"
    r"(?:（[^（）]{0,40}）)?[，,]?(?:作?为|担任)[^，。；]{0,12}(?:联系人|联络人|负责人|对接人|代表)"
)


def read_parties(text: Text, outline: Outline, roles: Roles) -> tuple[Party, ...]:
    """The buyer, the vendor and whoever else signs; undecided sides keep the role unspecified."""
    said = [*_introduced(text, roles), *sayings(text.plain, roles), *_appointed(text, roles)]
    sides = list(_ROLES) if roles.decided else []
    others = [s.side for s in said if s.kind == "introduced" and s.side not in _ROLES]
    sides += dict.fromkeys(others)
    return tuple(_party(text, outline, roles, side, said) for side in sides)


def _party(text: Text, outline: Outline, roles: Roles, side: str, said: Sequence[Saying]) -> Party:
    mine = sorted(
        (saying for saying in said if saying.side == side),
        key=lambda saying: (outline.at(saying.start).part == "annex", saying.start),
    )
    values = {key: _best(mine, kinds) for key, kinds in _SOURCES.items()}
    name = _best(mine, _NAMES)
    label = _label(roles, side)
    return Party(
        role=_ROLES.get(side) or roles.scopes[0].role(side),
        label=label,
        name=name,
        kind=_kind(text, roles, side, name),
        place=_place(values["address"], name),
        **values,
    )


def _introduced(text: Text, roles: Roles) -> Iterator[Saying]:
    for item in introductions(text.plain):
        for label in item.labels:
            if side := side_of(roles, label, item.start):
                yield Saying(side, "introduced", item.name or "", item.start)
                break


def _appointed(text: Text, roles: Roles) -> Iterator[Saying]:
    """`甲方指定张三为项目联系人` in a clause."""
    for match in _APPOINTED.finditer(text.plain):
        side = side_of(roles, match["label"], match.start("label"))
        if side and person(match["name"]):
            yield Saying(side, "appointed", match["name"], match.start("name"))


def _best(mine: Sequence[Saying], kinds: Sequence[str]) -> str | None:
    """The first value of the best source."""
    for kind in kinds:
        for saying in mine:
            if saying.kind == kind and (value := _clean(kind, saying.raw)):
                return value
    return None


def _clean(kind: str, raw: str) -> str | None:
    reader = {"handler": "contact", "appointed": "contact"}.get(kind, kind)
    return clean(reader, raw)


def _label(roles: Roles, side: str) -> str | None:
    if side not in _ROLES:
        return side
    labels = roles.labels(_ROLES[side])
    neutral = [label for label in labels if re.fullmatch(NEUTRAL, label)]
    return next(iter([*neutral, *labels]), None)


def _kind(text: Text, roles: Roles, side: str, name: str | None) -> PartyKind:
    """From the name; a nameless 采购人 in government procurement is a public body."""
    if name is None and side == "buyer" and _PUBLIC_MONEY.search(text.plain):
        stems = {cue.id for cue in map(dictionary, roles.labels("buyer")) if cue}
        if "purchaser" in stems:
            return "public_body"
    return party_kind(name)


def _place(address: str | None, name: str | None) -> Json:
    """Where the address is; the name where there is none, or where it says more."""
    stated, named = (places.resolve(words) if words else None for words in (address, name))
    if stated is None or named is None:
        return stated or named
    narrower = stated["city"] is None and named["province"] == stated["province"]
    return named if narrower else stated
