"""Turns facts into a graph, and the graph into findings and comparisons.

The public verbs, each described in `kg.verbs`: `kg.open_store`, `kg.add`, `kg.assess`,
`kg.compare`, `kg.benchmark`, `kg.exposure`, `kg.brief`, and what stands around them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.verbs import (
        add,
        against,
        ask,
        assess,
        benchmark,
        brief,
        changes,
        clauses,
        compare,
        contracts,
        explain,
        exposure,
        open_store,
        terms,
    )

__all__ = [
    "add",
    "against",
    "ask",
    "assess",
    "benchmark",
    "brief",
    "changes",
    "clauses",
    "compare",
    "contracts",
    "explain",
    "exposure",
    "open_store",
    "terms",
]

_VERBS = frozenset(__all__)


class _Package(ModuleType):
    """`kg.compare` is the verb although a package of that name does its work.

    Importing a package sets it as an attribute of its parent, so a plain name would be the verb or
    the package as the order of imports had it. `from kg.compare import differences` goes by the
    full name and is not touched. Verbs are loaded when they are first asked for, because all of
    them together are slow to load.
    """

    def __getattribute__(self, name: str) -> Any:
        if name in _VERBS:
            return getattr(import_module("kg.verbs"), name)
        return super().__getattribute__(name)


sys.modules[__name__].__class__ = _Package
