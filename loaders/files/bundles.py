"""Takes files out of archives and e-mails, by their names and without writing them anywhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from loaders.files.unpacking import refuse_bomb
from ontology.errors import UnreadableDocument

MAX_MEMBERS = 2_000
"""The most files of an archive that are looked at."""

MAX_UNPACKED = 512 * 1024 * 1024
"""The most bytes of an archive and all archives in it."""

_LOOKED_PAST = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class Budget:
    """The bytes that may still be unpacked, shared by an archive and all archives in it."""

    def __init__(self, name: str) -> None:
        self.left, self.name = MAX_UNPACKED, name

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise UnreadableDocument(
                f"unpacked, it would hold more than {MAX_UNPACKED // 1024**2} MB; "
                "unpack it and name the contract files in it",
                self.name,
            )


def members(data: bytes, name: str, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """The files of a ZIP archive by name. Raises `UnreadableDocument`.

    A name is only shown, never used as a path: `../` in it does nothing.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data), metadata_encoding="gb18030")
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise UnreadableDocument("the archive is damaged; ask for it again", name) from problem
    if len(infos) > MAX_MEMBERS:
        raise UnreadableDocument(
            f"{len(infos):,} files are more than the {MAX_MEMBERS:,} that are looked at", name
        )
    for info in infos:
        if info.is_dir() or any(part in info.filename for part in _LOOKED_PAST):
            continue
        if info.flag_bits & 1:
            raise UnreadableDocument("the archive is encrypted; unpack it first", name)
        refuse_bomb(info, name)
        budget.take(info.file_size)
        yield info.filename, _unpacked(archive, info, name)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(info.file_size + 1)
    except Exception as problem:  # zlib, lzma and bz2 have an error each
        raise UnreadableDocument(
            f"{info.filename!r} in the archive is damaged; ask for it again", name
        ) from problem


def parts(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The body and the attachments of an e-mail by name. Raises `UnreadableDocument`."""
    try:
        found = list(_parts(data))
    except Exception as problem:  # the parser lets through whatever a broken field makes it raise
        raise UnreadableDocument(
            "this e-mail cannot be taken apart; save its attachment", name
        ) from problem
    yield from found


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return
    body = message.get_body(("plain", "html"))
    if isinstance(body, EmailMessage):
        yield f"body.{body.get_content_subtype()}", _words(body)
    for count, part in enumerate(message.iter_attachments(), 1):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield part.get_filename() or f"attachment {count}", payload


def _words(body: EmailMessage) -> bytes:
    """The bytes of a body: in UTF-8, or as they are where the mail names no known encoding."""
    try:
        return str(body.get_content()).encode()
    except (LookupError, ValueError):
        payload = body.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""
