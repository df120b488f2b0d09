"""Reading in a child process: what is hostile or slow costs one message, not the program."""

import time
from pathlib import Path
from typing import Any

import pytest

from loaders.files import guard, readers
from loaders.files.how import How
from loaders.files.loaded import Loaded
from loaders.opening import Unopened, open_contracts
from ontology.errors import UnreadableDocument


def read_with(monkeypatch: pytest.MonkeyPatch, reader: object) -> Loaded:
    monkeypatch.setattr(readers, "read", reader)
    monkeypatch.setattr(guard, "SECONDS", 1)
    monkeypatch.setattr(guard, "SECONDS_A_PAGE", 1)
    return guard.read("html", b"", "page.html", How())


def test_what_the_child_reads_comes_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "甲方" * 400_000
    assert read_with(monkeypatch, lambda *_: Loaded(text, "html")) == Loaded(text, "html")


def test_a_complaint_keeps_its_words_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def complain(*given: object) -> Loaded:
        raise UnreadableDocument("the page is torn", f"{given[2]}!inner")

    with pytest.raises(UnreadableDocument) as raised:
        read_with(monkeypatch, complain)
    assert str(raised.value) == "page.html!inner: the page is torn"


def test_a_reader_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableDocument, match="longer than 1 seconds a page"):
        read_with(monkeypatch, lambda *_: time.sleep(60))
    assert time.monotonic() - start < 20


def test_a_reader_that_goes_on_page_by_page_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slowly(*given: Any) -> Loaded:
        for _ in range(5):
            time.sleep(0.4)
            given[4]()
        return Loaded("done", "html")

    assert read_with(monkeypatch, slowly).text == "done"


def test_a_reader_that_takes_all_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MEMORY", 64 * 1024**2)
    with pytest.raises(UnreadableDocument, match="more memory"):
        read_with(monkeypatch, lambda *_: Loaded("x" * (512 * 1024**2), "html"))


def test_a_reader_that_dies_is_told_from_one_that_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import os

    with pytest.raises(UnreadableDocument, match="broke its reader"):
        read_with(monkeypatch, lambda *_: os.kill(os.getpid(), 9))


def test_a_fault_of_a_reader_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Loaded:
        raise KeyError("styles")

    with pytest.raises(UnreadableDocument, match="its reader broke"):
        read_with(monkeypatch, fail)


def test_a_damaged_file_is_a_reason_and_no_exception(tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04word/document.xml")
    (bad,) = open_contracts(tmp_path / "bad.docx")
    assert isinstance(bad, Unopened)
    assert "cannot be unpacked" in bad.error.message
