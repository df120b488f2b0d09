import errno
import os
from pathlib import Path

import pytest

from kg.store import FolderShelf, NotInStore
from ontology.errors import StoreError

ID = "c0123456789abcdef"


def test_a_text_is_kept_until_it_is_taken_away(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path / "facts")
    assert shelf.ids() == ()
    shelf.write(ID, "一\r\n二")
    assert (shelf.read(ID), shelf.ids(), ID in shelf) == ("一\r\n二", (ID,), True)
    shelf.write(ID, None)
    assert (shelf.ids(), ID in shelf) == ((), False)


def test_taking_away_what_is_not_there_is_harmless(tmp_path: Path) -> None:
    FolderShelf(tmp_path / "facts").write(ID, None)


def test_what_is_not_kept_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotInStore, match=ID):
        FolderShelf(tmp_path).read(ID)


@pytest.mark.parametrize("id_", ["../secret", "c0123456789abcde/", "", "C0123456789ABCDEF", "c*"])
def test_only_an_id_becomes_a_file_name(tmp_path: Path, id_: str) -> None:
    shelf = FolderShelf(tmp_path / "facts")
    with pytest.raises(NotInStore, match="not the id of a contract"):
        shelf.read(id_)
    with pytest.raises(NotInStore, match="not the id of a contract"):
        shelf.write(id_, "text")


def test_a_write_that_fails_leaves_the_old_text(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path)
    shelf.write(ID, "old")
    (tmp_path / f"{ID}.part").mkdir()
    with pytest.raises(StoreError):
        shelf.write(ID, "new")
    assert shelf.read(ID) == "old"


def test_a_full_disk_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    shelf = FolderShelf(tmp_path)
    shelf.write(ID, "old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="the disk is full"):
        shelf.write(ID, "new")
    assert shelf.read(ID) == "old"
