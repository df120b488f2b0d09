"""A contract on its way through the surfaces: read, or not to be read, and judged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.identity import contract_id
from kg.risk import Finding, Outcome
from ontology.errors import EvenhandError
from ontology.facts import Facts

if TYPE_CHECKING:
    from loaders.opening import Opened


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract at hand: its facts and the text they were read from, empty where not kept.

    `opened` is what the file gave besides, for a contract read just now.
    """

    facts: Facts
    text: str
    opened: Opened | None = None

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
