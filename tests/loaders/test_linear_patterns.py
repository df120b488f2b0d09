"""No pattern of the code may take more than its time, whatever a text repeats."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import loaders

STAGES = (500, 5_000)
"""A pattern that explodes is caught on a short text, before a long one would never end."""

QUICK = 0.002
"""Who needs no longer for the short text needs not run the long one: even time that grows with
the square of the length would stay within what is allowed."""

ALLOWED = 2.0
"""CPU seconds for the longest text, many times what most patterns take."""


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(loaders.__path__, "loaders."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


PATTERNS = {value.pattern: (name, value) for name, value in _patterns()}


def adversaries(pattern: re.Pattern[str]) -> Iterator[str]:
    """What it could trip over: figures, spaces, gaps, its own characters."""
    yield from ("1", "一", " ", "＿", "，甲")
    literals = "".join(dict.fromkeys(re.findall(r"[一-龥0-9%]", pattern.pattern)))
    if literals:
        yield literals
        yield literals[0]


@pytest.mark.parametrize(
    "pattern", [p for _, p in PATTERNS.values()], ids=[n for n, _ in PATTERNS.values()]
)
def test_a_pattern_takes_no_longer_than_its_text(pattern: re.Pattern[str]) -> None:
    for unit in dict.fromkeys(adversaries(pattern)):
        for length in STAGES:
            text = (unit * (length // len(unit) + 1))[:length]
            start = time.process_time()
            for _ in pattern.finditer(text):
                pass
            taken = time.process_time() - start
            assert taken < ALLOWED, f"{unit[:20]!r} repeated to {length} takes {taken:.2f} s"
            if taken < QUICK:
                break
