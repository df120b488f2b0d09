"""The embedded store: ArcadeDB in a folder of its own, with no server and no other process.

`<store>/graph` is the engine's, `<store>/facts` holds the facts, `<store>/log` the engine's log
and `<store>/store.json` says which layout this is.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Self
from urllib.parse import urlsplit
from urllib.request import url2pathname

from kg.store.complaints import StoreInUse, engine_errors
from kg.store.protocol import (
    COMPLETE,
    DEFAULT_TIMEOUT,
    INDEXED,
    SCALARS,
    SCHEMA_VERSION,
    UNIQUE,
    VERSION,
    Row,
    State,
    Statement,
    is_usable,
    refuse_other,
)
from kg.store.records import run_all
from kg.store.shelf import FolderShelf, write_whole, writing
from ontology.errors import StoreError
from ontology.values import Json

_SETTINGS = {
    "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
    "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
    "arcadedb.command.regexTimeout": "10000",
    # A transaction copies each page that it touches, and a contract touches hundreds.
    "arcadedb.indexDefaultPageSize": "16384",
    "arcadedb.bucketDefaultPageSize": "16384",
}


class EmbeddedStore:
    """A `Store` in a folder; threads may share it, other processes may not."""

    def __init__(self, folder: Path, database: Json) -> None:
        self._folder = folder
        self._database = database
        self._facts = FolderShelf(folder / "facts")
        self._texts = FolderShelf(folder / "texts", ".txt")
        self._files = FolderShelf(folder / "files")
        self._merges = FolderShelf(folder / "merges")
        self._lineage = FolderShelf(folder / "lineage")
        self._write_lock = threading.Lock()
        self._gate = _Gate(database)

    @property
    def address(self) -> str:
        return str(self._folder)

    @property
    def facts(self) -> FolderShelf:
        return self._facts

    @property
    def texts(self) -> FolderShelf:
        return self._texts

    @property
    def files(self) -> FolderShelf:
        return self._files

    @property
    def merges(self) -> FolderShelf:
        return self._merges

    @property
    def lineage(self) -> FolderShelf:
        return self._lineage

    def write(self, work: Sequence[Statement]) -> None:
        with engine_errors(self._folder), self._write_lock:
            self._database.begin()
            try:
                with self._gate.within(DEFAULT_TIMEOUT):
                    run_all(work, self._run)
                # Readers would see the pages of a commit one after the other.
                with self._gate.alone():
                    self._database.commit()
            except BaseException:
                if self._database.is_transaction_active():
                    self._database.rollback()
                raise

    def _run(self, cypher: str, params: Mapping[str, Json]) -> list[Json]:
        found = self._database.command("opencypher", cypher, dict(params))
        values = [value for row in found for value in row.to_dict().values()]
        found.close()
        return values

    def query(
        self,
        cypher: str,
        params: Mapping[str, Json] | None = None,
        *,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> list[Row]:
        seconds = DEFAULT_TIMEOUT if timeout is None else timeout
        rows: list[Row] = []
        with engine_errors(self._folder, seconds), self._gate.within(seconds):
            # `query`, unlike `command`, refuses whatever would write.
            found = self._database.query("opencypher", cypher, dict(params or {}))
            for row in found:
                if limit is not None and len(rows) == limit:
                    break
                rows.append({key: _plain(value) for key, value in row.to_dict().items()})
            found.close()
        return rows

    def clear(self) -> None:
        with engine_errors(self._folder), self._write_lock:
            self._database.drop()
            self._database = _create(_engine(self._folder), self._folder / "graph")
            self._gate = _Gate(self._database)

    def close(self) -> None:
        with engine_errors(self._folder):
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_embedded(address: str, *, fresh: bool = False) -> EmbeddedStore:
    """Opens the store in a folder, or creates it; `fresh` gives up the graph in it, not the facts.

    Raises `StoreError` where the folder is something else, cannot be written, is in use, damaged,
    incomplete, or was written by a newer version.
    """
    folder = _folder(address)
    _claim(folder, fresh)
    graph = folder / "graph"
    engine = _engine(folder)
    if fresh:
        _give_up(engine, graph)
    with writing(folder):
        exists = graph.is_dir() and any(graph.iterdir())
    with engine_errors(folder):
        database = engine.open_database(str(graph)) if exists else _create(engine, graph)
    store = EmbeddedStore(folder, database)
    try:
        if not fresh:
            _complete(store, folder)
    except BaseException:
        store.close()
        raise
    return store


def _folder(address: str) -> Path:
    if address.startswith("file://"):
        return Path(url2pathname(urlsplit(address).path)).absolute()
    return Path(address).expanduser().absolute()


def _give_up(engine: ModuleType, graph: Path) -> None:
    """Deletes a graph, whatever state it is in, unless another program is using it."""
    if not graph.exists():
        return
    try:
        with engine_errors(graph.parent):
            engine.open_database(str(graph)).drop()
    except StoreInUse:
        raise
    except StoreError:
        # Too damaged to be opened, which is what a fresh graph is asked for.
        pass
    with writing(graph.parent):
        if graph.exists():
            shutil.rmtree(graph)


def _claim(folder: Path, fresh: bool) -> None:
    """Makes sure that the folder is a store of ours, or may become one."""
    marker = folder / "store.json"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not marker.exists():
            if any(path.name != "store.part" for path in folder.iterdir()):
                raise StoreError(
                    "this folder holds other things and is no store: name a new or empty folder",
                    str(folder),
                )
            _mark(marker)
    try:
        version = int(json.loads(marker.read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            "store.json cannot be read: restore it, or name another folder", str(folder)
        ) from error
    if fresh and version < SCHEMA_VERSION:
        # The layout of the folder is the same; only the graph is another.
        with writing(folder):
            _mark(marker)
    else:
        refuse_other(version, str(folder))


def _mark(marker: Path) -> None:
    write_whole(marker, json.dumps({"store": "evenhand", "version": SCHEMA_VERSION}))


def _complete(store: EmbeddedStore, folder: Path) -> None:
    """A graph without its mark is either new, or was left unfinished."""
    versions = store.query(VERSION)
    version = versions[0]["version"] if versions else None
    if not is_usable(State(version, bool(store.facts.ids())), str(folder)):
        # Whoever created it may not have come to the end.
        _prepare(store._database)
        store.write([COMPLETE])


def _engine(folder: Path) -> ModuleType:
    """The engine, loaded on first use; it reads where to log when it is loaded."""
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_LOG_DIR", str(folder / "log"))
    try:
        import arcadedb
    except (ImportError, OSError) as error:
        raise StoreError(
            "the embedded store does not run on this machine (there is no engine for Intel macOS,"
            f" musl or Windows on ARM): use a Neo4j server instead ({error})"
        ) from error
    return arcadedb  # type: ignore[no-any-return]


def _create(engine: ModuleType, graph: Path) -> Json:
    database = engine.create_database(str(graph))
    _prepare(database)
    return database


def _prepare(database: Json) -> None:
    for name, value in _SETTINGS.items():
        database.command("sql", f"ALTER DATABASE `{name}` {value}").close()
    for label in UNIQUE:
        database.command(
            "opencypher",
            f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS"
            f" FOR (n:{label}) REQUIRE n.id IS UNIQUE",
        ).close()
    for label, name in INDEXED:
        database.command(
            "opencypher",
            f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})",
        ).close()


class _Gate:
    """Who may run beside whom: the engine's time limit holds for the whole database, so statements
    with one limit run together and those with another wait for them to end; a commit runs alone.
    """

    def __init__(self, database: Json) -> None:
        self._database = database
        self._changed = threading.Condition()
        self._running = 0
        self._seconds: float | None = None
        self._commits = 0

    @contextmanager
    def alone(self) -> Iterator[None]:
        try:
            with self._changed:
                # Who comes later waits, or a store that is always read could not be written.
                self._commits += 1
                self._changed.wait_for(lambda: self._running == 0)
            yield
        finally:
            with self._changed:
                self._commits -= 1
                self._changed.notify_all()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: self._may_run(seconds))
            if self._seconds != seconds:
                milliseconds = max(1, round(seconds * 1000))
                self._database.command(
                    "sql", f"ALTER DATABASE `arcadedb.command.timeout` {milliseconds}"
                ).close()
                self._seconds = seconds
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _may_run(self, seconds: float) -> bool:
        return not self._commits and (self._running == 0 or self._seconds == seconds)


def _plain(value: Json) -> Json:
    """A value without the engine's own types and record numbers."""
    if type(value) in SCALARS:
        return value
    if isinstance(value, dict):
        inner = {key: _plain(item) for key, item in value.items() if not key.startswith("@")}
        kind = value.get("@type")
        if kind is None:
            return inner
        # All edges of ours are written in capitals, no label is.
        if kind.isupper():
            return {"type": kind, "properties": inner}
        return {"labels": kind.split("~"), "properties": inner}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
