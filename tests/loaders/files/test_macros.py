"""Programs in files: never run, always told, whatever the file is; and what they start is ended."""

import io
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.context import NOTED
from api.service import read_file
from benchmarks.material import as_docx, by_office
from benchmarks.mutations import old_book
from loaders.files import guard, office
from loaders.files.how import How
from loaders.files.macros import macros
from loaders.files.magic import kind
from loaders.opening import Opened, open_contracts
from ontology.errors import UnreadableDocument

TEXT = """\
航标巡检服务合同
甲方：云岫市航标管理处
乙方：鹭洲低空科技有限公司
第一条 乙方每月巡检灯塔一次，并向甲方提交报告。
第二条 任何一方违约的，应当赔偿对方因此受到的损失。
"""
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")


def with_parts(data: bytes, **parts: str) -> bytes:
    """A package with more parts in it; `__` in a name is a slash and `_` a point."""
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a") as archive:
        for name, words in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), words)
    return held.getvalue()


def workbook() -> bytes:
    import openpyxl

    book, held = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for line in TEXT.splitlines():
        book.active.append([line])
    book.save(held)
    return held.getvalue()


def old(data: bytes) -> bytes:
    """An old Office file whose directory names a project: a free entry of it is taken."""
    name = "_VBA_PROJECT".encode("utf-16-le")
    at = data.rindex(bytes(128))
    return data[:at] + name + data[at + len(name) :]


def scripted_pdf() -> bytes:
    import pypdfium2

    held = io.BytesIO()
    document = pypdfium2.PdfDocument(by_office(as_docx(TEXT), "pdf"))
    document.save(held)
    document.close()
    body = held.getvalue()
    names = b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(1)) >>] >> >> "
    assert body.count(b"/Type/Catalog") == 1
    return body.replace(b"/Type/Catalog", b"/Type/Catalog " + names)


@pytest.mark.parametrize(
    ("suffix", "data", "told"),
    [
        ("docx", with_parts(as_docx(TEXT), word__vbaProject_bin="x"), ["word/vbaProject.bin"]),
        ("docx", with_parts(as_docx(TEXT), word__theme_xml="<x/>"), []),
        ("xlsx", with_parts(workbook(), xl__vbaProject_bin="x"), ["xl/vbaProject.bin"]),
        (
            "xlsx",
            with_parts(workbook(), xl__macrosheets__s1_xml="<x/>"),
            ["xl/macrosheets/s1.xml"],
        ),
        ("xlsx", workbook(), []),
        ("xls", old(old_book(TEXT)), ["VBA"]),
        ("xls", old_book(TEXT), []),
    ],
)
def test_macros_are_told_and_the_contract_is_read(
    suffix: str, data: bytes, told: list[str], tmp_path: Path
) -> None:
    path = tmp_path / f"contract.{suffix}"
    path.write_bytes(data)
    (opened,) = open_contracts(path)
    assert isinstance(opened, Opened)
    assert "第二条 任何一方违约的" in opened.loaded.text
    assert [n.words for n in opened.loaded.notes if n.kind == "macro"] == told


@needs_office
def test_a_script_in_a_pdf_is_told(tmp_path: Path) -> None:
    path = tmp_path / "contract.pdf"
    path.write_bytes(scripted_pdf())
    (opened,) = open_contracts(path)
    assert isinstance(opened, Opened)
    assert [(n.kind, n.words) for n in opened.loaded.notes] == [("macro", "JavaScript (1)")]


OOO = "http://openoffice.org/2000/script"
LIBRARY = (
    '<library:library xmlns:library="http://openoffice.org/2000/library" '
    'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="M"/></library:library>'
)
LIBRARIES = (
    '<library:libraries xmlns:library="http://openoffice.org/2000/library" '
    'xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" library:link="false"/></library:libraries>'
)
LISTENER = (
    "<office:scripts><office:event-listeners><script:event-listener "
    'script:language="ooo:script" script:event-name="dom:load" '
    'xlink:href="vnd.sun.star.script:Standard.M.Run?language=Basic&amp;location=document" '
    'xlink:type="simple"/></office:event-listeners></office:scripts>'
)


