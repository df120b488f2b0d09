"""Word files with comments put in: at the words they are about, everything else as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from loaders.files.docx import folder_of, main_part, runs, walk
from loaders.files.docx.names import RELATIONSHIPS, STRICT, W
from loaders.files.how import Revisions
from loaders.files.package import Package, parse

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_BOX = W + "txbxContent"
_CUT = (W + "t", W + "delText")


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: its paragraphs, the first of them bold, and the offsets of its words.

    Without offsets it stands at the beginning of the document.
    """

    paragraphs: tuple[str, ...]
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """By whom comments are; `day` as `2025-03-18`, where they are to be dated."""

    author: str
    initials: str
    day: str | None = None


def comment(
    data: bytes, remarks: Sequence[Remark], by: Signed, name: str, revisions: Revisions = "accepted"
) -> tuple[bytes, int]:
    """A copy of a Word file with comments, and how many stand at their words.

    The offsets are those of the text that `read` gives. Only the document itself, its comments and
    the lists of parts differ from the original. Raises `UnreadableDocument`.
    """
    package = Package(data, name)
    main = main_part(package)
    strict = STRICT.encode() in (package.read(main) or b"")
    walker = walk(package, main, revisions)
    root = next(iter(walker.paragraphs)).getroottree().getroot() if walker.paragraphs else None
    if root is None:
        return data, 0
    shelf = _Shelf(package, main, strict)
    first = shelf.next_id(root)
    spans = _Spans(walker.sources, root)
    placed = spans.place([(remark.start, remark.end) for remark in remarks], first)
    shelf.add(remarks, by, first)
    shelf.changed[main] = shelf.xml(root)
    return shelf.packed(data), placed


class _Spans:
    """The runs of a document by the offsets of their words, cut where a comment begins or ends."""

    def __init__(
        self, sources: Sequence[tuple[int, int, etree._Element]], root: etree._Element
    ) -> None:
        self._runs = [s for s in sources if s[2].getroottree().getroot() is root]
        self._pieces: dict[int, list[tuple[int, int, etree._Element]]] = {}
        self._whole: set[int] = set()

    def place(self, spans: Sequence[tuple[int | None, int | None]], first: int) -> int:
        """Marks each span with a number from `first` on; says how many stand at their words."""
        found = [self._over(start, end) for start, end in spans]
        for (start, end), over in zip(spans, found, strict=True):
            if over and start is not None and end is not None:
                self._cut(over[0], start)
                self._cut(over[-1], end)
        for number, ((start, end), over) in enumerate(zip(spans, found, strict=True), first):
            if over and start is not None and end is not None:
                _mark(self._piece(over[0], start, 0), self._piece(over[-1], end, 1), number)
            elif self._runs:
                run = _host(self._runs[0][2])
                _mark(run, run, number)
        return sum(bool(over) for over in found)

    def _over(self, start: int | None, end: int | None) -> list[int]:
        """The places in the list of the runs that hold a span."""
        if start is None or end is None:
            return []
        return [i for i, (a, b, _) in enumerate(self._runs) if a < end and b > start]

    def _cut(self, i: int, at: int) -> None:
        start, end, run = self._runs[i]
        if i not in self._pieces:
            self._pieces[i] = [(start, end, run)]
            # A gap that was drawn with tabs reads longer than it is written.
            if _host(run) is not run or sum(len(runs.piece(e)) for e in run) != end - start:
                self._whole.add(i)
        if i in self._whole:
            return
        pieces = self._pieces[i]
        for n, (a, b, piece) in enumerate(pieces):
            if a < at < b and (rest := _split(piece, at - a)) is not None:
                pieces[n : n + 1] = [(a, at, piece), (at, b, rest)]
                return

    def _piece(self, i: int, at: int, side: int) -> etree._Element:
        """The piece of a run that begins (side 0) or ends (side 1) at an offset, or holds it."""
        for a, b, piece in self._pieces[i]:
            if (a <= at < b) if side == 0 else (a < at <= b):
                return _host(piece)
        return _host(self._pieces[i][0 if side == 0 else -1][2])


def _host(run: etree._Element) -> etree._Element:
    """The run itself, or the one in the body that a text box hangs on: boxes hold no comments."""
    for box in run.iterancestors(_BOX):
        run = next(box.iterancestors(W + "r"), run)
    return run


