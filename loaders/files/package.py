"""Opens files that are ZIP packages of XML parts (.docx, .xlsx, .ofd), whatever hides in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from loaders.files.unpacking import refuse_bomb
from ontology.errors import UnreadableDocument

MAX_PART = 64 * 1024 * 1024
"""The most bytes of one part, unpacked."""

MAX_PARTS = 20_000
"""The most parts of a package."""

_BROKEN = "the file is damaged: it cannot be unpacked; ask for it again or save it anew"


class Package:
    """The parts of a package. Raises `UnreadableDocument` for a damaged or hostile one."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.parts: Sequence[str] = self._zip.namelist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
            raise UnreadableDocument(_BROKEN, name) from problem
        if len(self.parts) > MAX_PARTS:
            raise UnreadableDocument(
                f"{len(self.parts):,} parts are more than the {MAX_PARTS:,} that are read", name
            )

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, `None` if there is none of that name."""
        try:
            info = self._zip.getinfo(part)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise UnreadableDocument("the file is encrypted; save it without a password", self.name)
        self._refuse_large(info)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_PART + 1)
        except Exception as problem:  # zlib, lzma and bz2 have an error each
            raise UnreadableDocument(_BROKEN, self.name) from problem
        if len(data) > MAX_PART:
            self._refuse_size(part)
        return data

    def xml(self, part: str) -> etree._Element | None:
        """The root of an XML part; a part with a document type is refused."""
        data = self.read(part)
        return None if data is None else parse(data, self.name)

    def _refuse_large(self, info: zipfile.ZipInfo) -> None:
        if info.file_size > MAX_PART:
            self._refuse_size(info.filename)
        refuse_bomb(info, self.name)

    def _refuse_size(self, part: str) -> None:
        raise UnreadableDocument(
            f"{part!r} in it is larger than the {MAX_PART // 1024**2} MB that are read; "
            "cut the contract out of the larger document",
            self.name,
        )


def parse(data: bytes, name: str) -> etree._Element:
    """The root of an XML document, without entities, network or document types.

    Raises `UnreadableDocument`.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise UnreadableDocument(
            "the file declares its own XML entities; an office program does not do that, "
            "so it is not opened",
            name,
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise UnreadableDocument(f"the file is damaged: {problem.msg}", name) from problem
