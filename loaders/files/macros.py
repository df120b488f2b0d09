"""Finds the programs that an Office file carries: they are told of, and nothing here runs them."""

from __future__ import annotations

import io
import zipfile

from loaders.files.loaded import Note

_OLE_PROJECT = "_VBA_PROJECT".encode("utf-16-le")
"""How the directory of an old Office file names the storage of its macros."""

_ENDING = ("vbaproject.bin",)
_LYING_IN = ("basic/", "scripts/", "xl/macrosheets/", "word/activex/", "xl/activex/")
_LIBRARIES = ("script-lc.xml", "script-lb.xml")
"""What every OpenDocument file with a Basic library has, also one without a line in it."""


def macros(data: bytes) -> tuple[Note, ...]:
    """A note for each part of a file that holds a program, `VBA` for one of the old kind."""
    if data.startswith(b"PK"):
        return tuple(Note("macro", part) for part in _parts(data) if _is_program(part))
    return (Note("macro", "VBA"),) if _OLE_PROJECT in data else ()


def _parts(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []  # Whoever opens it says that it is damaged.


def _is_program(part: str) -> bool:
    name = part.lower()
    inside = name.startswith(_LYING_IN) and not name.endswith(("/", *_LIBRARIES))
    return inside or name.endswith(_ENDING)
