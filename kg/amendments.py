"""Which contracts amend which: supplementary agreements find their contract, whichever came first.

By number, else by the title that they give, between the same parties. Where two contracts would do,
neither is linked: a wrong link is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.identity import normal_name
from kg.naming import name_form
from kg.store import Row, Statement, Store
from ontology.facts import Facts
from ontology.values import Json

_KIND = r"(?:补充|变更|修改|修订|更正)(?:合同|协议)(?:书)?|(?:补充|变更)条款"
_COUNT = r"\(?(?:之?第?[一二三四五六七八九十\d]+(?:号|次|份)?)?\)?"
_AMENDING = re.compile(rf"(?:的|之)?(?:第[一二三四五六七八九十\d]+[号次份])?(?:{_KIND}){_COUNT}$")
_QUOTED = re.compile(r"《([^《》]+)》")
_NUMBER_TAIL = re.compile(
    r"[-_/(]*(?:补|bc|b|s)\d*\)?$|[-_/]\(?补充?协?议?[一二三四五六七八九十\d]*\)?$"
)


@dataclass(frozen=True, slots=True)
class References:
    """How a contract may be referred to, and what it refers to where it amends another."""

    number: str | None
    title: str | None
    amends_number: str | None = None
    amends_title: str | None = None

    def properties(self) -> dict[str, Json]:
        """As properties of the contract's node."""
        return {
            key: value
            for key, value in (
                ("number_key", self.number),
                ("title_key", self.title),
                ("amends_number", self.amends_number),
                ("amends_title", self.amends_title),
            )
            if value
        }


def references(facts: Facts) -> References:
    """What the head of a contract says about which contract it is, or amends."""
    number = normal_name(facts.contract.number or "") or None
    title = normal_name(facts.contract.title or "") or None
    found = _AMENDING.search(title) if title else None
    if title is None or found is None:
        return References(number, title)
    base = title[: found.start()].removeprefix("关于").removeprefix("对")
    quoted = _QUOTED.search(base)
    original = _NUMBER_TAIL.sub("", number) if number else None
    return References(number, title, original or None, (quoted[1] if quoted else base) or None)


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    says: References
    signed_on: str | None
    parties: frozenset[tuple[str, str]]


def link(store: Store, contract: str, facts: Facts | None) -> list[Statement]:
    """What makes the links right once this contract has these facts, `None` for none at all."""
    before = _before(store, contract)
    now = _known(contract, facts) if facts is not None else None
    says = [References(row["number"], row["title"]) for row in before]
    says += [now.says] if now else []
    amending = {row["id"]: _row(row) for row in _who_amends(store, says) if row["id"] != contract}
    if now and _amends(now.says):
        amending[contract] = now
    work: list[Statement] = []
    for one in sorted(amending.values(), key=lambda known: known.id):
        found = {row["id"]: _row(row) for row in _candidates(store, one.says)}
        found.pop(contract, None)
        if now:
            found[contract] = now
        work += _linked(one, _base(one, found))
    return work


def _amends(says: References) -> bool:
    return bool(says.amends_number or says.amends_title)


def _base(one: _Known, found: Mapping[str, _Known]) -> tuple[_Known, str] | None:
    """The one contract that this one can mean, and by what it was found."""
    others = [
        known
        for known in found.values()
        if known.id != one.id
        and known.parties & one.parties
        and not _amends(known.says)
        and not (known.signed_on and one.signed_on and known.signed_on > one.signed_on)
    ]
    says = one.says
    by_number = [k for k in others if says.amends_number and k.says.number == says.amends_number]
    if len(by_number) == 1:
        return by_number[0], "number"
    alike = [
        known
        for known in others
        if says.amends_title
        and known.says.title == says.amends_title
        and known.parties == one.parties
    ]
    return (alike[0], "title") if len(alike) == 1 and not by_number else None


def _linked(one: _Known, base: tuple[_Known, str] | None) -> list[Statement]:
    drop = Statement("MATCH (:Contract {id: $id})-[x:AMENDS]->(:Contract) DELETE x", {"id": one.id})
    if base is None:
        return [drop]
    cypher = (
        "MATCH (a:Contract {id: $id}) MATCH (b:Contract {id: $base})"
        " CREATE (a)-[:AMENDS {reason: $reason}]->(b)"
    )
    return [drop, Statement(cypher, {"id": one.id, "base": base[0].id, "reason": base[1]})]


def _known(contract: str, facts: Facts) -> _Known:
    parties = frozenset((p.role, name_form(p.name)) for p in facts.parties if p.name)
    return _Known(contract, references(facts), facts.contract.signed_on, parties)


_COLUMNS = """
c.id AS id, c.number_key AS number, c.title_key AS title, c.amends_number AS amends_number,
c.amends_title AS amends_title, c.signed_on AS signed_on,
COLLECT {
  MATCH (c)<-[:IN]-(s:Side)<-[x:ACTS_AS]-(:Party) WHERE x.name IS NOT NULL
  RETURN [s.role, x.name] AS pair ORDER BY pair[0], pair[1]
} AS parties
"""


def _row(row: Row) -> _Known:
    says = References(row["number"], row["title"], row["amends_number"], row["amends_title"])
    parties = frozenset((role, name_form(name)) for role, name in row["parties"])
    return _Known(row["id"], says, row["signed_on"], parties)


def _before(store: Store, contract: str) -> list[Row]:
    return store.query(f"MATCH (c:Contract {{id: $id}}) RETURN {_COLUMNS}", {"id": contract})


def _who_amends(store: Store, says: list[References]) -> list[Row]:
    """The contracts in the store that may mean one with these references."""
    return store.query(
        f"UNWIND $numbers AS v MATCH (c:Contract {{amends_number: v}}) RETURN {_COLUMNS}"
        f" UNION UNWIND $titles AS v MATCH (c:Contract {{amends_title: v}}) RETURN {_COLUMNS}",
        {
            "numbers": sorted({one.number for one in says if one.number}),
            "titles": sorted({one.title for one in says if one.title}),
        },
    )


def _candidates(store: Store, says: References) -> list[Row]:
    return store.query(
        f"UNWIND $numbers AS v MATCH (c:Contract {{number_key: v}}) RETURN {_COLUMNS}"
        f" UNION UNWIND $titles AS v MATCH (c:Contract {{title_key: v}}) RETURN {_COLUMNS}",
        {
            "numbers": [says.amends_number] if says.amends_number else [],
            "titles": [says.amends_title] if says.amends_title else [],
        },
    )
