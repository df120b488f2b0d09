"""A document → a Word file with real styles, fields for contents and pages, and tables."""

from __future__ import annotations

from api.errors import Problem
from api.report.blocks import Document


def render_word(document: Document) -> bytes:
    """The document as .docx, the same bytes for the same document.

    Raises `Problem` where python-docx is not installed.
    """
    try:
        from api.report.word.writer import write
    except ImportError as error:
        raise Problem("no_report_extra") from error
    return write(document)
