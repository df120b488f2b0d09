"""A contract on its way through the surfaces: read, or not to be read, and judged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.identity import contract_id
from kg.risk import Finding, Outcome
from ontology.errors import EvenhandError
from ontology.facts import Facts
from ontology.values import Json

if TYPE_CHECKING:
    from loaders.opening import Opened


PLACES = ("page", "box", "paragraph", "run", "sheet", "cell", "part", "sure")
"""What may be known of a place in a file; see `loaders.files.loaded.Place`."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract at hand: its facts and the text they were read from, empty where not kept.

    `opened` is what the file gave besides, `None` where that was nothing.
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

    def where(self, offset: int | None) -> dict[str, Json]:
        """Where in its file the character at an offset stood: page, box, paragraph, cell, ….

        Empty for plain text.
        """
        place = self.opened.loaded.place(offset) if self.opened and offset is not None else None
        if place is None:
            return {}
        told = {name: getattr(place, name) for name in PLACES}
        return {name: value for name, value in told.items() if value is not None}


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
