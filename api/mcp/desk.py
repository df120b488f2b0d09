"""What the tools stand on: a store, the folders whose files may be read, the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.contracts import Contract, Failure
from api.errors import Problem
from api.service import existing, is_there, read_file, stored
from kg.store import Store
from ontology.values import Json
from ontology.vocabulary import Lang

LONGEST = 2_000_000
"""Characters of a text that is handed over instead of a file."""

MOST = 50
"""Results that one answer holds unless more are asked for."""

PRIVATE = (
    *("phone", "fax", "email", "account", "address"),
    *("legal_representative", "agent", "contact"),
)
"""Keys of a party that say something of people, and are not handed to agents."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an agent works: nothing outside of `folders` is read, nothing written without leave."""

    store: str
    folders: tuple[Path, ...]
    write: bool
    lang: Lang

    def path(self, given: str) -> Path:
        """The file that is meant. Raises `Problem` for one outside of the folders."""
        for folder in self.folders:
            path = (folder / given).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return path
        raise Problem("outside", given=given, folders=", ".join(map(str, self.folders)))

    def contract(self, given: str) -> Contract:
        """A file in one of the folders, or a contract of the store by its id or name."""
        if _looks_like_a_file(given):
            return one_of(read_file(self.path(given)), given)
        with existing(self.store) as opened:
            return stored(opened, [given])[0]

    def contracts(self, given: Sequence[str]) -> list[Contract]:
        """Several of them, in that order."""
        return [self.contract(one) for one in given]

    @contextmanager
    def peers(self) -> Iterator[Store | None]:
        """The store if there is one: contracts to compare with."""
        if not is_there(self.store):
            yield None
            return
        with existing(self.store) as opened:
            yield opened


def one_of(found: Iterable[Contract | Failure], given: str) -> Contract:
    """The one contract of a file. Raises what is wrong with it, or `Problem` for several."""
    every = list(found)
    contracts = [one for one in every if isinstance(one, Contract)]
    if len(contracts) > 1:
        names = ", ".join(one.name for one in contracts)
        raise Problem("several_here", given=given, names=names)
    for one in every:
        if isinstance(one, Failure) and not contracts:
            raise one.error
    return contracts[0]


def _looks_like_a_file(given: str) -> bool:
    return "/" in given or "\\" in given or bool(Path(given).suffix)


def listed(rows: Sequence[Json], limit: int) -> dict[str, Any]:
    """The first of some results, and how many there are."""
    return {"count": len(rows), "cut": len(rows) > limit, "results": list(rows[:limit])}


def public(facts: Json) -> Json:
    """Facts without what they say of people."""
    parties = [
        {name: value for name, value in party.items() if name not in PRIVATE}
        for party in facts["parties"]
    ]
    return {**facts, "parties": parties}
