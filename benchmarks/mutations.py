"""Damages files byte by byte and reads them: no crash, no hang, always a text or a reason.

    python -m benchmarks.mutations [--edits 1000000] [--format docx]

Each round changes some bytes of a sample file (flips, cuts, doublings; in packed files inside the
parts as well) and opens it as a user would. Anything but a text or an `UnreadableDocument` counts
as a fault and is printed with its seed.
"""

from __future__ import annotations

import argparse
import io
import random
import zipfile
from time import perf_counter

from benchmarks.material import SAMPLES, as_docx, as_html, by_office
from loaders.files import guard
from loaders.files.how import How
from loaders.files.loaded import Format, Loaded
from ontology.errors import UnreadableDocument

ROUND = 1_500
"""Edits in every third round; the others have one and ten."""

SAMPLE = SAMPLES / "blank-ops-template.txt"
PACKED = ("docx", "xlsx", "ofd")


def originals() -> dict[Format, bytes]:
    """One sound file of each format that is fuzzed."""
    text = SAMPLE.read_text("utf-8")
    docx = as_docx(text)
    return {
        "docx": docx,
        "html": as_html(text),
        "pdf": by_office(docx, "pdf"),
        "xlsx": _book(text),
        "ofd": fixed_layout(text),
    }


def _book(text: str) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for line in text.splitlines():
        sheet.append(line.split("|"))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def fixed_layout(text: str) -> bytes:
    """A contract as an OFD file."""
    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {name}><ofd:DocBody><ofd:DocRoot>D/D.xml</ofd:DocRoot></ofd:DocBody>"
            "</ofd:OFD>",
        )
        archive.writestr(
            "D/D.xml",
            f'<ofd:Document {name}><ofd:Pages><ofd:Page BaseLoc="P.xml"/></ofd:Pages>'
            "</ofd:Document>",
        )
        lines = "".join(
            f'<ofd:TextObject Boundary="0 {8 * n} 90 6"><ofd:TextCode>{line}</ofd:TextCode>'
            "</ofd:TextObject>"
            for n, line in enumerate(text.replace("<", "").replace("&", "").splitlines())
        )
        archive.writestr("D/P.xml", f"<ofd:Page {name}>{lines}</ofd:Page>")
    return held.getvalue()


def damaged(data: bytes, form: Format, dice: random.Random, edits: int) -> bytes:
    """A file with so many edits; of a packed one, half the time inside one of its parts."""
    if form in PACKED and dice.random() < 0.5:
        held = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
            names = old.namelist()
            chosen = dice.choice(names)
            for name in names:
                part = old.read(name)
                new.writestr(name, _changed(part, dice, edits) if name == chosen else part)
        return held.getvalue()
    return _changed(data, dice, edits)


def _changed(data: bytes, dice: random.Random, edits: int) -> bytes:
    body = bytearray(data)
    for _ in range(edits):
        if not body:
            break
        at = dice.randrange(len(body))
        kind = dice.random()
        if kind < 0.8:
            body[at] = dice.randrange(256)
        elif kind < 0.9:
            del body[at : at + dice.randrange(1, 40)]
        else:
            body[at:at] = body[at : at + dice.randrange(1, 40)]
    return bytes(body)


def main() -> None:
    """Prints for each format how many files were read, refused, or showed a fault."""
    parser = argparse.ArgumentParser(description="Damages files and reads them.")
    parser.add_argument("--edits", type=int, default=1_000_000)
    parser.add_argument("--format", default=None)
    asked = parser.parse_args()
    for form, data in originals().items():
        if asked.format in (None, form):
            _fuzz(form, data, asked.edits)


def _fuzz(form: Format, data: bytes, wanted: int) -> None:
    counts = {"read": 0, "refused": 0, "fault": 0}
    changed, seed, slowest = 0, 0, 0.0
    while changed < wanted:
        edits = (1, 10, ROUND)[seed % 3]
        body = damaged(data, form, random.Random(seed), edits)
        changed += edits
        start = perf_counter()
        try:
            loaded = guard.read(form, body, f"{form} of seed {seed}", How(recognise=False))
            counts["read" if isinstance(loaded, Loaded) else "fault"] += 1
        except UnreadableDocument as error:
            fault = "reader broke" in error.message or "broke its reader" in error.message
            counts["fault" if fault else "refused"] += 1
            if fault:
                print(f"  {form} seed {seed}: {error.message}")
        slowest = max(slowest, perf_counter() - start)
        seed += 1
    print(f"{form:5} {seed} files, {changed:,} edits: {counts}, slowest {slowest:.2f} s")


if __name__ == "__main__":
    main()
