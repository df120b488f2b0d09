"""A contract on its way through the surfaces: read, or not to be read, and judged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.identity import contract_id
from kg.risk import Finding, Outcome
from ontology.errors import EvenhandError
from ontology.facts import Facts


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract at hand: its facts and the text they were read from, empty where not kept."""

    facts: Facts
    text: str

    @property
    def id(self) -> str:
        return contract_id(self.facts)

    @property
    def name(self) -> str:
        return self.facts.document.name


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    path: Path
    error: EvenhandError


@dataclass(frozen=True, slots=True)
class Judged:
    """A contract with the outcome of every rule."""

    contract: Contract
    outcomes: tuple[Outcome, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for outcome in self.outcomes for finding in outcome.findings)
