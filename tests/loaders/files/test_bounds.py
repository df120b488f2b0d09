"""Files that are too long, too large, cut short or without letters: one message, and soon."""

import io
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import openpyxl
import pytest

from benchmarks.material import as_docx, as_html
from benchmarks.mutations import fixed_layout
from loaders.files import guard, pdf
from loaders.files.how import How
from loaders.files.loaded import Format, Loaded, Writer
from loaders.files.magic import kind
from ontology.errors import UnreadableDocument

needs_ocr = pytest.mark.skipif(find_spec("rapidocr") is None, reason="no recognition")
TEXT = """\
航标巡检服务合同
甲方：云岫市航标管理处
乙方：鹭洲低空科技有限公司
第一条 乙方每月巡检灯塔一次，并向甲方提交报告。
第二条 任何一方违约的，应当赔偿对方因此受到的损失。
"""


def pdf_of(pages: int, content: bytes = b"", **resources: bytes) -> bytes:
    """A PDF whose pages all show the same; `resources` are further objects, from number 5 on."""
    kids = b" ".join(b"%d 0 R" % (100 + i) for i in range(pages))
    named = b" ".join(
        b"/%s << /X %d 0 R >>" % (kind_.encode(), 5 + i) for i, kind_ in enumerate(resources)
    )
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        3: b"<< %s >>" % named,
        4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        **{5 + i: body for i, body in enumerate(resources.values())},
    }
    leaf = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 3 0 R >>"
    )
    objects |= {100 + i: leaf for i in range(pages)}
    out, places = io.BytesIO(), {}
    out.write(b"%PDF-1.7\n")
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, at in places.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, at))
    out.write(
        b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (100 + pages, start)
    )
    return out.getvalue()


@contextmanager
def within(seconds: float, megabytes: int = 1_400) -> Iterator[None]:
    """What is done here takes no longer, and no child of it more memory."""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < seconds
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < megabytes


def refused(data: bytes, said: str, how: How = How(recognise=False)) -> None:  # noqa: B008
    with pytest.raises(UnreadableDocument, match=said):
        guard.read(kind(data, "x"), data, "x", how)


def test_ten_thousand_pages_are_too_many() -> None:
    with within(20):
        refused(pdf_of(10_000), "10,000 pages are more than the 2,000")


def test_two_thousand_pages_are_read_in_bounded_memory() -> None:
    words = b"BT /X 12 Tf 60 700 Td (Page of a contract) Tj ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    with within(60):
        loaded = guard.read("pdf", pdf_of(2_000, words, Font=font), "x.pdf", How(recognise=False))
    assert loaded.text.count("Page of a contract") == 2_000
    assert loaded.places[-1].page == 2_000


