"""Scenarios as data: what is assumed, and which terms of a contract it wakes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Literal, get_args

from kg.exposure.outcome import Side
from kg.rulefile import Problems
from ontology.errors import RuleError
from ontology.source import read_yaml
from ontology.values import Json
from ontology.vocabulary import Words, closed_set

PATH = Path(__file__).with_name("scenarios.yaml")

Overdue = Literal["instalment", "item"]
"""What is late: the largest instalment of the price, or a thing to be delivered."""

Silence = Literal["interest", "loss", "nothing"]
"""What is owed where the contract says nothing: interest by law, the loss, or nothing."""

FIELDS = ("days", "sum", "events", "served")
"""What the words of an assumption may name in braces."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The contract ends: who ends it, for what causes."""

    by: Literal["buyer", "vendor", "both"]
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing that may happen.

    `in_breach` is the side whose penalties and damages it wakes, `owes` the sides reported.
    `triggers` are tried first; only where no penalty has one of them, those of `or_else`.
    `days` are the days of delay at which it is evaluated, empty where time plays no part.
    `served` is the share of the term that has run, in percent, and `paid_at` are the payment
    events whose instalments have then been paid. `sum`, `loss` and `score` are given by the user:
    the sum or item that is late, the loss suffered, the score of the assessment.
    """

    id: str
    title: Words
    assumes: Words
    owes: tuple[Side, ...]
    in_breach: Side | None = None
    days: tuple[int, ...] = ()
    events: int = 1
    triggers: tuple[str, ...] = ()
    or_else: tuple[str, ...] = ()
    overdue: Overdue | None = None
    silence: Silence = "nothing"
    excuses: tuple[str, ...] = ()
    deductions: tuple[str, ...] = ()
    ending: Ending | None = None
    government: bool = False
    served: Decimal = Decimal(50)
    paid_at: tuple[str, ...] = ()
    sum: Decimal | None = None
    loss: Decimal | None = None
    score: Decimal | None = None

    def at(self, *days: int) -> Scenario:
        """The same at other days; one without days stays as it is."""
        return replace(self, days=days) if self.days else self


def with_given(
    scenario: Scenario,
    *,
    sum: Decimal | None = None,
    loss: Decimal | None = None,
    score: Decimal | None = None,
) -> Scenario:
    """The same with what the user knows: the late sum, the loss, the score."""
    return replace(
        scenario,
        sum=scenario.sum if sum is None else sum,
        loss=scenario.loss if loss is None else loss,
        score=scenario.score if score is None else score,
    )


@cache
def scenarios() -> Mapping[str, Scenario]:
    """The built-in scenarios by id, in the order of their file."""
    return MappingProxyType(read_scenarios(PATH))


def read_scenarios(path: Path) -> dict[str, Scenario]:
    """The scenarios of a file by id. Raises `RuleError` listing every problem with its line."""
    data = read_yaml(path, RuleError)
    problems = Problems(path)
    if not isinstance(data, dict) or not data:
        problems.add(data, "write scenarios as `id: {title: …, assumes: …, owes: …}`")
        raise RuleError("\n".join(problems.found))
    read = {
        str(id_): _scenario(str(id_), item, problems)
        for id_, item in data.items()
        if problems.keys(item, f"scenario {id_}", ("title", "assumes", "owes"), _OPTIONAL)
    }
    if problems.found:
        raise RuleError("\n".join(problems.found))
    return read


_SETS: Mapping[str, str] = {
    "triggers": "triggers",
    "or_else": "triggers",
    "excuses": "excuse_reasons",
    "paid_at": "payment_triggers",
}
_NUMBERS = ("served", "sum", "loss", "score")
_OPTIONAL = (
    *("in_breach", "days", "events", "overdue", "silence", "deductions", "ending", "government"),
    *(*_SETS, *_NUMBERS),
)


def _scenario(id_: str, item: Json, problems: Problems) -> Scenario:
    for key, allowed in (
        ("in_breach", get_args(Side)),
        ("overdue", get_args(Overdue)),
        ("silence", get_args(Silence)),
    ):
        if key in item:
            problems.one_of(item[key], allowed, item, key)
    wakes = [key for key in ("triggers", "or_else") if item.get(key)]
    if wakes and "in_breach" not in item:
        problems.add(item, "in_breach: say whose breach it is, where there are triggers", wakes[0])
    lists = {
        key: _listed(item, key, closed_set(name).values, problems) for key, name in _SETS.items()
    }
    numbers = {key: _number(item, key, problems) for key in _NUMBERS if key in item}
    return Scenario(
        id=id_,
        title=problems.words(item["title"], "title"),
        assumes=_assumes(item, problems),
        owes=_listed(item, "owes", get_args(Side), problems),  # type: ignore[arg-type]
        in_breach=item.get("in_breach"),
        days=_days(item, problems),
        events=_events(item, problems),
        overdue=item.get("overdue"),
        silence=item.get("silence", "nothing"),
        deductions=_texts(item, "deductions", problems),
        ending=_ending(item, problems),
        government=item.get("government") is True,
        **lists,  # type: ignore[arg-type]
        **{key: value for key, value in numbers.items() if value is not None},  # type: ignore[arg-type]
    )


def _assumes(item: Json, problems: Problems) -> Words:
    words = problems.words(item["assumes"], "assumes")
    for text in (words.zh, words.en):
        try:
            named = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError as error:
            problems.add(item, f"assumes: {error}", "assumes")
            continue
        for name in named:
            if name not in FIELDS:
                problems.add(
                    item, f"assumes: there is no {name!r}, only {', '.join(FIELDS)}", "assumes"
                )
    return words


def _texts(item: Json, key: str, problems: Problems) -> tuple[str, ...]:
    value = item.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        problems.add(item, f"{key} must be a list of words", key)
        return ()
    return tuple(value)


def _listed(item: Json, key: str, allowed: Iterable[str], problems: Problems) -> tuple[str, ...]:
    values = _texts(item, key, problems)
    for value in values:
        problems.one_of(value, allowed, item, key)
    return values


def _days(item: Json, problems: Problems) -> tuple[int, ...]:
    value = item.get("days", [])
    whole = isinstance(value, list) and all(type(day) is int and day >= 0 for day in value)
    if not whole:
        problems.add(item, "days must be a list of whole numbers, such as [30, 60]", "days")
        return ()
    return tuple(value)


def _events(item: Json, problems: Problems) -> int:
    value = item.get("events", 1)
    if type(value) is not int or value < 1:
        problems.add(item, "events must be a whole number, 1 or more", "events")
        return 1
    return value


def _number(item: Json, key: str, problems: Problems) -> Decimal | None:
    try:
        value = Decimal(str(item[key]))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0 or (key == "served" and value > 100):
        limits = "from 0 to 100" if key == "served" else "of 0 or more"
        problems.add(item, f"{key}: {item[key]!r} is no number {limits}", key)
        return None
    return value


def _ending(item: Json, problems: Problems) -> Ending | None:
    value = item.get("ending")
    if value is None or not problems.keys(value, "ending", ("by", "causes"), ()):
        return None
    problems.one_of(value["by"], ("buyer", "vendor", "both"), value, "by")
    causes = _listed(value, "causes", closed_set("termination_causes").values, problems)
    return Ending(value["by"], causes)
