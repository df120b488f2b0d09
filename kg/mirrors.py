"""The mirrors of rights as data: which trigger of one side answers which of the other."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ontology.errors import RuleError
from ontology.source import check_keys, read_yaml
from ontology.values import Json

PATH = Path(__file__).with_name("mirrors.yaml")


def mirrors() -> list[dict[str, Json]]:
    """`$mirrors`: for each trigger of a right, its family and the triggers that answer it."""
    return [
        {"trigger": trigger, "family": family, "answers": list(answers)}
        for trigger, family, answers in _table()
    ]


@cache
def _table() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows: list[tuple[str, str, tuple[str, ...]]] = []
    for family, item in read_yaml(PATH, RuleError).items():
        check_keys(item, PATH, required=("zh", "en", "triggers", "answers"), error=RuleError)
        rows += [(trigger, family, tuple(item["answers"])) for trigger in item["triggers"]]
    return tuple(rows)
