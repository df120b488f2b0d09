"""The same contract in every format: are the same terms read out of it?

    python -m benchmarks.formats [--scans]

Saves each sample contract as .docx, .html, .pdf, .doc, .odt and .rtf (the last four by LibreOffice)
and, with --scans, as clean and as noisy scans, reads each, and prints which share of the terms
equals those of the text: same type, same keys, same words without white space.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import random
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

from loaders import read, read_text
from ontology.facts import Facts

SAMPLES = Path(__file__).parent.parent / "api" / "samples"
LIKE = 0.8
"""The likeness of two quotes that are the same words, read from paper and from text."""

OFFICE = ("doc", "odt", "rtf", "pdf")
_ROW = re.compile(r"^\|.*\|$|.* \| .*|[^\t]*\t[^\t]*\t.*")
_RULE = re.compile(r"^[|:\- ]+$")

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns='
    '"http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns='
    '"http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(body: str, **parts: str) -> bytes:
    """A .docx whose `w:body` holds this; `parts` are further files of `word/` by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return held.getvalue()


def plain_lines(text: str) -> Iterator[str | list[str]]:
    """The paragraphs of a Markdown sample, rows of tables as lists of cells."""
    for raw in text.splitlines():
        line = raw.strip()
        if not line or _RULE.match(line):
            continue
        line = re.sub(r"^#{1,6} ", "", line).replace("**", "")
        mark = "\t" if "\t" in line else "|"
        yield [c.strip() for c in line.strip("|").split(mark)] if _ROW.match(line) else line


def plain_text(text: str) -> str:
    """The same paragraphs and rows as plain text."""
    lines = plain_lines(text)
    return "\n".join(line if isinstance(line, str) else " | ".join(line) for line in lines)


def as_docx(text: str) -> bytes:
    """A contract as Word saves it."""
    body: list[str] = []
    rows: list[list[str]] = []
    for line in [*plain_lines(text), ""]:
        if isinstance(line, list):
            rows.append(line)
            continue
        if rows:
            body.append(f"<w:tbl>{''.join(_docx_row(row) for row in rows)}</w:tbl>")
            rows = []
        body.append(_paragraph(line))
    return package("".join(body))


def _paragraph(words: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def _docx_row(cells: list[str]) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right")
    )
    width = '<w:tcW w:w="2000" w:type="dxa"/>'
    properties = f"<w:tcPr>{width}<w:tcBorders>{borders}</w:tcBorders></w:tcPr>"
    return f"<w:tr>{''.join(f'<w:tc>{properties}{_paragraph(c)}</w:tc>' for c in cells)}</w:tr>"


def as_html(text: str) -> bytes:
    """A contract as a web page in GB18030."""
    body: list[str] = []
    for line in plain_lines(text):
        if isinstance(line, list):
            cells = "".join(f"<td>{html.escape(c)}</td>" for c in line)
            body.append(f"<table><tr>{cells}</tr></table>")
        else:
            body.append(f"<p>{html.escape(line)}</p>")
    page = f'<html><head><meta charset="gb18030"></head><body>{"".join(body)}</body></html>'
    return page.encode("gb18030")


