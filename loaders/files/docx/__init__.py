"""Reads .docx: numbering, tracked changes, comments, controls, text boxes, tables, footnotes.

Office Open XML (ECMA-376, ISO/IEC 29500). Nothing in the file is run or fetched.
"""

from __future__ import annotations

from lxml import etree

from loaders.files.docx.names import RELATIONSHIPS, STRICT, W, child
from loaders.files.docx.numbering import Numbering
from loaders.files.docx.styles import Styles
from loaders.files.docx.walker import Walker
from loaders.files.how import Revisions
from loaders.files.loaded import Loaded, Note, Place, Writer
from loaders.files.package import Package, parse
from ontology.errors import UnreadableDocument

_DOCUMENT = "/officeDocument"


def read(data: bytes, name: str, revisions: Revisions = "accepted") -> Loaded:
    """The text of a Word file. Raises `UnreadableDocument`."""
    package = Package(data, name)
    main = main_part(package)
    walker = walk(package, main, revisions)
    folder = folder_of(main)
    _footnotes(walker, package, folder)
    _around(walker.out, package, folder)
    return walker.out.loaded()


def walk(package: Package, main: str, revisions: Revisions) -> Walker:
    """The walker of the body, after its walk. Raises `UnreadableDocument`."""
    root = _xml(package, main)
    body = child(root, "body")
    if body is None:
        raise UnreadableDocument("the Word file has no body; save it anew in Word", package.name)
    folder = folder_of(main)
    walker = Walker(
        Numbering(_xml(package, folder + "numbering.xml")),
        Styles(_xml(package, folder + "styles.xml")),
        revisions,
        Writer("docx"),
        {p: i for i, p in enumerate(body.iter(W + "p"))},
        _comments(_xml(package, folder + "comments.xml")),
    )
    walker.blocks(body)
    return walker


def folder_of(main: str) -> str:
    """The folder that the main part lies in, where the others lie too."""
    return main.rpartition("/")[0] + "/" if "/" in main else ""


def main_part(package: Package) -> str:
    """The name of the part that is the document itself."""
    relations = package.xml("_rels/.rels")
    for relation in (
        relations.findall(RELATIONSHIPS + "Relationship") if relations is not None else ()
    ):
        if (relation.get("Type") or "").endswith(_DOCUMENT):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _xml(package: Package, part: str) -> etree._Element | None:
    data = package.read(part)
    if data is None:
        return None
    return parse(data.replace(STRICT.encode(), W[1:-1].encode()), package.name)


def _comments(root: etree._Element | None) -> dict[str, tuple[str, str]]:
    """Author and words of each comment by its id."""
    found = {}
    for comment in root.findall(W + "comment") if root is not None else ():
        words = "".join(t.text or "" for t in comment.iter(W + "t"))
        found[comment.get(W + "id", "")] = (comment.get(W + "author", ""), words)
    return found


def _footnotes(walker: Walker, package: Package, folder: str) -> None:
    """Writes the notes that the text refers to behind it, numbered as they are met."""
    for kind in ("footnote", "endnote"):
        root = _xml(package, f"{folder}{kind}s.xml")
        if root is None:
            continue
        walker.part = f"{kind}s"
        walker.paragraphs |= {p: i for i, p in enumerate(root.iter(W + "p"))}
        texts = {note.get(W + "id"): note for note in root.findall(W + kind)}
        for count, key in enumerate((n for n in walker.notes if n.startswith(kind)), 1):
            note = texts.get(key.split(" ", 1)[1])
            if note is not None:
                label = f"脚注{count}：" if kind == "footnote" else f"尾注{count}："
                walker.out.write(label, Place(0, part=walker.part))
                walker.blocks(note)


def _around(out: Writer, package: Package, folder: str) -> None:
    """Notes what stands on every page without adding it to the text."""
    for part in sorted(package.parts):
        words = part.removeprefix(folder)
        if words.startswith(("header", "footer")) and words.endswith(".xml"):
            root = _xml(package, part)
            texts = () if root is None else root.iter(W + "t")
            if text := "".join(t.text or "" for t in texts).strip():
                out.notes.append(Note("header", text))
