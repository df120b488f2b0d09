"""What a risk rule is: law, words, thresholds and a query over the graph, with its cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from kg.cases import Case
from kg.grades import Grade
from kg.mirrors import mirrors
from kg.wordsearch import one_of, quickened, searched
from ontology.law import figure
from ontology.values import Json
from ontology.vocabulary import Words

RuleStatus = Literal["draft", "stable", "retired"]

COLUMNS = ("subject", "favours", "grade", "mirror", "more")
"""What every rule's query returns; any other column is a value for the words of `why`."""

Sought = tuple[tuple[str, ...], ...]
"""What a sentence must say to be quoted: one word of each list."""


@dataclass(frozen=True, slots=True)
class Param:
    """A threshold, a list of words, or a dated `figure` of `ontology/figures.yaml`.

    `inclusive` says whether the threshold itself already counts.
    """

    name: str
    unit: str
    value: Decimal | tuple[str, ...] | None = None
    inclusive: bool | None = None
    figure: str | None = None

    def on(self, day: date | None) -> Json:
        """What the query gets as `$p_<name>` for a contract of that day."""
        value = figure(self.figure, day) if self.figure else self.value
        if isinstance(value, Decimal):
            return float(value)
        return list(value) if value is not None else None


@dataclass(frozen=True, slots=True)
class Remedy:
    """Words that each side could propose."""

    vendor: Words
    buyer: Words


@dataclass(frozen=True, slots=True)
class Rule:
    """One risk. `why` are templates by the value of the query's column `because`, or by `""`.

    `reads` are the types of terms whose search decides what silence means: clear, absent, blank
    or undetermined. `severity` says in words when each grade is given. `query_line` is the line
    of the file on which the query begins. `passages` says, by the values of `because`, which
    sentences are quoted besides the facts; see `kg.passage`.
    """

    id: str
    group: str
    title: Words
    status: RuleStatus
    basis: tuple[str, ...]
    rationale: Words
    why: Mapping[str, Words]
    remedy: Remedy
    fair_when: Words
    severity: Mapping[Grade, Words]
    reads: tuple[str, ...]
    params: tuple[Param, ...]
    query: str
    cases: tuple[Case, ...]
    path: Path
    practice: Words | None = None
    see: str | None = None
    query_line: int = 1
    passages: Mapping[str, Sought] = field(default_factory=dict)

    @property
    def asked(self) -> str:
        """The query as it is run."""
        return quickened(self.query)

    def bind(self, contract_id: str, day: date | None) -> dict[str, Json]:
        """The parameters of the query for a contract signed on that day."""
        bound: dict[str, Json] = {f"p_{param.name}": param.on(day) for param in self.params}
        words = searched(self.query)
        for param in self.params:
            if param.name in words and isinstance(param.value, tuple):
                bound[f"w_{param.name}"] = one_of(param.value)
        if "$mirrors" in self.query:
            bound["mirrors"] = mirrors()
        return {"contract": contract_id, **bound}
