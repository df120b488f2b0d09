"""The facts of contracts as files, one each, written so that a crash leaves the old or the new."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ontology.errors import StoreError


class NotInStore(StoreError):
    """There is no such contract: whoever named it acts."""


class Shelf:
    """A folder of `<contract id>.json`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ids(self) -> tuple[str, ...]:
        """The ids of all contracts kept, in order."""
        return tuple(sorted(path.stem for path in self._folder.glob("c*.json")))

    def __contains__(self, contract_id: str) -> bool:
        return self._path(contract_id).exists()

    def read(self, contract_id: str) -> str:
        """The facts document of a contract. Raises `NotInStore`."""
        try:
            return self._path(contract_id).read_bytes().decode("utf-8")
        except FileNotFoundError:
            raise NotInStore(f"no facts are kept of {contract_id!r}", str(self._folder)) from None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"the facts cannot be read: {error}", str(self._folder)) from error

    def write(self, contract_id: str, text: str | None) -> None:
        """Keeps this text, `None` to keep nothing, and returns when it is on the disk."""
        path = self._path(contract_id)
        with writing(self._folder):
            if text is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, text)

    def _path(self, contract_id: str) -> Path:
        # An id may come from a URL; only our own shape may become a file name.
        if not re.fullmatch("c[0-9a-f]{16}", contract_id):
            raise NotInStore(f"{contract_id!r} is not the id of a contract", str(self._folder))
        return self._folder / f"{contract_id}.json"


def write_whole(path: Path, text: str) -> None:
    """Writes a file in one step: a reader finds the old text or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
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
