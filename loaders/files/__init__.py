"""Opens files: what they are is told from their bytes, and each is read within bounds."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from loaders.files import bundles, guard, readers
from loaders.files.how import How
from loaders.files.language import require_contract
from loaders.files.loaded import Loaded
from loaders.files.magic import kind
from ontology.errors import UnreadableDocument

MAX_BYTES = 20 * 1024 * 1024
"""The largest text file; what is packed or holds pictures may be ten times larger."""

MAX_CHARS = 5_000_000
DEEPEST = 4
"""Archives in archives that are opened."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file, or one of an archive: its name and its text, or why there is none."""

    name: str
    loaded: Loaded | UnreadableDocument


def open_all(path: Path, how: How = How()) -> Iterator[Member]:  # noqa: B008
    """Each contract that a file holds: one, or those in an archive or an e-mail."""
    try:
        data = read_bytes(path)
        yield from _open(data, str(path), path.stem, how, bundles.Budget(str(path)))
    except UnreadableDocument as error:
        yield Member(path.stem, error)


def _open(
    data: bytes, source: str, name: str, how: How, budget: bundles.Budget, depth: int = 0
) -> Iterator[Member]:
    """The contracts in the bytes of a file."""
    try:
        form = kind(data, source)
        if form not in ("zip", "eml"):
            yield Member(name, _read(data, source, how))
            return
        if depth >= DEEPEST:
            raise UnreadableDocument(f"archives lie more than {DEEPEST} deep in each other", source)
        inside = (
            bundles.parts(data, source) if form == "eml" else bundles.members(data, source, budget)
        )
        for inner, content in inside:
            stem = PurePosixPath(inner.replace("\\", "/")).stem
            label, place = f"{name}~{stem}", f"{source}!{inner}"
            for member in _open(content, place, label, how, budget, depth + 1):
                yield replace(member, loaded=_placed(member.loaded, inner))
    except UnreadableDocument as error:
        yield Member(name, error)


def _placed(loaded: Loaded | UnreadableDocument, inner: str) -> Loaded | UnreadableDocument:
    if isinstance(loaded, UnreadableDocument):
        return loaded
    return replace(loaded, places=tuple(replace(p, part=p.part or inner) for p in loaded.places))


def _read(data: bytes, name: str, how: How) -> Loaded:
    form = kind(data, name)
    if form == "text":
        if len(data) > MAX_BYTES:
            raise _too_large(len(data), MAX_BYTES, name)
        loaded = readers.read(form, data, name, how, lambda: None)
    else:
        loaded = guard.read(form, data, name, how)
    if len(loaded.text) > MAX_CHARS:
        raise UnreadableDocument(
            f"{len(loaded.text):,} characters are more than the {MAX_CHARS:,} that are read; "
            "cut the contract out of the larger document",
            name,
        )
    if not loaded.text.strip():
        raise UnreadableDocument("the file holds no text", name)
    require_contract(loaded.text, name)
    return loaded


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of bearable size. Raises `UnreadableDocument`."""
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableDocument("this is a folder; name the contract file in it", name)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableDocument("this is a device or pipe, not a file", name)
        if status.st_size > 10 * MAX_BYTES:
            raise _too_large(status.st_size, 10 * MAX_BYTES, name)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument("there is no such file; check the path", name) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise UnreadableDocument(f"the file cannot be opened: {reason}", name) from problem


def _too_large(size: int, most: int, name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{size / 1024**2:.0f} MB are more than the {most // 1024**2} MB that are read; "
        "cut the contract out of the larger document",
        name,
    )
