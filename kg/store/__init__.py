"""Stores: where the graph lives. `open_store` finds the adapter by the scheme of the address."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from weakref import finalize

from kg.store.complaints import StoreInUse
from kg.store.embedded import open_embedded
from kg.store.protocol import (
    COMPLETE,
    DEFAULT_TIMEOUT,
    SCHEMA_VERSION,
    QueryRefused,
    Row,
    Statement,
    Store,
)
from kg.store.shelf import FolderShelf, NotInStore, Shelf
from ontology.errors import StoreError

__all__ = [
    "COMPLETE",
    "DEFAULT_TIMEOUT",
    "OPENERS",
    "SCHEMA_VERSION",
    "SERVER_SCHEMES",
    "FolderShelf",
    "NotInStore",
    "QueryRefused",
    "Row",
    "Shelf",
    "Statement",
    "Store",
    "StoreInUse",
    "open_store",
    "open_temporary",
    "opening_temporary",
]


class Opener(Protocol):
    """Opens the store at an address, with an emptied graph where `fresh`."""

    def __call__(self, address: str, *, fresh: bool = False) -> Store: ...


def _open_server(address: str, *, fresh: bool = False) -> Store:
    """The driver is an extra, loaded only where a server is asked for."""
    try:
        from kg.store.server import open_server
    except ImportError as error:
        raise StoreError(
            "a store on a server needs the Neo4j driver: pip install 'evenhand[neo4j]'", address
        ) from error
    return open_server(address, fresh=fresh)


SERVER_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""`neo4j` finds its way in a cluster, `bolt` talks to one server; `+s` is encrypted, `+ssc` too,
with a certificate that nobody vouches for."""

OPENERS: Mapping[str, Opener] = MappingProxyType(
    {"file": open_embedded, **dict.fromkeys(SERVER_SCHEMES, _open_server)}
)
"""The scheme of an address → its adapter; an address without a scheme is a folder."""


def open_store(address: str | Path | None = None, *, fresh: bool = False) -> Store:
    """Opens or creates the store at this address; close it, or use it in a `with`.

    Without an address it is a folder that is gone when the program ends. `fresh` gives up the
    graph but keeps the facts, to rebuild what is damaged. Raises `StoreError`.
    """
    if address is None:
        folder = tempfile.mkdtemp(prefix="evenhand-")
        passing = open_embedded(str(Path(folder) / "store"))
        finalize(passing, shutil.rmtree, folder, ignore_errors=True)
        return passing
    text = str(address)
    scheme = text.split("://", 1)[0] if "://" in text else "file"
    if scheme not in OPENERS:
        raise StoreError(
            f"there is no store for {scheme}://; name a folder, or a server as neo4j://host", text
        )
    return OPENERS[scheme](text, fresh=fresh)


@contextmanager
def open_temporary() -> Iterator[Store]:
    """An empty store for judging on the spot, gone at the end of the `with`."""
    with (
        tempfile.TemporaryDirectory(prefix="evenhand-", ignore_cleanup_errors=True) as folder,
        open_store(Path(folder) / "store") as store,
    ):
        yield store


@contextmanager
def opening_temporary() -> Iterator[Callable[[], Store]]:
    """A temporary store that opens while the caller is still busy, such as with reading a file: the
    engine starts outside Python's lock. The call waits for it and raises its `StoreError`.
    """
    with ThreadPoolExecutor(1) as pool, ExitStack() as held:
        opening = pool.submit(held.enter_context, open_temporary())
        try:
            yield opening.result
        finally:
            # Whoever leaves early must still close what is only being opened.
            wait((opening,))
