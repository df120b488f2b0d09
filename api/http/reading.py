"""Files are read in a process of their own: it costs the answers to others neither time nor memory.

Inside it, `loaders.files.guard` reads what is not plain text in a child with bounds of its own.
"""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TYPE_CHECKING

from api.contracts import Contract, Failure
from api.errors import Problem

if TYPE_CHECKING:
    from loaders.files.how import How

Read = tuple[Contract | Failure, ...]


class Reader:
    """A process that reads one file after the other; started when it is first needed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._child: SpawnProcess | None = None
        self._here: Connection | None = None

    def start(self) -> None:
        """Starts the process, if there is none."""
        if self._child is not None and self._child.is_alive():
            return
        self.stop()
        # A forked child of a program with threads may never wake up.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        self._child = context.Process(target=_serve, args=(there,), name="evenhand-reader")
        self._child.start()
        self._here = here
        # With its end closed here, the child learns from the pipe when this process is gone.
        there.close()

    def read(self, path: Path, how: How) -> Read:
        """The contracts in a file; where the process takes too long or breaks, a `Failure`."""
        self.start()
        assert self._here is not None
        try:
            self._here.send((path, how))
            if not self._here.poll(self._seconds):
                self.stop()
                seconds = f"{self._seconds:g}"
                return (Failure(path, Problem("reading_long", str(path), seconds=seconds)),)
            found: Read = self._here.recv()
        except (EOFError, OSError):
            self.stop()
            return (Failure(path, Problem("broken", str(path))),)
        return found

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._here is not None:
            self._here.close()
            self._here = None
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._child = None


def _serve(there: Connection) -> None:
    """The child's work, until nobody asks any more."""
    # Whoever stops the server by the keyboard stops it alone; the pipe ends then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from api.service import read_file
    from loaders import read_text

    # So that the first file does not wait for the lexicons.
    read_text("", "甲方：\n第一条 乙方逾期交付的，每日按合同总价的1%向甲方支付违约金。")
    with suppress(EOFError, OSError):
        while True:
            path, how = there.recv()
            there.send(tuple(read_file(path, how)))
