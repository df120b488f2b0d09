"""What a brief costs after reading: `python -m benchmarks.briefing`.

Each contract is read and briefed in a process of its own, as `evenhand brief FILE` does it: the
clock starts when the facts are there and stops when the Markdown is. `again` is the same in the
same process once more, which is what a server pays.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from api.briefing import brief_of, markdown
from api.contracts import Contract
from api.service import read_file
from benchmarks.corpus import SAMPLES, SHARED
from kg.store import Store, opening_temporary


def measure(path: Path) -> tuple[float, float]:
    """Milliseconds of the first brief of a process, and of the second."""
    with opening_temporary() as bench:
        contract = next(one for one in read_file(path) if isinstance(one, Contract))
        first = _brief(contract, bench)
        return first, _brief(contract, bench)


def _brief(contract: Contract, bench: Callable[[], Store]) -> float:
    start = time.perf_counter()
    markdown(brief_of(contract, "vendor", bench=bench), "zh")
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Prints a line a contract, each measured in a new process, and the medians."""
    if len(sys.argv) > 1:
        print(*measure(Path(sys.argv[1])))
        return
    paths = [*sorted(SAMPLES.glob("*-*")), *sorted((SHARED / "contracts/seeds").glob("*.txt"))]
    figures = []
    for path in paths:
        command = [sys.executable, "-m", "benchmarks.briefing", str(path)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        first, again = map(float, said.split())
        figures.append((first, again))
        print(f"{path.stem:40} {first:6.0f} ms, again {again:5.0f} ms", flush=True)
    firsts, agains = zip(*figures, strict=True)
    load = os.getloadavg()[0]
    print(f"median {median(firsts):.0f} ms, again {median(agains):.0f} ms; load {load:.1f}")


if __name__ == "__main__":
    main()
