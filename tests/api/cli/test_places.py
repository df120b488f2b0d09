"""Where a finding stands in the file that it came from."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.material import SAMPLES, as_docx

Run = Callable[..., Any]


def test_a_finding_in_a_word_file_knows_its_paragraph(run: Run, tmp_path: Path) -> None:
    sample = SAMPLES / "coastal-cloud-hosting.txt"
    path = tmp_path / "hosting.docx"
    path.write_bytes(as_docx(sample.read_text("utf-8")))
    in_word = run("findings", path, "--json").rows
    assert in_word
    assert all(row["place"]["paragraph"] >= 0 for row in in_word if row["quote"])
    plain = tmp_path / "hosting.txt"
    plain.write_text(sample.read_text("utf-8"), "utf-8")
    in_text = run("findings", plain, "--json").rows
    assert all("place" not in row for row in in_text)
    assert [(r["rule"], r["severity"], r["favours"]) for r in in_word] == [
        (r["rule"], r["severity"], r["favours"]) for r in in_text
    ]