def _split(run: etree._Element, at: int) -> etree._Element | None:
    """Cuts a run after so many characters; the run behind the cut, `None` if it cannot be cut."""
    rest = etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
    properties = run.find(W + "rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    for element in list(run):
        if element is properties:
            continue
        length = len(runs.piece(element))
        if at <= 0 and (length or len(rest) > (properties is not None)):
            rest.append(element)
        elif at < length:
            if element.tag not in _CUT:
                return None
            tail = deepcopy(element)
            tail.text, element.text = (element.text or "")[at:], (element.text or "")[:at]
            for text in (tail, element):
                text.set(SPACE, "preserve")
            rest.append(tail)
        at -= length
    run.addnext(rest)
    rest.tail, run.tail = run.tail, None
    return rest


def _mark(first: etree._Element, last: etree._Element, number: int) -> None:
    """Puts the marks of a comment around runs, and the reference behind them."""
    key = {W + "id": str(number)}
    first.addprevious(etree.Element(W + "commentRangeStart", key))
    end = etree.Element(W + "commentRangeEnd", key)
    reference = etree.Element(W + "r")
    etree.SubElement(reference, W + "commentReference", key)
    end.tail, last.tail = last.tail, None
    last.addnext(end)
    reference.tail, end.tail = end.tail, None
    end.addnext(reference)


class _Shelf:
    """The parts of the package that change."""

    def __init__(self, package: Package, main: str, strict: bool) -> None:
        self.changed: dict[str, bytes] = {}
        self._package, self._main, self._strict = package, main, strict
        self._folder = folder_of(main)
        self._relations = f"{self._folder}_rels/{main.removeprefix(self._folder)}.rels"
        self._part, self._known = self._find()
        self._comments = self._open()

    def _find(self) -> tuple[str, bool]:
        """The part of the comments, and whether it is there."""
        root = self._package.xml(self._relations)
        for relation in root if root is not None else ():
            if (relation.get("Type") or "").endswith("/comments"):
                target = relation.get("Target") or ""
                part = target.lstrip("/") if target.startswith("/") else self._folder + target
                return part, True
        return self._folder + "comments.xml", False

    def _open(self) -> etree._Element:
        data = self._package.read(self._part) if self._known else None
        if data is None:
            return etree.Element(W + "comments", nsmap={"w": W[1:-1]})
        return parse(data.replace(STRICT.encode(), W[1:-1].encode()), self._package.name)

    def next_id(self, root: etree._Element) -> int:
        marks = (W + "commentRangeStart", W + "commentReference")
        used = [*self._comments.iter(W + "comment"), *root.iter(*marks)]
        numbers = [element.get(W + "id") or "" for element in used]
        return max((int(number) for number in numbers if number.isdigit()), default=-1) + 1

    def add(self, remarks: Sequence[Remark], by: Signed, first: int) -> None:
        """Writes the comments, and says in the package that there are some."""
        for number, remark in enumerate(remarks, first):
            self._comments.append(_comment(remark, by, number))
        self.changed[self._part] = self.xml(self._comments)
        if self._known:
            return
        types = self._package.xml("[Content_Types].xml")
        if types is not None:
            part = {"PartName": f"/{self._part}", "ContentType": COMMENTS}
            etree.SubElement(types, TYPES + "Override", part)
            self.changed["[Content_Types].xml"] = _bytes(types)
        relations = self._package.xml(self._relations)
        if relations is None:
            relations = etree.Element(
                RELATIONSHIPS + "Relationships", nsmap={None: RELATIONSHIPS[1:-1]}
            )
        etree.SubElement(relations, RELATIONSHIPS + "Relationship", self._relation(relations))
        self.changed[self._relations] = _bytes(relations)

    def _relation(self, relations: etree._Element) -> Mapping[str, str]:
        taken = {relation.get("Id") for relation in relations}
        free = next(i for i in range(1, len(taken) + 2) if f"rIdComments{i}" not in taken)
        return {
            "Id": f"rIdComments{free}",
            "Type": STRICT_RELATION if self._strict else RELATION,
            "Target": self._part.removeprefix(self._folder),
        }

    def xml(self, root: etree._Element) -> bytes:
        """A part of the document, in the namespace that the file is written in."""
        data = _bytes(root)
        return data.replace(W[1:-1].encode(), STRICT.encode()) if self._strict else data

    def packed(self, data: bytes) -> bytes:
        """The package with the changed parts; the others keep their bytes, place and date."""
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
            infos = {info.filename: info for info in old.infolist()}
            like = infos[self._main].date_time
            for part, info in infos.items():
                content = self.changed.pop(part, None)
                if content is None:
                    content = b"" if info.is_dir() else self._package.read(part) or b""
                new.writestr(_info(part, info.date_time, info.compress_type), content)
            for part, content in sorted(self.changed.items()):
                new.writestr(_info(part, like, zipfile.ZIP_DEFLATED), content)
        return made.getvalue()


def _info(part: str, moment: tuple[int, int, int, int, int, int], packing: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(part, moment)
    stored = packing == zipfile.ZIP_STORED
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return info


def _comment(remark: Remark, by: Signed, number: int) -> etree._Element:
    said = {W + "id": str(number), W + "author": by.author, W + "initials": by.initials}
    if by.day:
        said[W + "date"] = f"{by.day}T00:00:00Z"
    made = etree.Element(W + "comment", said, nsmap={"w": W[1:-1]})
    for i, words in enumerate(remark.paragraphs):
        made.append(_paragraph(words, bold=i == 0))
    return made


def _paragraph(words: str, *, bold: bool) -> etree._Element:
    paragraph = etree.Element(W + "p")
    if bold:
        mark = etree.SubElement(paragraph, W + "r")
        etree.SubElement(mark, W + "annotationRef")
    run = etree.SubElement(paragraph, W + "r")
    if bold:
        etree.SubElement(etree.SubElement(run, W + "rPr"), W + "b")
    for element in _lines(words):
        run.append(element)
    return paragraph


def _lines(words: str) -> Iterator[etree._Element]:
    for i, line in enumerate(words.split("\n")):
        if i:
            yield etree.Element(W + "br")
        text = etree.Element(W + "t")
        text.text = line
        text.set(SPACE, "preserve")
        yield text


def _bytes(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return written
