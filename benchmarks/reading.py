"""How long reading takes, step by step: `python -m benchmarks.reading`.

Milliseconds and peak memory for 10,000 characters on texts of growing length, beside two
yardsticks in the same run: one bare pass of every cue, as its file writes it and as we compile it
(`loaders/words/opening.py`), and, where it is installed, the extractors of jionlp for
money, time and places. The slope is the exponent of the length: 1 is linear.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib.util
import logging
import math
import pstats
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import TypeVar

from benchmarks.growing import grown
from loaders import read_text
from loaders.clauses import outline
from loaders.defects import read_defects
from loaders.grammar.reading import prepare
from loaders.head import read_contract
from loaders.layout import read_text as lay_out
from loaders.norms import read_norms
from loaders.parties import read_parties
from loaders.reviews import review
from loaders.roles import find_roles
from loaders.words import HERE, Cue, load
from ontology.facts import Term
from ontology.term_types import term_types

SIZES = (2_000, 5_000, 10_000, 35_000, 70_000, 140_000)
PER = 10_000
T = TypeVar("T")


@dataclass
class Meter:
    """Runs steps and keeps what each one took: CPU seconds, or bytes at the peak with `memory`."""

    memory: bool = False
    taken: dict[str, float] = field(default_factory=dict)

    def __call__(self, step: str, work: Callable[[], T]) -> T:
        if self.memory:
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            done = work()
            self.taken[step] = tracemalloc.get_traced_memory()[1] - before
        else:
            start = time.process_time()
            done = work()
            self.taken[step] = time.process_time() - start
        return done


def read_by_step(source: str, meter: Meter) -> tuple[Term, ...]:
    """Reads a text as the pipeline does, each step on the meter; gives the terms."""
    text = meter("layout", lambda: lay_out("grown", source))
    roles = meter("roles", lambda: find_roles(text))
    tree = meter("outline", lambda: outline(text))
    parties = meter("parties", lambda: read_parties(text, tree, roles))
    reading = meter("sentences", lambda: prepare(text, roles, parties, tree))
    contract = meter("head", lambda: read_contract(text, tree, parties))
    terms: list[Term] = []
    for kind in term_types():
        module = import_module(f"loaders.terms.{kind}")
        terms += meter(f"term {kind}", partial(list, module.read(reading)))
    meter("norms", lambda: read_norms(reading))
    meter("defects", lambda: read_defects(reading, contract, parties, terms))
    meter("reviews", lambda: review(reading, terms))
    return tuple(terms)


def cues() -> Iterator[Cue]:
    """Every cue of every list."""
    for path in sorted(HERE.rglob("*.yaml")):
        yield from load(path.relative_to(HERE).with_suffix("").as_posix())


def bare_pass(source: str, meter: Meter) -> None:
    """Finds every cue once over the text, and does nothing with it: as written, and as compiled."""
    plain = lay_out("grown", source).plain
    found = tuple(cues())
    written = [re.compile(cue.source) for cue in found]
    for name, patterns in (
        ("written", written),
        ("compiled", [cue.pattern for cue in found]),
    ):
        meter(
            f"yardstick: {len(patterns)} cues as {name}, with re",
            partial(_found, patterns, plain),
        )


def _found(patterns: Sequence[re.Pattern[str]], plain: str) -> int:
    return sum(1 for pattern in patterns for _ in pattern.finditer(plain))


def jionlp_pass(source: str, meter: Meter) -> None:
    """The extractors of jionlp line by line, once they have loaded their dictionaries."""
    jionlp = import_module("jionlp")
    # It logs a traceback for every figure that is no time.
    logging.disable(logging.CRITICAL)
    extractors = {
        "money": jionlp.ner.extract_money,
        "time": jionlp.ner.extract_time,
        "places": jionlp.recognize_location,
    }
    lines = [line for line in source.splitlines() if line.strip()]
    for name, extract in extractors.items():
        extract("2025年3月在南京市支付5元")
        meter(f"yardstick: jionlp {name}", partial(_each, extract, lines))


def _each(extract: Callable[[str], object], lines: Sequence[str]) -> None:
    for line in lines:
        extract(line)


def measure(sizes: Sequence[int], repeats: int) -> dict[str, dict[int, float]]:
    """Milliseconds for 10,000 characters by step and size, the best of some runs."""
    found: dict[str, dict[int, float]] = {}
    for size in sizes:
        for run in range(max(1, min(repeats, repeats * 20_000 // size))):
            # Another text each time: what one run remembers must not help the next.
            source = f"{grown(size)}\n第{run}稿\n"
            meter = Meter()
            read_by_step(source, meter)
            steps = dict(meter.taken)
            meter.taken["terms"] = sum(s for name, s in steps.items() if name.startswith("term "))
            meter.taken["all"] = sum(steps.values())
            bare_pass(source, meter)
            for step, seconds in meter.taken.items():
                row = found.setdefault(step, {})
                figure = seconds * 1000 * PER / len(source)
                row[size] = min(row.get(size, figure), figure)
    return found


def memory(size: int) -> Mapping[str, float]:
    """Peak KiB for 10,000 characters by step."""
    source = grown(size)
    meter = Meter(memory=True)
    tracemalloc.start()
    read_by_step(source, meter)
    tracemalloc.stop()
    return {step: peak / 1024 * PER / len(source) for step, peak in meter.taken.items()}


def slope(row: Mapping[int, float]) -> float:
    """The exponent with which time grows, by least squares over the logarithms."""
    points = [(math.log(size), math.log(size * figure)) for size, figure in row.items() if figure]
    if len(points) < 2:
        return math.nan
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread


def hottest(source: str, count: int) -> Iterator[str]:
    """The functions in which reading spends most of its own time."""
    profile = cProfile.Profile()
    profile.runcall(read_text, "grown", source)
    entries = pstats.Stats(profile).get_stats_profile().func_profiles.items()
    for name, entry in sorted(entries, key=lambda item: -item[1].tottime)[:count]:
        where = f"{entry.file_name}:{entry.line_number}"
        yield f"{entry.tottime * 1000:9.1f} ms {entry.ncalls:>12} calls  {name}  {where}"


def table(times: Mapping[str, Mapping[int, float]], peaks: Mapping[str, float]) -> Iterator[str]:
    """One line for each step."""
    sizes = list(next(iter(times.values())))
    yield "milliseconds for 10,000 characters, by characters of the text; peak KiB for 10,000"
    yield f"{'step':42}" + "".join(f"{size:>9,}" for size in sizes) + f"{'slope':>8}{'KiB':>9}"
    for step, row in times.items():
        figures = "".join(f"{row[size]:9.2f}" for size in sizes)
        peak = f"{peaks[step]:9.0f}" if step in peaks else ""
        yield f"{step:42}{figures}{slope(row):8.2f}{peak}"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--repeats", type=int, default=5, help="runs of the short texts")
    parser.add_argument("--hottest", type=int, default=0, help="functions to list by own time")
    given = parser.parse_args()
    read_by_step(grown(min(given.sizes)), Meter())
    times = measure(given.sizes, given.repeats)
    print("\n".join(table(times, memory(min(max(given.sizes), 35_000)))))
    if importlib.util.find_spec("jionlp") is None:
        print("yardstick not run: jionlp is not installed")
    else:
        meter = Meter()
        jionlp_pass(grown(PER), meter)
        print(*(f"{step:42}{s * 1000:9.2f}" for step, s in meter.taken.items()), sep="\n")
    if given.hottest:
        print("\n".join(hottest(grown(35_000), given.hottest)))


if __name__ == "__main__":
    main()