def by_office(docx: bytes, suffix: str) -> bytes:
    """A .docx turned into another format by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.docx")
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder]
        subprocess.run([*command, str(source)], capture_output=True, timeout=180, check=True)
        return Path(folder, f"in.{suffix}").read_bytes()


def as_scan(pdf: bytes, *, noisy: bool) -> bytes:
    """A PDF of pictures of the pages: clean at 300 dpi, or at 200 with a seal, tilt and noise."""
    import numpy as np
    import pypdfium2
    from PIL import Image, ImageDraw, ImageFilter

    dice = random.Random(7)
    pages: list[Image.Image] = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=(200 if noisy else 300) / 72).to_pil().convert("RGB")
        if noisy:
            draw = ImageDraw.Draw(picture)
            x, y = (dice.randrange(picture.size[i] // 4, picture.size[i] // 2) for i in (0, 1))
            draw.ellipse((x, y, x + 330, y + 330), outline=(214, 40, 40), width=14)
            picture = picture.rotate(0.8, Image.Resampling.BICUBIC, fillcolor="white")
            picture = picture.filter(ImageFilter.GaussianBlur(0.6))
            grain = np.random.default_rng(7).normal(0, 9, (*picture.size[::-1], 3))
            cells = np.clip(np.asarray(picture, dtype=np.float64) + grain, 0, 255)
            held = io.BytesIO()
            Image.fromarray(cells.astype(np.uint8)).save(held, "JPEG", quality=55)
            picture = Image.open(held)
        pages.append(picture)
    document.close()
    held = io.BytesIO()
    dpi = 200 if noisy else 300
    pages[0].save(held, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return held.getvalue()


def terms(facts: Facts) -> Counter[str]:
    """The terms of a contract, each as its type, keys and words without white space."""
    return Counter(
        json.dumps(
            [t.type, t.keys, re.sub(r"[\s|]+", "", t.quote)], ensure_ascii=False, sort_keys=True
        )
        for t in facts.terms
    )


def alike(one: Facts, other: Facts) -> int:
    """How many terms of one text stand in the other, of the same type and in like words."""
    left = list(other.terms)
    count = 0
    for term in one.terms:
        words = _bare(term.quote)
        near = (
            t
            for t in left
            if t.type == term.type
            and SequenceMatcher(None, words, _bare(t.quote), autojunk=False).ratio() >= LIKE
        )
        if (found := next(near, None)) is not None:
            left.remove(found)
            count += 1
    return count


def _bare(words: str) -> str:
    return re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]", "", words)


def saved(text: str, scans: bool) -> Iterator[tuple[str, str, bytes]]:
    """The contract in every format, as (what it is, suffix, bytes)."""
    docx = as_docx(text)
    yield "docx", "docx", docx
    yield "html", "html", as_html(text)
    for suffix in OFFICE:
        data = by_office(docx, suffix)
        yield suffix, suffix, data
        if suffix == "pdf" and scans:
            yield "clean scan", "pdf", as_scan(data, noisy=False)
            yield "noisy scan", "pdf", as_scan(data, noisy=True)


def main() -> None:
    """Prints the table; see the top of this file."""
    parser = argparse.ArgumentParser(description="The same contract in every format.")
    parser.add_argument("--scans", action="store_true")
    parser.add_argument("--show", action="store_true", help="print the terms that differ")
    asked = parser.parse_args()
    found: Counter[tuple[str, str]] = Counter()
    seconds: Counter[str] = Counter()
    for sample in sorted(SAMPLES.iterdir()):
        if sample.name == "README.md" or sample.suffix not in (".md", ".txt"):
            continue
        text = sample.read_text("utf-8")
        facts = read_text(sample.stem, plain_text(text))
        expected = terms(facts)
        for what, suffix, data in saved(text, asked.scans):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, f"{sample.stem}.{suffix}")
                path.write_bytes(data)
                start = perf_counter()
                taken = read(path)
                seconds[what] += int(1000 * (perf_counter() - start))
            got = terms(taken)
            found[what, "same"] += (got & expected).total()
            found[what, "alike"] += alike(taken, facts)
            found[what, "text"] += expected.total()
            found[what, "file"] += got.total()
            if asked.show:
                for sign, rest in (("-", expected - got), ("+", got - expected)):
                    for term in rest:
                        print(f"{sample.stem} {what} {sign} {term}")
    for what in seconds:
        same, like, of_text, of_file = (
            found[what, key] for key in ("same", "alike", "text", "file")
        )
        print(
            f"{what:12} {of_text} terms of the text, {of_file} of the file; the same F1 "
            f"{2 * same / (of_text + of_file):.3f}, alike {2 * like / (of_text + of_file):.3f}; "
            f"{seconds[what] / 1000:.1f} s"
        )


if __name__ == "__main__":
    main()
