"""Finding by its id again what a rule raised, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from api.contracts import Contract
from api.errors import Problem
from api.service import judge, stored
from kg.build import add as add_facts
from kg.build import contracts as kept_contracts
from kg.explain import Explanation
from kg.explain import explain as explain_finding
from kg.finding import Finding
from kg.rule import Rule
from kg.rules import rules as all_rules
from kg.rules import stable
from kg.store import Store, open_temporary

SHORT = 12
"""Digits of a finding's id that stand behind the id of its contract."""


def short_id(finding: Finding) -> str:
    """The id as people type it: the digits behind that of the contract."""
    return finding.id.rpartition("/")[2]


def explain_stored(
    store: Store, given: str, rules: Sequence[Rule] | None = None, on: date | None = None
) -> tuple[Contract, Explanation]:
    """Explains a finding of a contract in the store. Raises `Problem` where there is none."""
    at = given.partition("/f/")[0] if "/f/" in given else _recorded(store, given)
    if at is None:
        return _explained(store, stored(store), given, rules, on)
    here = stored(store, [at]) if at in {kept.id for kept in kept_contracts(store)} else ()
    return _explained(store, here, given, rules, on)


def explain_here(
    contracts: Iterable[Contract],
    given: str,
    rules: Sequence[Rule] | None = None,
    on: date | None = None,
) -> tuple[Contract, Explanation]:
    """Explains a finding of contracts at hand, without touching any store of the user."""
    with open_temporary() as store:

        def added() -> Iterator[Contract]:
            for contract in contracts:
                add_facts(store, contract.facts)
                yield contract

        return _explained(store, added(), given, rules, on)


def _recorded(store: Store, given: str) -> str | None:
    """The contract with that finding, if the store remembers it, so that not all are judged."""
    rows = store.query(
        "MATCH (c:Contract)-[:HAS_FINDING]->(f:Finding) WHERE f.id CONTAINS $digits"
        " RETURN DISTINCT c.id AS id ORDER BY id",
        {"digits": f"/f/{_digits(given)}"},
    )
    return rows[0]["id"] if len(rows) == 1 else None


def _explained(
    store: Store,
    contracts: Iterable[Contract],
    given: str,
    rules: Sequence[Rule] | None,
    on: date | None,
) -> tuple[Contract, Explanation]:
    used = stable(all_rules()) if rules is None else tuple(rules)
    by_id = {rule.id: rule for rule in used}
    hits: dict[str, tuple[Contract, Finding]] = {}
    for contract in contracts:
        for finding in judge(store, contract, on, used).findings:
            if _means(given, finding):
                hits[finding.id] = (contract, finding)
    if not hits:
        raise Problem("no_such_finding", given=given)
    if len(hits) > 1:
        raise Problem("ambiguous_finding", given=given, ids=", ".join(sorted(hits)))
    ((contract, finding),) = hits.values()
    return contract, explain_finding(store, contract.id, finding, by_id[finding.rule], on)


def _means(given: str, finding: Finding) -> bool:
    if "/f/" in given:
        return finding.id == given
    digits = _digits(given)
    return len(digits) >= 4 and short_id(finding).startswith(digits)


def _digits(given: str) -> str:
    return given.removeprefix("#").lower()
