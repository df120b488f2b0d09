"""Tells from its first bytes what a file is; the suffix is not believed."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from loaders.files.loaded import Format
from ontology.errors import NotAContract, UnreadableDocument

_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"GIF8", "image"),
)
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and name the contract file in it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and name the contract file in it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and name the contract file in it"),
    (b"\x7fELF", "a program", "name the contract file instead"),
    (b"MZ\x90\x00", "a program", "name the contract file instead"),
    (b"SQLite format 3\x00", "a database", "name the contract file instead"),
    (b"RIFF", "a sound, film or WebP picture", "convert a picture to PNG"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_IN_ZIP: tuple[tuple[str, Format], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("OFD.xml", "ofd"),
)
_ODT = b"application/vnd.oasis.opendocument.text"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    rb"<(?:!doctype html|html|head|body|meta|div|table)\b",
    re.I | re.S,
)
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n){0,40}){3,}"
)
_MAIL_FIELDS = (b"\nfrom:", b"\nmime-version:", b"\ncontent-type:", b"\nsubject:", b"\nreceived:")
_PDF_REACH = 1024


def kind(data: bytes, name: str) -> Format:
    """What a file is; `text` where nothing tells. Raises `UnreadableDocument` for what no
    reader opens."""
    for start, what, advice in _REFUSED:
        if data.startswith(start):
            # An archive may hold a contract; the others are none.
            fault = UnreadableDocument if "archive" in what else NotAContract
            raise fault(f"this is {what}, not a document; {advice}", name)
    for start, form in _SIGNATURES:
        if data.startswith(start) and (start != b"BM" or data[6:10] == bytes(4)):
            return form
    if b"%PDF-" in data[:_PDF_REACH]:
        return "pdf"
    if data.startswith(_OLE):
        return "xls" if _holds(data, "Workbook") or _holds(data, "Book") else "doc"
    if data.startswith(_ZIP):
        return _in_zip(data, name)
    if _HTML.match(data.lstrip(b"\xef\xbb\xbf")):
        return "html"
    return "eml" if _is_mail(data) else "text"


def is_encrypted_office(data: bytes) -> bool:
    """Whether an Office file is locked with a password."""
    return data.startswith(_OLE) and _holds(data, "EncryptedPackage")


def _holds(data: bytes, stream: str) -> bool:
    """Whether the directory of a compound file names a stream."""
    return stream.encode("utf-16-le") + b"\x00\x00" in data


def _in_zip(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # Told by the reader that opens it, with a word on the damage.
        return "docx" if b"word/" in data else "zip"
    for part, form in _IN_ZIP:
        if part in names:
            return form
    if "ppt/presentation.xml" in names:
        raise NotAContract(
            "this is a PowerPoint file (.pptx), not a document; save it as PDF", name
        )
    if "mimetype" in names and _ODT in data[:200]:
        return "odt"
    return "docx" if any(name.startswith("word/") for name in names) else "zip"


def _is_mail(data: bytes) -> bool:
    head = b"\n" + data[:4000].lower()
    return _MAIL.match(data[:8000]) is not None and sum(f in head for f in _MAIL_FIELDS) >= 2
