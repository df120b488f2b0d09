"""The rules that the surfaces judge by: the rulebook, or with a user's folder laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from api.errors import Problem, with_place
from kg.rule import Rule
from kg.rulecheck import Checked, check_rules
from kg.rules import is_own, rules, stable
from kg.store import open_temporary
from ontology.vocabulary import Words


def chosen(folder: Path | None, only: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules to judge by, or those of them that are named. Raises `RuleError` or `Problem`."""
    found = known(folder)
    by_id = {rule.id: rule for rule in found}
    if missing := [id_ for id_ in only if id_.upper() not in by_id]:
        raise Problem("no_such_rule", given=missing[0])
    # A draft that is named is wanted.
    return tuple(by_id[id_.upper()] for id_ in only) if only else stable(found)


def known(folder: Path | None) -> tuple[Rule, ...]:
    """All rules, drafts and retired ones too, with those of a user's folder."""
    return rules(folder)


@dataclass(frozen=True, slots=True)
class Folder:
    """What a user's folder holds: its rules checked, and the built-in rules that it changes."""

    own: Checked
    changed: tuple[str, ...]


def check_folder(folder: Path) -> Folder:
    """Judges the cases of a user's rules. Raises `RuleError` for what is wrong in the files."""
    plain = {rule.id: rule for rule in rules()}
    found = known(folder)
    changed = tuple(rule.id for rule in found if rule.id in plain and rule != plain[rule.id])
    with open_temporary() as store:
        own = check_rules(store, [rule for rule in found if is_own(rule)])
    said = tuple(_in_both(complaint) for complaint in own.complaints)
    return Folder(replace(own, complaints=said), changed)


def _in_both(complaint: Words) -> Words:
    """What the store says of a query is English until it is told here."""
    if complaint.zh != complaint.en:
        return complaint
    return Words(with_place(complaint.en, "zh"), complaint.en)
