"""Which reader opens which format; each is imported only when a file needs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

from loaders.files import plain
from loaders.files.how import How
from loaders.files.loaded import Format, Loaded
from loaders.files.macros import macros
from loaders.files.magic import kind
from ontology.errors import UnreadableDocument

Beat = Callable[[], None]
"""Called for each page done, so that who waits knows that work goes on."""

_NEEDS: dict[Format, tuple[str, str]] = {
    "docx": ("lxml", "files"),
    "doc": ("lxml", "files"),
    "rtf": ("lxml", "files"),
    "odt": ("lxml", "files"),
    "html": ("lxml", "files"),
    "ofd": ("lxml", "files"),
    "pdf": ("pypdfium2", "files"),
    "xlsx": ("openpyxl", "files"),
    "xls": ("python_calamine", "files"),
    "image": ("rapidocr", "ocr"),
}
"""The package that a format needs and the extra that brings it."""


_MAY_BE_LOCKED: tuple[Format, ...] = ("doc", "xls")
"""What a locked Office file looks like from outside, old or new."""


_MAY_CARRY_MACROS: tuple[Format, ...] = ("docx", "doc", "odt", "xlsx", "xls")


def require(form: Format, name: str) -> None:
    """Raises `UnreadableDocument` where the package that opens a format is not installed."""
    needed = _NEEDS.get(form)
    if needed and find_spec(needed[0]) is None:
        raise UnreadableDocument(
            f"to read {form} files install them with: pip install 'evenhand[{needed[1]}]'", name
        )


def read(form: Format, data: bytes, name: str, how: How, beat: Beat) -> Loaded:
    """The text of a file of a known format. Raises `UnreadableDocument`."""
    if form == "text":
        return Loaded(plain.decode(data, name))
    if form in _MAY_BE_LOCKED:
        data, form = _unlocked(form, data, name, how)
    loaded = _read(form, data, name, how, beat)
    if form in _MAY_CARRY_MACROS:
        loaded = replace(loaded, notes=(*loaded.notes, *macros(data)))
    return loaded


def _read(form: Format, data: bytes, name: str, how: How, beat: Beat) -> Loaded:
    if form == "docx":
        return _docx(data, name, how)
    if form in ("doc", "rtf", "odt"):
        return _office(form, data, name, how)
    if form == "pdf":
        from loaders.files import pdf

        return pdf.read(data, name, how.password, _recogniser(how), beat)
    if form == "html":
        from loaders.files import html

        return html.read(data, name)
    if form in ("xlsx", "xls"):
        from loaders.files import sheets

        return (sheets.read_xlsx if form == "xlsx" else sheets.read_xls)(data, name)
    if form == "ofd":
        from loaders.files import ofd

        return ofd.read(data, name)
    if form == "image":
        from loaders.files import scan

        return scan.read(data, name)
    raise UnreadableDocument(f"{form} files hold other files; name the contract in it", name)


def _unlocked(form: Format, data: bytes, name: str, how: How) -> tuple[bytes, Format]:
    """The bytes of an Office file without its lock, and what they are."""
    from loaders.files import locked

    inside = locked.unlocked(data, how.password, name)
    if inside is data:
        return data, form
    form = kind(inside, name)
    require(form, name)
    return inside, form


def _docx(data: bytes, name: str, how: How) -> Loaded:
    from loaders.files import docx

    return docx.read(data, name, how.revisions)


def _office(form: Format, data: bytes, name: str, how: How) -> Loaded:
    from loaders.files import office

    return _docx(office.to_docx(data, f".{form}", name), name, how)


def _recogniser(how: How) -> Callable[..., bool] | None:
    if not how.recognise or find_spec("rapidocr") is None:
        return None
    from loaders.files import scan

    return scan.recognise_page
