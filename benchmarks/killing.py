"""kill -9 at random points of a bulk `add`: `python -m benchmarks.killing`.

A program of its own adds generated contracts and says which one it has ended. It is killed at a
moment drawn from a seed: of the embedded store the writer, which is the engine too; beside a server
every fifth time the server as well. Then the store is opened again: every contract must be there
whole or not at all, none that had ended may be lost, and adding all again must complete it.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.corpus import ROOT
from benchmarks.generated import generated
from benchmarks.server import Server, new_server
from kg.build import add
from kg.doctor import Kind, examine
from kg.identity import contract_id
from kg.store import open_store
from ontology.facts import Facts

CONTRACTS = 5
LONGEST = 0.4
"""Seconds after a contract has ended in which the blow may fall: as long as the next one takes."""

WRITER = """
import json, sys
from kg.build import add
from kg.store import open_store
from ontology.facts import Facts
facts = [Facts.from_json(one) for one in json.load(open(sys.argv[2], encoding="utf-8"))]
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    for one in facts:
        add(store, one)
        print(one.document.name, flush=True)
"""


@dataclass
class Tally:
    """What became of the kills."""

    kills: int = 0
    in_the_middle: int = 0
    torn: int = 0
    lost: int = 0
    unfinished: int = 0
    incomplete: int = 0


def embedded(seed: int, kills: int) -> Tally:
    """Kills the writer, engine and all."""
    tally, chance = Tally(), Random(f"embedded {seed}")
    for run in range(kills):
        with tempfile.TemporaryDirectory(prefix="evenhand-kill-") as folder:
            store = str(Path(folder) / "store")
            facts = [generated(run, number) for number in range(CONTRACTS)]
            ended = _kill_writer(store, facts, chance, None)
            _judge(tally, store, facts, ended)
        print(tally, file=sys.stderr, flush=True)
    return tally


def served(seed: int, kills: int, server: Server) -> Tally:
    """Kills the writer, and every fifth time the server too."""
    tally, chance = Tally(), Random(f"server {seed}")
    for run in range(kills):
        with open_store(server.address, fresh=True) as store:
            for id_ in store.facts.ids():
                store.facts.write(id_, None)
        with open_store(server.address):
            pass
        facts = [generated(run, number) for number in range(CONTRACTS)]
        blow = run % 5 == 1
        ended = _kill_writer(server.address, facts, chance, server if blow else None)
        if blow:
            server.start()
        _judge(tally, server.address, facts, ended)
        print(tally, file=sys.stderr, flush=True)
    return tally


def _kill_writer(
    address: str, facts: Sequence[Facts], chance: Random, server: Server | None
) -> int:
    """How many contracts had been added when the blow fell."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump([one.to_json() for one in facts], file, ensure_ascii=False)
        file.flush()
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, address, file.name],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert writer.stdout is not None
        before = chance.randrange(CONTRACTS)
        for _ in range(before + 1):
            assert writer.stdout.readline()
        time.sleep(chance.uniform(0, LONGEST))
        if server is not None:
            server.kill()
        writer.send_signal(signal.SIGKILL)
        ended = before + len(writer.stdout.read().split())
        writer.wait()
    return ended


def _judge(tally: Tally, address: str, facts: Sequence[Facts], ended: int) -> None:
    tally.kills += 1
    tally.in_the_middle += ended < CONTRACTS
    with open_store(address) as store:
        kinds = Counter(complaint.kind for complaint in examine(store).complaints)
        held = {row["id"] for row in store.query("MATCH (c:Contract) RETURN c.id AS id")}
        tally.unfinished += kinds.pop(Kind.NOT_IN_GRAPH, 0)
        tally.torn += sum(kinds.values())
        tally.lost += sum(contract_id(one) not in held for one in facts[:ended])
        for one in facts:
            add(store, one)
        health = examine(store)
        tally.incomplete += bool(health.complaints) or health.counts["Contract"] != CONTRACTS


def main() -> None:
    """Prints one line for each engine."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("embedded", "neo4j"), default=None)
    given = parser.parse_args()
    if given.engine != "neo4j":
        print("embedded", embedded(given.seed, given.kills), flush=True)
    if given.engine != "embedded":
        with tempfile.TemporaryDirectory(prefix="evenhand-neo4j-") as folder:
            server = new_server(Path(folder))
            server.start()
            try:
                print("neo4j", served(given.seed, given.kills, server), flush=True)
            finally:
                server.stop()


if __name__ == "__main__":
    main()
