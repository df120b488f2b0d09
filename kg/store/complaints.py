"""What the embedded engine complains of, said in our own words with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.store.protocol import QueryRefused
from ontology.errors import StoreError


class StoreInUse(StoreError):
    """One process holds a store at a time: whoever runs the other one acts."""


@contextmanager
def engine_errors(folder: Path, limit: float | None = None) -> Iterator[None]:
    """Says in our own words what the engine refuses; a query comes with its time limit."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.split(".")[0] != "arcadedb":
            raise
        text = str(error)
        if limit is not None and (refusal := _refusal(text, limit)):
            raise QueryRefused(refusal) from error
        if "locked by another process" in text or "already in use" in text:
            raise StoreInUse(
                "another program, or this one, has the store open: close it there,"
                " or ask the running server",
                str(folder),
            ) from error
        raise StoreError(_failure(text), str(folder)) from error


def _refusal(text: str, seconds: float) -> str | None:
    if "QueryNotIdempotentException" in text:
        return "the query would change the graph; only reading is allowed here"
    if "TimeoutException" in text:
        return f"the query took longer than {seconds:g} seconds: narrow it, or allow more time"
    if "SecurityException" in text:
        return "the query would read a file or an address outside the graph"
    if any(sign in text for sign in ("database is closed", "Database is closed", "IOException")):
        return None
    return f"the query cannot be run: {_reason(text)}"


def _failure(text: str) -> str:
    if "No space left on device" in text:
        return "the disk is full: make room, or use a store on another disk"
    if "Cannot create directory" in text or "Permission denied" in text:
        return "this folder cannot be written: change its permissions, or choose another"
    if "Failed to open database" in text:
        return f"the graph is damaged, the facts are kept: run `evenhand rebuild` ({_reason(text)})"
    if "is closed" in text:
        return "the store has been closed"
    return f"the engine failed and nothing was written: {_reason(text)}"


def _reason(text: str) -> str:
    """The engine's sentence without its class names."""
    words = text.split("Exception: ", 1)[-1].split(" (caused by", 1)[0]
    return " ".join(words.split())[:300]
