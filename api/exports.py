"""Files of RDF, ours or of others, against the shapes of the ontology."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from api.errors import Problem

if TYPE_CHECKING:
    from ontology.rdf.check import Violation


def check_file(path: Path) -> tuple[Violation, ...]:
    """What in a file breaks the shapes; of ODRL, those for agreements.

    Raises `Problem` for a file that cannot be read as RDF.
    """
    try:
        from ontology.rdf import check
    except ImportError as error:
        raise Problem("no_export_extra") from error
    format_ = check.FORMATS.get(path.suffix)
    if format_ is None:
        raise Problem("no_rdf", str(path), suffixes=", ".join(check.FORMATS))
    try:
        graph = check.parse(path.read_text("utf-8"), format_)
    except OSError as error:
        raise Problem("unreadable_rdf", str(path), what=error.strerror or str(error)) from error
    except Exception as error:
        # Each parser of rdflib fails in its own way.
        what = " ".join(str(error).split())[:200]
        raise Problem("unreadable_rdf", str(path), what=what) from error
    shapes = check.ODRL if path.name.endswith(".odrl.jsonld") else check.FACTS
    return check.violations(graph, shapes)
