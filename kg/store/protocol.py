"""What every store can do, and how it fails. Adapters of one engine each implement `Store`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from kg.store.shelf import Shelf
from ontology.errors import EvenhandError
from ontology.values import Json

SCHEMA_VERSION = 1
"""Of the graph as `docs/graph.md` describes it; a store says which one it was written with."""

UNIQUE = (
    "Article",
    "Clause",
    "Contract",
    "Defect",
    "Document",
    "Finding",
    "Forum",
    "Meta",
    "Norm",
    "Party",
    "Place",
    "Review",
    "Rule",
    "Side",
    "Statute",
    "Term",
)
"""The labels whose `id` is unique: each node has exactly one of them."""

DEFAULT_TIMEOUT = 60.0
"""Seconds that one statement may take."""

Row = dict[str, Json]


class QueryRefused(EvenhandError):
    """The query is wrong, would write, or takes too long: whoever wrote it acts."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One Cypher statement with its parameters; a parameter is never null in a MERGE."""

    cypher: str
    params: Mapping[str, Json] = field(default_factory=dict)


class Store(Protocol):
    """A graph in some engine, with the facts that it was built from kept beside it."""

    @property
    def address(self) -> str:
        """What opens it again: of a folder, its absolute path."""

    @property
    def facts(self) -> Shelf:
        """The facts of each contract in the graph, from which it can be rebuilt."""

    def write(self, work: Sequence[Statement]) -> None:
        """Runs all statements in one transaction: all of them hold, or none."""

    def query(
        self,
        cypher: str,
        params: Mapping[str, Json] | None = None,
        *,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> list[Row]:
        """The rows of a reading query, at most `limit`, within `timeout` seconds.

        Values are plain: dates are ISO text, a node is `{"labels", "properties"}`, an edge
        `{"type", "properties"}`. Raises `QueryRefused` for a query that would write.
        """

    def clear(self) -> None:
        """Empties the graph and leaves it marked as incomplete; the facts stay."""

    def close(self) -> None:
        """Lets go of the engine; closing twice is harmless."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


COMPLETE = Statement(
    "MERGE (m:Meta {id: $id}) SET m.version = $version",
    {"id": "schema", "version": SCHEMA_VERSION},
)
"""Marks a graph as whole: a store without this mark is empty, or was interrupted in a rebuild."""

VERSION = "MATCH (m:Meta {id: 'schema'}) RETURN m.version AS version"
