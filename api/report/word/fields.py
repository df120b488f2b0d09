"""Fields and packing of a Word report: contents, page numbers, links, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from api.report.blocks import Document, Heading
from api.report.printable import printable
from api.report.word.styles import added

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can tell."""

CONTENTS = r'TOC \o "1-2" \h \z \u'


def field(paragraph: Any, code: str, shown: str = "1") -> None:
    """A field with the value that stands there until a program works it out."""
    for kind, words in (("begin", ""), ("", code), ("separate", ""), (None, shown), ("end", "")):
        run = paragraph.add_run(words if kind is None else "")
        if kind:
            mark(run, kind)
        elif kind == "":
            _instruction(run, words)


def mark(run: Any, kind: str) -> None:
    """One of the three marks of a field."""
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    run._r.append(element)


def _instruction(run: Any, code: str) -> None:
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = f" {code} "
    run._r.append(element)


def bookmark(paragraph: Any, number: int) -> None:
    """A place that the table of contents leads to."""
    for tag, at in (("w:bookmarkStart", 0), ("w:bookmarkEnd", None)):
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(number))
        if at == 0:
            element.set(qn("w:name"), name_of(number))
            first = paragraph._p.find(qn("w:r"))
            first.addprevious(element)
        else:
            paragraph._p.append(element)


def name_of(number: int) -> str:
    """The name of the bookmark of a heading."""
    return f"_Toc{number:08d}"


def contents(word: Word, document: Document) -> None:
    """The table of contents: a field that is filled already, and knows its pages once updated."""
    headings = [b for b in document.blocks if isinstance(b, Heading) and b.level < 3]
    for i, heading in enumerate(headings):
        paragraph = added(word, f"toc {heading.level}")
        if i == 0:
            mark(paragraph.add_run(), "begin")
            _instruction(paragraph.add_run(), CONTENTS)
            mark(paragraph.add_run(), "separate")
        _link(paragraph, titled(heading), name_of(i))
        if i == len(headings) - 1:
            mark(paragraph.add_run(), "end")


def titled(heading: Heading) -> str:
    """A heading with its count."""
    return printable(f"{heading.text}  {heading.count}" if heading.count else heading.text)


def _link(paragraph: Any, words: str, anchor: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    link.append(paragraph.add_run(words)._r)
    paragraph._p.append(link)


def packed(word: Word, document: Document) -> bytes:
    """The file, with no clock in it: dated by the document's day or not at all."""
    core = word.core_properties
    core.author = core.last_modified_by = "Evenhand"
    core.title, core.subject = printable(document.title)[:250], document.kind
    core.comments, core.revision = "", 1
    day = document.day
    if day:
        core.created = core.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    else:
        for name in ("dcterms:created", "dcterms:modified"):
            for element in core._element.findall(qn(name)):
                core._element.remove(element)
    _without_picture(word)
    unsteady = io.BytesIO()
    word.save(unsteady)
    return _repacked(unsteady.getvalue())


def _without_picture(word: Word) -> None:
    """The template of python-docx brings a small picture of itself."""
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _repacked(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return made.getvalue()
