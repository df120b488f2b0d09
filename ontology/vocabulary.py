"""The closed sets of `contract-facts/1` with their labels, from `vocabulary.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from ontology.errors import OntologyError
from ontology.source import check_keys, read_yaml
from ontology.values import Json

Lang = Literal["zh", "en"]

PATH = Path(__file__).with_name("vocabulary.yaml")


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in Chinese and in English."""

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Value:
    """One member of a closed set; `sides` are the sides that a role word stands for."""

    name: str
    words: Words
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedSet:
    """A closed set in the order of its file."""

    name: str
    title: Words
    values: Mapping[str, Value]


@cache
def vocabulary() -> Mapping[str, ClosedSet]:
    """Every closed set by name."""
    data = read_yaml(PATH)
    sets: dict[str, ClosedSet] = {}
    for name, item in data.items():
        check_keys(item, PATH, required=("title", "values"), optional=("extends",))
        inherited = sets[item["extends"]].values if "extends" in item else {}
        own = {str(key): _value(str(key), value) for key, value in item["values"].items()}
        sets[name] = ClosedSet(
            name, read_words(item["title"], PATH), MappingProxyType({**inherited, **own})
        )
    return MappingProxyType(sets)


def closed_set(name: str) -> ClosedSet:
    """The closed set of that name. Raises `OntologyError` where there is none."""
    try:
        return vocabulary()[name]
    except KeyError:
        raise OntologyError(f"there is no closed set {name!r}", str(PATH)) from None


def label(set_name: str, value: str, lang: Lang) -> str:
    """What people read for a value: `label("triggers", "late_payment", "zh")` is 逾期付款."""
    values = closed_set(set_name).values
    if value not in values:
        raise OntologyError(f"{value!r} is not in the closed set {set_name!r}", str(PATH))
    return values[value].words.say(lang)


def language(environment: Mapping[str, str]) -> Lang:
    """The reader's language by the usual locale variables: Chinese if they say so."""
    for name in ("EVENHAND_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def read_words(item: Json, path: Path) -> Words:
    """A `{zh, en}` mapping of one of our data files."""
    check_keys(item, path, required=("zh", "en"))
    return Words(str(item["zh"]), str(item["en"]))


def _value(name: str, item: Json) -> Value:
    check_keys(item, PATH, required=("zh", "en"), optional=("sides",))
    return Value(name, Words(str(item["zh"]), str(item["en"])), tuple(item.get("sides", ())))
