"""Loading and asking on both engines: `python -m benchmarks.loading --sizes 35 1000`.

Generated contracts go into an empty store one by one, each in a transaction of its own; at each
size every named question is asked, and one contract more is added. The facts are made before the
clock starts. Wall and CPU seconds are of this process, which of the embedded store is the engine
too; the machine's load stands beside them, for other work slows both.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.generated import generated
from benchmarks.server import Server, new_server
from kg.build import add
from kg.catalogue import queries, run
from kg.store import Store, open_store

BATCH = 50


def measure(store: Store, sizes: Sequence[int], seed: int) -> Iterator[str]:
    """Lines of figures, size after size, in one store."""
    held = 0
    for size in sorted(sizes):
        wall = cpu = 0.0
        while held < size:
            facts = [generated(seed, held + i) for i in range(min(BATCH, size - held))]
            start, spent = time.perf_counter(), time.process_time()
            for one in facts:
                add(store, one)
            wall += time.perf_counter() - start
            cpu += time.process_time() - spent
            held += len(facts)
        singles = list(_singles(store, seed, size))
        nodes = store.query("MATCH (n) WHERE NOT n:Kept RETURN count(n) AS n")[0]["n"]
        edges = store.query("MATCH ()-[e]->() RETURN count(e) AS n")[0]["n"]
        load = os.getloadavg()[0]
        yield (
            f"{size:,} contracts ({nodes:,} nodes, {edges:,} edges): since the size before"
            f" {wall:.1f} s wall, {cpu:.1f} s CPU; one more {median(singles) * 1000:.0f} ms"
            f" (median of {len(singles)}, worst {max(singles) * 1000:.0f}); load {load:.1f}"
        )
        for name in queries():
            yield f"    {name:22} {_asked(store, name)}"


def _singles(store: Store, seed: int, size: int) -> Iterator[float]:
    """Seconds that one contract more takes; it is of another portfolio."""
    for number in range(5):
        facts = generated(seed + 1, size * 10 + number)
        start = time.perf_counter()
        add(store, facts)
        yield time.perf_counter() - start


def _asked(store: Store, name: str) -> str:
    taken = []
    rows = 0
    for _ in range(3):
        start = time.perf_counter()
        rows = len(run(store, name, timeout=600))
        taken.append(time.perf_counter() - start)
    return f"{min(taken) * 1000:9.1f} ms {rows:>8,} rows"


def peak_memory() -> int:
    """Bytes of memory that this process had at most."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) * 1024 if found else 0


def disk(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Prints the figures of both engines."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[35, 1000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--heap", default="1g", help="of the Neo4j server")
    parser.add_argument("--engine", choices=("embedded", "neo4j"), default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="evenhand-figures-") as folder:
        if given.engine != "embedded":
            _served(new_server(Path(folder) / "neo4j", heap=given.heap), given)
        if given.engine != "neo4j":
            _embedded(Path(folder) / "store", given)


def _embedded(folder: Path, given: argparse.Namespace) -> None:
    with open_store(folder) as store:
        for line in measure(store, given.sizes, given.seed):
            print("embedded", line, flush=True)
    memory = peak_memory() / 2**20
    print(
        f"embedded peak memory {memory:,.0f} MiB, disk {disk(folder) / 2**20:,.0f} MiB", flush=True
    )


def _served(server: Server, given: argparse.Namespace) -> None:
    server.start()
    try:
        with open_store(server.address) as store:
            for line in measure(store, given.sizes, given.seed):
                print("neo4j   ", line, flush=True)
        memory = server.peak_memory() / 2**20
    finally:
        server.stop()
    size = disk(server.home / "data") / 2**20
    print(f"neo4j    peak memory {memory:,.0f} MiB (server), disk {size:,.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