def scripted(mark: Path) -> bytes:
    """An .odt whose macro leaves a mark as soon as the file is opened."""
    source = (
        f'<script:module xmlns:script="{OOO}" script:name="M" script:language="StarBasic">'
        f"Sub Run\n  Open &quot;{mark}&quot; For Output As #1\n  Print #1, 1\n  Close #1\nEnd Sub"
        "</script:module>"
    )
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(by_office(as_docx(TEXT), "odt"))) as before,
        zipfile.ZipFile(held, "w") as after,
    ):
        for info in before.infolist():
            body = before.read(info).decode("utf-8") if info.filename.endswith("xml") else ""
            if info.filename == "content.xml":
                assert body.count("<office:scripts/>") == 1
                body = body.replace("<office:scripts/>", LISTENER)
            elif info.filename == "META-INF/manifest.xml":
                entries = "".join(
                    f'<manifest:file-entry manifest:full-path="Basic/{part}" '
                    'manifest:media-type="text/xml"/>'
                    for part in ("script-lc.xml", "Standard/script-lb.xml", "Standard/M.xml")
                )
                body = body.replace("</manifest:manifest>", f"{entries}</manifest:manifest>")
            after.writestr(info, body.encode() if body else before.read(info))
        after.writestr("Basic/script-lc.xml", LIBRARIES)
        after.writestr("Basic/Standard/script-lb.xml", LIBRARY)
        after.writestr("Basic/Standard/M.xml", source)
    return held.getvalue()


@needs_office
def test_a_macro_that_starts_with_the_file_is_told_and_leaves_no_mark(tmp_path: Path) -> None:
    mark, path = tmp_path / "mark", tmp_path / "contract.odt"
    path.write_bytes(scripted(mark))
    (opened,) = open_contracts(path)
    assert isinstance(opened, Opened)
    assert "第二条 任何一方违约的" in opened.loaded.text
    told = [n.words for n in opened.loaded.notes if n.kind == "macro"]
    assert told == ["Basic/Standard/M.xml"]
    assert not mark.exists()


def test_macros_stand_beside_the_findings(tmp_path: Path) -> None:
    path = tmp_path / "contract.docx"
    path.write_bytes(with_parts(as_docx(TEXT), word__vbaProject_bin="x"))
    (contract,) = read_file(path)
    from api.context import noted_rows
    from api.contracts import Contract

    assert isinstance(contract, Contract)
    (row,) = noted_rows(contract)
    assert (row["rule"], row["severity"], row["status"]) == (*NOTED["macro"], "noted")


def test_what_is_no_package_has_no_macros() -> None:
    assert macros(b"PK\x03\x04 broken") == ()
    assert macros(TEXT.encode()) == ()
    assert kind(with_parts(as_docx(TEXT), word__vbaProject_bin="x"), "x") == "docx"


def converters(folder: Path) -> Iterator[int]:
    """The processes that name this folder in their command line."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in entry.joinpath("cmdline").read_bytes():
                yield int(entry.name)
        except OSError:
            continue


@needs_office
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc")
def test_a_conversion_that_takes_too_long_leaves_no_program_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = by_office(as_docx(TEXT * 200), "rtf")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(office, "SECONDS", 1)
    program = tmp_path / "soffice"
    # As LibreOffice does: the program that is started starts the one that works.
    program.write_text(f'#!/bin/sh\nsh -c "sleep 60 # {tmp_path}/work" &\nwait\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    start = time.monotonic()
    with pytest.raises(UnreadableDocument, match="did not finish"):
        guard.read("rtf", data, "x.rtf", How())
    assert time.monotonic() - start < 30
    assert list(converters(tmp_path / "work")) == []
