"""A document → PDF, set by typst in the font that comes with the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from api.errors import Problem
from api.report import fonts
from api.report.blocks import Document
from api.report.printable import ZERO_WIDTH_SPACE, breakable, printable

TEMPLATE = Path(__file__).with_name("templates") / "report.typ"
NAMED = 8
"""Missing characters that a complaint names."""


def render_pdf(document: Document) -> bytes:
    """The document as a PDF, the same bytes for the same document; it carries no date.

    Raises `Problem` where typst is not installed, and for characters that the font has not.
    """
    try:
        import typst
    except ImportError as error:
        raise Problem("no_report_extra") from error
    said = _plain(document)
    _refuse_missing(said, document.title)
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(),
        root=str(TEMPLATE.parent),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(fonts.FOLDER)],
        ),
    )
    made = compiler.compile(
        format="pdf", sys_inputs={"document": json.dumps(said, ensure_ascii=False)}
    )
    assert isinstance(made, bytes)
    return made


def _plain(document: Document) -> dict[str, Any]:
    """The document as JSON; a block says of what kind it is."""
    said = asdict(document) | {"day": None}
    said["blocks"] = [
        asdict(block) | {"block": type(block).__name__.lower()} for block in document.blocks
    ]
    shown: dict[str, Any] = _cleaned(said)
    return shown


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(printable(value))
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value


def _refuse_missing(said: dict[str, Any], title: str) -> None:
    """An empty box in place of a character would be read past: better no page than that."""
    text = "".join(_strings(said)).replace("\n", "").replace(ZERO_WIDTH_SPACE, "")
    missing = fonts.missing(text)
    if missing:
        named = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing[:NAMED])
        more = "…" if len(missing) > NAMED else ""
        raise Problem("no_glyph", title, count=len(missing), signs=f"{named}{more}")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
