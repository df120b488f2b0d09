"""Office files with a password are opened with it, and say so without."""

import io
from pathlib import Path
from zipfile import ZipFile

import msoffcrypto
import openpyxl
import pytest

from benchmarks.material import as_docx
from loaders.files import guard, readers
from loaders.files.how import How
from loaders.files.locked import unlocked
from loaders.files.magic import kind
from loaders.opening import Opened, Unopened, open_contracts
from ontology.errors import UnreadableDocument

TEXT = """\
航标巡检服务合同
甲方：云岫市航标管理处
乙方：鹭洲低空科技有限公司
第一条 乙方每月巡检灯塔一次，并向甲方提交报告。
第二条 任何一方违约的，应当赔偿对方因此受到的损失。
"""
PASSWORD = "灯塔-lighthouse-7"


def lock(data: bytes, password: str = PASSWORD) -> bytes:
    """The file as Word saves it with a password (agile encryption)."""
    held, padded = io.BytesIO(), io.BytesIO(data)
    with ZipFile(padded, "a") as archive:
        # Word's own files are larger; what is below 4 KiB the library does not lock rightly.
        archive.writestr("docProps/filler.bin", bytes(range(256)) * 32)
    msoffcrypto.OfficeFile(padded).encrypt(password, held)
    return held.getvalue()


@pytest.fixture(scope="module")
def locked() -> bytes:
    return lock(as_docx(TEXT))


def test_a_locked_word_file_opens_with_its_password(locked: bytes) -> None:
    loaded = guard.read(kind(locked, "x"), locked, "x.docx", How(password=PASSWORD))
    assert loaded.format == "docx"
    assert loaded.text == TEXT


@pytest.mark.parametrize(
    ("password", "said"), [(None, "--password"), ("", "--password"), ("wrong", "does not open")]
)
def test_without_its_password_it_says_what_to_do(
    locked: bytes, password: str | None, said: str
) -> None:
    with pytest.raises(UnreadableDocument, match=said):
        guard.read(kind(locked, "x"), locked, "x.docx", How(password=password))


def test_a_locked_workbook_opens_as_one() -> None:
    workbook, held = openpyxl.Workbook(), io.BytesIO()
    assert workbook.active is not None
    workbook.active.append(["首期", "30%"])
    workbook.save(held)
    data = lock(held.getvalue())
    read = readers.read(kind(data, "x"), data, "x.xlsx", How(password=PASSWORD), lambda: None)
    assert read.format == "xlsx"
    assert read.text == "首期 | 30%\n"


def test_a_file_without_a_lock_stays_as_it_is() -> None:
    plain = as_docx(TEXT)
    assert unlocked(plain, None, "x") is plain
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert unlocked(old, None, "x") is old


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.95])
def test_a_locked_file_cut_short_says_that_it_is_damaged(locked: bytes, cut: float) -> None:
    broken = locked[: int(cut * len(locked))]
    with pytest.raises(UnreadableDocument, match="damaged"):
        readers.read("doc", broken, "x.docx", How(password=PASSWORD), lambda: None)


def test_a_locked_file_among_others_does_not_stop_them(tmp_path: Path, locked: bytes) -> None:
    path = tmp_path / "bundle.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("locked.docx", locked)
        archive.writestr("open.txt", TEXT)
    kinds = [(one.name, isinstance(one, Opened)) for one in open_contracts(path)]
    assert kinds == [("bundle~locked", False), ("bundle~open", True)]
    both = list(open_contracts(path, How(password=PASSWORD)))
    assert not any(isinstance(one, Unopened) for one in both)
    assert len(both) == 2
