"""The rulebook: `rulebook/<group>/<ID>-<slug>.yaml`, one file a rule, found by its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.ownrules import read_own
from kg.rule import Rule
from kg.rulefile import read_rules
from ontology.errors import RuleError
from ontology.source import read_yaml
from ontology.vocabulary import Words, read_words

FOLDER = Path(__file__).with_name("rulebook")


def rules(extra_dir: Path | None = None) -> tuple[Rule, ...]:
    """Every rule of the rulebook, and of a folder of one's own laid out like it, by id.

    The folder may set parameters of the rulebook otherwise; see `kg.ownrules`. Raises `RuleError`
    that lists every problem of every file with its line.
    """
    if extra_dir is None:
        return _built_in()
    return read_own(extra_dir, _built_in(), tuple(groups()))


@cache
def _built_in() -> tuple[Rule, ...]:
    return read_rules((FOLDER,))


def is_own(rule: Rule) -> bool:
    """Whether a rule comes from a user's folder."""
    return not rule.path.is_relative_to(FOLDER)


def stable(found: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules that fire unless asked otherwise: neither drafts nor retired ones."""
    return tuple(rule for rule in found if rule.status == "stable")


@cache
def groups() -> Mapping[str, Words]:
    """The groups of rules with their titles, in the order in which people read them."""
    path = FOLDER / "groups.yaml"
    items = read_yaml(path, RuleError).items()
    return MappingProxyType({name: read_words(item, path) for name, item in items})
