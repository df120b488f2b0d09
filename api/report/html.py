"""A document → one self-contained HTML page."""

from __future__ import annotations

from api.messages import Speaker
from api.report.blocks import Document, sections
from api.report.page import environment, stylesheet
from api.report.verdict import SEVERITIES
from kg.grades import WEIGHTS


def render_document(document: Document, version: str) -> str:
    """The page of a document, the same bytes for the same document."""
    return (
        environment()
        .get_template("document.html")
        .render(
            document=document,
            parts=tuple(sections(document.blocks)),
            say=Speaker("report", document.lang),
            lang=document.lang,
            severities=SEVERITIES,
            marks={severity: f"w{weight}" for severity, weight in WEIGHTS.items()},
            css=stylesheet(),
            version=version,
        )
    )
