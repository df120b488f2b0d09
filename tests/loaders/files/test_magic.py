import io
import zipfile

import pytest

from loaders.files.magic import is_encrypted_office, kind
from ontology.errors import UnreadableDocument


def packed(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        ("甲方：云岫市".encode(), "text"),
        ("<p>不是网页".encode(), "text"),
        (b"", "text"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"junk before %PDF-1.4", "pdf"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"II*\x00", "image"),
        (OLE, "doc"),
        (OLE + "Workbook".encode("utf-16-le") + b"\x00\x00", "xls"),
        (packed("[Content_Types].xml", "word/document.xml"), "docx"),
        (packed("xl/workbook.xml"), "xlsx"),
        (packed("OFD.xml"), "ofd"),
        (packed("合同.txt"), "zip"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\n<html lang=zh>", "html"),
        (b"From: a@x.cn\r\nTo: b@x.cn\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\nhi", "eml"),
        ("From: 甲方\n甲方：云岫市\n乙方：鹭洲".encode(), "text"),
    ],
)
def test_the_bytes_tell_the_format(data: bytes, form: str) -> None:
    assert kind(data, "x") == form


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"7z\xbc\xaf\x27\x1c....", "7-Zip"),
        (b"Rar!\x1a\x07....", "RAR"),
        (b"\x1f\x8b....", "gzip"),
        (b"MZ\x90\x00....", "a program"),
        (b"SQLite format 3\x00", "a database"),
        (packed("ppt/presentation.xml"), "PowerPoint"),
    ],
)
def test_what_no_reader_opens_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said):
        kind(data, "x")


def test_a_locked_office_file_is_told_from_an_old_one() -> None:
    assert is_encrypted_office(OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00\x00")
    assert not is_encrypted_office(OLE)
