"""A store, on either engine, gives the same peers as the facts that it was built from."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kg.benchmark import Choice, Member, observe, pool_of, profile_of, quoted, standing, store_pool
from kg.benchmark.pool import Pool, types_of
from kg.build import add
from kg.identity import contract_id
from kg.lineage import families
from kg.store import Store
from ontology.facts import Facts, Party
from ontology.term_types import term_types

Build = Callable[..., Facts]
Late = Callable[..., dict[str, Any]]


def said(pool: Pool) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for points in pool.points.values():
        for point in points:
            seen = point.seen
            row = (seen.measure, seen.side, str(seen.value), seen.why, seen.clause)
            found.setdefault(point.member.mark, []).append(row)
    return {mark: sorted(rows, key=str) for mark, rows in found.items()}


def from_facts(contracts: list[Facts], store: Store) -> Pool:
    forms = families(store)
    return pool_of(
        (
            Member(
                contract_id(f),
                forms[contract_id(f)],
                profile_of(f),
                "store",
                f.document.name,
                types_of(f),
            ),
            observe(f),
        )
        for f in sorted(contracts, key=contract_id)
    )


def test_every_type_of_term_reads_alike_from_facts_and_store(
    store: Store, sampled: Callable[[str, str], Facts], harbour: Facts
) -> None:
    contracts = [sampled(type_, role) for type_ in term_types() for role in ("buyer", "both")]
    contracts.append(harbour)
    for facts in contracts:
        add(store, facts)
    pool, expected = store_pool(store), from_facts(contracts, store)
    assert said(pool) == said(expected)
    assert pool.members == expected.members


def test_a_benchmark_is_the_same_from_both(store: Store, contract: Build, late: Late) -> None:
    contracts = [
        contract(f"临溪{i}", late(f"0.{i + 1:02d}"), {"type": "set_off", "holder": "buyer"})
        for i in range(12)
    ]
    for facts in contracts:
        add(store, facts)
    mine = contract("青禾", late("0.06"))
    for choice in (Choice(), Choice((), widen=False), Choice(by_family=True)):
        found = standing(mine, store_pool(store, mine), choice)
        expected = standing(mine, from_facts(contracts, store), choice)
        assert [p.to_json() for p in found.values] == [p.to_json() for p in expected.values]
        assert found.missing == expected.missing
        assert [m.type for m in found.missing] == ["set_off"]


def test_an_instalment_left_open_is_open_in_the_store_too(store: Store, contract: Build) -> None:
    def pay(**keys: Any) -> dict[str, Any]:
        return {
            "type": "payment",
            "payer": "buyer",
            "payee": "vendor",
            "trigger": "signing",
            **keys,
        }

    several = [
        contract("临溪", pay(percent="20"), pay()),
        contract("竹溪", pay()),
        contract("青禾", pay(percent="20"), pay(percent="10")),
    ]
    for facts in several:
        add(store, facts)
    assert said(store_pool(store)) == said(from_facts(several, store))
    assert len(store_pool(store).points["advance-share"]) == 2


def test_asking_for_one_contract_brings_no_more_than_it_needs(
    store: Store, contract: Build, late: Late
) -> None:
    bond = {"type": "bond", "provider": "vendor", "percent": "5"}
    add(store, contract("临溪", late("0.05"), late("0.5", "contract_total"), bond))
    pool = store_pool(store, contract("青禾", late("0.06")))
    assert list(pool.points) == ["penalty-day-overdue.late_payment"]
    assert pool.members[0].has == {"bond"}


def test_a_peer_can_be_traced_to_its_words(store: Store, contract: Build, late: Late) -> None:
    add(store, contract("临溪", late("0.05")))
    (point,) = store_pool(store).points["penalty-day-overdue.late_payment"]
    (seen,) = quoted(store, [point.seen])
    assert (seen.quote, seen.start, seen.end) == ("临溪约定之0", 0, 5)


def test_several_buyers_are_one_profile_whatever_their_order(store: Store, contract: Build) -> None:
    facts = contract("临溪")
    second = Party(
        "buyer",
        "丙方",
        "栖霞出版社",
        "company",
        {"province": "安徽省", "city": None, "county": None},
    )
    for parties in ((*facts.parties, second), (second, *facts.parties)):
        several = replace(facts, parties=parties)
        add(store, several)
        (member,) = store_pool(store).members
        assert member.profile == profile_of(several)
        assert (member.profile.region, member.profile.buyer_kind) == ("云岭省", "company")


def test_an_empty_store_is_an_empty_pool(store: Store) -> None:
    assert store_pool(store) == Pool((), {})