def png(side: int) -> bytes:
    """A white picture of so many pixels each way, told by its head; its rows are not all there."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" + b"\xff" * ((side + 7) // 8))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@needs_ocr
def test_a_picture_of_2500_million_pixels_is_not_opened() -> None:
    with within(20):
        refused(png(50_000), "more than 120 million pixels", How())


@needs_ocr
def test_a_picture_cut_short_is_damaged() -> None:
    from PIL import Image

    held = io.BytesIO()
    Image.effect_noise((600, 600), 90).save(held, "PNG")
    refused(held.getvalue()[:200_000], "the picture is damaged", How())


@needs_ocr
def test_a_blank_page_is_told_at_once() -> None:
    from PIL import Image

    held = io.BytesIO()
    Image.new("L", (1_700, 2_200), "white").save(held, "PNG")
    with within(20):
        refused(held.getvalue(), "nothing was recognised", How())


def image(side: int) -> bytes:
    """A one-bit picture of so many pixels each way, all of it there."""
    packer, row = zlib.compressobj(9), b"\xff" * ((side + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
        b"/BitsPerComponent 1 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (side, side, len(body), body)
    )


@needs_ocr
def test_a_page_that_is_such_a_picture_costs_one_message() -> None:
    data = pdf_of(1, b"q 595 0 0 842 0 0 cm /X Do Q", XObject=image(50_000))
    with within(150, 5_000), pytest.raises(UnreadableDocument):
        guard.read("pdf", data, "x.pdf", How())


def test_letters_without_a_meaning_are_no_text() -> None:
    # The font names its shapes g1 to g9: nobody can say which characters they are.
    names = b" ".join(b"/g%d" % i for i in range(1, 40))
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Secret /FirstChar 65 /LastChar 103 "
        b"/Encoding << /Type /Encoding /Differences [65 %s] >> >>" % names
    )
    words = b"BT /X 12 Tf 60 700 Td (ABCDEFGHIJKLMNOPQRSTUVWXYZ) Tj ET"
    with pytest.raises(UnreadableDocument, match="pictures of pages and no text"):
        pdf.read(pdf_of(2, words, Font=font), "x.pdf")


def test_numbers_of_shapes_are_recognised_from_the_page_instead() -> None:
    """As programs write Chinese fonts of which they keep a part, without saying what it shows."""
    part = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Secret /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    font = b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [%s] >>" % part
    words = b"BT /X 12 Tf 60 700 Td <10415042404345440045604670484049005000515555> Tj ET"
    asked: list[int] = []

    def recognise(_: object, number: int, out: Writer) -> bool:
        asked.append(number)
        out.write("甲方")
        return True

    read = pdf.read(pdf_of(2, words, Font=font), "x.pdf", None, recognise)
    assert asked == [1, 2]
    assert read.text == "甲方\f甲方"


def test_white_words_on_white_are_noted_and_on_a_dark_bar_read() -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    words = (
        b"BT /X 12 Tf 60 700 Td (Seen) Tj ET "
        b"BT 1 1 1 rg /X 12 Tf 60 600 Td (Secret words) Tj ET "
        b"0 0 0.4 rg 50 490 200 30 re f BT 1 1 1 rg /X 12 Tf 60 500 Td (White on blue) Tj ET"
    )
    loaded = pdf.read(pdf_of(1, words, Font=font), "x.pdf")
    assert loaded.text.splitlines() == ["Seen", "White on blue"]
    assert [(note.kind, note.words) for note in loaded.notes] == [("hidden", "Secret words")]


def workbook() -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for line in TEXT.splitlines():
        book.active.append(line.split("："))
    book.save(held)
    return held.getvalue()


def mail() -> bytes:
    return b"From: a@x.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nDate: now\r\n\r\n" + TEXT.encode()


def bundle() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.docx", as_docx(TEXT))
        archive.writestr("b.txt", TEXT)
    return held.getvalue()


WHOLE: dict[str, Callable[[], bytes]] = {
    "docx": lambda: as_docx(TEXT),
    "html": lambda: as_html(TEXT),
    "pdf": lambda: pdf_of(2, b"BT ET"),
    "xlsx": workbook,
    "ofd": lambda: fixed_layout(TEXT),
    "eml": mail,
    "zip": bundle,
    "txt": lambda: TEXT.encode("gb18030"),
}


@pytest.mark.parametrize("form", WHOLE)
def test_a_file_cut_anywhere_gives_a_text_or_a_reason(
    form: str, tmp_path: pytest.TempPathFactory
) -> None:
    from pathlib import Path

    from loaders.opening import Opened, open_contracts

    data = WHOLE[form]()
    for twentieth in range(20):
        path = Path(str(tmp_path), f"{twentieth}.{form}")
        path.write_bytes(data[: twentieth * len(data) // 20])
        for one in open_contracts(path, How(recognise=False)):
            broke = not isinstance(one, Opened) and "reader" in one.error.message
            assert not broke, (twentieth, one)


def test_what_is_read_twice_is_the_same() -> None:
    forms: list[tuple[Format, bytes]] = [("docx", as_docx(TEXT)), ("html", as_html(TEXT))]
    for form, data in forms:
        first, again = (guard.read(form, data, "x", How()) for _ in range(2))
        assert isinstance(first, Loaded)
        assert first == again
