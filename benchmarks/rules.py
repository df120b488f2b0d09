"""Judging by all rules: `python -m benchmarks.rules [--rules] [--rounds 15]`.

Contracts go into one embedded store; each is judged again and again, and the median counts, for
an engine is slow at what it does for the first time. The yardstick beside it is one trivial query,
run as often as there are rules in the same minute: what asking alone costs here and now.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import NamedTuple

from benchmarks.corpus import SHARED, samples, texts
from kg.build import add
from kg.risk import board, raw_rows
from kg.rules import rules, stable
from kg.store import Store, open_temporary
from loaders import read_text
from ontology.facts import Facts

WARM = 20
"""Rounds before the clock starts."""
SHOWN = 8
"""As many of the dearest rules as are shown."""


def contracts() -> Iterator[tuple[str, Facts, str]]:
    """The samples, and the shared seeds where they are at hand."""
    seeds = SHARED / "contracts" / "seeds"
    for source in (*samples(), *(texts(seeds) if seeds.is_dir() else ())):
        yield source.name, read_text(source.name, source.text), source.text


class Spent(NamedTuple):
    """Milliseconds: by the clock, which other work on the machine slows, and of the processor, in
    all threads together.
    """

    wall: float
    cpu: float


def timed(work: Callable[[], object], rounds: int) -> Spent:
    """The median of the rounds."""
    wall, cpu = [], []
    for _ in range(rounds):
        start, begun = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - begun)
    return Spent(median(wall) * 1000, median(cpu) * 1000)


def measure(store: Store, rounds: int, *, by_rule: bool) -> Iterator[str]:
    """Lines of figures, contract after contract."""
    used = stable(rules())
    held = [(name, add(store, facts).contract_id, text) for name, facts, text in contracts()]
    for _ in range(WARM):
        for _, id_, text in held:
            board(store, id_, text=text)
    for name, id_, text in held:
        facts = store.query(
            "MATCH (:Contract {id: $id})-[:HAS_TERM|HAS_NORM]->(n) RETURN count(n) AS n",
            {"id": id_},
        )[0]["n"]

        def ask(id_: str = id_) -> None:
            for _ in used:
                store.query("MATCH (c:Contract {id: $id}) RETURN c.name AS name", {"id": id_})

        def judge(id_: str = id_, text: str = text) -> None:
            board(store, id_, text=text)

        judged, asked = timed(judge, rounds), timed(ask, rounds)
        yield (
            f"{name:40} {facts:4} facts  {judged.wall:6.1f} ms wall {judged.cpu:6.1f} ms CPU"
            f" for {len(used)} rules; asking alone {asked.wall:4.1f} ms {asked.cpu:4.1f} ms"
        )
    if by_rule:
        yield from _by_rule(store, held, rounds)


def _by_rule(store: Store, held: list[tuple[str, str, str]], rounds: int) -> Iterator[str]:
    spent = []
    for rule in stable(rules()):
        each = [
            timed(partial(raw_rows, store, rule, rule.bind(id_, None)), rounds).cpu
            for _, id_, _ in held
        ]
        spent.append((sum(each) / len(each), max(each), rule.id))
    yield f"all queries, mean over the contracts: {sum(mean for mean, _, _ in spent):.1f} ms CPU"
    for mean, most, id_ in sorted(spent, reverse=True)[:SHOWN]:
        yield f"    {id_}  mean {mean:5.2f} ms  most {most:5.2f} ms"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--rules", action="store_true", help="the dearest rules as well")
    args = parser.parse_args()
    with open_temporary() as store:
        for line in measure(store, args.rounds, by_rule=args.rules):
            print(line, flush=True)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
