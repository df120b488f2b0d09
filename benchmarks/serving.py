"""The server under load: `python -m benchmarks.serving --contracts 1000 --seconds 300`.

Generated contracts go into a store, `evenhand serve` opens it, and twenty readers ask what pages
ask while one writer uploads: each reader waits for its answer and a moment, as people do. Told are
the counts, the errors, and p50, p95 and p99 by kind of question; the machine's load stands beside.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx

from benchmarks.corpus import samples
from benchmarks.generated import generated
from kg.build import add
from kg.store import open_store

QUESTIONS: Mapping[str, tuple[str, int]] = {
    "portfolio": ("/contracts?limit=50", 6),
    "search": ("/contracts?q=%E6%9C%8D%E5%8A%A1&limit=50", 3),
    "findings of all": ("/findings?severity=high&limit=50", 4),
    "contract": ("/contracts/{id}", 8),
    "its findings": ("/contracts/{id}/findings?side=vendor", 8),
    "its text": ("/contracts/{id}/text", 4),
    "its terms": ("/contracts/{id}/terms", 4),
    "its exposure": ("/contracts/{id}/exposure?scenario=late_payment", 3),
    "comparison": ("/compare?contract={id}&contract={other}&differing=true", 2),
    "benchmark": ("/contracts/{id}/benchmark", 2),
    "brief": ("/contracts/{id}/brief?side=vendor", 1),
    "rule": ("/rules/ASY-01", 4),
}
"""What is asked, and how often out of all."""


@dataclass
class Tally:
    """What came of the questions: seconds by kind, and whatever was not answered with 200."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def fill(folder: Path, contracts: int, seed: int) -> None:
    """A store with so many contracts."""
    with open_store(folder) as store:
        for number in range(contracts):
            add(store, generated(seed, number))


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server on the store of a folder."""
    command = [sys.executable, "-c", "import sys; from api.cli import main; main(sys.argv[1:])"]
    process = subprocess.Popen(
        [*command, "serve", "--port", "0", "--store", str(folder / "store"), "--data",
         str(folder / "data"), "--rate", "1000000", "--lang", "en"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[2].rstrip(";")
    finally:
        process.terminate()
        process.wait()


def ready(address: str) -> tuple[list[str], float]:
    """The ids of the contracts, once all are judged, and how long that took."""
    start = time.perf_counter()
    with httpx.Client(base_url=address, timeout=60) as client:
        while True:
            answer = client.get("/contracts?limit=1000")
            if answer.status_code == 200:
                ids = [row["id"] for row in answer.json()["items"]]
                return ids, time.perf_counter() - start
            time.sleep(0.2)


def read(
    address: str, ids: list[str], until: float, tally: Tally, number: int, pause: float
) -> None:
    """One reader until the time is up."""
    chance = Random(number)
    names = list(QUESTIONS)
    weights = [QUESTIONS[name][1] for name in names]
    with httpx.Client(base_url=address, timeout=60) as client:
        while time.monotonic() < until:
            (name,) = chance.choices(names, weights)
            path = QUESTIONS[name][0].format(id=chance.choice(ids), other=chance.choice(ids))
            start = time.perf_counter()
            try:
                answer = client.get(path)
                said = "" if answer.status_code == 200 else f"{answer.status_code} {path}"
            except httpx.HTTPError as error:
                said = f"{type(error).__name__} {path}"
            with tally.lock:
                tally.taken[name].append(time.perf_counter() - start)
                if said:
                    tally.errors.append(said)
            time.sleep(chance.uniform(0, 2 * pause))


def write(address: str, until: float, tally: Tally) -> None:
    """The writer: the samples with another number in them, one after the other."""
    texts = [source.text for source in samples()]
    number = 0
    with httpx.Client(base_url=address, timeout=60) as client:
        while time.monotonic() < until:
            text = texts[number % len(texts)] + f"\n本合同第{number}号。\n"
            start = time.perf_counter()
            answer = client.post("/contracts", files={"file": (f"u{number}.txt", text.encode())})
            if answer.status_code != 202:
                tally.errors.append(f"{answer.status_code} upload")
                continue
            state = "queued"
            while state not in ("done", "failed"):
                time.sleep(0.1)
                state = client.get(f"/jobs/{answer.json()['id']}").json()["state"]
            if state == "failed":
                tally.errors.append("failed upload")
            tally.uploads.append(time.perf_counter() - start)
            number += 1


def percentile(taken: list[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def tell(tally: Tally, seconds: float) -> Iterator[str]:
    """Lines of figures, a kind of question each."""
    every = [one for taken in tally.taken.values() for one in taken]
    for name, taken in [
        *((n, tally.taken[n]) for n in QUESTIONS if tally.taken[n]),
        ("all", every),
    ]:
        p50, p95, p99 = (percentile(taken, share) for share in (0.5, 0.95, 0.99))
        figures = f"p50 {p50:6.0f}  p95 {p95:6.0f}  p99 {p99:6.0f}  worst {max(taken) * 1000:6.0f}"
        yield f"{name:16} {len(taken):>7,}  {figures} ms"
    yield f"{len(every) / seconds:.0f} answers a second"
    yield f"errors: {len(tally.errors)} {tally.errors[:3]}"
    if tally.uploads:
        yield (
            f"uploads {len(tally.uploads)}: upload to findings p50"
            f" {percentile(tally.uploads, 0.5):.0f} ms, worst {max(tally.uploads) * 1000:.0f} ms"
        )


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--contracts", type=int, default=1000)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="mean seconds between questions")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None, help="keeps the store for next time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="evenhand-figures-") as temporary:
        folder = given.folder or Path(temporary)
        if not (folder / "store").exists():
            fill(folder / "store", given.contracts, given.seed)
        with serving(folder) as address:
            ids, waited = ready(address)
            print(f"{len(ids)} contracts, all judged after {waited:.1f} s", flush=True)
            _run(address, ids, given)


def _run(address: str, ids: list[str], given: argparse.Namespace) -> None:
    tally = Tally()
    before, until = os.getloadavg()[0], time.monotonic() + given.seconds
    threads = [
        threading.Thread(target=read, args=(address, ids, until, tally, n, given.pause))
        for n in range(given.readers)
    ]
    threads.append(threading.Thread(target=write, args=(address, until, tally)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for line in tell(tally, given.seconds):
        print(line, flush=True)
    load = f"load before {before:.1f}, after {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"{given.readers} readers, 1 writer, {given.seconds:.0f} s; {load}")


if __name__ == "__main__":
    main()
