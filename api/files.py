"""Files in and out: which files a user means, and writing that leaves the old or the new."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from api.errors import Problem
from kg.store.shelf import write_whole


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """The files meant by these paths: a folder stands for all files in it, hidden ones apart."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                found
                for found in path.rglob("*")
                if found.is_file() and not _hidden(found.relative_to(path))
            )
        else:
            yield path


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def write_file(path: Path, content: str | bytes) -> None:
    """Writes a whole file in one step. Raises `Problem` that says what stood in the way."""
    try:
        write_whole(path, content)
    except OSError as error:
        with suppress(OSError):
            path.with_suffix(".part").unlink()
        raise Problem(_reason(error), str(path)) from error


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "disk_full"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "not_writable"
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return "in_the_way"
    return "not_written"
