"""Reads a file in a process of its own, which a hostile file may exhaust without harm."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.files import readers
from loaders.files.how import How
from loaders.files.loaded import Format, Loaded
from ontology.errors import EvenhandError, UnreadableDocument

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

SECONDS = 30
"""How long the first page of a file may take."""

SECONDS_A_PAGE = 10
"""How long each further page may take."""

SECONDS_OF_OCR = 60
"""How long a page may take that has to be recognised."""

SECONDS_OF_OFFICE = 150
"""How long a file may take that LibreOffice has to convert."""

SLACK = 6
"""How many times longer a page may take on a busy machine: what counts is the time worked on it."""

MEMORY = 1024**3
"""The bytes that reading a file may take."""

MEMORY_OF_OCR = 4 * 1024**3
"""The bytes that reading a file may take where pages are recognised."""


def read(form: Format, data: bytes, name: str, how: How) -> Loaded:
    """The text of a file, read by a child process within bounds of time and memory.

    Raises `UnreadableDocument`.
    """
    readers.require(form, name)
    context = _context()
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(there, form, data, name, how), daemon=True)
    child.start()
    there.close()
    try:
        return _wait(here, child.pid, _patience(form, how), name)
    finally:
        _end(child)
        child.join()
        here.close()


def _end(child: BaseProcess) -> None:
    """Ends a child and the programs that it has started, which are of its group."""
    if child.pid is not None and hasattr(os, "killpg"):
        with suppress(OSError):  # It has not come so far as to have a group.
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()


def _context() -> SpawnContext | ForkContext:
    """A fork costs a few milliseconds, but is safe only where no other thread runs."""
    if sys.platform.startswith("linux") and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _patience(form: Format, how: How) -> tuple[int, int]:
    """The seconds for the first and for each further page."""
    if form in ("doc", "rtf", "odt"):
        return SECONDS_OF_OFFICE, SECONDS_A_PAGE
    if form in ("pdf", "image") and how.recognise:
        return SECONDS_OF_OCR, SECONDS_OF_OCR
    return SECONDS, SECONDS_A_PAGE


def _wait(here: Connection, child: int | None, patiences: tuple[int, int], name: str) -> Loaded:
    patience, further = patiences
    while True:
        try:
            if not _is_heard(here, child, patience):
                raise UnreadableDocument(
                    f"reading it took longer than {patience} seconds a page and was stopped; "
                    "cut the contract out, or save it in another format",
                    name,
                )
            told = here.recv()
        except EOFError:
            raise UnreadableDocument(
                "reading it took more memory than a document may, or broke its reader; "
                "save it in another format",
                name,
            ) from None
        if isinstance(told, Loaded):
            return told
        if isinstance(told, tuple):
            raise UnreadableDocument(*told)
        patience = further


def _is_heard(here: Connection, child: int | None, patience: int) -> bool:
    """Waits for word from the child: longer where other programs leave it little time to work."""
    begun = _worked(child)
    for _ in range(SLACK):
        if here.poll(patience):
            return True
        worked = _worked(child)
        if begun is None or worked is None or worked - begun >= patience:
            return False
    return False


def _worked(child: int | None) -> float | None:
    """The seconds that a process has computed, `None` where the system does not tell."""
    try:
        fields = Path(f"/proc/{child}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, UnicodeDecodeError):
        return None


def _serve(there: Connection, form: Format, data: bytes, name: str, how: How) -> None:
    """The child's work: bounds itself, reads, and sends what came of it."""
    with suppress(OSError, AttributeError):
        os.setpgid(0, 0)
    _hush()
    _bound(MEMORY_OF_OCR if form in ("pdf", "image") and how.recognise else MEMORY)
    try:
        there.send(readers.read(form, data, name, how, lambda: there.send(None)))
    except EvenhandError as error:
        there.send((error.message, error.source))
    except MemoryError:
        there.close()
    except Exception as fault:  # a reader's own fault must not cost the rest of a batch
        said = f"its reader broke ({type(fault).__name__}: {fault}); save it in another format"
        there.send((said, name))


def _hush() -> None:
    """What libraries print of a broken file says nothing that the message does not say better."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _bound(memory: int) -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = memory + pages * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
