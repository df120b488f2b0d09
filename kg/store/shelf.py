"""What a store keeps beside its graph: documents by id, each written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from ontology.errors import StoreError


class NotInStore(StoreError):
    """There is no such contract: whoever named it acts."""


class Shelf(Protocol):
    """Documents of one kind by the id of what they are about: a contract, or a decision."""

    def ids(self) -> tuple[str, ...]:
        """The ids of all documents kept, in order."""

    def __contains__(self, id_: str) -> bool: ...

    def read(self, id_: str) -> str:
        """The document with this id. Raises `NotInStore`."""

    def write(self, id_: str, text: str | None) -> None:
        """Keeps this text, `None` to keep nothing, and returns when it is safe."""


def check_id(id_: str, where: str) -> str:
    """The id, if it has our shape: one may come from a URL. Raises `NotInStore`."""
    if not re.fullmatch("[cm][0-9a-f]{16}", id_):
        raise NotInStore(f"{id_!r} is not the id of a contract", where)
    return id_


class FolderShelf:
    """A `Shelf` that is a folder of `<id><suffix>`."""

    def __init__(self, folder: Path, suffix: str = ".json") -> None:
        self._folder = folder
        self._suffix = suffix

    def ids(self) -> tuple[str, ...]:
        names = (path.stem for path in self._folder.glob(f"*{self._suffix}"))
        return tuple(sorted(name for name in names if re.fullmatch("[cm][0-9a-f]{16}", name)))

    def __contains__(self, id_: str) -> bool:
        return self._path(id_).exists()

    def read(self, id_: str) -> str:
        try:
            return self._path(id_).read_bytes().decode("utf-8")
        except FileNotFoundError:
            raise NotInStore(f"nothing is kept of {id_!r}", str(self._folder)) from None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"what is kept cannot be read: {error}", str(self._folder)) from error

    def write(self, id_: str, text: str | None) -> None:
        path = self._path(id_)
        with writing(self._folder):
            if text is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, text)

    def _path(self, id_: str) -> Path:
        return self._folder / f"{check_id(id_, str(self._folder))}{self._suffix}"


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file in one step: a reader finds the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    with draft.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turns an operating system's refusal to write into a `StoreError` that says what to do."""
    try:
        yield
    except OSError as error:
        raise StoreError(_sentence(error), str(folder)) from error


def _sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "the disk is full: make room, or use a store on another disk"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "this folder cannot be written: change its permissions, or choose another"
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return "this is a file, not a folder: choose another place for the store"
    return f"the store cannot be written: {error.strerror or error}"
