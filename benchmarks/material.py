"""Our sample contracts in every format, and hard files made by hand: what the readers are tried on.

    python -m benchmarks.material OUT

Writes each sample as .txt, .docx, .html, .doc, .odt, .rtf and .pdf, as a PDF of narrow pages, and
scanned: clean, noisy, with a stamp over each amount (.pdf), and clean in one picture file (.tif).
LibreOffice saves what Word and Writer would.
"""

from __future__ import annotations

import argparse
import html
import io
import random
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

SAMPLES = Path(__file__).parent.parent / "api" / "samples"
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


Scan = Literal["clean", "noisy", "stamped"]
"""How paper is scanned: clean at 300 dpi, or at 200 with a seal, tilt, blur, grain and JPEG; and
clean at 200 with a stamp over every amount."""

_AMOUNT = re.compile(r"[0-9][0-9,]{2,}(?:\.[0-9]+)?元|[壹贰叁肆伍陆柒捌玖拾佰仟万]{4,}[元圆]")
_RED = (196, 36, 48)


def scanned(pdf: bytes, how: Scan) -> list[Image.Image]:
    """The pages of a PDF as pictures of paper."""
    import pypdfium2

    dice = random.Random(7)
    pages: list[Image.Image] = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        scale = (300 if how == "clean" else 200) / 72
        picture = page.render(scale=scale).to_pil().convert("RGB")
        if how == "stamped":
            for x, y in _amounts(page):
                picture = _stamped(picture, (scale * x, scale * y))
        pages.append(_grained(picture, dice) if how == "noisy" else picture)
    document.close()
    return pages


def _amounts(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float]]:
    """The middles of the amounts on a page, in points from the top left."""
    words = page.get_textpage()
    for found in _AMOUNT.finditer(words.get_text_range()):
        first, last = (words.get_charbox(i) for i in (found.start(), found.end() - 1))
        yield (first[0] + last[2]) / 2, page.get_height() - (first[1] + first[3]) / 2


def _stamped(picture: Image.Image, middle: tuple[float, float]) -> Image.Image:
    """A red stamp that lets the words under it through, as ink does."""
    from PIL import Image, ImageChops, ImageDraw

    layer = Image.new("RGB", picture.size, "white")
    draw, (x, y) = ImageDraw.Draw(layer), middle
    for radius, width in ((150, 12), (54, 10)):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_RED, width=width)
    draw.regular_polygon((x, y, 46), 5, rotation=36, fill=_RED)
    return ImageChops.multiply(picture, layer)


def _grained(picture: Image.Image, dice: random.Random) -> Image.Image:
    """A page as a bad scanner sees it: a seal on it, askew, blurred, with grain, as JPEG."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFilter

    draw = ImageDraw.Draw(picture)
    x, y = (dice.randrange(picture.size[i] // 4, picture.size[i] // 2) for i in (0, 1))
    draw.ellipse((x, y, x + 330, y + 330), outline=(214, 40, 40), width=14)
    picture = picture.rotate(0.8, Image.Resampling.BICUBIC, fillcolor="white")
    picture = picture.filter(ImageFilter.GaussianBlur(0.6))
    grain = np.random.default_rng(7).normal(0, 9, (*picture.size[::-1], 3))
    cells = np.clip(np.asarray(picture, dtype=np.float64) + grain, 0, 255)
    held = io.BytesIO()
    Image.fromarray(cells.astype(np.uint8)).save(held, "JPEG", quality=55)
    return Image.open(held)


def as_scan(pdf: bytes, how: Scan, form: Literal["PDF", "TIFF"] = "PDF") -> bytes:
    """The pages of a PDF scanned, in one file."""
    first, *rest = scanned(pdf, how)
    dpi, held = 300 if how == "clean" else 200, io.BytesIO()
    if form == "PDF":
        first.save(held, "PDF", save_all=True, append_images=rest, resolution=dpi)
    else:
        first.save(held, "TIFF", save_all=True, append_images=rest, compression="tiff_deflate")
    return held.getvalue()


def narrow(text: str) -> bytes:
    """A .docx of pages so narrow that every sentence is broken, many within a figure."""
    size = '<w:pgSz w:w="6200" w:h="8400"/>'
    margins = '<w:pgMar w:top="900" w:bottom="900" w:left="900" w:right="900"/>'
    with zipfile.ZipFile(io.BytesIO(as_docx(text))) as archive:
        body = archive.read("word/document.xml").decode()
    inside = body.split("<w:body>", 1)[1].rsplit("</w:body>", 1)[0]
    return package(f"{inside}<w:sectPr>{size}{margins}</w:sectPr>")


def saved(text: str) -> Iterator[tuple[str, str, bytes]]:
    """The contract in every format, as (what it is, suffix, bytes)."""
    docx = as_docx(text)
    yield "docx", "docx", docx
    yield "html", "html", as_html(text)
    for suffix in OFFICE:
        yield suffix, suffix, by_office(docx, suffix)
    yield "narrow pdf", "pdf", by_office(narrow(text), "pdf")


def scans(text: str) -> Iterator[tuple[str, str, bytes]]:
    """The contract on paper and scanned, as (what it is, suffix, bytes)."""
    pdf = by_office(as_docx(text), "pdf")
    for how in get_args(Scan):
        yield f"{how} scan", "pdf", as_scan(pdf, how)


def contracts() -> Iterator[tuple[str, str]]:
    """The sample contracts by name."""
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in (".md", ".txt") and path.name != "README.md":
            yield path.stem, path.read_text("utf-8")


def main() -> None:
    """Writes the files; see the top of this file."""
    parser = argparse.ArgumentParser(description="Our samples in every format.")
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name, text in contracts():
        out.joinpath(f"{name}.txt").write_text(plain_text(text), "utf-8")
        for what, suffix, data in (*saved(text), *scans(text)):
            stem = name if what == suffix else f"{name}-{what.split()[0]}"
            out.joinpath(f"{stem}.{suffix}").write_bytes(data)
            if what == "pdf":
                out.joinpath(f"{name}.tif").write_bytes(as_scan(data, "clean", "TIFF"))


if __name__ == "__main__":
    main()
