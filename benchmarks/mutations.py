"""Damages files byte by byte and reads them: no crash, no hang, always a text or a reason.

    python -m benchmarks.mutations [--edits 1000000] [--format docx] [--seed 0]

Each round changes some bytes of a sample file (flips, cuts, doublings; in packed files inside the
parts as well) and opens it as a user would. Anything but a text or an `UnreadableDocument` counts
as a fault and is printed with its seed, as is what had to be stopped at a bound of memory or time
(a library that dies looks like one that asked for too much). A line every hundred thousand edits
says how far it is; --seed goes on from there.
"""

from __future__ import annotations

import argparse
import io
import random
import tempfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from time import perf_counter

from benchmarks.material import SAMPLES, as_docx, as_html, by_office, scanned
from loaders.files import guard
from loaders.files.how import How
from loaders.files.loaded import Format
from loaders.files.scan import pictures
from loaders.opening import Unopened, open_contracts
from ontology.errors import UnreadableDocument

ROUND = 1_500
"""Edits in every third round; the others have one and ten."""

TOLD = 100_000
"""Edits after which it says how far it is."""

SAMPLE = SAMPLES / "blank-ops-template.txt"
PACKED = ("docx", "xlsx", "ofd", "zip")

Reader = Callable[[bytes, str], object]
"""Reads the bytes of a file of a name as a user would have them read."""


def originals() -> dict[str, tuple[bytes, Reader]]:
    """One sound file of each kind that is fuzzed, with what reads it."""
    text = SAMPLE.read_text("utf-8")
    docx, book = as_docx(text), _book(text)
    pdf = by_office(docx, "pdf")
    return {
        "text": (text.encode("gb18030"), _opened),
        "docx": (docx, _as("docx")),
        "html": (as_html(text), _as("html")),
        "pdf": (pdf, _as("pdf")),
        "xlsx": (book, _as("xlsx")),
        "xls": (old_book(text), _as("xls")),
        "ofd": (fixed_layout(text), _as("ofd")),
        "eml": (_mail(docx), _opened),
        "zip": (_archive(docx, text), _opened),
        "locked": (_locked(docx), _as("doc", password="lighthouse")),
        **{form: (_picture(pdf, form), _pages) for form in ("png", "jpeg", "tiff")},
        "doc": (by_office(docx, "doc"), _as("doc")),
        "rtf": (by_office(docx, "rtf"), _as("rtf")),
        "odt": (by_office(docx, "odt"), _as("odt")),
    }


def _as(form: Format, password: str | None = None) -> Reader:
    how = How(recognise=False, password=password)
    return lambda data, name: guard.read(form, data, name, how)


def _opened(data: bytes, name: str) -> object:
    """Opens a file whatever it has become, and what may lie in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        found = list(open_contracts(path, How(recognise=False)))
    broken = [one.error for one in found if isinstance(one, Unopened)]
    if broken:
        raise broken[0]
    return found


def _pages(data: bytes, _: str) -> object:
    """The pages of a picture made ready: recognising each would take days."""
    return [page.shape for page in pictures.pages(data, "picture")]


def _picture(pdf: bytes, form: str) -> bytes:
    held = io.BytesIO()
    scanned(pdf, "noisy")[0].resize((310, 438)).save(held, form.upper())
    return held.getvalue()


def _mail(docx: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@x.cn", "b@x.cn", "请审合同"
    mail["Date"] = "Mon, 02 Mar 2026 09:00:00 +0800"
    mail.set_content("请审阅附件。")
    kind = {"maintype": "application", "subtype": "octet-stream"}
    mail.add_attachment(docx, **kind, filename="合同.docx")
    return bytes(mail)


def _archive(docx: bytes, text: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("合同/一.docx", docx)
        archive.writestr("合同/二.txt", text)
    return held.getvalue()


def _locked(docx: bytes) -> bytes:
    import msoffcrypto

    held = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(docx)).encrypt("lighthouse", held)
    return held.getvalue()


def _book(text: str) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for line in text.splitlines():
        sheet.append(line.split("|"))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def old_book(text: str, title: str = "合同") -> bytes:
    """A contract as an .xls workbook, as Excel 97 wrote it."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(title)
    for row, line in enumerate(text.splitlines()):
        for column, words in enumerate(line.split("|")):
            sheet.write(row, column, words)
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


def damaged(data: bytes, form: str, dice: random.Random, edits: int) -> bytes:
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
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    for form, (data, read) in originals().items():
        if asked.format in (None, form):
            _fuzz(form, data, read, asked.edits, asked.seed)


def _kind(said: str) -> str:
    """What a complaint means: the reader said no, its process was stopped, or it has a fault."""
    if "reader broke" in said:
        return "fault"
    return "stopped" if said.startswith("reading it took") else "refused"


def _fuzz(form: str, data: bytes, read: Reader, wanted: int, first: int) -> None:
    counts = {"read": 0, "refused": 0, "stopped": 0, "fault": 0}
    changed, seed, slowest, told = 0, first, 0.0, TOLD
    while changed < wanted:
        edits = (1, 10, ROUND)[seed % 3]
        body = damaged(data, form, random.Random(seed), edits)
        changed += edits
        start = perf_counter()
        try:
            read(body, f"{form} of seed {seed}")
            counts["read"] += 1
        except UnreadableDocument as error:
            kind = _kind(error.message)
            counts[kind] += 1
            if kind in ("stopped", "fault"):
                print(f"  {form} seed {seed}: {kind}: {error.message}")
        except Exception as error:  # whatever gets through is what is looked for
            counts["fault"] += 1
            print(f"  {form} seed {seed}: {type(error).__name__}: {error}")
        slowest = max(slowest, perf_counter() - start)
        seed += 1
        if changed >= told or changed >= wanted:
            told += TOLD
            print(
                f"{form:7} {seed - first} files up to seed {seed}, {changed:,} edits: {counts}, "
                f"slowest {slowest:.2f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
