"""One party for one organisation: which names are merged, why, and which are not."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import permutations
from typing import Any

import pytest

from kg.build import add, rebuild, remove
from kg.naming import Alias, alias
from kg.sameness import Decisions, Reason, resolve
from kg.store import Store
from ontology.facts import Facts

CODE, OTHER = "91330106MA2KJ8XQ3T", "91440101MA5CT7YP8K"


def named(name: str | None, code: str | None = None) -> Alias:
    found = alias(name, code)
    assert found is not None
    return found


def groups(*aliases: Alias, decisions: Decisions | None = None) -> set[frozenset[str]]:
    """The names of each party."""
    by_party: dict[str, set[str]] = {}
    for one in resolve(aliases, decisions or Decisions()):
        by_party.setdefault(one.party, set()).add(one.alias.name + (one.alias.code or ""))
    return {frozenset(names) for names in by_party.values()}


def reasons(*aliases: Alias) -> list[Reason | None]:
    return [one.reason for one in resolve(aliases, Decisions())]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("栖霞测控有限公司", CODE), ("岭南测控有限公司", CODE), Reason.CODE),
        (("栖霞测控有限公司", CODE), ("栖霞测控有限公司", None), Reason.NAME),
        (("栖霞测控有限责任公司", None), ("栖霞测控有限公司", None), Reason.FORM),
        (("栖霞测控(云岭)有限责任公司", None), ("栖霞测控（云岭）有限公司", CODE), Reason.FORM),
        (
            ("栖霞智控有限公司（原名：栖霞测控有限公司）", None),
            ("栖霞测控有限公司", None),
            Reason.FORMER,
        ),
        (
            ("栖霞智控有限公司(曾用名栖霞测控有限责任公司)", CODE),
            ("栖霞测控有限公司", None),
            Reason.FORMER,
        ),
        (
            ("望江水务中心（原望江县自来水管理站）", None),
            ("望江县自来水管理站", None),
            Reason.FORMER,
        ),
    ],
)
def test_two_names_of_one_organisation_are_one_party(
    one: tuple[str, str | None], other: tuple[str, str | None], reason: Reason
) -> None:
    found = resolve([named(*one), named(*other)], Decisions())
    assert len({item.party for item in found}) == 1
    assert [item.reason for item in found] == [None, reason]
    assert found[1].because == found[0].alias.id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("栖霞测控有限公司", None), ("栖霞测控股份有限公司", None)),
        (("栖霞测控有限公司", None), ("栖霞测拧有限公司", None)),  # a slip of recognition, perhaps
        (("栖霞测控有限公司", None), ("栖霞测控有限公司云岭分公司", None)),
        (("栖霞测控有限公司", CODE), ("栖霞测控有限公司", OTHER)),
        (("栖霞测控（云岭）有限公司", None), ("栖霞测控有限公司", None)),
        (("栖霞测控有限公司（原告）", None), ("原告", None)),
    ],
)
def test_names_that_are_only_alike_stay_apart(
    one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    assert len({item.party for item in resolve([named(*one), named(*other)], Decisions())}) == 2


def test_a_name_with_two_codes_belongs_to_neither() -> None:
    plain = named("栖霞测控有限公司")
    found = groups(plain, named("栖霞测控有限公司", CODE), named("栖霞测控有限公司", OTHER))
    assert len(found) == 3
    assert (
        reasons(plain, named("栖霞测控有限公司", CODE), named("栖霞测控有限公司", OTHER))
        == [None] * 3
    )


def test_a_former_name_does_not_make_one_party_of_two_codes() -> None:
    renamed = named("栖霞智控有限公司（原名：栖霞测控有限公司）", CODE)
    assert len(groups(renamed, named("栖霞测控有限公司", OTHER))) == 2


def test_the_order_of_names_changes_nothing() -> None:
    aliases = [
        named("栖霞测控有限公司"),
        named("栖霞测控有限责任公司"),
        named("栖霞测控有限公司", CODE),
        named("栖霞智控有限公司（原名栖霞测控有限公司）"),
        named("白鹭湾监理所"),
    ]
    first = resolve(aliases, Decisions())
    assert {resolve(order, Decisions()) for order in permutations(aliases)} == {first}
    assert len({item.party for item in first}) == 2


def test_people_join_and_part() -> None:
    one, slip, same = (
        named("栖霞测控有限公司"),
        named("栖霞测拧有限公司"),
        named("栖霞测控有限责任公司"),
    )
    joined = Decisions(joined=frozenset({(one.id, slip.id)}))
    assert len(groups(one, slip, decisions=joined)) == 1
    parted = Decisions(apart=frozenset({same.id}))
    assert len(groups(one, same, decisions=parted)) == 2


def with_vendor(facts: Facts, key: str, name: str | None, code: str | None = None) -> Facts:
    """The same contract read from another text, with another vendor."""
    vendor = replace(facts.parties[1], name=name, uscc=code)
    document = replace(facts.document, name=key, sha256=sha256(key.encode()).hexdigest())
    return replace(facts, document=document, parties=(facts.parties[0], vendor))


def vendors(store: Store) -> list[tuple[Any, ...]]:
    rows = store.query(
        "MATCH (p:Party)-[:ACTS_AS]->(:Side {role: 'vendor'})-[:IN]->(c:Contract)"
        " RETURN p.name AS name, p.uscc AS code, c.name AS contract ORDER BY contract, name"
    )
    return [tuple(row.values()) for row in rows]


def everything(store: Store) -> tuple[Any, Any]:
    nodes = store.query(
        "MATCH (n) WHERE n:Party OR n:Alias OR n:Place"
        " RETURN n.id AS id, properties(n) AS p ORDER BY id"
    )
    edges = store.query(
        "MATCH (a)-[e:OF|ACTS_AS|LOCATED_IN]->(b)"
        " RETURN a.id AS a, type(e) AS kind, b.id AS b, properties(e) AS p ORDER BY a, kind, b"
    )
    return nodes, edges


CONTRACTS: list[tuple[str, str | None, str | None]] = [
    ("one", "栖霞测控有限公司", None),
    ("two", "栖霞测控有限责任公司", CODE),
    ("three", "栖霞智控有限公司（原名：栖霞测控有限公司）", CODE),
    ("four", "栖霞测拧有限公司", None),
]


def orders() -> Iterator[tuple[int, ...]]:
    yield from ((0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1))


def test_contracts_of_one_vendor_meet_in_one_party(store: Store, harbour: Facts) -> None:
    seen = []
    for order in orders():
        ids = [add(store, with_vendor(harbour, *CONTRACTS[i])).contract_id for i in order]
        seen.append(everything(store))
        assert vendors(store) == [
            ("栖霞测拧有限公司", None, "four"),
            ("栖霞智控有限公司（原名：栖霞测控有限公司）", CODE, "one"),
            ("栖霞智控有限公司（原名：栖霞测控有限公司）", CODE, "three"),
            ("栖霞智控有限公司（原名：栖霞测控有限公司）", CODE, "two"),
        ]
        rebuild(store)
        assert everything(store) == seen[-1]
        for id_ in ids:
            remove(store, id_)
        assert everything(store) == ([], [])
    assert seen[0] == seen[1] == seen[2]


def test_a_party_falls_apart_when_what_joined_it_goes(store: Store, harbour: Facts) -> None:
    add(store, with_vendor(harbour, "one", "栖霞测控有限公司"))
    add(store, with_vendor(harbour, "other", "栖霞智控有限公司"))
    before = everything(store)
    link = add(store, with_vendor(harbour, "link", "栖霞智控有限公司（原名：栖霞测控有限公司）"))
    assert len({row[0] for row in vendors(store)}) == 1
    remove(store, link.contract_id)
    assert everything(store) == before
