"""How alike two names are."""

from __future__ import annotations

from collections import Counter


def likeness(one: str, other: str) -> float:
    """The share of neighbouring character pairs that two names have in common, 0 to 1."""
    first, second = _pairs(one), _pairs(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _pairs(name: str) -> Counter[str]:
    return Counter(name[i : i + 2] for i in range(len(name) - 1))
