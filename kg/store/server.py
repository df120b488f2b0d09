"""The server store: Neo4j 5 or later, through its official driver.

The address is that of the server, with the name of the database behind it where it is not the
default one: `neo4j://host:7687/contracts`. User and password come from the environment.
Facts, texts and decisions are kept in the same database, on nodes `Kept` that no edge touches.
"""

from __future__ import annotations

import logging
import os
import re
import zlib
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    NotificationMinimumSeverity,
    Session,
    unit_of_work,
)

from kg.store.packing import SINCE as PACKED_SINCE
from kg.store.packing import packed
from kg.store.plain import plain
from kg.store.protocol import (
    COMPLETE,
    DEFAULT_TIMEOUT,
    INDEXED,
    UNIQUE,
    VERSION,
    QueryRefused,
    Row,
    State,
    Statement,
    is_usable,
)
from kg.store.refusals import out_of_memory_at_once, server_errors
from kg.store.shelf import NotInStore, check_id
from ontology.errors import StoreError
from ontology.term_types import term_types
from ontology.values import Json

LEAST = (5, 23)
"""The version of the server from which it knows all the Cypher of ours."""

_MODALITIES = ("Immunity", "Obligation", "Prohibition", "Right")
_RETRY_SECONDS = 15.0
_DELETED_AT_ONCE = 5_000


