"""What a server complains of, said in our own words with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from kg.store.protocol import QueryRefused
from ontology.errors import StoreError

_READ_ONLY = "this server only reads: name one that writes, or use neo4j:// to be led to it"
_CREDENTIALS = "the server refuses user or password: set NEO4J_USERNAME and NEO4J_PASSWORD"
_FAILURES: Mapping[str, str] = MappingProxyType(
    {
        "Security.Unauthorized": _CREDENTIALS,
        "Security.AuthenticationRateLimit": "the server refuses after too many wrong passwords:"
        " wait a little, then set NEO4J_USERNAME and NEO4J_PASSWORD",
        "Security.CredentialsExpired": "the password has expired: change it on the server",
        "Security.Forbidden": "this user may not do that on the server: name another user,"
        " or ask for the right to write and to make constraints",
        "Database.DatabaseNotFound": "the server has no such database:"
        " name another, or create it there",
        "Database.DatabaseUnavailable": "the database is stopped or starting:"
        " start it on the server, or wait",
        "Cluster.NotALeader": _READ_ONLY,
        "General.ForbiddenOnReadOnlyDatabase": _READ_ONLY,
        "General.WriteOnReadOnlyAccessDatabase": _READ_ONLY,
        "General.ReadOnly": _READ_ONLY,
    }
)
_MEMORY = (
    "the server ran out of memory and nothing was written:"
    " give it more (heap, or dbms.memory.transaction.total.max)"
)


@contextmanager
def server_errors(address: str, limit: float | None = None) -> Iterator[None]:
    """Says in our own words what a server refuses; a query comes with its time limit."""
    try:
        yield
    except Neo4jError as error:
        code = (error.code or "").removeprefix("Neo.ClientError.").removeprefix("Neo.")
        if limit is not None and (refusal := _refusal(error, code, limit)):
            raise QueryRefused(refusal) from error
        raise StoreError(_failure(error, code), address) from error
    except (ConfigurationError, ValueError) as error:
        raise StoreError(f"this address cannot be used: {_reason(str(error))}", address) from error
    except DriverError as error:
        raise StoreError(_unreached(error), address) from error


@contextmanager
def out_of_memory_at_once(address: str, *, reading: bool = False) -> Iterator[None]:
    """Says so where the driver would try again, which gives a server no more memory."""
    try:
        yield
    except Neo4jError as error:
        if "OutOfMemory" not in f"{error.code} {error.message}":
            raise
        if reading:
            raise QueryRefused(
                "the query needs more memory than the server allows: narrow it"
            ) from error
        raise StoreError(_MEMORY, address) from error


def _refusal(error: Neo4jError, code: str, seconds: float) -> str | None:
    if code == "Statement.AccessMode":
        return "the query would change the graph; only reading is allowed here"
    if "TransactionTimedOut" in code or code.endswith(
        ("Transaction.Terminated", "LockClientStopped")
    ):
        return f"the query took longer than {seconds:g} seconds: narrow it, or allow more time"
    if code.startswith(("Statement.", "Procedure.", "Schema.", "Transaction.")):
        return f"the query cannot be run: {_reason(error.message or '')}"
    return None


def _failure(error: Neo4jError, code: str) -> str:
    if isinstance(error, AuthError) and code not in _FAILURES:
        return _CREDENTIALS
    if code in _FAILURES:
        return _FAILURES[code]
    return f"the engine failed and nothing was written: {_reason(error.message or code)}"


def _unreached(error: DriverError) -> str:
    text = str(error)
    if "closed" in text.casefold() and not isinstance(error, ServiceUnavailable | SessionExpired):
        return "the store has been closed"
    if isinstance(error, IncompleteCommit):
        return "the server went away while it was writing: once it runs again, do the same again"
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return (
            "the server cannot be reached: check that it runs, the address, and whether it wants"
            f" an encrypted connection (neo4j+s://) ({_reason(text)})"
        )
    return f"the engine failed and nothing was written: {_reason(text)}"


def _reason(text: str) -> str:
    return " ".join(text.split())[:300]
