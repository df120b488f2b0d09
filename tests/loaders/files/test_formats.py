"""The same contract in another format gives the same terms; a scan nearly so."""

import shutil
from pathlib import Path

import pytest

from benchmarks.formats import alike, terms
from benchmarks.material import SAMPLES, as_docx, as_html, as_scan, by_office, plain_text
from loaders import read, read_text

SAMPLE = SAMPLES / "valley-gis-survey.md"
SHORT = SAMPLES / "lakeside-data-service.txt"


@pytest.fixture(scope="module")
def text() -> str:
    return SAMPLE.read_text("utf-8")


def same(tmp_path: Path, text: str, data: bytes, suffix: str) -> bool:
    path = tmp_path / f"contract.{suffix}"
    path.write_bytes(data)
    return terms(read(path)) == terms(read_text("contract", plain_text(text)))


def test_word_and_web_pages_give_the_terms_of_the_text(tmp_path: Path, text: str) -> None:
    assert same(tmp_path, text, as_docx(text), "docx")
    assert same(tmp_path, text, as_html(text), "html")


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt", "pdf"])
def test_what_libreoffice_saves_gives_the_terms_of_the_text(
    tmp_path: Path, text: str, suffix: str
) -> None:
    assert same(tmp_path, text, by_office(as_docx(text), suffix), suffix)


@needs_office
def test_a_noisy_scan_with_a_seal_gives_nine_terms_in_ten(tmp_path: Path) -> None:
    whole = SHORT.read_text("utf-8")
    scanned = tmp_path / "scan.pdf"
    scanned.write_bytes(as_scan(by_office(as_docx(whole), "pdf"), "noisy"))
    got, wanted = read(scanned), read_text("scan", plain_text(whole))
    assert 2 * alike(got, wanted) >= 0.9 * (len(got.terms) + len(wanted.terms))
