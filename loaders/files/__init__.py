"""Opens contract files: the suffix decides who decodes, and the first bytes must agree."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from loaders.files import plain
from loaders.files.language import require_contract
from loaders.files.magic import foreign
from ontology.errors import UnreadableDocument

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARS = 5_000_000

Opener = Callable[[bytes, str], str]
"""The text of a file's bytes; the name is for messages. Raises `UnreadableDocument`."""

OPENERS: dict[str, Opener] = {
    ".txt": plain.decode,
    ".text": plain.decode,
    ".md": plain.decode,
    ".markdown": plain.decode,
}


def load(path: Path) -> str:
    """The text of a contract file, its line ends as `\\n`.

    Raises `UnreadableDocument`, which says what to do, for anything that is no readable Chinese
    contract.
    """
    name = str(path)
    opener = OPENERS.get(path.suffix.lower())
    data = read_bytes(path)
    if opener is None or opener is plain.decode:
        kind = foreign(data)
        if kind:
            raise UnreadableDocument(kind, name)
    if opener is None:
        known = ", ".join(sorted(OPENERS))
        raise UnreadableDocument(
            f"files that end in {path.suffix or 'nothing'!r} are not read; known: {known}. "
            "Save the contract as plain text (.txt)",
            name,
        )
    text = opener(data, name)
    if len(text) > MAX_CHARS:
        raise UnreadableDocument(
            f"{len(text):,} characters are more than the {MAX_CHARS:,} that are read; "
            "cut the contract out of the larger document",
            name,
        )
    require_contract(text, name)
    return text


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of bearable size. Raises `UnreadableDocument`."""
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableDocument("this is a folder; name the contract file in it", name)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableDocument("this is a device or pipe, not a file", name)
        if status.st_size > MAX_BYTES:
            raise UnreadableDocument(
                f"{status.st_size / 1024**2:.0f} MB are more than the {MAX_BYTES // 1024**2} MB "
                "that are read; cut the contract out of the larger document",
                name,
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument("there is no such file; check the path", name) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise UnreadableDocument(f"the file cannot be opened: {reason}", name) from problem
