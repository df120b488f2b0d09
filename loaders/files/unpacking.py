"""Refuses what grows out of all measure when it is unpacked, before it is."""

from __future__ import annotations

import zipfile

from ontology.errors import UnreadableDocument

MAX_RATIO = 300
"""The most bytes that one packed byte may become, beyond the first megabyte."""


def refuse_bomb(info: zipfile.ZipInfo, name: str) -> None:
    """Raises `UnreadableDocument` for a packed file that would grow as no document does."""
    packed = max(1, info.compress_size)
    if info.file_size > 1024**2 and info.file_size > MAX_RATIO * packed:
        raise UnreadableDocument(
            f"{info.filename!r} in it would grow {info.file_size // packed}-fold when unpacked; "
            "a document does not do that, so it is not opened",
            name,
        )
