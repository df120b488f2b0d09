"""The catalogue of questions to the graph: `queries/<name>.cypher`, each with a head that is YAML.

The head stands in `//` comments, so that a file can be pasted into any Cypher console as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.store import QueryRefused, Row, Store
from ontology.errors import RuleError
from ontology.source import check_keys, parse_yaml
from ontology.values import Json
from ontology.vocabulary import Words

FOLDER = Path(__file__).with_name("queries")


@dataclass(frozen=True, slots=True)
class Query:
    """A named question: `params` with their defaults, `columns` in order with what people read."""

    name: str
    title: Words
    prose: Words
    params: Mapping[str, Json]
    columns: Mapping[str, Words]
    cypher: str
    path: Path


@cache
def queries() -> Mapping[str, Query]:
    """Every question of the catalogue by name, in order. Raises `RuleError` with file and line."""
    return MappingProxyType(
        {path.stem: read_query(path) for path in sorted(FOLDER.glob("*.cypher"))}
    )


def run(
    store: Store,
    name: str,
    params: Mapping[str, Json] | None = None,
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> list[Row]:
    """The answer to a question of the catalogue, its columns in the order of the head.

    Raises `QueryRefused` for a name or a parameter that the catalogue does not have.
    """
    query = queries().get(name)
    if query is None:
        raise QueryRefused(f"there is no query {name!r}; there are {', '.join(queries())}")
    unknown = sorted(set(params or {}) - set(query.params))
    if unknown:
        raise QueryRefused(
            f"{name} has no parameter {unknown[0]!r}; it takes {', '.join(query.params) or 'none'}"
        )
    rows = store.query(
        query.cypher, {**query.params, **(params or {})}, limit=limit, timeout=timeout
    )
    return [{column: row[column] for column in query.columns} for row in rows]


def read_query(path: Path) -> Query:
    """Reads one file of the catalogue. Raises `RuleError` naming the file and the line."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise RuleError(f"cannot be read: {problem}", str(path)) from problem
    size = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    head = parse_yaml("\n".join(line[2:] for line in lines[:size]), path, RuleError)
    check_keys(head, path, required=("title", "prose", "params", "columns"), error=RuleError)
    cypher = "\n".join(lines[size:]).strip()
    if not cypher:
        raise RuleError("no Cypher follows the comments", f"{path}:{size + 1}")
    for param in head["params"]:
        if f"${param}" not in cypher:
            raise RuleError(f"the query does not use ${param}", f"{path}:{head['params'].line}")
    return Query(
        name=path.stem,
        title=_words(head["title"], path),
        prose=_words(head["prose"], path),
        params=MappingProxyType(dict(head["params"])),
        columns=MappingProxyType({k: _words(v, path) for k, v in head["columns"].items()}),
        cypher=cypher,
        path=path,
    )


def _words(item: Json, path: Path) -> Words:
    check_keys(item, path, required=("zh", "en"), error=RuleError)
    return Words(str(item["zh"]), str(item["en"]))
