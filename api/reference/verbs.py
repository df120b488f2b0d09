"""The public verbs with their signatures and descriptions."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import kg.verbs
import loaders

HEAD = """\
# Public verbs

`import kg, loaders` is all that a program or a notebook needs; the
[tour](../../notebooks/00-tour.ipynb) uses most. A `Table` is a sequence of results: `table[0]`,
`len(table)`, `table.where(...)`, `table.frame(lang)` for a pandas data frame (extra
`evenhand[notebook]`), and in Jupyter a table to look at. Results are frozen values with exact
decimals, a frame has floats. Errors are `ontology.errors.EvenhandError` and its children, each with
`message` and `source`."""


def verbs() -> str:
    """The page of the public verbs."""
    return "\n\n".join([HEAD, *_module(loaders, "loaders"), *_module(kg.verbs, "kg")])


def _module(module: ModuleType, name: str) -> list[str]:
    names: list[str] = list(module.__all__)
    return [_verb(f"{name}.{one}", getattr(module, one)) for one in names]


def _verb(name: str, verb: Callable[..., Any]) -> str:
    # A default that is an object prints its address or all its fields.
    signature = re.sub(r" = How\(.*?\)(?=[,)])", " = How()", str(inspect.signature(verb)))
    # Annotations are text; an empty default is not one of them.
    signature = signature.replace("''", '""').replace("'", "")
    said = inspect.getdoc(verb) or ""
    return f"## `{name}`\n\n```python\n{_broken(name, signature)}\n```\n\n{said}"


def _broken(name: str, signature: str) -> str:
    """A long signature with a line for each parameter."""
    whole = f"{name}{signature}"
    if len(whole) <= 100:
        return whole
    inside, _, answer = whole.removeprefix(f"{name}(").rpartition(") -> ")
    parts = re.split(r", (?![^\[]*\])", inside)
    return "\n".join([f"{name}(", *(f"    {part}," for part in parts), f") -> {answer}"])
