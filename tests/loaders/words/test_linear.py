"""No cue may take more than its time, whatever a text repeats."""

import re
import time
from collections.abc import Iterator

import pytest

from loaders.words import HERE, Cue, load

LENGTH = 100_000
STAGES = (25, 200, 2_000, 20_000, LENGTH)
"""A pattern that explodes is caught on a short text, before a long one would never end."""

QUICK = 0.02
"""Who needs no longer for the last stage but one needs not run the last: even time that grows with
the square of the length would stay within what is allowed."""

ALLOWED = 5.0
"""CPU seconds for the longest text, many times what most patterns take."""

CUES = [
    pytest.param(cue, id=f"{path.relative_to(HERE).with_suffix('').as_posix()}:{cue.id}")
    for path in sorted(HERE.rglob("*.yaml"))
    for cue in load(path.relative_to(HERE).with_suffix("").as_posix())
]


def adversaries(cue: Cue) -> Iterator[str]:
    """What it could trip over: figures, spaces, its own characters, beginnings of phrases."""
    yield from "1一 "
    literals = "".join(dict.fromkeys(re.findall(r"[一-龥0-9%]", cue.source)))
    yield literals or "甲"
    yield (literals or "甲")[0]
    for example in sorted(cue.examples, key=len)[-1:]:
        words = re.sub(r"[。；，,;\s]", "", example)
        yield words
        yield words[: max(1, len(words) // 2)]


@pytest.mark.parametrize("cue", CUES)
def test_a_pattern_takes_no_longer_than_its_text(cue: Cue) -> None:
    for unit in dict.fromkeys(adversaries(cue)):
        for length in STAGES:
            text = (unit * (length // len(unit) + 1))[:length]
            start = time.process_time()
            for _ in cue.pattern.finditer(text):
                pass
            taken = time.process_time() - start
            allowed = 0.05 + ALLOWED * length / LENGTH
            assert taken < allowed, f"{unit[:20]!r} repeated to {length} takes {taken:.2f} s"
            if length == STAGES[-2] and taken < QUICK:
                break
