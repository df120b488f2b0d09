"""How fast each format is written: `python -m benchmarks.exporting [--contracts N]`.

The contracts are the samples of the tests under other digests, so that each is another contract.
Seconds are of the processor; memory is the most that the whole run had so far.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from kg.build import add
from kg.export.formats import formats
from kg.export.writing import How, export
from kg.store import Store, open_temporary
from ontology.facts import Facts

SAMPLES = Path(__file__).parents[1] / "tests/data/samples"
DAY = date(2026, 1, 5)


def main() -> None:
    """Prints a line for each format, and one more where it can be checked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=200)
    count = parser.parse_args().contracts
    with open_temporary() as store:
        fill(store, count)
        for name, format_ in formats().items():
            for check in (False, True) if format_.checked in ("shacl", "odrl") else (True,):
                measure(store, name, check)


def fill(store: Store, count: int) -> None:
    """The samples over and over, each time as another contract."""
    paths = sorted(SAMPLES.glob("*.json"))
    every = [Facts.from_json(json.loads(path.read_text("utf-8"))) for path in paths]
    for i in range(count):
        facts = every[i % len(every)]
        digest = sha256(str(i).encode()).hexdigest()
        add(store, replace(facts, document=replace(facts.document, sha256=digest)))


def measure(store: Store, name: str, check: bool) -> None:
    """One export, in a line."""
    ids = store.facts.ids()
    with tempfile.TemporaryDirectory() as folder:
        begin = time.process_time()
        done = export(store, ids, name, Path(folder) / "out", How(check=check, on=DAY))
        seconds = time.process_time() - begin
    size = sum(file.size for file in done.files) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    checked = "checked" if check and formats()[name].checked != "none" else ""
    print(
        f"{name:9} {checked:8} {len(ids) / seconds:7.1f} contracts/s {size:6.1f} MB {peak} MB peak"
    )


if __name__ == "__main__":
    main()