class ServerStore:
    """A `Store` in one database of a server; programs and threads may share it."""

    def __init__(self, driver: Driver, address: str, database: str | None) -> None:
        self._driver = driver
        self._address = address
        self._database = database
        self._version = LEAST
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._facts = ServerShelf(self, "facts")
        self._texts = ServerShelf(self, "text")
        self._files = ServerShelf(self, "file")
        self._merges = ServerShelf(self, "merge")
        self._lineage = ServerShelf(self, "lineage")

    @property
    def address(self) -> str:
        return self._address

    @property
    def facts(self) -> ServerShelf:
        return self._facts

    @property
    def texts(self) -> ServerShelf:
        return self._texts

    @property
    def files(self) -> ServerShelf:
        return self._files

    @property
    def merges(self) -> ServerShelf:
        return self._merges

    @property
    def lineage(self) -> ServerShelf:
        return self._lineage

    def write(self, work: Sequence[Statement]) -> None:
        steps = packed(work) if self._version >= PACKED_SINCE else work

        @unit_of_work(timeout=DEFAULT_TIMEOUT)
        def run(transaction: ManagedTransaction) -> None:
            with out_of_memory_at_once(self._address):
                for statement in steps:
                    transaction.run(statement.cypher, dict(statement.params)).consume()

        with server_errors(self._address), self._session(WRITE_ACCESS) as session:
            session.execute_write(run)

    def query(
        self,
        cypher: str,
        params: Mapping[str, Json] | None = None,
        *,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> list[Row]:
        seconds = DEFAULT_TIMEOUT if timeout is None else timeout

        @unit_of_work(timeout=seconds)
        def run(transaction: ManagedTransaction) -> list[Row]:
            rows: list[Row] = []
            with out_of_memory_at_once(self._address, reading=True):
                for record in transaction.run(cypher, dict(params or {})):
                    if limit is not None and len(rows) == limit:
                        break
                    rows.append(
                        {k: plain(v) for k, v in zip(record.keys(), record.values(), strict=True)}
                    )
            return rows

        with server_errors(self._address, seconds), self._session(READ_ACCESS) as session:
            _refuse_files(session, cypher, params)
            return session.execute_read(run)

    def kept(self, id_: str, key: str) -> bytes | None:
        """One packed document, as it is."""
        with server_errors(self._address), self._session(READ_ACCESS) as session:
            cypher = f"MATCH (k:Kept {{id: $id}}) RETURN k.{key} AS packed"
            found = session.execute_read(lambda work: work.run(cypher, {"id": id_}).single())
        return found["packed"] if found else None

    def clear(self) -> None:
        with server_errors(self._address), self._session(WRITE_ACCESS) as session:
            # The mark goes first: whoever is interrupted here leaves a store that says so.
            for label in ("Meta", *UNIQUE):
                session.run(
                    f"MATCH (n:{label}) CALL (n) {{ DETACH DELETE n }}"
                    f" IN TRANSACTIONS OF {_DELETED_AT_ONCE} ROWS"
                ).consume()

    def close(self) -> None:
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _session(self, access: str) -> Session:
        return self._driver.session(
            database=self._database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
        )

    def prepare(self, fresh: bool) -> None:
        """Makes sure that the database is ours, or may become so, and has what it needs."""
        with server_errors(self._address):
            self._check_version()
            with self._session(WRITE_ACCESS) as session:
                shown = session.run("SHOW INDEXES YIELD name").value("name")
            wanted = _definitions()
            if "kept_id" not in shown:
                self._refuse_foreign()
            with self._session(WRITE_ACCESS) as session:
                if "kept_id" not in shown:
                    _name_labels(session)
                for name in sorted(wanted.keys() - set(shown), key=lambda n: n != "kept_id"):
                    session.run(wanted[name]).consume()
                if wanted.keys() - set(shown):
                    session.run("CALL db.awaitIndexes(60)").consume()
        if fresh:
            self.clear()
        elif not is_usable(self._state(), self._address):
            self.write([COMPLETE])

    def _state(self) -> State:
        versions = self.query(VERSION)
        return State(versions[0]["version"] if versions else None, bool(self.facts.ids()))

    def _check_version(self) -> None:
        agent = self._driver.get_server_info().agent
        found = re.search(r"(\d+)\.(\d+)", agent)
        if found is None or (int(found[1]), int(found[2])) < LEAST:
            least = ".".join(map(str, LEAST))
            raise StoreError(
                f"the server is {agent}: Neo4j {least} or later is needed", self._address
            )
        self._version = (int(found[1]), int(found[2]))

    def _refuse_foreign(self) -> None:
        with self._session(READ_ACCESS) as session:
            if session.run("MATCH (n) RETURN 1 AS one LIMIT 1").peek() is not None:
                raise StoreError(
                    "this database holds other things and is no store: name an empty database",
                    self._address,
                )


class ServerShelf:
    """A `Shelf` that is one property of the nodes `Kept`, packed: facts hold names and telephone
    numbers, which no question to the graph should bring up.
    """

    def __init__(self, store: ServerStore, key: str) -> None:
        self._store = store
        self._key = key

    def ids(self) -> tuple[str, ...]:
        rows = self._store.query(
            f"MATCH (k:Kept) WHERE k.{self._key} IS NOT NULL RETURN k.id AS id ORDER BY id"
        )
        return tuple(row["id"] for row in rows)

    def __contains__(self, id_: str) -> bool:
        return self._store.kept(check_id(id_, self._store.address), self._key) is not None

    def read(self, id_: str) -> str:
        packed = self._store.kept(check_id(id_, self._store.address), self._key)
        if packed is None:
            raise NotInStore(f"nothing is kept of {id_!r}", self._store.address)
        try:
            return zlib.decompress(packed).decode("utf-8")
        except (zlib.error, UnicodeDecodeError) as error:
            raise StoreError(
                f"what is kept cannot be read: {error}", self._store.address
            ) from error

    def write(self, id_: str, text: str | None) -> None:
        params: dict[str, Json] = {"id": check_id(id_, self._store.address)}
        if text is not None:
            packed = zlib.compress(text.encode("utf-8"))
            keep = f"MERGE (k:Kept {{id: $id}}) SET k.{self._key} = $packed"
            self._store.write([Statement(keep, {**params, "packed": packed})])
            return
        self._store.write(
            [
                Statement(f"MATCH (k:Kept {{id: $id}}) REMOVE k.{self._key}", params),
                Statement("MATCH (k:Kept {id: $id}) WHERE size(keys(k)) = 1 DELETE k", params),
            ]
        )


def open_server(address: str, *, fresh: bool = False) -> ServerStore:
    """Opens the store on a server, with `NEO4J_USERNAME`, `NEO4J_PASSWORD` and `NEO4J_DATABASE`.

    Raises `StoreError` where the server cannot be reached, refuses the password, is too old, or
    its database holds something else.
    """
    parts = urlsplit(address)
    if parts.password is not None:
        raise StoreError(
            "a password does not belong into the address, where others see it: set NEO4J_PASSWORD",
            f"{parts.scheme}://{parts.hostname}",
        )
    user = parts.username or os.environ.get("NEO4J_USERNAME") or "neo4j"
    password = os.environ.get("NEO4J_PASSWORD")
    host = parts.netloc.rpartition("@")[2]
    database = parts.path.strip("/") or os.environ.get("NEO4J_DATABASE") or None
    shown = f"{parts.scheme}://{host}" + (f"/{database}" if database else "")
    # The driver tells every retry to whoever listens; nobody asked to hear of those that succeed.
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
    with server_errors(shown):
        driver = GraphDatabase.driver(
            f"{parts.scheme}://{host}" + (f"?{parts.query}" if parts.query else ""),
            auth=(user, password) if password else None,
            connection_timeout=10,
            max_transaction_retry_time=_RETRY_SECONDS,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            user_agent="evenhand",
        )
    store = ServerStore(driver, shown, database)
    try:
        store.prepare(fresh)
    except BaseException:
        store.close()
        raise
    return store


def _definitions() -> Mapping[str, str]:
    """The constraints and indexes that a store has, by name."""
    found = {
        f"{label.lower()}_id": f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS"
        f" FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in ("Kept", *UNIQUE)
    }
    for label, key in INDEXED:
        name = f"{label.lower()}_{key}"
        found[name] = f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"
    return found


def _name_labels(session: Session) -> None:
    """The server lists the labels of a node in the order in which it first heard of them; the
    embedded store, and everybody who reads `labels(n)`, in that of the alphabet.
    """
    names = sorted({*UNIQUE, *_MODALITIES, *(kind.label for kind in term_types().values())})
    session.run("UNWIND $names AS name CALL db.createLabel(name)", {"names": names}).consume()


def _refuse_files(session: Session, cypher: str, params: Mapping[str, Json] | None) -> None:
    """Refuses a query that reads files or addresses, which a server may allow.

    The words alone may stand in a string or be written with escapes: the plan knows.
    """
    lowered = cypher.casefold()
    if not ("csv" in lowered and "load" in lowered) and "\\u" not in lowered:
        return
    explained = session.run(f"EXPLAIN {cypher}", dict(params or {})).consume()
    if "LoadCSV" in str(explained.plan):
        raise QueryRefused("the query would read a file or an address outside the graph")
