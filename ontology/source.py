"""YAML in: the only reader of our data files, strict about keys and exact about places."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from ontology.errors import EvenhandError, OntologyError
from ontology.values import Json


class Mapping(dict[str, Json]):
    """A YAML mapping that remembers its line, and the line of each key, for messages."""

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Refuses duplicate keys and keeps dates as text: a date in our data is a name, not a clock."""


def _mapping(loader: Any, node: yaml.MappingNode) -> Mapping:
    mapping = Mapping(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in mapping:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} stands twice", key_node.start_mark
            )
        mapping[key] = loader.construct_object(value_node, deep=True)
        mapping.lines[key] = key_node.start_mark.line + 1
    return mapping


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path, error: type[EvenhandError] = OntologyError) -> Json:
    """The content of a YAML file; mappings are `Mapping`. Raises `error` with file and line."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise error(f"cannot be read: {problem}", str(path)) from problem
    return parse_yaml(text, path, error)


def parse_yaml(text: str, path: Path, error: type[EvenhandError] = OntologyError) -> Json:
    """The content of a YAML text whose first line is the first of the file it stands in."""
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise error(f"not valid YAML: {problem.problem}", where) from problem


def check_keys(
    mapping: Json,
    path: Path,
    *,
    required: Iterable[str],
    optional: Iterable[str] = (),
    error: type[EvenhandError] = OntologyError,
) -> None:
    """Refuses a mapping with missing or unknown keys, all of them named in one message."""
    line = getattr(mapping, "line", 1)
    if not isinstance(mapping, dict):
        raise error("a mapping is needed here", f"{path}:{line}")
    required = tuple(required)
    missing = [key for key in required if key not in mapping]
    unknown = [key for key in mapping if key not in (*required, *optional)]
    problems = [f"missing {key!r}" for key in missing] + [f"unknown {key!r}" for key in unknown]
    if problems:
        raise error("; ".join(problems), f"{path}:{line}")
