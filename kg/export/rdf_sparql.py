"""Questions to exported RDF in SPARQL, by the names of the same questions in Cypher."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.store import QueryRefused, Row
from ontology.values import Json

if TYPE_CHECKING:
    from rdflib import Graph

FOLDER = Path(__file__).with_name("sparql")


@cache
def questions() -> Mapping[str, str]:
    """The SPARQL of every question by name."""
    paths = sorted(FOLDER.glob("*.rq"))
    return MappingProxyType({path.stem: path.read_text("utf-8") for path in paths})


def ask(graph: Graph, question: str) -> list[Row]:
    """The rows of a named question, or of SPARQL of your own, with plain values.

    Decimals come as floats, as the graph has them. Raises `QueryRefused` for a question without
    rows.
    """
    result = graph.query(questions().get(question, question))
    if result.vars is None:
        raise QueryRefused("ask a SELECT: it has rows")
    names = [str(name) for name in result.vars]
    return [
        {name: _plain(value) for name, value in zip(names, row, strict=True)}  # type: ignore[arg-type]
        for row in result
    ]


def _plain(value: Json) -> Json:
    if value is None:
        return None
    found = value.toPython()
    if isinstance(found, Decimal):
        return float(found)
    return str(found) if isinstance(found, str) else found
