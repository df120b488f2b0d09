"""Many files on all cores, in order, and what of them was done before."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from api.contracts import Contract, Failure
from api.errors import Problem
from api.service import read_file, version

if TYPE_CHECKING:
    from loaders.files.how import How

FEWEST = 6
"""Files from which it pays to start processes."""

AHEAD = 3
"""Files read ahead for each process: the memory needed does not grow with the batch."""

Read = tuple[Path, tuple[Contract | Failure, ...]]


def read_many(paths: Sequence[Path], how: How, workers: int | None = None) -> Iterator[Read]:
    """The contracts of each file, in the order of the files, read on all cores."""
    count = min(workers or os.cpu_count() or 1, len(paths))
    if len(paths) < FEWEST or count < 2:
        for path in paths:
            yield path, tuple(read_file(path, how))
        return
    yield from _read_apart(paths, how, count)


def _read_apart(paths: Sequence[Path], how: How, workers: int) -> Iterator[Read]:
    """The same by processes; a file that breaks its process is read once more, alone."""
    # A forked child of a program with threads may never wake up.
    context = multiprocessing.get_context("spawn")
    rest = deque(paths)
    while rest:
        waiting: deque[tuple[Path, Future[tuple[Contract | Failure, ...]]]] = deque()
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            try:
                while rest or waiting:
                    while rest and len(waiting) < AHEAD * workers:
                        path = rest.popleft()
                        waiting.append((path, pool.submit(_whole, path, how)))
                    path, future = waiting[0]
                    found = future.result()
                    waiting.popleft()
                    yield path, found
            except BrokenProcessPool:
                broken = waiting.popleft()[0]
                rest.extendleft(reversed([path for path, _ in waiting]))
                yield broken, (Failure(broken, Problem("broken", str(broken))),)


def _whole(path: Path, how: How) -> tuple[Contract | Failure, ...]:
    return tuple(read_file(path, how))


class Journal:
    """Which files were done, and as what, so that a batch that was cut short goes on from there.

    A file counts as done for the bytes it had, for this version, and read in this way.
    """

    def __init__(self, path: Path, how: How) -> None:
        self._path = path
        self._how = repr(how)
        self._done: dict[str, tuple[str, ...]] = {}
        for line in _lines(path):
            try:
                key, results = json.loads(line)
                self._done[key] = tuple(results)
            except ValueError:
                continue  # The last line of a batch that was killed may be torn.

    def results(self, path: Path) -> tuple[str, ...] | None:
        """What a file gave when it was done, `None` where it was not."""
        key = self._key(path)
        return self._done.get(key) if key else None

    def done(self, path: Path, results: Sequence[str]) -> None:
        """Notes a file as done."""
        key = self._key(path)
        if key is None:
            return
        self._done[key] = tuple(results)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, list(results)], ensure_ascii=False) + "\n")

    def _key(self, path: Path) -> str | None:
        try:
            with path.open("rb") as file:
                digest = sha256()
                while chunk := file.read(1 << 20):
                    digest.update(chunk)
        except OSError:
            return None
        return sha256(f"{digest.hexdigest()} {version()} {self._how}".encode()).hexdigest()


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
