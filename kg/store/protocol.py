"""What every store can do, and how it fails. Adapters of one engine each implement `Store`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from kg.store.shelf import Shelf
from ontology.errors import EvenhandError, StoreError
from ontology.values import Json

SCHEMA_VERSION = 2
"""Of the graph as `docs/graph.md` describes it; a store says which one it was written with."""

UNIQUE = (
    "Alias",
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

INDEXED = (
    ("Alias", "code"),
    ("Alias", "form"),
    ("Alias", "former"),
    ("Contract", "amends_number"),
    ("Contract", "amends_title"),
    ("Contract", "name"),
    ("Contract", "number_key"),
    ("Contract", "title_key"),
)
"""Label and property of what is looked up by something else than its id."""

DEFAULT_TIMEOUT = 60.0
"""Seconds that one statement may take."""

Row = dict[str, Json]

SCALARS = frozenset({str, int, float, bool, type(None)})
"""The types of values that are plain already, which nearly all of a long answer are."""


class QueryRefused(EvenhandError):
    """The query is wrong, would write, or takes too long: whoever wrote it acts."""


@dataclass(frozen=True, slots=True)
class NewNodes:
    """What a statement does that creates a node for each of its `rows` (`id`, `p`)."""

    label: str
    also: str | None


@dataclass(frozen=True, slots=True)
class NewEdges:
    """What a statement does that creates an edge for each of its `rows` (`a`, `b`, `p`)."""

    kind: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One Cypher statement with its parameters; a parameter is never null in a MERGE.

    `creates` says in other words what the Cypher does, for a store that has a quicker way.
    """

    cypher: str
    params: Mapping[str, Json] = field(default_factory=dict)
    creates: NewNodes | NewEdges | None = None


@dataclass(frozen=True, slots=True)
class State:
    """How a store stands before anyone reads it: its graph's version, `None` where unfinished."""

    version: int | None
    keeps_facts: bool


class Store(Protocol):
    """A graph in some engine, with the facts that it was built from kept beside it."""

    @property
    def address(self) -> str:
        """What opens it again: of a folder, its absolute path; never with a password."""

    @property
    def facts(self) -> Shelf:
        """The facts of each contract in the graph, from which it can be rebuilt."""

    @property
    def texts(self) -> Shelf:
        """The text of each contract, where it was given."""

    @property
    def files(self) -> Shelf:
        """What the file of each contract told besides its text, for whoever wrote it here."""

    @property
    def merges(self) -> Shelf:
        """What people decided about which names mean one party."""

    @property
    def lineage(self) -> Shelf:
        """What is known of the forms that contracts descend from; it can be computed again."""

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


def is_usable(state: State, where: str) -> bool:
    """Whether a store may be read; false for one that is new. Raises `StoreError` that says why
    another may not.
    """
    if state.version is None:
        if state.keeps_facts:
            raise StoreError(
                "the graph is incomplete or damaged, the facts are kept: run `evenhand rebuild`",
                where,
            )
        return False
    refuse_other(state.version, where)
    return True


def refuse_other(version: int, where: str) -> None:
    """Refuses a graph of another version. Raises `StoreError` with the way out."""
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"this store has version {version} and this program reads up to {SCHEMA_VERSION}:"
            " install a newer evenhand, or name another store",
            where,
        )
    if version < SCHEMA_VERSION:
        raise StoreError(
            f"the graph has version {version} and this program writes {SCHEMA_VERSION},"
            " the facts are kept: run `evenhand rebuild`",
            where,
        )
