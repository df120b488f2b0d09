"""Tells from its first bytes that a file is no plain text, and says what to do with it."""

from __future__ import annotations

_CONVERT = "open it in the program it was made with and save it as plain text (.txt)"
_OCR = "a picture has no text; recognise it (OCR) and save the result as plain text (.txt)"

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", _CONVERT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)", _CONVERT),
    (b"{\\rtf", "a rich text file (.rtf)", _CONVERT),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", _OCR),
    (b"\xff\xd8\xff", "a JPEG picture", _OCR),
    (b"GIF8", "a GIF picture", _OCR),
    (b"II*\x00", "a TIFF picture", _OCR),
    (b"MM\x00*", "a TIFF picture", _OCR),
    (b"RIFF", "a sound, film or WebP picture", _OCR),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and name the contract file in it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and name the contract file in it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and name the contract file in it"),
    (b"\x7fELF", "a program", "name the contract file instead"),
    (b"MZ\x90\x00", "a program", "name the contract file instead"),
    (b"SQLite format 3\x00", "a database", "name the contract file instead"),
)

_ZIP = b"PK\x03\x04"
_IN_ZIP = (
    (b"word/", "a Word file (.docx)", _CONVERT),
    (b"xl/", "an Excel file (.xlsx)", _CONVERT),
    (b"ppt/", "a PowerPoint file (.pptx)", _CONVERT),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file (.odt, .ods)", _CONVERT),
)

_HEAD = 1024
_PDF_REACH = 1024


def foreign(data: bytes) -> str | None:
    """What the file is and what to do, `None` if it may be plain text."""
    for start, name, advice in SIGNATURES:
        if data.startswith(start):
            return _message(name, advice)
    if b"%PDF-" in data[:_PDF_REACH]:
        return _message("a PDF", _CONVERT)
    if data.startswith(_ZIP):
        for part, name, advice in _IN_ZIP:
            if part in data:
                return _message(name, advice)
        return _message("a ZIP archive", "unpack it and name the contract file in it")
    return None


def _message(name: str, advice: str) -> str:
    return f"this is {name}, which is not read as plain text; {advice}"
