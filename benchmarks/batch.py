"""A folder of many files: does the memory stay the same, and how fast are they read?

    python -m benchmarks.batch [--files 1000]

Writes our samples over and over, in turn as .txt, .docx and .html, reads them as `evenhand read`
does on all cores, and prints the resident memory of the program and of its processes as it goes.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from api.bulk import read_many
from api.contracts import Failure
from benchmarks.material import as_docx, as_html, contracts, plain_text
from loaders.files.how import How


def written(folder: Path, count: int) -> Iterator[Path]:
    """So many contract files of different names."""
    forms = {"txt": lambda t: plain_text(t).encode(), "docx": as_docx, "html": as_html}
    kinds = [(name, form, save(text)) for name, text in contracts() for form, save in forms.items()]
    for number, (name, form, data) in enumerate(islice(cycle(kinds), count)):
        path = folder / f"{number:05}-{name}.{form}"
        path.write_bytes(data)
        yield path


def resident(process: int | str = "self") -> int:
    """The bytes of a process that are in memory."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text("ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def processes(parent: int) -> Iterator[int]:
    """The processes that one has started, and theirs."""
    for tasks in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in map(int, tasks.read_text("ascii").split()):
            yield child
            yield from processes(child)


def main() -> None:
    """Prints a line for every tenth of the files; see the top of this file."""
    parser = argparse.ArgumentParser(description="Reads a folder of many files.")
    parser.add_argument("--files", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = list(written(Path(folder), asked.files))
        start, failed = perf_counter(), 0
        for number, (_, found) in enumerate(read_many(paths, How()), 1):
            failed += sum(isinstance(one, Failure) for one in found)
            if number % max(1, asked.files // 10) == 0:
                own, theirs = resident(), [resident(p) for p in processes(os.getpid())]
                print(
                    f"{number:6} files, {failed} failed: this program {own / 1024**2:.0f} MB, "
                    f"largest process {max(theirs, default=0) / 1024**2:.0f} MB, "
                    f"{number / (perf_counter() - start):.1f} files/s",
                    flush=True,
                )


if __name__ == "__main__":
    main()
