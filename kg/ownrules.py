"""A user's own rules: a folder of rule files, and of parameters set otherwise.

`<folder>/<group>/<ID>-<slug>.yaml` is a rule like those of the rulebook, `<folder>/parameters.yaml`
gives parameters of built-in rules other values: `PAY-02: {usual: 45}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kg.rule import Param, Rule
from kg.rulefile import Problems, read_rule
from ontology.errors import RuleError
from ontology.source import read_yaml
from ontology.values import Json

PARAMETERS = "parameters.yaml"


def read_own(folder: Path, built_in: Sequence[Rule], groups: Sequence[str]) -> tuple[Rule, ...]:
    """The rulebook with a user's folder laid over it, by id.

    Raises `RuleError` that lists every problem of every file with its line.
    """
    if not folder.is_dir():
        raise RuleError("there is no such folder: name one that holds rules", str(folder))
    wrong: list[str] = []
    known = {rule.id: rule for rule in built_in}
    own: dict[str, Rule] = {}
    for path in _files(folder, groups, wrong):
        try:
            rule = read_rule(path)
        except RuleError as error:
            wrong.append(str(error))
            continue
        if rule.id in known:
            wrong.append(
                f"{path}:1: {rule.id} is a built-in rule: set its parameters in {PARAMETERS},"
                " or give yours another id"
            )
        elif rule.id in own:
            wrong.append(f"{path}:1: {rule.id} stands already in {own[rule.id].path}")
        own.setdefault(rule.id, rule)
    parameters = folder / PARAMETERS
    if parameters.exists():
        known |= _overridden(parameters, known, wrong)
    elif not own and not wrong:
        raise RuleError(
            f"there is no rule in it: put one in {groups[0]}/, or values in {PARAMETERS}",
            str(folder),
        )
    if wrong:
        raise RuleError("\n".join(wrong))
    found = known | own
    return tuple(found[id_] for id_ in sorted(found))


def _files(folder: Path, groups: Sequence[str], wrong: list[str]) -> Iterator[Path]:
    """The rule files; what lies where no rule is looked for is a problem, not passed over."""
    for path in sorted(folder.rglob("*.y*ml")):
        inside = path.relative_to(folder).parts
        if inside == (PARAMETERS,):
            continue
        if len(inside) != 2 or inside[0] not in groups or path.suffix != ".yaml":
            wrong.append(
                f"{path}:1: a rule lies in a folder named like its group and ends in .yaml;"
                f" the groups are {', '.join(groups)}"
            )
            continue
        yield path


def _overridden(path: Path, known: Mapping[str, Rule], wrong: list[str]) -> dict[str, Rule]:
    try:
        data = read_yaml(path, RuleError)
    except RuleError as error:
        wrong.append(str(error))
        return {}
    problems = Problems(path)
    changed: dict[str, Rule] = {}
    for id_, values in data.items() if isinstance(data, dict) else ():
        if id_ not in known:
            problems.add(data, f"there is no built-in rule {id_!r}", id_)
        elif not isinstance(values, dict):
            problems.add(data, f"{id_}: write `parameter: value` below it", id_)
        else:
            changed[id_] = _with_values(known[id_], values, problems)
    if not isinstance(data, dict):
        problems.add(data, "must be a mapping from the id of a rule to its parameters")
    wrong.extend(problems.found)
    return changed


def _with_values(rule: Rule, values: Json, problems: Problems) -> Rule:
    by_name = {param.name: param for param in rule.params}
    for name, value in values.items():
        if name not in by_name:
            names = ", ".join(by_name) or "none"
            problems.add(values, f"{rule.id} has no parameter {name!r}; it has {names}", name)
            continue
        read = _value(by_name[name], value)
        if read is None:
            kind = "a list of words" if isinstance(by_name[name].value, tuple) else "a number"
            problems.add(values, f"{rule.id}: {name} must be {kind}, not {value!r}", name)
            continue
        by_name[name] = replace(by_name[name], value=read, figure=None)
    return replace(rule, params=tuple(by_name.values()))


def _value(param: Param, value: Json) -> Decimal | tuple[str, ...] | None:
    """The value in the kind of the parameter, `None` where it is of another."""
    if isinstance(param.value, tuple):
        listed = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return tuple(value) if listed else None
    if isinstance(value, bool | list | dict):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
